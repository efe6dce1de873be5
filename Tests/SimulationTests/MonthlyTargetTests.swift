import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)")) struct MonthlyTargetTests {
    /// 60/40 of two funds at the close of each month's first session, with vectorbt 1.2.0: fractions of units, 0.1 % fee,
    /// sells before buys, buys reduced to the cash.
    @Test func s52twoFundsRebalancedMonthlyShareOneAccount() throws {
        let table = try FigureTable(path: SharedFolder.path("data/daily/etf_closes_2008_2016.csv"))
        let dates = table.texts("date").map { text in
            let parts = text.split(separator: "-").compactMap { Int($0) }
            return CivilDate(year: parts[0], month: parts[1], day: parts[2])
        }
        let calendar = TradingCalendar(
            name: "days", zone: .utc, periodsPerYear: 252,
            sessions: dates.map { Session(date: $0, open: Timestamp($0), close: Timestamp($0 + 1)) })
        let series = ["spy", "tlt"].map { symbol in
            let close = table.numbers(symbol)
            return BarSeries(
                instrument: Instrument(symbol: symbol, lotSize: 0), calendar: calendar, content: .closes,
                bars: dates.indices.map { at in
                    Bar(
                        start: Timestamp(dates[at]), end: Timestamp(dates[at] + 1), open: close[at], high: close[at],
                        low: close[at], close: close[at])
                })
        }
        let stage = Stage(
            series,
            [
                everyStep: { market, desk in
                    let isFirst = market.step == 0
                    guard isFirst || dates[market.step].month != dates[market.step - 1].month else { return }
                    let requests = [(two, 0.4), (one, 0.6)].map { instrument, weight in
                        let units = weight * market.equity / market.close(instrument)
                        let change = units - market.position(of: instrument).quantity
                        return OrderRequest(change > 0 ? .buy : .sell, .units(abs(change)), of: instrument)
                    }
                    // That tool fills the smaller order first where both buy, as on the first day.
                    if isFirst { desk.submit(requests[0]) }
                    desk.submitSellsBeforeBuys(isFirst ? [requests[1]] : requests)
                }
            ]
        ) {
            $0.cash = 100_000
            $0.costs.commission.rate = 0.001
            $0.fill.market = .sameClose
        }
        let theirs = try FigureTable(
            path: SharedFolder.path("oracles/backtests/vectorbt_spy_tlt_monthly_target_equity.csv"))
        let equity = stage.equity
        let other = theirs.numbers("equity")
        #expect(equity.count == other.count)
        let first = zip(equity, other).enumerated().first { !agree($0.element.0, $0.element.1, relative: 1e-8) }
        #expect(first == nil, "the first bar that differs: \(String(describing: first))")
        let orders = try FigureTable(
            path: SharedFolder.path("oracles/backtests/vectorbt_spy_tlt_monthly_target_orders.csv"))
        #expect(stage.fills.count == orders.rows.count)
    }
}
