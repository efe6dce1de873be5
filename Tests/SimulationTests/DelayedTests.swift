import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Orders that reach the market a bar late.
@Suite struct DelayedTests {
    /// What a script sees besides what it does.
    private final class Notes { var lines: [String] = [] }

    private func lines(
        _ series: [BarSeries], _ actions: [Int: Action], by lateness: Lateness = .bars(1)
    ) -> [String] {
        let panel = Panel(series)
        let run = Backtest(panel: panel, broker: Broker()).run(Delayed(Scripted(actions), by: lateness))
        return run.log.compactMap { event in
            let hour = event.time.description.dropFirst("2020-01-".count).prefix(5)
            switch event.body {
            case .submitted(let order): return "\(hour) submitted \(order.id.rawValue)"
            case .filled(let fill):
                return "\(hour) filled \(fill.order.rawValue) \(fill.quantity.shortestText) @ "
                    + fill.price.shortestText
            case .cancelled(let id, _, let reason): return "\(hour) cancelled \(id.rawValue) \(reason.rawValue)"
            case .replaced(let order): return "\(hour) replaced \(order.id.rawValue)"
            default: return nil
            }
        }
    }

    /// Bars that open at 100, 110, 120 … and close 5 above, with a range of 10 around.
    private func rising(_ count: Int, symbol: String = "TEST", length: Int64 = Timestamp.hour) -> BarSeries {
        BarFixtures.series(
            (0..<count).map { bar in
                let open = 100 + 10 * Double(bar)
                return (open, open + 10, open - 5, open + 5)
            }, symbol: symbol, length: length)
    }

    @Test func anOrderFillsABarLaterAndIsSizedOnTheCloseThere() {
        let found = lines(
            [rising(5)],
            [0: { _, desk in desk.submit(OrderRequest(.buy, .fractionOfEquity(0.5), of: one)) }])
        // Decided at the end of the first bar, it arrives at the end of the second: 50,000 / 115 are 434 whole units,
        // bought at the open of the third.
        expectLines(found, ["01T02 submitted 1", "01T02 filled 1 434 @ 120"])
    }

