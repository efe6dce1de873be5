/// Why a configuration makes no market: what was found, what is allowed, and the remedy.
public enum MarketConfigurationError: Error, Hashable, Sendable {
    /// There is no preset of this name.
    case unknownPreset(String, nearest: String?)
    /// Nothing is traded.
    case noInstruments
    /// A tick or lot of nothing.
    case stepNotPositive(symbol: String, what: String, Double)
    /// Two groups of one name.
    case repeatedGroup(String)
    /// A group of fewer than no participants, or of too many.
    case countOutOfRange(group: String, Int)
    /// A group, or scenario, of an instrument that is not there.
    case unknownInstrument(owner: String, Int, count: Int)
    /// A parameter outside what it can be.
    case parameterOutOfRange(owner: String, name: String, fault: String)
    /// A latency that is none.
    case latency(group: String, fault: String)
    /// Participants without credit, cash and shares.
    case cannotTrade(group: String)
    /// A self-exciting flow whose events have more than one follower each.
    case supercritical(group: String, branchingRatio: Double)
    /// Orders whose price times lots would soon be more than is counted.
    case orderTooLarge(group: String, name: String, lots: Double, symbol: String, mean: Double)
    /// More cash or shares at the beginning than are counted.
    case holdingsTooLarge(String, Double)
    /// Cash of a participant went beyond what is counted, while the market ran.
    case uncountable
    /// Nobody sends orders.
    case nobodyTrades
    /// Nobody lays orders into an empty book.
    case nobodyProvides(groups: String)
    /// No days, or too many.
    case daysOutOfRange(Int)
    /// A scenario on a day, at a second or of a size that is not there.
    case scenario(place: Int, fault: String)
    /// Several instruments that an arbitrageur needs and has not.
    case basket(group: String, fault: String)
}

extension MarketConfigurationError: CustomStringConvertible {
    /// The error in a sentence, with its remedy.
    public var description: String {
        switch self {
        case .unknownPreset(let name, let nearest):
            "there is no preset '\(name)'; there are \(MarketPreset.allCases.map(\.rawValue).joined(separator: ", "))"
                + (nearest.map { ": did you mean '\($0)'?" } ?? "")
        case .noInstruments: "a market without instruments: give it at least one"
        case .stepNotPositive(let symbol, let what, let value):
            "the \(what) size of \(symbol) is \(value): it must be a positive number, such as 0.01"
        case .repeatedGroup(let name):
            "two groups are named '\(name)': names key the random streams, so each must be its own"
        case .countOutOfRange(let group, let count):
            "group '\(group)' has \(count) participants: allowed are 0 to 1000000"
        case .unknownInstrument(let owner, let place, let count):
            "\(owner) names instrument \(place): there are \(count), counted from 0"
        case .parameterOutOfRange(let owner, let name, let fault):
            "\(name) of \(owner): \(fault); correct the value or leave it out for the default"
        case .latency(let group, let fault):
            "group '\(group)': \(fault); latencies are numbers of nanoseconds from 0 on"
        case .cannotTrade(let group):
            "participants of group '\(group)' cannot trade: they have no cash, no shares and no credit; give them one"
        case .supercritical(let group, let ratio):
            "the flow of group '\(group)' explodes: its branching ratio is \(ratio) and must be below 1; lower the "
                + "excitations"
        case .orderTooLarge(let group, let name, let lots, let symbol, let mean):
            "\(name) of group '\(group)' is up to \(MarketConfigurationError.short(lots)) lots at a fundamental.mean of "
                + "\(MarketConfigurationError.short(mean)) ticks of \(symbol), "
                + "\(MarketConfigurationError.short(lots * mean)) ticks × lots an order: the greatest that is counted is "
                + "\(MarketConfigurationError.short(MarketConfiguration.greatestOrderValue)); give at most "
                + "\(MarketConfigurationError.short((MarketConfiguration.greatestOrderValue / mean).rounded(.down))) lots, or a "
                + "lower mean with a greater tick_size"
        case .holdingsTooLarge(let what, let sum):
            "all participants together have \(MarketConfigurationError.short(sum)) "
                + "\(what == "cash" ? "ticks × lots of cash" : "lots"): the greatest that is counted is "
                + "\(MarketConfigurationError.short(MarketConfiguration.greatestHoldings)); lower \(what) or count of groups"
        case .uncountable:
            "the cash of a participant has gone beyond 4e18 ticks × lots, more than is counted: lower fundamental.mean (with "
                + "a greater tick_size) or the sizes of the participants, or trade fewer days"
        case .nobodyTrades: "no group has participants: set the count of at least one above 0"
        case .nobodyProvides(let groups):
            "nobody can ever trade: \(groups) only take what others offer, and nobody posts limit orders; add a maker, value, "
                + "or a flow with a limit_rate, or give noise an aggressive_share below 1"
        case .daysOutOfRange(let days): "a market of \(days) days: allowed are 1 to 100000"
        case .scenario(let place, let fault): "scenario \(place): \(fault)"
        case .basket(let group, let fault): "arbitrageur '\(group)': \(fault)"
        }
    }

    /// A whole number without its point.
    private static func short(_ value: Double) -> String {
        value.magnitude < 1e15 && value == value.rounded() ? String(Int64(value)) : "\(value)"
    }
}
