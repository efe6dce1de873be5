import Core

/// The event log as text: a JSON object a line, `events.jsonl`.
///
/// Every line has `n` (its number, from 1), `time` (ISO 8601 UTC), `step` and `event`; the rest depends on the event.
/// Numbers print with the fewest digits that read back to the same double; what is not known is left out.
public struct EventText {
    private let symbols: [String]
    private let attribution: Attribution?
    private let names: [String]
    private var number = 0
    private var lastTime = Timestamp.distantPast
    private var lastTimeText = ""
    /// The text so far, UTF-8.
    public private(set) var bytes: [UInt8] = []

    /// An empty text for a universe.
    ///
    /// - Parameters:
    ///   - symbols: The symbols of the instruments, by index.
    ///   - attribution: The strategies of a run of several, which then stand in the lines of orders, fills and fits.
    public init(symbols: [String], attribution: Attribution? = nil) {
        self.attribution = attribution
        names = (attribution?.parts ?? []).map { JSONText.quoted($0.name, escaping: .lineEnds) }
        self.symbols = symbols.map { JSONText.quoted($0, escaping: .lineEnds) }
    }

    /// The whole log as text.
    public static func bytes(of log: [Event], symbols: [String], attribution: Attribution? = nil) -> [UInt8] {
        var text = EventText(symbols: symbols, attribution: attribution)
        text.bytes.reserveCapacity(log.count * 180)
        for event in log { text.append(event) }
        return text.bytes
    }

    /// Adds one line.
    public mutating func append(_ event: Event) {
        number += 1
        if event.time != lastTime {
            lastTime = event.time
            lastTimeText = event.time.description
        }
        write("{\"n\":")
        write(String(number))
        write(",\"time\":\"")
        write(lastTimeText)
        write("\",\"step\":")
        write(String(event.step))
        switch event.body {
        case .submitted(let order): writeOrder(order, "submitted")
        case .replaced(let order): writeOrder(order, "replaced")
        case .rejected(let id, let instrument, let reason):
            writeHead("rejected", id, instrument)
            field("reason", text: reason.rawValue)
        case .replacementRefused(let id, let instrument, let reason):
            writeHead("replacement-refused", id, instrument)
            field("reason", text: reason.rawValue)
        case .triggered(let id, let instrument, let level):
            writeHead("triggered", id, instrument)
            field("level", level)
        case .reduced(let id, let instrument, let from, let to, let reason):
            writeHead("reduced", id, instrument)
            field("from", from)
            field("to", to)
            field("reason", text: reason.rawValue)
        case .filled(let fill): writeFill(fill)
        case .cancelled(let id, let instrument, let reason):
            writeHead("cancelled", id, instrument)
            field("reason", text: reason.rawValue)
        case .expired(let id, let instrument): writeHead("expired", id, instrument)
        case .tooLate(let id, let instrument, let isReplacement):
            writeHead(isReplacement ? "replace-too-late" : "cancel-too-late", id, instrument)
        case .ambiguous(let instrument): writeHead("ambiguous", instrument)
        case .borrowed(let instrument, let quantity, let days, let amount, let cash):
            writeHead("borrowed", instrument)
            field("quantity", quantity)
            field("days", Double(days))
            field("amount", amount)
            field("cash", cash)
        case .interest(let balance, let days, let amount, let cash):
            write(",\"event\":\"interest\"")
            field("balance", balance)
            field("days", Double(days))
            field("amount", amount)
            field("cash", cash)
        case .settled(let instrument, let amount, let cash):
            write(",\"event\":\"settled\",\"instrument\":")
            write(symbols[instrument.place])
            field("amount", amount)
            field("cash", cash)
        case .settledGain(let instrument, let price, let rate, let amount, let cash):
            write(",\"event\":\"settled-gain\",\"instrument\":")
            write(symbols[instrument.place])
            field("price", price)
            if rate != 1 { field("rate", rate) }
            field("amount", amount)
            field("cash", cash)
        case .marginCall(let equity, let requirement): writeEquity("margin-call", equity, "requirement", requirement)
        case .marginRestored(let equity, let requirement):
            writeEquity("margin-restored", equity, "requirement", requirement)
        case .riskStop(let kind, let equity, let level):
            writeEquity("risk-stop", equity, "level", level)
            field("kind", text: kind.rawValue)
        case .dividend(let instrument, let quantity, let perUnit, let amount, let receivable):
            writeHead("dividend", instrument)
            field("quantity", quantity)
            field("per_unit", perUnit)
            field("amount", amount)
            field("receivable", receivable)
        case .dividendPaid(let instrument, let amount, let cash, let receivable):
            writeHead("dividend-paid", instrument)
            field("amount", amount)
            field("cash", cash)
            field("receivable", receivable)
        case .split(let instrument, let ratio, let position, let price):
            writeHead("split", instrument)
            field("ratio", ratio)
            field("position", position)
            field("price", price)
        case .delisted(let instrument, let price):
            writeHead("delisted", instrument)
            field("price", price)
        case .ruined(let equity):
            write(",\"event\":\"ruined\"")
            field("equity", equity)
        case .trained(let training):
            write(",\"event\":\"trained\"")
            if let strategy = training.strategy { writeStrategy(strategy) }
            field("number", Double(training.number))
            field("samples", Double(training.sampleCount))
            field("from", text: training.from.description)
            field("through", text: training.through.description)
            if !training.hash.isEmpty { field("model", text: training.hash) }
            if !training.failure.isEmpty { field("failure", text: training.failure) }
        }
        write("}\n")
    }

