/// Everything that makes a market: the same configuration with the same seed makes the same market, byte for byte.
public struct MarketConfiguration: Sendable {
    /// What all draws are keyed by.
    public var seed: UInt64 = 1
    /// How many days are traded.
    public var days = 1
    /// When the market is open.
    public var session = SessionTerms()
    /// How busy it is along the day.
    public var activity = ActivityParameters()
    /// How the exchange works.
    public var exchange = ExchangeTerms()
    /// What is traded.
    public var instruments = [MarketInstrument()]
    /// Who trades.
    public var groups: [ParticipantGroup] = []
    /// What happens beside the ordinary.
    public var scenarios: [MarketScenario] = []
    /// What is written down beside trades and quotes.
    public var recording = RecordingTerms()
    /// Whether conservation of cash and shares and the soundness of the books are checked all along; otherwise at the end of
    /// each day.
    public var checksInvariants = false

    /// A market without participants.
    public init() {}
}
