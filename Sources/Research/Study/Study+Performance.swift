import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import TimeSeries

extension Study {
    /// The calendar on which days are counted: of those of the traded instruments the one with the most sessions a year.
    var calendar: TradingCalendar { data.panel.dayCalendar }

    /// What metrics are computed from: the run from its first trading instant on.
    func performanceInput(
        _ curve: Simulation.EquityCurve, _ ledger: TradeLedger, _ run: Run, from first: Int
    ) -> PerformanceInput {
        let times = LongArray.copy(curve.times[first...])
        let sessions = SessionMap(times: times, calendar: calendar)
        var input = PerformanceInput(
            start: data.panel.firstStart(endingAt: times.first ?? 0), initialCapital: configuration.broker.cash,
            times: times,
            equity: LongArray.copy(curve.equity[first...]), sessionEnds: sessions.ends, sessionDates: sessions.dates,
            periodsPerYear: Double(calendar.periodsPerYear), periodsBasis: calendar.name)
        input.seed = configuration.seed
        input.grossExposure = Study.fractions(curve.grossValue[first...], of: input.equity)
        input.netExposure = Study.fractions(curve.netValue[first...], of: input.equity)
        input.trades = ledger.closed.map(Study.lot)
        input.openTrades = ledger.open.map(Study.lot)
        let trading = run.trading(on: data.panel)
        input.tradedNotional = trading.notional
        input.totalCosts = trading.costs
        return input
    }

    /// Values as fractions of equity.
    static func fractions(_ values: ArraySlice<Cash>, of equity: [Cash]) -> [Double] {
        LongArray.map(equity.indices) { place in
            let value = values[values.startIndex + place]
            return value == 0 ? 0 : value / equity[place]
        }
    }

    private static func lot(_ trade: Trade) -> TradeLot {
        TradeLot(
            instrument: trade.instrument, roundTrip: trade.roundTrip, side: trade.side == .buy ? .long : .short,
            quantity: trade.quantity, entryTime: trade.entryTime, entryPrice: trade.entryPrice,
            entryBar: trade.entryBar,
            exitTime: trade.exitTime, exitPrice: trade.exitPrice, exitBar: trade.entryBar + trade.bars,
            grossPnl: trade.grossPnl,
            costs: trade.costs, returnOnEntry: trade.returnFraction,
            maximumAdverseExcursion: trade.maximumAdverseExcursion,
            maximumFavourableExcursion: trade.maximumFavourableExcursion, exitReason: trade.exitReason)
    }
}

extension Panel {
    /// The series that take orders.
    var tradableSeries: [BarSeries] { series.filter(\.instrument.isTradable) }

    /// The earliest start of a bar that ends at an instant.
    func firstStart(endingAt end: Int64) -> Int64 {
        tradableSeries.compactMap { series in
            let index = series.firstIndex(endingAtOrAfter: Timestamp(nanoseconds: end))
            return index < series.count && series.end[index] == end ? series.start[index] : nil
        }.min() ?? end
    }

    /// The calendar on which days are counted: of those of the traded instruments the one with the most sessions a year.
    var dayCalendar: TradingCalendar {
        let calendars = tradableSeries.map(\.calendar)
        return calendars.max { $0.periodsPerYear < $1.periodsPerYear } ?? calendars[0]
    }
}

extension Run {
    /// The value of all fills, and all costs, borrowing and interest included.
    func trading(on panel: Panel) -> (notional: Cash, costs: Cash) {
        var (notional, costs): (Cash, Cash) = (0, 0)
        for event in log {
            // What a corporate action closed was not traded.
            guard case .filled(let fill) = event.body, fill.order != .none else { continue }
            let multiplier = panel[fill.instrument].instrument.multiplier
            notional += fill.quantity * fill.price * multiplier * fill.rate
            costs += fill.totalCosts(multiplier: multiplier)
        }
        return (notional, costs + borrowingCost + interest.paid)
    }

    /// What borrowed units cost over the nights (S47).
    var borrowingCost: Cash {
        log.reduce(0) { sum, event in
            if case .borrowed(_, _, _, let amount, _) = event.body { sum + amount } else { sum }
        }
    }
}

extension Fill {
    /// What slippage and spread took, positive where it was a loss.
    func slippage(multiplier: Double) -> Cash {
        let money = side.sign * (price - referencePrice) * quantity * multiplier * rate
        // Nothing lost by a sale is not minus zero.
        return money == 0 ? 0 : money
    }

    /// Commission, slippage and spread together.
    func totalCosts(multiplier: Double) -> Cash { commission + slippage(multiplier: multiplier) }
}
