import Core
import Simulation
import StrategyKit
import Testing
import TimeSeries

/// What rules do with orders, on a few bars.
@Suite struct RulesStrategyTests {
    private static let calendar = RuleFixture.calendar(from: CivilDate(year: 2021, month: 1, day: 4), days: 60)

    /// Orders and fills of rules on closes, one line each: `2 submit buy market`, `3 fill buy 10 @ 11`, by bar.
    private func log(_ rules: String, _ closes: [Double], symbols: [String] = ["AAA"]) throws -> [String] {
        let study = try StudyConfiguration(
            yaml: ConfigSample.rules(rules).replacing("{ cash: 1000 }", with: "{ cash: 100_000 }"), file: "a.yaml")
        let panel = Panel(symbols.map { RuleFixture.closes(closes, Self.calendar, symbol: $0) })
        let strategy = try study.plan.make(for: Universe(panel))
        let first = run(strategy, panel, study.broker)
        // The same value again: nothing of the first run is left in it.
        let second = run(strategy, panel, study.broker)
        #expect(second.finalEquity == first.finalEquity && second.log.count == first.log.count)
        return first.log.compactMap { event in
            switch event.body {
            case .submitted(let order) where order.role == .plain:
                let level = order.request.kind.limitPrice ?? order.request.kind.stopPrice
                let price = level.map { " \($0.shortestText)" } ?? ""
                return
                    "\(event.step) \(order.request.reason.text) \(order.side.text) \(order.request.kind.text)\(price)"
            case .filled(let fill):
                return "\(event.step) fill \(fill.side.text) \(fill.quantity.shortestText) @ \(fill.price.shortestText)"
            case .cancelled(_, _, let reason) where reason != .endOfData:
                return "\(event.step) cancel \(reason.rawValue)"
            case .expired: return "\(event.step) expired"
            case .rejected(_, _, let reason): return "\(event.step) rejected \(reason.rawValue)"
            default: return nil
            }
        }
    }

    private func run(_ strategy: some Strategy, _ panel: Panel, _ broker: Broker) -> Run {
        Backtest(panel: panel, broker: broker).run(strategy)
    }

