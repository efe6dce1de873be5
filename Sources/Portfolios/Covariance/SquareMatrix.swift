/// A square table of numbers, stored row by row.
public struct SquareMatrix: Hashable, Sendable {
    /// The number of rows, which is that of columns.
    public let count: Int
    /// The numbers, row after row.
    public var values: [Double]

    /// A matrix of zeros.
    public init(count: Int) {
        self.count = count
        values = [Double](repeating: 0, count: count * count)
    }

    /// A matrix of given numbers, row after row.
    ///
    /// - Precondition: `values` holds `count` squared numbers.
    public init(count: Int, values: [Double]) {
        precondition(values.count == count * count, "a square matrix of \(count) rows has \(count * count) numbers")
        self.count = count
        self.values = values
    }

    /// The number in a row and a column, from 0.
    public subscript(row: Int, column: Int) -> Double {
        get { values[row * count + column] }
        set { values[row * count + column] = newValue }
    }

    /// The product with a column of numbers, summed from left to right.
    public func times(_ column: [Double]) -> [Double] {
        (0..<count).map { row in
            var sum = 0.0
            for place in 0..<count { sum += values[row * count + place] * column[place] }
            return sum
        }
    }

    /// The numbers from the first row and column to the last.
    public var diagonal: [Double] { (0..<count).map { self[$0, $0] } }
}
