import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// What is drawn from: the trades, and how many sessions belong together.
extension RobustnessPlan {
    /// What each closed trade made.
    ///
    /// Compounded, it is a share of the money that there was before it was closed, open positions not counted: the product of
    /// 1 + share over all trades is then the money that they leave, whether they overlapped or not. Else it is a share of the
    /// money at the start.
    func closedTradeReturns(isWanted: @escaping () -> Bool) throws(Inapplicable) -> [Double] {
        let (panel, broker) = (study.data.panel, study.configuration.broker)
        let strategy: any Strategy
        do { strategy = try study.plan.make(for: Universe(panel)) } catch {
            throw Inapplicable(reason: error.description)
        }
        var backtest = Backtest(panel: panel, broker: broker, from: study.data.from)
        backtest.shouldContinue = { _ in isWanted() }
        let run = backtest.run(strategy: strategy)
        guard run.outcome != .interrupted else { throw Inapplicable(reason: "it was interrupted") }
        let end = EquityCurve.decisionTimes(of: panel, count: run.stepCount).last ?? 0
        let trades = TradeLedger(log: run.log, panel: panel, end: Timestamp(nanoseconds: end), terms: broker).closed
        guard !trades.isEmpty else { throw Inapplicable(reason: "the run closed no trade") }
        guard settings.compoundsTrades else { return trades.map { $0.netPnl / broker.cash } }
        var money = broker.cash
        var returns: [Double] = []
        for trade in trades {
            guard money > 0 else {
                throw Inapplicable(
                    reason: "the closed trades used up the money, so that no share of it can be told; say "
                        + "robustness.trades.compounded: false")
            }
            returns.append(trade.netPnl / money)
            money += trade.netPnl
        }
        return returns
    }

    /// The mean block length that suits the returns of the instruments from session to session: the mean of their automatic
    /// ones.
    ///
    /// - Source: `optimalBlockLength` for each instrument.
    func blockLength(_ sessions: Range<Int>) -> Double {
        let lengths = study.data.panel.series.filter(\.instrument.isTradable).map { series in
            let closes = RobustnessPlan.closes(series.adjustedForSplits(), places[sessions])
            let isPositive = closes.allSatisfy { $0 > 0 }
            return optimalBlockLength(
                of: zip(closes, closes.dropFirst()).map { isPositive ? $1 / $0 - 1 : $1 - $0 })
        }
        let mean = lengths.isEmpty ? 1 : lengths.reduce(0, +) / Double(lengths.count)
        return max(1, min(Double(sessions.count), mean))
    }

    /// The last closes of sessions, of those that have one.
    private static func closes(_ series: BarSeries, _ places: ArraySlice<SessionPool.Place>) -> [Price] {
        var closes: [Price] = []
        var known = -1
        for place in places {
            let bar = series.firstIndex(endingAtOrAfter: place.last + 1) - 1
            if bar > known { closes.append(series.close[bar]) }
            known = max(known, bar)
        }
        return closes
    }
}

/// Curves of many runs at few places.
enum CurveSample {
    /// The most steps between places.
    static let most = 200

    /// Places in `0...count`, both ends included, at most 201 of them.
    static func places(_ count: Int) -> [Int] {
        count <= most ? Array(0...count) : (0...most).map { $0 * count / most }
    }

    /// Wealth in units of the initial after the sessions up to some dates, none without returns.
    ///
    /// - Parameter places: The dates, ascending; at `nil` wealth is 1.
    static func wealth(_ returns: [Double], dates: [CivilDate], at places: [CivilDate?]) -> [Double] {
        guard !returns.isEmpty else { return [] }
        var (wealth, session) = (1.0, 0)
        return places.map { place in
            while let place, session < returns.count, dates[session] <= place {
                wealth *= 1 + returns[session]
                session += 1
            }
            return wealth
        }
    }
}
