import Core
import DataSources
import Reports
public import Simulation
import StrategyKit
import TimeSeries

/// The inputs and signals of a strategy at every decision instant, those before the first order included (S78).
///
/// As CSV it has a row for each instant and instrument, and a column for each name that a value has with some instrument;
/// what is not defined is empty, a condition is 1 or 0.
public struct StudyTrace: Sendable {
    /// What is shown.
    public let columns: [TraceColumn]
    private let tape: TraceTape

    init(columns: [TraceColumn], tape: TraceTape) {
        self.columns = columns
        self.tape = tape
    }

    /// Writes the table piece by piece.
    public func write<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        var names: [String] = []
        var symbols: [String] = []
        for column in columns {
            if !names.contains(column.name) { names.append(column.name) }
            if !symbols.contains(column.symbol) { symbols.append(column.symbol) }
        }
        // For each row of an instant the places of its values.
        let rows = symbols.map { symbol in
            names.map { name in columns.firstIndex { $0.symbol == symbol && $0.name == name } }
        }
        var text = CSVCells.line(["time", "symbol"] + names)
        for (step, time) in tape.times.enumerated() {
            let instant = Timestamp(nanoseconds: time).description
            let first = step * columns.count
            for (symbol, places) in zip(symbols, rows) {
                let values = places.map { place -> String in
                    guard let place else { return "" }
                    let value = tape.values[first + place]
                    return value.isNaN ? "" : value.shortestText
                }
                text += CSVCells.line([instant, symbol] + values)
            }
            if text.utf8.count > 1 << 20 {
                try sink(Array(text.utf8))
                text = ""
            }
        }
        try sink(Array(text.utf8))
    }
}

extension Study {
    /// Runs the strategy once more and keeps what it shows at every decision instant.
    ///
    /// - Parameter isWanted: Asked now and then; the answer `false` ends the run.
    /// - Throws: `StudyError.unsuitable` where it shows nothing, `.interrupted`.
    public func trace(isWanted: @escaping () -> Bool = { true }) throws(StudyError) -> StudyTrace {
        let strategy: any Strategy
        do { strategy = try plan.make(for: Universe(data.panel)) } catch {
            throw .unsuitable("\(configuration.decision.key): \(error.description)", at: configuration.decision.place)
        }
        guard let traced = strategy as? any TracedStrategy else { throw .unsuitable(noTrace) }
        let tape = TraceTape(keeping: 0..<Int.max)
        var backtest = Backtest(panel: data.panel, broker: configuration.broker, from: data.from)
        backtest.shouldContinue = { _ in isWanted() }
        let run = backtest.record(strategy, on: tape)
        guard run.outcome != .interrupted else { throw .interrupted }
        return StudyTrace(columns: traced.traceColumns, tape: tape)
    }

    private var noTrace: String {
        "--trace: the strategy '\(plan.name)' shows no inputs; make its type a TracedStrategy"
    }
}
