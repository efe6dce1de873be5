import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// What is drawn from: the trades.
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
