public import Simulation

/// A strategy as rules, not yet compiled: each expression still a text with its places.
public struct RulesConfiguration: Sendable {
    /// A number that rules name with `$`.
    public struct Parameter: Hashable, Sendable {
        /// Its name, without `$`.
        public let name: String
        /// Its value.
        public let value: Double
        /// The values allowed; `nil` for any.
        public let range: ClosedRange<Double>?
        /// The distance of values in a sweep; `nil` where not given.
        public let step: Double?
    }

    /// How long a limit or stop entry rests.
    public enum EntryValidity: Hashable, Sendable {
        /// Until it fills or is replaced.
        case untilCancelled
        /// Until the session's end.
        case day
        /// For this many bars.
        case bars(Int)
        /// For one price only, market entries too.
        case onePrice(TimeInForce)
    }

    /// How an entry's size is meant.
    enum Size: Sendable {
        case units(ConfigScalar)
        case percentOfEquity(ConfigScalar)
        case percentOfCash(ConfigScalar)
        case cash(ConfigScalar)
    }

    /// How far an exit lies from its reference.
    enum Distance: Sendable {
        case percent(ConfigScalar)
        case amount(ConfigScalar)
        case price(ConfigScalar)
    }

    /// What the distance of an exit is measured from.
    public enum Reference: String, Sendable {
        /// The price of the entry's fill.
        case fill
        /// The price at the decision: the entry's limit or stop, else the close.
        case decision
    }

    /// A stop loss or a target.
    struct Exit: Sendable {
        var distance: Distance
        var reference: Reference
    }

    /// The rules of one side.
    struct Side: Sendable {
        var enter: ConfigScalar
        var exit: ConfigScalar?
        var limit: ConfigScalar?
        var stop: ConfigScalar?
    }

    /// The parameters in the byte order of their names.
    public let parameters: [Parameter]
    /// The symbols to trade; `nil` for all.
    public let symbols: [String]?
    /// How long a limit or stop entry rests.
    public let entryValidity: EntryValidity
    /// Bars after the entry's bar at which a position is closed; `nil` for never.
    public let exitAfter: Int?

    let long: Side?
    let short: Side?
    let size: Size
    let stopLoss: Exit?
    let takeProfit: Exit?
    let trailingStop: Distance?
    /// Where a symbol of `on` stands, for messages.
    let symbolPlaces: [SourcePlace]

    init(_ rules: ConfigValue) {
        parameters = RulesConfiguration.parameters(of: rules)
        let traded = rules["on"]?.elements ?? []
        symbols = rules["on"] == nil ? nil : traded.compactMap(\.text)
        symbolPlaces = traded.map(\.place)
        entryValidity = RulesConfiguration.entryValidity(of: rules)
        exitAfter = rules["exit_after"]?.whole
        long = RulesConfiguration.side("long", of: rules)
        short = RulesConfiguration.side("short", of: rules)
        stopLoss = RulesConfiguration.exit("stop_loss", of: rules)
        takeProfit = RulesConfiguration.exit("take_profit", of: rules)
        trailingStop = RulesConfiguration.distance("trailing_stop", of: rules)
        size = RulesConfiguration.size(of: rules)
    }

    private static func parameters(of rules: ConfigValue) -> [Parameter] {
        var parameters: [Parameter] = []
        for entry in rules["parameters"]?.entries ?? [] {
            let bounds = (entry.value["range"]?.elements ?? []).compactMap(\.number)
            parameters.append(
                Parameter(
                    name: entry.key.text, value: entry.value["default"]?.number ?? .nan,
                    range: bounds.count == 2 ? bounds[0]...bounds[1] : nil, step: entry.value["step"]?.number))
        }
        return parameters
    }

    private static func entryValidity(of rules: ConfigValue) -> EntryValidity {
        switch rules["entry_valid"]?.text {
        case "day": return .day
        case "ioc": return .onePrice(.immediateOrCancel)
        case "fok": return .onePrice(.fillOrKill)
        case "at-open": return .onePrice(.atOpen)
        case "at-close": return .onePrice(.atClose)
        default: break
        }
        if let bars = rules["entry_valid.bars"]?.whole { return .bars(bars) }
        return .untilCancelled
    }

    private static func side(_ name: String, of rules: ConfigValue) -> Side? {
        guard let enter = rules["enter_\(name)"]?.scalar else { return nil }
        return Side(
            enter: enter, exit: rules["exit_\(name)"]?.scalar, limit: rules["enter_\(name)_limit"]?.scalar,
            stop: rules["enter_\(name)_stop"]?.scalar)
    }

    private static func distance(_ name: String, of rules: ConfigValue) -> Distance? {
        if let percent = rules["\(name).percent"]?.scalar { return .percent(percent) }
        if let amount = rules["\(name).amount"]?.scalar { return .amount(amount) }
        if let price = rules["\(name).price"]?.scalar { return .price(price) }
        return nil
    }

    private static func exit(_ name: String, of rules: ConfigValue) -> Exit? {
        guard let distance = distance(name, of: rules) else { return nil }
        let reference = rules["\(name).of"]?.text.flatMap { Reference(rawValue: $0) }
        return Exit(distance: distance, reference: reference ?? .fill)
    }

    private static func size(of rules: ConfigValue) -> Size {
        if let units = rules["size.units"]?.scalar { return .units(units) }
        if let percent = rules["size.percent_of_equity"]?.scalar { return .percentOfEquity(percent) }
        if let percent = rules["size.percent_of_cash"]?.scalar { return .percentOfCash(percent) }
        if let cash = rules["size.cash"]?.scalar { return .cash(cash) }
        return .percentOfEquity(
            ConfigScalar(
                text: "100", style: .plain, line: 1, column: 1,
                source: ConfigSource(override: "default of strategy.rules.size")))
    }
}
