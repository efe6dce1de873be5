/// The value some rows ago.
///
///     lag[t] = x[t − rows]
///
/// - Timing: The value at t uses row t − rows alone; defined from row `rows` on.
/// - Edge cases: Rows count, whether their values are missing or not.
/// - Verified by: `FeatureProducerTests`.
public struct Lag: FeatureProducer, Equatable {
    /// How many rows back, 0 or more.
    public let rows: Int

    /// The value `rows` ago.
    ///
    /// - Throws: `LearningError.parameter` for a negative number, which would be the future.
    public init(_ rows: Int) throws(LearningError) {
        guard rows >= 0 else { throw .parameter(name: "lag", found: "\(rows)", allowed: "0 rows or more") }
        self.rows = rows
    }

    /// As many rows as the lag.
    public var warmUp: Int { rows }

    /// The column.
    public func column(_ values: [Double]) -> [Double] {
        let missing = min(rows, values.count)
        return [Double](repeating: .nan, count: missing)
            + values.prefix(values.count - missing).map {
                $0.isFinite ? $0 : .nan
            }
    }
}
