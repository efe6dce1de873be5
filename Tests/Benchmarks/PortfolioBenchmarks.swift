import Core
import Portfolios
import Simulation
import Statistics
import TestSupport
import TimeSeries

/// Daily closes of many instruments: a common factor of 0.8 % a day, noise of 1.5 % of their own, and drifts.
///
/// The same doubles, bit for bit, as `daily_panel` of the peers' workloads.
func dailyPanel(days: Int, assets: Int, seed: UInt64 = 7) -> Panel {
    let seeds = (0..<3).map { ReferenceWorkload.splitMix(seed << 16 + UInt64($0), 0) }
    let factor = (0..<days).map { 0.008 * ReferenceWorkload.gauss(seeds[0], $0) }
    let first = CivilDate(year: 2014, month: 1, day: 1)
    let sessions = (0..<days).map { day in
        Session(date: first + day, open: Timestamp(first + day), close: Timestamp(first + day + 1))
    }
    let calendar = TradingCalendar(name: "days", zone: .utc, periodsPerYear: 252, sessions: sessions)
    let (start, end) = (sessions.map(\.open.nanoseconds), sessions.map(\.close.nanoseconds))
    let volume = [Double](repeating: .nan, count: days)
    return Panel(
        (0..<assets).map { asset in
            let drift = 0.001 * (ReferenceWorkload.uniform(seeds[1], asset) - 0.5)
            var product = 1.0
            let close = (0..<days).map { day in
                let noise = ReferenceWorkload.gauss(seeds[2], day * assets + asset) * 0.015
                product *= 1 + (noise + (factor[day] + drift))
                return 50 * product
            }
            // Numbers of one width, so that their order is that of the symbols' bytes.
            return BarSeries(
                instrument: Instrument(symbol: "A\(asset + 1_000)", lotSize: 0), calendar: calendar, content: .closes,
                start: start, end: end, open: close, high: close, low: close, close: close, volume: volume)
        })
}

/// Workload W3: 500 instruments over 2,520 days, every 21 days into the 50 with the best momentum, 0.05 % a side, fills at
/// the close; with every order in the log.
///
/// Prints seconds, once of the run alone and once with the equity curve, the deepest drawdown and the Sharpe ratio of it,
/// and stops the program where these are not the truth.
func benchmarkPortfolio(repetitions: Int = 50) {
    let panel = dailyPanel(days: 2_520, assets: 500)
    var plan = PortfolioPlan()
    plan.policy = .momentum
    plan.lookback = 252
    plan.skip = 21
    plan.top = 50
    plan.schedule = .bars(21)
    var broker = Broker()
    broker.cash = 1_000_000
    broker.costs.commission.rate = 0.0005
    broker.fill.market = .sameClose
    // The fee comes on top of the targets, so cash is a hair negative after each rebalancing.
    broker.fill.shortfall = .allow(upTo: 0.01)
    let backtest = Backtest(panel: panel, broker: broker)
    guard let strategy = try? PortfolioStrategy(plan, for: Universe(panel)) else { return }
    var (best, bestOfAll) = (Duration.seconds(3_600), Duration.seconds(3_600))
    var events = 0
    for _ in 0..<repetitions {
        var run: Run?
        let simulation = ContinuousClock().measure { run = backtest.run(strategy: strategy) }
        guard let run else { continue }
        var (drawdown, sharpe) = (0.0, 0.0)
        let figures = ContinuousClock().measure {
            let equity = EquityCurve(
                log: run.log, panel: panel, initialCash: broker.cash, stepCount: run.stepCount
            ).equity
            drawdown = DrawdownScan(wealth: equity, initial: broker.cash).maximum
            let moments = Moments(zip(equity, equity.dropFirst()).map { $1 / $0 - 1 }, scale: 1)
            sharpe = moments.mean / (moments.standardDeviation(ddof: 1) ?? .nan) * 252.0.squareRoot()
        }
        best = min(best, simulation)
        bestOfAll = min(bestOfAll, simulation + figures)
        events = run.log.count
        invariant(abs(run.finalEquity - 1_218_637.674) < 5e-4, "W3: \(run.finalEquity), not 1218637.674")
        invariant(abs(drawdown + 0.297464457819) < 1e-9, "W3: \(drawdown), not -0.297464457819")
        invariant(abs(sharpe - 0.221162944940) < 1e-9, "W3: \(sharpe), not 0.221162944940")
    }
    func milliseconds(_ duration: Duration) -> Double {
        (Double(duration.components.attoseconds) * 1e-13).rounded() / 100 + Double(duration.components.seconds) * 1_000
    }
    print(
        "W3 portfolio: \(milliseconds(best)) ms, with curve and figures \(milliseconds(bestOfAll)) ms, \(events) events, "
            + "\(panel.barCount) bars")
}
