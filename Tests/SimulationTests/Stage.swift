import Core
import Simulation
import Testing
import TestSupport
import TimeSeries

/// The instrument of tests with one.
let one = InstrumentIndex(0)
/// The second instrument of tests with two.
let two = InstrumentIndex(1)

/// The step under which a script keeps what it does at every step.
let everyStep = -1

/// What a test does at a decision instant.
typealias Action = (borrowing Market, inout Desk) -> Void

/// A strategy that acts at given steps, counted from 0.
struct Scripted: Strategy {
    var actions: [Int: Action] = [:]
    var warmUpBars = 0

    init(_ parameters: NoParameters, for universe: Universe) {}

    init(_ actions: [Int: Action], warmUpBars: Int = 0) {
        self.actions = actions
        self.warmUpBars = warmUpBars
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        actions[market.step]?(market, &desk)
        actions[everyStep]?(market, &desk)
    }
}

/// A run of a script and what it ran on.
struct Stage {
    let panel: Panel
    let run: Run

    /// Runs a script on series.
    init(
        _ series: [BarSeries], _ actions: [Int: Action] = [:], from: Timestamp? = nil, warmUpBars: Int = 0,
        _ configure: (inout Broker) -> Void = { _ in }
    ) {
        panel = Panel(series)
        var broker = Broker()
        configure(&broker)
        run = Backtest(panel: panel, broker: broker, from: from).run(
            Scripted(actions, warmUpBars: warmUpBars))
    }

    /// Runs a script on hourly bars of one instrument in whole units.
    init(
        _ prices: [(Double, Double, Double, Double)], _ actions: [Int: Action] = [:],
        _ configure: (inout Broker) -> Void = { _ in }
    ) {
        self.init([BarFixtures.series(prices)], actions, configure)
    }

    /// The fills, a line each: `01T02:00 buy 10 @ 102 open`.
    var fills: [String] {
        run.log.compactMap { event in
            guard case .filled(let fill) = event.body else { return nil }
            let symbol = panel.count > 1 ? " " + panel[fill.instrument].instrument.symbol : ""
            return "\(Stage.clock(event.time)) \(fill.side.text) \(fill.quantity.shortestText)\(symbol) @ "
                + "\(fill.price.shortestText) \(fill.source.text)"
        }
    }

    /// The whole log, a line each, from its text: names of keys and what is usual left out.
    var lines: [String] { Stage.lines(of: run, panel) }

    /// The log of a run in the same form.
    static func lines(of run: Run, _ panel: Panel) -> [String] {
        String(decoding: EventText.bytes(of: run.log, symbols: panel.instruments.map(\.symbol)), as: UTF8.self)
            .split(separator: "\n").map { Stage.brief($0) }
    }

    /// The equity at every step, from log and bars.
    var equity: [Cash] {
        EquityCurve(
            log: run.log, panel: panel, initialCash: run.broker.cash, stepCount: run.stepCount, terms: run.broker
        ).equity
    }

    /// The trades.
    var ledger: TradeLedger {
        TradeLedger(
            log: run.log, panel: panel, end: Timestamp(nanoseconds: EquityCurve.decisionTimes(of: panel).last ?? 0),
            terms: run.broker)
    }

    private static func clock(_ time: Timestamp) -> String {
        String(time.description.dropFirst("2020-01-".count).dropLast(":00Z".count))
    }

    private static func brief(_ line: Substring) -> String {
        let usual = ["n", "step", "commission=0", "time_in_force=gtc", "instrument=TEST", "liquidity=taker"]
        var words: [String] = []
        for field in line.dropFirst().dropLast().split(separator: ",\"") {
            let parts = field.split(separator: ":", maxSplits: 1).map { $0.filter { $0 != "\"" } }
            guard parts.count == 2, !usual.contains(parts[0]), !usual.contains("\(parts[0])=\(parts[1])") else {
                continue
            }
            switch parts[0] {
            case "time": words.append(String(parts[1].dropFirst("2020-01-".count).dropLast(":00Z".count)))
            case "event": words.append(parts[1])
            default: words.append("\(parts[0])=\(parts[1])")
            }
        }
        return words.joined(separator: " ")
    }
}

/// Expects lines of text, and shows the first that differ with what stands around them.
func expectLines(
    _ found: [String], _ expected: [String], _ note: String = "", sourceLocation: SourceLocation = #_sourceLocation
) {
    guard found != expected else { return }
    let first = zip(found, expected).enumerated().first { $0.element.0 != $0.element.1 }?.offset
    let place = first ?? min(found.count, expected.count)
    var text = note + "\nthe texts differ at line \(place + 1)\n"
    for index in max(0, place - 2)..<max(found.count, expected.count) {
        let (a, b) = (index < found.count ? found[index] : nil, index < expected.count ? expected[index] : nil)
        if a == b, let a {
            text += "  \(a)\n"
        } else {
            if let b { text += "- \(b)\n" }
            if let a { text += "+ \(a)\n" }
        }
    }
    Issue.record("\(text)", sourceLocation: sourceLocation)
}

/// A market order of so many units.
func market(_ side: Side, _ units: Double, _ instrument: InstrumentIndex = one) -> OrderRequest {
    OrderRequest(side, .units(units), of: instrument)
}

/// An order of a kind.
func order(_ side: Side, _ units: Double, _ kind: OrderKind, bracket: Bracket? = nil) -> OrderRequest {
    OrderRequest(side, .units(units), of: one, kind: kind, bracket: bracket)
}
