/// Finds the places of a grid whose points meet the constraints, a block of points at a time.
struct GridFilter {
    /// Points of a block: some columns of it stay in the nearest cache.
    private static let block = 256

    private let space: SearchSpace
    private let counts: [Int]
    /// The axes that constraints name.
    private let used: [Int]
    /// The number of each value of these axes.
    private let tables: [[Double]]

    init(_ space: SearchSpace, counts: [Int]) {
        self.space = space
        self.counts = counts
        let used = space.constrainedAxes
        self.used = used
        tables = counts.indices.map { axis in
            guard used.contains(axis) else { return [] }
            return (0..<counts[axis]).map { space.operand(of: space.axes[axis].value(at: $0), axis: axis) }
        }
    }

    /// The places, ascending.
    func places() -> [UInt32] {
        let total = counts.reduce(1, *)
        var kept: [UInt32] = []
        var columns = [Double](repeating: 0, count: counts.count * GridFilter.block)
        var holds = [Double](repeating: 0, count: GridFilter.block)
        var start = 0
        while start < total {
            let count = min(GridFilter.block, total - start)
            columns.withUnsafeMutableBufferPointer { fill($0, from: start, count: count) }
            columns.withUnsafeBufferPointer { columns in
                for (place, constraint) in space.constraints.enumerated() {
                    constraint.evaluate(
                        columns, stride: GridFilter.block, count: count, joining: place > 0, into: &holds)
                }
            }
            for row in 0..<count where holds[row] != 0 { kept.append(UInt32(start + row)) }
            start += count
        }
        return kept
    }

    /// Writes the numbers of a block's points, an axis after another.
    private func fill(_ columns: UnsafeMutableBufferPointer<Double>, from start: Int, count: Int) {
        for axis in used {
            let stride = counts[(axis + 1)...].reduce(1, *)
            let column = columns.extracting(axis * GridFilter.block..<axis * GridFilter.block + count)
            tables[axis].withUnsafeBufferPointer { table in
                var digit = start / stride % table.count
                var left = stride - start % stride
                var row = 0
                while row < count {
                    let run = min(left, count - row)
                    for place in row..<row + run { column[place] = table[digit] }
                    row += run
                    left = stride
                    digit = digit + 1 == table.count ? 0 : digit + 1
                }
            }
        }
    }
}