    @Test func anEntryAndItsExitFillAtTheNextOpen() throws {
        #expect(
            try log("enter_long: close > 11\nexit_long: close < 11\nsize: { units: 10 }", [10, 12, 13, 10, 10]) == [
                "1 enter-long buy market", "2 fill buy 10 @ 12", "3 exit-long sell market", "4 fill sell 10 @ 10",
            ])
    }

    @Test func anEntryOfTheOtherSideTurnsThePosition() throws {
        #expect(
            try log("enter_long: close > 11\nenter_short: close < 11\nsize: { units: 10 }", [10, 12, 13, 10, 10]) == [
                "0 enter-short sell market", "1 fill sell 10 @ 10", "1 exit-short buy market",
                "1 enter-long buy market",
                "2 fill buy 10 @ 12", "2 fill buy 10 @ 12", "3 exit-long sell market", "3 enter-short sell market",
                "4 fill sell 10 @ 10", "4 fill sell 10 @ 10",
            ])
    }

    @Test func bothSidesAtTheMarketAtOnceSendNothing() throws {
        #expect(try log("enter_long: close > 11\nenter_short: close > 11\nsize: { units: 1 }", [10, 12, 13]) == [])
    }

    @Test func aNewSignalReplacesARestingEntry() throws {
        #expect(
            try log(
                "enter_long: close > 11\nenter_long_limit: close - 5\nsize: { units: 1 }", [10, 12, 13, 10, 10]
            ) == [
                "1 enter-long buy limit 7", "2 cancel asked", "2 enter-long buy limit 8",
            ])
    }

    @Test func aRestingEntryIsTakenBackAfterItsBars() throws {
        // Sent at bar 1, it meets bars 2 and 3.
        #expect(
            try log(
                "enter_long: close == 12\nenter_long_limit: 5\nentry_valid: { bars: 2 }\nsize: { units: 1 }",
                [10, 12, 11, 11, 11, 11]) == ["1 enter-long buy limit 5", "3 cancel asked"])
        #expect(
            try log(
                "enter_long: close == 12\nenter_long_limit: 5\nentry_valid: day\nsize: { units: 1 }", [10, 12, 11, 11]
            ) == ["1 enter-long buy limit 5", "2 expired"])
    }

    @Test(
        "S33 an entry can meet one price only",
        arguments: [
            ("at-close", "", ["1 enter-long buy market", "2 fill buy 1 @ 15"]),
            ("at-open", "", ["1 enter-long buy market", "2 fill buy 1 @ 12"]),
            ("ioc", "", ["1 enter-long buy market", "2 fill buy 1 @ 12"]),
            ("ioc", "11", ["1 enter-long buy limit 11", "2 cancel not filled at once"]),
            ("fok", "13", ["1 enter-long buy limit 13", "2 fill buy 1 @ 12"]),
            ("at-close", "14", ["1 enter-long buy limit 14", "2 cancel open or close passed"]),
        ])
    func s33entriesForOnePrice(valid: String, limit: String, expected: [String]) throws {
        let price = limit.isEmpty ? "" : "enter_long_limit: \(limit)\n"
        let rules = "enter_long: close == 12\n\(price)entry_valid: \(valid)\nsize: { units: 1 }"
        #expect(try log(rules, [10, 12, 15, 11]) == expected)
    }

    @Test func restingEntriesOfBothSidesCancelEachOther() throws {
        #expect(
            try log(
                """
                enter_long: position == 0
                enter_long_stop: close + 3
                enter_short: position == 0
                enter_short_stop: close - 3
                size: { units: 1 }
                exit_after: 1
                """, [10, 14, 14, 14]) == [
                    "0 enter-long buy stop 13", "0 enter-short sell stop 7", "1 fill buy 1 @ 13",
                    "1 cancel one cancels other", "2 exit-after sell market", "3 fill sell 1 @ 14",
                    "3 enter-long buy stop 17", "3 enter-short sell stop 11",
                ])
    }

    @Test func exitsComeAfterTheirBars() throws {
        #expect(
            try log("enter_long: close > 11\nexit_after: 2\nsize: { units: 1 }", [12, 10, 10, 10, 10]) == [
                "0 enter-long buy market", "1 fill buy 1 @ 12", "3 exit-after sell market", "4 fill sell 1 @ 10",
            ])
    }

    @Test func aStopOfThePriceAtTheDecisionOrAtTheFill() throws {
        let closes: [Double] = [20, 24, 24, 24, 18, 18]
        // Decided at 24 − 5 = 19; the fill is at 24 too. With the entry decided at 20 the stop lies at 16.
        let rules = "enter_long: close == 20\nsize: { units: 1 }\nstop_loss: { percent: 20"
        #expect(try log(rules + ", of: decision }", closes) == ["0 enter-long buy market", "1 fill buy 1 @ 20"])
        let after = try log(
            "enter_long: close == 24 and close[1] == 20\nsize: { units: 1 }\nstop_loss: { amount: 5 }", closes)
        #expect(after == ["1 enter-long buy market", "2 fill buy 1 @ 24", "4 fill sell 1 @ 19"])
    }

    @Test func anEntryOfWhichAnExitIsUndefinedIsNotSent() throws {
        let rules = "enter_long: close > 11\nsize: { units: 1 }\nstop_loss: { price: 'if(close > 12, 1, sqrt(-1))' }"
        #expect(try log(rules, [12, 13, 13]) == ["1 enter-long buy market", "2 fill buy 1 @ 13"])
        #expect(try log("enter_long: close > 11\nsize: { units: close - 13 }", [12, 13, 13]) == [])
    }

    @Test func s16NoOrderIsSentBeforeEveryInputIsWarm() throws {
        let rules = "enter_long: close > 1\nexit_long: sma(close, 4) < 0\nsize: { units: 1 }"
        #expect(try log(rules, [9, 9, 9, 9, 9]) == ["3 enter-long buy market", "4 fill buy 1 @ 9"])
    }

    @Test func eachInstrumentIsTradedByItsOwnSeriesAndOnlyThoseNamed() throws {
        let rules = "enter_long: close == 12\nsize: { units: 1 }"
        #expect(
            try log(rules, [10, 12, 12], symbols: ["AAA", "BBB"]).count { $0.hasSuffix("enter-long buy market") } == 2)
        #expect(
            try log(rules + "\non: [BBB]", [10, 12, 12], symbols: ["AAA", "BBB"]) == [
                "1 enter-long buy market", "2 fill buy 1 @ 12",
            ])
    }

    @Test func aSymbolThatIsNotInTheDataIsNamed() {
        let error = #expect(throws: StrategyError.self) {
            try log("enter_long: SPX.close > 1", [1, 2], symbols: ["SPY", "AAA"])
        }
        #expect(
            error?.description
                == "the rules name the instrument 'SPX', which is not in the data; did you mean 'SPY'? in the data: AAA, SPY"
        )
        #expect(throws: StrategyError.self) { try log("enter_long: close > 1\non: [ZZZ]", [1, 2]) }
    }

    @Test func anotherInstrumentIsReadAtTheSameInstant() throws {
        let rules = "enter_long: SPY.close > 11 and SPY.close == close\non: [AAA]\nsize: { units: 1 }"
        #expect(
            try log(rules, [10, 12, 13], symbols: ["AAA", "SPY"]).first == "1 enter-long buy market")
    }
}
