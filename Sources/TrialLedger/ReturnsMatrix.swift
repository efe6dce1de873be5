public import Core

/// The daily returns of a family's finished trials over one period.
public struct ReturnsMatrix: Hashable, Sendable {
    /// The attempts that the rows are of: of every trial its first finished one that has returns.
    public var attempts: [Int64]
    /// The number of sessions, of every row.
    public var sessions: Int
    /// Returns as fractions, trial-major, of shape `[attempts.count, sessions]`.
    public var values: [Float]
    /// The period of all of them.
    public var period: Range<Timestamp>
    /// Finished trials of the period without a row: their returns were not kept, or are of another number of sessions.
    public var omitted: Int
    /// Finished trials of the family over other periods.
    public var elsewhere: Int
}
