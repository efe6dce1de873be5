import Core
import DataSources
import MarketSimulator
public import MarketVenue
import Simulation
import StrategyKit
public import TimeSeries

/// Studies whose strategy lives in the simulated market (`venue: market`).
extension Study {
    /// The market in which the strategy of this study lives.
    ///
    /// - Throws: `StudyError.unsuitable` without the section `market`.
    func strategyMarket() throws(StudyError) -> StrategyMarket {
        guard let plan = configuration.market else {
            throw .unsuitable("venue: market needs the section market", at: configuration.place(of: "venue"))
        }
        return StrategyMarket(
            plan.configuration, broker: configuration.broker, barNanoseconds: plan.barNanoseconds, from: data.from)
    }

    /// Runs the strategy in the market, and on the bars of the same market without it.
    func runInMarket(_ progress: Progress) throws(StudyError) -> StudyResult {
        let venue = try strategyMarket()
        let bars = data.panel.barCount
        let (first, last) = venue.market.span
        func isGoingOn(_ now: Int64) -> Bool {
            let share = min(1, max(0, Double(now - first) / Double(max(1, last - first))))
            return progress(Int(share * Double(bars)), bars)
        }
        let strategy = try strategy()
        let live: MarketRun
        do throws(MarketVenueError) {
            live = try venue.run(strategy: strategy, shouldContinue: isGoingOn)
        } catch { throw Study.failure(error, configuration) }
        guard live.run.outcome != .interrupted else { throw .interrupted }
        let gap: MarketGap
        do throws(MarketVenueError) {
            gap = try venue.gap(of: strategy, live: live)
        } catch { throw Study.failure(error, configuration) }
        guard let begin = live.run.firstTradingStep else { throw neverWarm(live.run, warmUp: strategy.warmUpBars) }
        // What it saw is not what the market made without it.
        var study = self
        study.data.panel = live.panel
        let backtest = Backtest(panel: live.panel, broker: configuration.broker, from: data.from)
        var result = try study.result(of: live.run, from: begin, backtest, isPlain: true)
        result.market = MarketOutcome(live, gap: gap)
        return result
    }

    /// The result against capital: the same market, with so many times the broker's cash.
    ///
    /// - Parameters:
    ///   - multiples: Factors of the cash, above 0.
    ///   - panel: The bars of the market without the strategy, as its outcome has them.
    /// - Throws: `StudyError.unsuitable` where the market is none or a factor is not above 0.
    public func capacity(
        of multiples: [Double], on panel: Panel, progress: (_ done: Int) -> Bool = { _ in true }
    ) throws(StudyError) -> CapacityCurve {
        let venue = try strategyMarket()
        let strategy = try strategy()
        func point<S: Strategy>(
            _ strategy: S, _ multiple: Double, on panel: Panel
        ) throws(MarketVenueError) -> CapacityCurve.Point {
            try venue.capacityPoint(of: strategy, multiple: multiple, on: panel)
        }
        var points: [CapacityCurve.Point] = []
        do throws(MarketVenueError) {
            for (place, multiple) in multiples.enumerated() {
                points.append(try point(strategy, multiple, on: panel))
                if !progress(place + 1) { break }
            }
        } catch { throw Study.failure(error, configuration) }
        guard points.count == multiples.count else { throw .interrupted }
        return CapacityCurve(points)
    }

    private static func failure(_ error: MarketVenueError, _ configuration: StudyConfiguration) -> StudyError {
        .unsuitable("venue: market: \(error)", at: configuration.place(of: "venue"))
    }
}
