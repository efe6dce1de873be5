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

    private static func validity(_ value: ConfigValue?) -> EntryValidity {
        guard let value else { return .untilCancelled }
        if value.text == "day" { return .day }
        if let bars = value["bars"]?.whole { return .bars(bars) }
        return .untilCancelled
    }

    init(_ rules: ConfigValue) {
        parameters = (rules["parameters"]?.entries ?? []).map { entry in
            let bounds = (entry.value["range"]?.elements ?? []).compactMap(\.number)
            return Parameter(
                name: entry.key.text, value: entry.value["default"]?.number ?? .nan,
                range: bounds.count == 2 ? bounds[0]...bounds[1] : nil, step: entry.value["step"]?.number)
        }
        symbols = rules["on"]?.elements.compactMap(\.text)
        symbolPlaces = rules["on"]?.elements.map(\.place) ?? []
        entryValidity = RulesConfiguration.validity(rules["entry_valid"])
        exitAfter = rules["exit_after"]?.whole
        func side(_ name: String) -> Side? {
            rules["enter_\(name)"]?.scalar.map { enter in
                Side(
                    enter: enter, exit: rules["exit_\(name)"]?.scalar, limit: rules["enter_\(name)_limit"]?.scalar,
                    stop: rules["enter_\(name)_stop"]?.scalar)
            }
        }
        long = side("long")
        short = side("short")
        func distance(_ name: String) -> Distance? {
            rules["\(name).percent"]?.scalar.map { .percent($0) } ?? rules["\(name).amount"]?.scalar.map { .amount($0) }
                ?? rules["\(name).price"]?.scalar.map { .price($0) }
        }
        func exit(_ name: String) -> Exit? {
            distance(name).map { distance in
                let reference = rules["\(name).of"]?.text.flatMap { Reference(rawValue: $0) }
                return Exit(distance: distance, reference: reference ?? .fill)
            }
        }
        stopLoss = exit("stop_loss")
        takeProfit = exit("take_profit")
        trailingStop = distance("trailing_stop")
        let whole = ConfigScalar(
            text: "100", style: .plain, line: 1, column: 1,
            source: ConfigSource(override: "default of strategy.rules.size"))
        size =
            rules["size.units"]?.scalar.map { .units($0) } ?? rules["size.percent_of_equity"]?.scalar.map {
                .percentOfEquity($0)
            }
            ?? rules["size.percent_of_cash"]?.scalar.map { .percentOfCash($0) }
            ?? rules["size.cash"]?.scalar.map { .cash($0) } ?? .percentOfEquity(whole)
    }
}
