/// How far a fetch is, for people.
public struct InfluxFetchProgress: Hashable, Sendable {
    /// The pieces of time that are done.
    public var piece: Int
    /// The pieces of time in all.
    public var pieces: Int
    /// The rows so far.
    public var rows: Int
}
