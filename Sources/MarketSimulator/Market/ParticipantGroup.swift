/// Participants of one type who trade one instrument under equal terms.
///
/// The name keys their random streams: participant i of the group draws the same numbers whatever other groups there are
/// and however many participants stand before or behind it.
public struct ParticipantGroup: Sendable {
    /// The name, unique in a market.
    public var name: String
    /// How many there are.
    public var count: Int
    /// What they do.
    public var rule: ParticipantRule
    /// The place of the instrument that they trade.
    public var instrument: Int
    /// How far they are from the exchange, and how long they think.
    public var connection: ConnectionTerms
    /// What each has at the beginning, in ticks × lots.
    public var cash: Int64
    /// What each has of its instrument at the beginning, in lots.
    public var shares: Int64
    /// Whether they may sell what they do not have and owe cash, as participants with a prime broker; otherwise they never
    /// order more than they can pay or deliver.
    public var mayBorrow: Bool

    /// A group; by default with credit and ten thousand million ticks × lots.
    public init(
        _ name: String, count: Int = 1, _ rule: ParticipantRule, instrument: Int = 0,
        connection: ConnectionTerms = ConnectionTerms(), cash: Int64 = 10_000_000_000, shares: Int64 = 0,
        mayBorrow: Bool = true
    ) {
        self.name = name
        self.count = count
        self.rule = rule
        self.instrument = instrument
        self.connection = connection
        self.cash = cash
        self.shares = shares
        self.mayBorrow = mayBorrow
    }
}
