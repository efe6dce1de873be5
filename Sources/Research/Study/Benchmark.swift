import Core
import Simulation
import StrategyKit
import TimeSeries

/// Buying and holding, over the same bars and from the same first decision as the strategy, without costs.
struct Benchmark {
    /// What it is, for tables.
    let name: String
    private let symbols: [String]

    /// The benchmark of a config; `nil` where it asks for none.
    ///
    /// - Parameter traded: The symbols that are traded; `nil` for all of the panel.
    init?(_ asked: StudyConfiguration.Benchmark, traded: [String]?, panel: Panel) {
        switch asked {
        case .none: return nil
        case .buyAndHold:
            symbols = traded ?? panel.instruments.filter(\.isTradable).map(\.symbol)
            name = symbols.count == 1 ? "Buy and hold \(symbols[0])" : "Buy and hold, equal parts"
        case .symbol(let symbol):
            symbols = [symbol]
            name = "Buy and hold \(symbol)"
        }
    }

    /// Its equity at every decision instant.
    func curve(
        _ panel: Panel, account: Broker, from: Timestamp, stepCount: Int
    ) -> Simulation.EquityCurve {
        // Fractions of units, so that small accounts are fully invested too.
        let divisible = Panel(
            panel.series.map { series in
                var series = series
                series.instrument.lotSize = 0
                series.instrument.minimumNotional = 0
                // What is held for comparison need not be what the strategy may trade.
                series.instrument.isTradable = true
                return series
            })
        var broker = Broker()
        broker.cash = account.cash
        broker.fill.market = account.fill.market
        broker.currency = account.currency
        broker.rates = account.rates
        broker.fill.sizeAt = .fill
        let held = symbols.compactMap { divisible.index(of: $0) }
        let run = Backtest(panel: divisible, broker: broker, from: from).run(Holder(instruments: held))
        return Simulation.EquityCurve(
            log: run.log, panel: divisible, initialCash: account.cash, stepCount: stepCount, terms: broker)
    }
}

/// Buys given instruments in equal parts of the money at the first decision, and holds.
private struct Holder: Strategy {
    private var waiting: [InstrumentIndex]
    private let share: Double

    init(_ parameters: NoParameters, for universe: Universe) {
        self.init(instruments: (0..<universe.count).map { InstrumentIndex($0) })
    }

    init(instruments: [InstrumentIndex]) {
        waiting = instruments
        share = 1 / Double(max(1, instruments.count))
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard desk.isOpen, !waiting.isEmpty else { return }
        var left: [InstrumentIndex] = []
        for instrument in waiting {
            if market.hasNewBar(instrument) {
                desk.submit(OrderRequest(.buy, .fractionOfEquity(share), of: instrument, reason: "hold"))
            } else {
                left.append(instrument)
            }
        }
        waiting = left
    }
}
