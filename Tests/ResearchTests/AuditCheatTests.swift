import Core
import Foundation
import Indicators
import Research
import Simulation
import StrategyKit
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// Cheats that are subtler than a look at the next bar, each to be caught and blamed.
@Suite struct AuditCheatTests {
    @Test("S74: a traced strategy that never trades is blamed by the column that knows too much")
    func s74ATracedStrategyIsBlamedByColumn() throws {
        let report = try AuditTests.report(try AuditFixture.study()) { panel in
            Watcher(
                honest: panel.series[0].close, peeking: Cheat.centredAverage(panel.series[0].close))
        }
        #expect(report.tracedColumns == 2 && !report.causality.findings.isEmpty)
        for finding in report.causality.findings {
            #expect(finding.difference.cause == "centred of GOOG, read by never")
        }
    }

    @Test("S74: a daily value seen before the close is blamed by its column")
    func s74ADailyValueIsBlamedByColumn() throws {
        let study = try AuditFixture.study(
            data: "minute/es.csv", calendar: "24/7", more: ", stamp: start, length: 1m",
            changes: ["broker.cash=1_000_000"])
        let report = try AuditTests.report(study) { panel in
            Watcher(honest: panel.series[0].close, peeking: Cheat.closeOfDay(panel.series[0]))
        }
        #expect(AuditTests.blamed(report).hasPrefix("centred of "))
    }

    @Test("S74: random numbers keyed by the data's hash are caught")
    func s74NumbersKeyedByTheDataAreCaught() throws {
        let report = try AuditTests.report(try AuditFixture.study()) { panel in
            var random = RandomStream(seed: 1, name: panel.hash())
            return Foretold(isLong: panel.series[0].close.map { _ in random.uniform() < 0.5 }, "drawn")
        }
        #expect(AuditTests.blamed(report).contains("'drawn'"))
        // Equal data give equal numbers: repeats alone would not show it.
        #expect(report.determinism.rows.allSatisfy { $0.difference == nil })
    }

    @Test("S74 S78: columns of the fast path that know what comes are caught by the audit and by the quick check")
    func s78APeekWhilePreparingIsCaught() throws {
        let study = try AuditFixture.study()
        let making: Audit.Making = { _ in Foresighted(peeksInPreparation: true, peeksInSignals: false) }
        let report = try AuditTests.report(study, making: making)
        let finding = try #require(report.causality.findings.first)
        #expect(report.causality.hasFastPath && report.text.contains("bar by bar and on the fast path"))
        #expect(
            finding.difference.cause.hasSuffix(
                "prepares for the fast path, in its order 'rises' for GOOG"), "\(finding.difference.cause)")
        #expect(finding.difference.time <= finding.cut)
        var options = Audit.Options()
        for seed in 1...6 as ClosedRange<UInt64> {
            options.seed = seed
            let check = try Audit(study, options: options, making: making).quickCheck(from: 0)
            #expect(check.text.contains("prepares for the fast path, in its order '"), "\(seed): \(check.text)")
        }
    }

    @Test("S74 S78: signals for a sweep that know what comes are caught") func s78APeekInSignalsIsCaught() throws {
        let study = try AuditFixture.study()
        let report = try AuditTests.report(study) { _ in
            Foresighted(peeksInPreparation: false, peeksInSignals: true)
        }
        #expect(AuditTests.blamed(report).hasPrefix("the entry long of GOOG, among the signals"), "\(report.text)")
        for finding in report.causality.findings { #expect(finding.difference.time <= finding.cut) }
        // The same without a peek.
        let honest = try AuditTests.report(study) { _ in
            Foresighted(peeksInPreparation: false, peeksInSignals: false)
        }
        #expect(honest.causality.findings.isEmpty && honest.determinism.rows.count >= 3, "\(honest.text)")
    }

    @Test("S73: what one run leaves for the next is caught")
    func s73MemoryThatRunsShareIsCaught() throws {
        let memory = Memory()
        let report = try AuditTests.report(try AuditFixture.study()) { _ in Rememberer(memory) }
        let again = try #require(report.determinism.rows.first { $0.variation == "run again" }?.difference)
        #expect(again.cause.contains("'remembered'"))
        #expect(AuditTests.blamed(report).contains("'remembered'") && !report.isClean)
    }

    @Test("S73: orders in the order of a hash table are caught")
    func s73TheOrderOfAHashTableIsCaught() throws {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/daily/etf_closes.csv").path
        let configuration = try StudyConfiguration(
            yaml: """
                name: x
                data: { source: csv, path: \(path), layout: wide, calendar: XNYS }
                strategy: { rules: { enter_long: "close > 0" } }
                benchmark: none
                """, file: "x.yaml")
        let report = try AuditTests.report(try Study(configuration)) { panel in
            Scattered(symbols: panel.instruments.map(\.symbol))
        }
        let different = report.determinism.rows.filter { $0.difference != nil }
        #expect(!different.isEmpty && !report.isClean)
        #expect(different.first?.difference?.cause.contains("scattered") == true)
    }
}

