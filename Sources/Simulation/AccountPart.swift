public import Core

/// One of several strategies that share an account (S39).
public struct AccountPart: Hashable, Sendable {
    /// Its name, in the event log and in reports.
    public var name: String
    /// The fraction of the money at the start that is its own, so that sizes in fractions of equity mean that and what
    /// it has made since; `nil` where they mean the whole account's equity.
    public var capital: Double?
    /// What it trades; `nil` for everything.
    public var instruments: [InstrumentIndex]?

    /// A part.
    public init(name: String, capital: Double? = nil, instruments: [InstrumentIndex]? = nil) {
        self.name = name
        self.capital = capital
        self.instruments = instruments
    }
}
