import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// The terms of vectorbt 1.2.0: fractions of shares, all cash, fees on both sides, at the same close.
private func terms(_ broker: inout Broker) {
    broker.cash = 10_000
    broker.costs.commission.rate = 0.001
    broker.fill.market = .sameClose
    broker.fill.limit = .touch
    broker.fill.sizeAt = .fill
}

@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)")) struct VectorbtGoogTests {
    private func check(
        _ name: String, _ configure: (inout Broker) -> Void = { _ in },
        _ rule: (BarSeries) -> (borrowing Market, inout Desk, _ bar: Int, _ position: Position) -> Void
    ) throws {
        let series = try Goog.series(lot: 0)
        let decide = rule(series)
        let stage = Stage([series], [everyStep: { decide($0, &$1, $0.step, $0.position(of: one)) }]) {
            terms(&$0)
            configure(&$0)
        }
        let table = try FigureTable(path: SharedFolder.path("oracles/backtests/vectorbt_goog_\(name)_trades.csv"))
        let (directions, sizes) = (table.texts("direction"), table.numbers("size"))
        let (entryBars, exitBars) = (table.numbers("entry_bar"), table.numbers("exit_bar"))
        let (entries, exits, profits) = (
            table.numbers("entry_price"), table.numbers("exit_price"), table.numbers("pnl")
        )
        let trades = sizes.indices.map {
            ForeignTrade(
                entryBar: Int(entryBars[$0]), exitBar: Int(exitBars[$0]),
                size: directions[$0] == "long" ? sizes[$0] : -sizes[$0], entryPrice: entries[$0], exitPrice: exits[$0],
                profit: profits[$0])
        }
        let equity = try FigureTable(path: SharedFolder.path("oracles/backtests/vectorbt_goog_\(name)_equity.csv"))
            .numbers("equity")
        expectAgreement(stage, trades: trades, equity: equity, relative: 1e-8)
    }

    private func crossing(
        _ series: BarSeries, _ act: @escaping (inout Desk, Position, Side) -> Void
    ) -> (borrowing Market, inout Desk, Int, Position) -> Void {
        let (fast, slow) = (Goog.average(series.close, 10), Goog.average(series.close, 30))
        let (up, down) = (Goog.crossings(fast, slow), Goog.crossings(slow, fast))
        return { _, desk, bar, position in
            if up[bar] { act(&desk, position, .buy) } else if down[bar] { act(&desk, position, .sell) }
        }
    }

    private func longAndFlat(_ desk: inout Desk, _ position: Position, _ side: Side, bracket: Bracket? = nil) {
        if side == .sell { return desk.close(one, position) }
        if position.isFlat { desk.submit(OrderRequest(.buy, .fractionOfCash(1), of: one, bracket: bracket)) }
    }

    @Test func s17crossingAtTheSameCloseWithSlippage() throws {
        try check("sma_cross_long_close_fill", { $0.costs.slippage.rate = 0.0005 }) { series in
            crossing(series) { longAndFlat(&$0, $1, $2) }
        }
    }

    @Test func s17crossingAtTheNextOpenWithAFixedFee() throws {
        try check(
            "sma_cross_long_next_open_fill",
            {
                $0.fill.market = .nextOpen
                $0.costs.commission.perOrder = 1
            }
        ) { series in crossing(series) { longAndFlat(&$0, $1, $2) } }
    }

    @Test func s38crossingLongAndShort() throws {
        try check("sma_cross_long_short_close_fill") { series in
            crossing(series) { desk, position, side in
                desk.close(one, position)
                desk.submit(OrderRequest(side, .fractionOfCash(1), of: one))
            }
        }
    }

    @Test func s52halfOfTheCashFeesIncluded() throws {
        try check("rsi_reversion_half_size_close_fill") { series in
            let strength = Goog.relativeStrength(series.close)
            return { _, desk, bar, position in
                if position.isFlat && strength[bar] < 30 {
                    desk.submit(OrderRequest(.buy, .fractionOfCash(0.5), of: one))
                } else if !position.isFlat && strength[bar] > 70 {
                    desk.close(one, position)
                }
            }
        }
    }

    @Test func s27crossingWithStopAndTarget() throws {
        try check("sma_cross_with_ohlc_stops") { series in
            crossing(series) {
                longAndFlat(&$0, $1, $2, bracket: Bracket(stop: .fraction(0.05), target: .fraction(0.1)))
            }
        }
    }

    @Test func s26crossingWithATrailingStop() throws {
        try check("sma_cross_with_trailing_stop") { series in
            crossing(series) { longAndFlat(&$0, $1, $2, bracket: Bracket(trail: .fraction(0.05))) }
        }
    }
}
