import Core
import Portfolios
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Daily closes of funds on which other tools were run, a session a UTC day.
struct FundPanel {
    let dates: [CivilDate]
    let panel: Panel

    /// Reads the closes of some symbols.
    init(_ symbols: [String], lot: Double = 0) throws {
        let table = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv"))
        let dates = table.texts("date").map { text in
            let parts = text.split(separator: "-").compactMap { Int($0) }
            return CivilDate(year: parts[0], month: parts[1], day: parts[2])
        }
        let calendar = TradingCalendar(
            name: "days", zone: .utc, periodsPerYear: 252,
            sessions: dates.map { Session(date: $0, open: Timestamp($0), close: Timestamp($0 + 1)) })
        self.dates = dates
        panel = Panel(
            symbols.map { symbol in
                let close = table.numbers(symbol)
                return BarSeries(
                    instrument: Instrument(symbol: symbol, lotSize: lot), calendar: calendar, content: .closes,
                    bars: dates.indices.map { at in
                        Bar(
                            start: Timestamp(dates[at]), end: Timestamp(dates[at] + 1), open: close[at],
                            high: close[at], low: close[at], close: close[at])
                    })
            })
    }

    /// Runs a plan with fills at the decision's close.
    ///
    /// - Parameter firstDecision: The first day of a decision; that of the data where absent.
    func run(_ plan: PortfolioPlan, firstDecision: CivilDate? = nil, commission: Commission = Commission()) throws
        -> Run
    {
        var broker = Broker()
        broker.fill.market = .sameClose
        broker.costs.commission = commission
        let backtest = Backtest(panel: panel, broker: broker, from: firstDecision.map { Timestamp($0) })
        let strategy = try PortfolioStrategy(plan, for: Universe(panel))
        let (run, fast) = (backtest.run(strategy), try #require(backtest.runSkipping(strategy)))
        let symbols = panel.instruments.map(\.symbol)
        #expect(EventText.bytes(of: fast.log, symbols: symbols) == EventText.bytes(of: run.log, symbols: symbols))
        return run
    }

    /// Equity at the end of each day.
    func equity(of run: Run) -> [Cash] {
        EquityCurve(log: run.log, panel: panel, initialCash: 100_000, stepCount: run.stepCount).equity
    }
}