    private mutating func writeEquity(_ event: String, _ equity: Cash, _ name: String, _ other: Cash) {
        write(",\"event\":\"\(event)\"")
        field("equity", equity)
        field(name, other)
    }

    private mutating func writeFill(_ fill: Fill) {
        writeHead("filled", fill.order, fill.instrument)
        writeStrategy(of: fill.order)
        field("side", text: fill.side.text)
        field("quantity", fill.quantity)
        field("price", fill.price)
        if fill.referencePrice != fill.price { field("reference", fill.referencePrice) }
        if fill.rate != 1 { field("rate", fill.rate) }
        field("commission", fill.commission)
        field("source", text: fill.source.text)
        field("liquidity", text: fill.isMaker ? "maker" : "taker")
        field("leg", text: fill.closes ? "close" : "open")
        if fill.resting > 0 { field("resting", fill.resting) }
        field("position", fill.position)
        field("cash", fill.cash)
    }

    private mutating func writeOrder(_ order: Order, _ event: String) {
        writeHead(event, order.id, order.instrument)
        writeStrategy(of: order.id)
        field("side", text: order.side.text)
        field("type", text: order.request.kind.text)
        if order.remaining > 0 { field("quantity", order.remaining) } else { writeSize(order.request.size) }
        if let limit = order.request.kind.limitPrice, !limit.isNaN { field("limit", limit) }
        if !order.stopLevel.isNaN { field("stop", order.stopLevel) }
        if case .trailingStop(let trail) = order.request.kind {
            switch trail {
            case .amount(let amount): field("trail", amount)
            case .fraction(let fraction): field("trail_fraction", fraction)
            }
        }
        field("time_in_force", text: order.request.timeInForce.text)
        if case .goodTillDate(let instant) = order.request.timeInForce { field("until", text: instant.description) }
        if order.isInFlight { field("arrives", text: order.arrives.description) }
        if order.request.reduceOnly { write(",\"reduce_only\":true") }
        if order.parent != .none {
            field("parent", Double(order.parent.rawValue))
            field("role", text: order.role.text)
            write(order.isActive ? ",\"state\":\"active\"" : ",\"state\":\"waits for its entry\"")
        }
        if order.group > 0 { field("group", Double(order.group)) }
        if !order.request.reason.text.isEmpty { field("reason", text: order.request.reason.text) }
    }

    private mutating func writeSize(_ size: OrderSize) {
        switch size {
        case .units(let units): if units > 0 { field("quantity", units) }
        case .fractionOfEquity(let fraction): field("fraction_of_equity", fraction)
        case .fractionOfCash(let fraction): field("fraction_of_cash", fraction)
        case .value(let value): field("value", value)
        case .fractionOfPosition(let fraction): field("fraction_of_position", fraction)
        }
    }

    private mutating func writeHead(_ event: String, _ id: OrderID, _ instrument: InstrumentIndex) {
        write(",\"event\":\"")
        write(event)
        write("\",\"order\":")
        write(String(id.rawValue))
        write(",\"instrument\":")
        write(symbols[instrument.place])
    }

    private mutating func writeHead(_ event: String, _ instrument: InstrumentIndex) {
        write(",\"event\":\"")
        write(event)
        write("\",\"instrument\":")
        write(symbols[instrument.place])
    }

    private mutating func writeStrategy(of id: OrderID) {
        guard let strategy = attribution?.owner(of: id) else { return }
        writeStrategy(strategy)
    }

    private mutating func writeStrategy(_ strategy: Int) {
        guard names.indices.contains(strategy) else { return }
        write(",\"strategy\":")
        write(names[strategy])
    }

    private mutating func field(_ name: String, _ value: Double) {
        guard value.isFinite else { return }
        write(",\"")
        write(name)
        write("\":")
        write(value.shortestText)
    }

    private mutating func field(_ name: String, text: String) {
        write(",\"")
        write(name)
        write("\":")
        write(JSONText.quoted(text, escaping: .lineEnds))
    }

    private mutating func write(_ text: String) {
        bytes.append(contentsOf: text.utf8)
    }
}