/// Shows two columns that were prepared, and never trades.
private struct Watcher: TracedStrategy {
    typealias Parameters = NoParameters

    private let columns: [[Double]]
    private var place = -1

    init(_ parameters: NoParameters, for universe: Universe) { self.init(honest: [], peeking: []) }

    init(honest: [Double], peeking: [Double]) { columns = [honest, peeking] }

    var traceColumns: [TraceColumn] {
        ["honest", "centred"].map { TraceColumn(symbol: "GOOG", name: $0, rules: ["never"]) }
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) { place += 1 }

    func appendTrace(to values: inout [Double]) {
        for column in columns { values.append(place < column.count ? column[place] : .nan) }
    }
}

/// Buys after a rise and sells after a fall, from close to close; where it peeks, before them.
private struct Foresighted: SignallingStrategy {
    typealias Parameters = NoParameters

    private let peeksInPreparation: Bool
    private let peeksInSignals: Bool
    private var prepared: (up: BitColumn, down: BitColumn)?

    init(_ parameters: NoParameters, for universe: Universe) {
        self.init(peeksInPreparation: false, peeksInSignals: false)
    }

    init(peeksInPreparation: Bool, peeksInSignals: Bool) {
        self.peeksInPreparation = peeksInPreparation
        self.peeksInSignals = peeksInSignals
    }

    private func signals(of close: [Price], peeking: Bool) -> (up: BitColumn, down: BitColumn) {
        func step(_ bar: Int) -> Double {
            let later = peeking ? bar + 1 : bar
            return later > 0 && later < close.count ? close[later] - close[later - 1] : 0
        }
        return (BitColumn(close.indices.map { step($0) > 0 }), BitColumn(close.indices.map { step($0) < 0 }))
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        let instrument = InstrumentIndex(0)
        let (bar, position) = (market.step, market.position(of: instrument))
        let last = market.barCount(of: instrument) > 1 ? market.close(instrument, ago: 1) : .nan
        let isUp = prepared.map { $0.up[bar] } ?? (market.close(instrument) > last)
        let isDown = prepared.map { $0.down[bar] } ?? (market.close(instrument) < last)
        if isDown { desk.close(instrument, position, reason: "falls") }
        if isUp, position.isFlat {
            desk.submit(OrderRequest(.buy, .fractionOfEquity(0.5), of: instrument, reason: "rises"))
        }
    }

    mutating func prepare(on panel: Panel, from step: Int) -> Bool {
        prepared = signals(of: panel.series[0].close, peeking: peeksInPreparation)
        return true
    }

    mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int {
        prepared.map { min($0.up.first(from: step + 1), $0.down.first(from: step + 1)) } ?? step + 1
    }

    func marketSignals(on panel: Panel) -> MarketSignals? {
        let (up, down) = signals(of: panel.series[0].close, peeking: peeksInSignals)
        var signals = MarketSignals(InstrumentIndex(0), size: .same(.fractionOfEquity(0.5)))
        signals.enterLong = up
        signals.exitLong = down
        return signals
    }
}

/// What stays from run to run.
private final class Memory: Sendable {
    let closes = Mutex<[Price]>([])
}

/// Keeps the closes of the first run, and in later ones buys what it knows will rise.
private struct Rememberer: Strategy {
    private let memory: Memory
    private let known: [Price]

    init(_ parameters: NoParameters, for universe: Universe) { self.init(Memory()) }

    init(_ memory: Memory) {
        self.memory = memory
        known = memory.closes.withLock { $0 }
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        let instrument = InstrumentIndex(0)
        let (close, next) = (market.close(instrument), market.barCount(of: instrument))
        memory.closes.withLock { if $0.count < next { $0.append(close) } }
        if next < known.count, known[next] > close, market.position(of: instrument).isFlat {
            desk.submit(OrderRequest(.buy, .fractionOfEquity(0.5), of: instrument, reason: "remembered"))
        }
    }
}

/// Buys with all its money what a set names first.
private struct Scattered: Strategy {
    private let symbols: [String]
    private var order: Set<String>

    init(_ parameters: NoParameters, for universe: Universe) { self.init(symbols: []) }

    init(symbols: [String]) {
        self.symbols = symbols
        order = Set(symbols)
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        // A set of its own in each decision lies elsewhere in memory, and with that in another order.
        order = Set(order.map { $0 + "" })
        for symbol in Set(order) {
            guard let place = symbols.firstIndex(of: symbol) else { continue }
            let instrument = InstrumentIndex(place)
            guard market.hasNewBar(instrument) else { continue }
            if market.position(of: instrument).isFlat {
                desk.submit(OrderRequest(.buy, .fractionOfEquity(0.1), of: instrument, reason: "scattered"))
            } else {
                desk.close(instrument, market.position(of: instrument), reason: "scattered")
            }
        }
    }
}
