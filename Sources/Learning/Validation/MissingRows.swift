import LinearAlgebra

/// Which rows of a feature matrix hold a NaN or infinite number.
struct MissingRows {
    /// The first row of which all features are finite; the number of rows where there is none.
    let firstWhole: Int
    /// The rows behind it with a missing feature, ascending, and the first such column of each.
    let rows: [Int]
    let columns: [Int]

    /// The first of those rows in a window.
    func first(in window: ClosedRange<Int>) -> (row: Int, column: Int)? {
        guard !rows.isEmpty else { return nil }
        var (low, high) = (0, rows.count)
        while low < high {
            let middle = (low + high) / 2
            if rows[middle] >= window.lowerBound { high = middle } else { low = middle + 1 }
        }
        guard low < rows.count, rows[low] <= window.upperBound else { return nil }
        return (rows[low], columns[low])
    }
}

extension Matrix<Double> {
    func missingRows() -> MissingRows {
        let (rowStep, columnStep) = order == .rowMajor ? (stride, 1) : (1, stride)
        return withElements { elements in
            var (firstWhole, missing, places): (Int?, [Int], [Int]) = (nil, [], [])
            for row in 0..<rows {
                let line = elements + row * rowStep
                // A sum of products with zero is NaN as soon as one element is not finite.
                var check = 0.0
                for column in 0..<columns { check += line[column * columnStep] * 0 }
                if check == 0 {
                    if firstWhole == nil { firstWhole = row }
                } else if firstWhole != nil {
                    missing.append(row)
                    places.append((0..<columns).first { !line[$0 * columnStep].isFinite } ?? 0)
                }
            }
            return MissingRows(firstWhole: firstWhole ?? rows, rows: missing, columns: places)
        }
    }
}
