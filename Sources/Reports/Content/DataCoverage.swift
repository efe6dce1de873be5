public import Core

/// What the data of one instrument hold, and what was wrong with them.
public struct DataCoverage: Hashable, Sendable {
    /// The instrument's symbol.
    public var instrument: String
    /// Where the data came from, as the config names it: a path or a query, nothing that depends on the host.
    public var source: String
    /// SHA-256 of the raw bytes in hexadecimal; empty where there are none.
    public var sourceHash: String
    /// Bars read.
    public var bars: Int
    /// Start of the first bar; `nil` without bars.
    public var first: Timestamp?
    /// End of the last bar; `nil` without bars.
    public var last: Timestamp?
    /// What was found: `missing sessions`, `duplicates`, `OHLC violations`, with counts and what was done about it.
    public var findings: [CountedLine]

    /// The coverage of one instrument.
    public init(
        instrument: String, source: String, sourceHash: String = "", bars: Int, first: Timestamp?, last: Timestamp?,
        findings: [CountedLine] = []
    ) {
        self.instrument = instrument
        self.source = source
        self.sourceHash = sourceHash
        self.bars = bars
        self.first = first
        self.last = last
        self.findings = findings
    }
}
