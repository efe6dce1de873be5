/// Sums and products of features and label over some samples, about a shift, for one system of normal equations.
struct RegressionSums {
    /// What is subtracted from each column, the label last.
    var shift: [Double]
    var sums: [Double]
    /// The lower triangle by rows.
    var products: [Double]
    private var row: [Double]

    init(columns: Int) {
        shift = [Double](repeating: 0, count: columns)
        sums = shift
        row = shift
        products = [Double](repeating: 0, count: columns * (columns + 1) / 2)
    }

    /// Begins anew with these samples, about their mean.
    ///
    /// The mean is that of differences from the first sample: a column that does not vary has sums of exactly zero.
    mutating func restart(_ source: RegressionSource, _ range: Range<Int>) {
        for column in sums.indices {
            let (address, step) = source.column(column)
            let first = address[range.lowerBound * step]
            var total = 0.0
            for sample in range { total += address[sample * step] - first }
            shift[column] = first + total / Double(max(1, range.count))
            sums[column] = 0
        }
        for place in products.indices { products[place] = 0 }
        add(source, range)
    }

    /// Adds samples about the shift in force.
    mutating func add(_ source: RegressionSource, _ range: Range<Int>) {
        let width = sums.count
        shift.withUnsafeBufferPointer { shift in
            sums.withUnsafeMutableBufferPointer { sums in
                products.withUnsafeMutableBufferPointer { products in
                    row.withUnsafeMutableBufferPointer { row in
                        for sample in range {
                            for column in 0..<width {
                                let (address, step) = source.column(column)
                                row[column] = address[sample * step] - shift[column]
                            }
                            var place = 0
                            for left in 0..<width {
                                let value = row[left]
                                sums[left] += value
                                for right in 0...left { products[place &+ right] += value * row[right] }
                                place += left + 1
                            }
                        }
                    }
                }
            }
        }
    }
}
