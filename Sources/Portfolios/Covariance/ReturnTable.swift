public import Core

/// Simple returns of several instruments over the same periods.
public struct ReturnTable: Hashable, Sendable {
    /// The number of instruments.
    public let count: Int
    /// The number of periods.
    public let periods: Int
    /// For each instrument its returns in order of time, as fractions: 0.01 is 1 %.
    public let columns: [[Double]]

    /// A table of given returns.
    ///
    /// - Precondition: the columns are of equal length.
    public init(columns: [[Double]]) {
        periods = columns.first?.count ?? 0
        precondition(columns.allSatisfy { $0.count == columns[0].count }, "columns of returns differ in length")
        count = columns.count
        self.columns = columns
    }

    /// The returns between successive prices.
    ///
    ///     r(t) = price(t) / price(t − 1) − 1
    ///
    /// - Parameter prices: For each instrument its prices in order of time, at the same times.
    public init(prices: [[Price]]) {
        self.init(columns: prices.map { column in zip(column.dropFirst(), column).map { $0 / $1 - 1 } })
    }

    /// The mean return of each instrument.
    public var means: [Double] {
        columns.map { column in column.reduce(0, +) / Double(column.count) }
    }
}
