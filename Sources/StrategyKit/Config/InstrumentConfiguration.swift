public import Core
public import TimeSeries

/// In which steps instruments trade (S37), by symbol.
public struct InstrumentConfiguration: Hashable, Sendable {
    /// What a config says of one instrument; `nil` where it says nothing.
    public struct Steps: Hashable, Sendable {
        /// The smallest price step; 0 for none.
        public var tickSize: Price?
        /// The smallest quantity step; 0 for any fraction.
        public var lotSize: Quantity?
        /// The smallest value of an order.
        public var minimumNotional: Cash?
        /// Value of a point of price.
        public var multiplier: Double?
        /// Whether orders are taken; else the bars are signals only.
        public var isTradable: Bool?
        /// What it says of its own margin.
        public var margin = MarginTerms()
        /// How it is paid for.
        public var kind: InstrumentKind?
        /// The currency of its prices; the account's where absent.
        public var currency: String?
    }

    /// What holds for all where their own entry says nothing.
    public var shared: Steps
    /// What holds for single symbols, in the byte order of symbols.
    public var bySymbol: [(symbol: String, steps: Steps)] {
        symbols.map { (symbol: $0.symbol, steps: $0.steps) }
    }

    private struct Entry: Hashable, Sendable {
        var symbol: String
        var steps: Steps
    }
    private var symbols: [Entry]
    /// The symbols that alone take orders, where `data.execute_on` names them.
    public var executeOn: [String]?

    init(_ reader: ConfigReader) {
        shared = Steps()
        symbols = []
        executeOn = reader.root["data.execute_on"].map { $0.elements.compactMap(\.text) }
        for entry in reader.root["instruments"]?.entries ?? [] {
            let steps = Steps(
                tickSize: entry.value["tick_size"]?.number, lotSize: entry.value["lot_size"]?.number,
                minimumNotional: entry.value["minimum_notional"]?.number, multiplier: entry.value["multiplier"]?.number,
                isTradable: entry.value["tradable"]?.flag, margin: MarginTerms(entry.value["margin"]),
                kind: entry.value["kind"]?.text.flatMap { InstrumentKind(rawValue: $0) },
                currency: entry.value["currency"]?.text)
            if entry.key.text == "default" {
                shared = steps
            } else {
                symbols.append(Entry(symbol: entry.key.text, steps: steps))
            }
        }
    }

    /// The instrument of a symbol: its own entry, then the default, then whole lots and continuous prices.
    public func instrument(_ symbol: String, currency: String = "USD") -> Instrument {
        let own = symbols.first { $0.symbol == symbol }?.steps
        var instrument = Instrument(
            symbol: symbol, tickSize: own?.tickSize ?? shared.tickSize ?? 0,
            lotSize: own?.lotSize ?? shared.lotSize ?? 1,
            minimumNotional: own?.minimumNotional ?? shared.minimumNotional ?? 0,
            multiplier: own?.multiplier ?? shared.multiplier ?? 1,
            currency: own?.currency ?? shared.currency ?? currency,
            isTradable: own?.isTradable ?? executeOn?.contains(symbol) ?? shared.isTradable ?? true)
        instrument.kind = own?.kind ?? shared.kind ?? .security
        instrument.margin = MarginTerms(own?.margin ?? MarginTerms(), otherwise: shared.margin)
        return instrument
    }
}
