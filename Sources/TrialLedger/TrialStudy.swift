public import Core

/// What all trials of one run or sweep in one process share; stored once for all of them.
public struct TrialStudy: Hashable, Sendable {
    /// The SHA-256 of what makes a family besides periods, as 64 lower-case hexadecimal digits.
    ///
    /// This is the rule tree with its numbers removed, or the type's name, and the instruments.
    public var familyKey: String
    /// The same for people: `sma(close) crosses above sma(close) on AAPL`.
    public var familyText: String
    /// The strategy's name.
    public var strategy: String
    /// The instruments' symbols.
    public var instruments: [String]
    /// The SHA-256 of the data's parsed columns, as 64 lower-case hexadecimal digits.
    public var dataHash: String
    /// The instants from which on and before which the trials see data.
    public var period: Range<Timestamp>
    /// How the trials are run, in a word: `run`, `sweep`, `walk-forward`, `notebook`, `audit` or another.
    public var kind: String
    /// The sweep they belong to.
    public var sweep: String?
    /// The version of the program.
    public var version: String
    /// The process that runs them.
    public var process: ProcessMark

    /// A study, of this process unless another is named.
    public init(
        familyKey: String, familyText: String, strategy: String, instruments: [String], dataHash: String,
        period: Range<Timestamp>, kind: String, sweep: String? = nil, version: String,
        process: ProcessMark = .current
    ) {
        self.familyKey = familyKey
        self.familyText = familyText
        self.strategy = strategy
        self.instruments = instruments
        self.dataHash = dataHash
        self.period = period
        self.kind = kind
        self.sweep = sweep
        self.version = version
        self.process = process
    }
}