    @Test func anOrderCanBeAnyNumberOfBarsLate() {
        let buy: Action = { _, desk in desk.submit(order(.buy, 10, .market)) }
        expectLines(lines([rising(6)], [0: buy], by: .bars(3)), ["01T04 submitted 1", "01T04 filled 1 10 @ 140"])
        let none = lines([rising(6)], [0: buy], by: .bars(0))
        expectLines(none, ["01T01 submitted 1", "01T01 filled 1 10 @ 110"])
        #expect(
            lines([rising(6)], [0: buy], by: .drawn(weights: [0, 0, 1], seed: 3, run: 0)) == [
                "01T03 submitted 1", "01T03 filled 1 10 @ 130",
            ])
    }

    @Test func lateMessagesAreDrawnAsOftenAsTheirWeightsSay() {
        // An order at each bar, with weights of 3, 0 and 1: of 2,000 a quarter is two bars late, standard deviation 19.4.
        var actions: [Int: Action] = [:]
        for bar in 0..<2_000 { actions[bar] = { _, desk in desk.submit(order(.buy, 1, .market)) } }
        let flat = BarFixtures.series([(Double, Double, Double, Double)](repeating: (1, 1, 1, 1), count: 2_010))
        func arrivals(_ run: UInt64) -> [Int] {
            let lateness = Lateness.drawn(weights: [3, 0, 1], seed: 7, run: run)
            let log = Backtest(panel: Panel([flat]), broker: Broker()).run(Delayed(Scripted(actions), by: lateness)).log
            return log.compactMap { event in
                guard case .submitted(let order) = event.body else { return nil }
                return Int(event.step) + 1 - Int(order.id.rawValue)
            }
        }
        let found = arrivals(0)
        #expect(found.count == 2_000 && Set(found) == [0, 2])
        #expect(abs(Double(found.count { $0 == 2 }) - 500) < 5 * 19.4, "seed 7: \(found.count { $0 == 2 }) of 2000")
        #expect(arrivals(0) == found && arrivals(1) != found)
    }

    @Test func aCancelDoesNotOvertakeItsOrder() {
        // Whatever is drawn, the cancel comes after the order, which rests at a limit out of reach.
        for run in 0..<20 {
            let found = lines(
                [rising(8)],
                [
                    0: { _, desk in desk.submit(order(.buy, 10, .limit(5))) },
                    1: { _, desk in desk.cancel(OrderID(1)) },
                ], by: .drawn(weights: [1, 1, 1, 1], seed: 11, run: UInt64(run)))
            #expect(found.first?.hasSuffix("submitted 1") == true && found.count == 2, "seed 11, run \(run): \(found)")
            #expect(found.last?.contains("cancelled 1") == true)
        }
    }

    @Test func cancelsAndReplacementsAreLateToo() {
        let limit = { (price: Double) -> Action in
            { _, desk in desk.submit(order(.buy, 10, .limit(price))) }
        }
        // Of the second bar on the low is 105, then 115: the limit of 117 would rest unfilled in the third bar but for
        // the replacement, which is in force in the fourth (low 125) only.
        let replaced = lines(
            [rising(5)],
            [0: limit(110), 1: { _, desk in desk.replace(OrderID(1), with: .limit(128)) }])
        expectLines(
            replaced, ["01T02 submitted 1", "01T03 replaced 1", "01T04 filled 1 10 @ 128"])
        let cancelled = lines([rising(5)], [0: limit(117), 1: { _, desk in desk.cancel(OrderID(1)) }])
        // The cancel is under way while the third bar trades through the limit.
        expectLines(cancelled, ["01T02 submitted 1", "01T03 filled 1 10 @ 117"])
    }

    @Test func whatIsOnItsWayIsShownAsWorking() {
        let notes = Notes()
        _ = lines(
            [rising(5)],
            [
                0: { _, desk in desk.submit(market(.buy, 10)) },
                everyStep: { market, _ in
                    let ids = market.workingOrders(in: one).map(\.id.rawValue)
                    notes.lines.append("\(ids) \(market.position(of: one).quantity.shortestText)")
                },
            ])
        expectLines(notes.lines, ["[] 0", "[1] 0", "[] 10", "[] 10", "[] 10"])
    }

    @Test func aBarOfTheInstrumentIsWaitedForNotOneOfAnother() {
        // Of two instruments the second has bars of three hours.
        let found = lines(
            [rising(9, symbol: "A"), rising(4, symbol: "B", length: 3 * Timestamp.hour)],
            [
                0: { _, desk in
                    desk.submit(market(.buy, 1, two))
                    desk.submit(market(.buy, 1, one))
                }
            ])
        // B's bar under way ends at 03:00: the order arrives there and fills at the open of the next.
        expectLines(
            found, ["01T02 submitted 2", "01T02 filled 2 1 @ 120", "01T03 submitted 1", "01T03 filled 1 1 @ 110"])
    }

    @Test func exitsOfABracketKeepTheirNumbers() {
        let found = lines(
            [rising(6)],
            [
                0: { _, desk in
                    desk.submit(
                        OrderRequest(
                            .buy, .units(1), of: one, bracket: Bracket(stop: .amount(50), target: .amount(500))))
                    desk.submit(market(.buy, 2))
                },
                2: { _, desk in desk.cancel(OrderID(3)) },
            ])
        #expect(found.contains("01T04 cancelled 3 asked"), "\(found)")
        #expect(found.contains("01T02 filled 4 2 @ 120"), "\(found)")
    }

    @Test func whatIsOnItsWayAtTheEndIsLost() {
        #expect(lines([rising(2)], [1: { _, desk in desk.submit(market(.buy, 1)) }]).isEmpty)
    }
}
