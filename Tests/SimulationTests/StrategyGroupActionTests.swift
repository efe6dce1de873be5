import Core
import Simulation
import TestSupport
import Testing
import TimeSeries

/// Dividends, splits and delistings where several strategies share the account: each part has its own share (S39).
@Suite struct StrategyGroupActionTests {
    /// What strategies bought or, below zero, sold short at the open of the second day, and what came of it.
    private struct Outcome {
        let run: Run
        /// What each made, at every step.
        var made: [[Cash]] = []
        /// What each held, at every step.
        var held: [[Quantity]] = []
    }

    private final class Seen { var held: [Quantity] = [] }

    private func outcome(
        _ series: BarSeries, _ units: [Double], _ configure: (inout Broker) -> Void = { _ in }
    ) -> Outcome {
        let panel = Panel([series])
        var broker = Broker()
        configure(&broker)
        let seen = units.map { _ in Seen() }
        let members = units.enumerated().map { place, units in
            (
                part: AccountPart(name: "\(place)"),
                strategy: Scripted([
                    0: { $1.submit(market(units > 0 ? .buy : .sell, abs(units))) },
                    everyStep: { market, _ in seen[place].held.append(market.position(of: one).quantity) },
                ]) as any Strategy
            )
        }
        let run = Backtest(panel: panel, broker: broker).run(StrategyGroup(members))
        var outcome = Outcome(run: run)
        outcome.held = seen.map(\.held)
        outcome.made = units.indices.map { strategy in
            EquityCurve(
                log: run.attribution?.log(of: strategy, in: run.log, panel: panel, marking: true) ?? [], panel: panel,
                initialCash: 0, stepCount: run.stepCount
            ).equity
        }
        return outcome
    }

    @Test("S48 S39 a dividend belongs to the parts that hold, and is owed by those that are short")
    func s48dividends() {
        let series = days(100, 100, 98, 98, 98).having((2, .dividend(2, paidOnDay: 4)))
        let some = outcome(series, [10, -4])
        // At 98 each share has lost what its holder is owed: nobody has made anything, before the pay date and after.
        #expect(some.made == [[0, 0, 0, 0, 0], [0, 0, 0, 0, 0]])
        #expect(some.run.finalEquity == 100_000 && some.run.finalReceivable == 0)
        let level = days(100, 100, 100, 100, 100).having((2, .dividend(2, paidOnDay: 4)))
        #expect(outcome(level, [10, -4]).made == [[0, 0, 20, 20, 20], [0, 0, -8, -8, -8]])
        // The account holds nothing and gets nothing; one part is owed what the other owes.
        let netted = outcome(level, [10, -10])
        #expect(netted.made == [[0, 0, 20, 20, 20], [0, 0, -20, -20, -20]] && netted.run.finalCash == 100_000)
        #expect(!netted.run.log.contains { if case .dividendPaid = $0.body { true } else { false } })
    }

    @Test(
        "S53 S39 a split multiplies every part, and pays out what is no whole lot of the account, from parts with fractions"
    )
    func s53splits() {
        let double = days(100, 100, 50, 50).having((2, .split(ratio: 2)))
        let scaled = outcome(double, [10, -4])
        #expect(scaled.held == [[0, 10, 20, 20], [0, -4, -8, -8]] && scaled.made.joined().allSatisfy { $0 == 0 })
        #expect(outcome(double, [10, -10]).held == [[0, 10, 20, 20], [0, -10, -20, -20]])
        let half = days(90, 90, 60, 66).having((2, .split(ratio: 1.5)))
        // 3 and 4.5 of 7.5: half a unit is paid at 60, the second's; the rest gains 6 each.
        let paid = outcome(half, [2, 3]) { $0.splitFractions = .cash }
        #expect(paid.held == [[0, 2, 3, 3], [0, 3, 4, 4]] && paid.made == [[0, 0, 0, 18], [0, 0, 0, 24]])
        #expect(paid.run.finalCash == 100_000 - 5 * 90 + 30)
        // 4.5 and 4.5 are nine whole units of the account.
        #expect(outcome(half, [3, 3]) { $0.splitFractions = .cash }.held == [[0, 3, 4.5, 4.5], [0, 3, 4.5, 4.5]])
    }

    @Test("S54 S39 a delisting closes every part at the final price") func s54delistings() {
        let series = days(100, 100, 100).having((2, .delisting(price: 40)))
        let net = outcome(series, [10, -4])
        #expect(net.made.map(\.last) == [-600, 240] && net.run.finalCash == 100_000 - 360)
        #expect(net.run.positions[0].isFlat)
        // The account is flat already: what one part loses the other gains.
        let flat = outcome(series, [10, -10])
        #expect(flat.made.map(\.last) == [-600, 600] && flat.run.finalCash == 100_000)
        let logs = (0..<2).compactMap {
            flat.run.attribution?.log(of: $0, in: flat.run.log, panel: Panel([series]), marking: false)
        }
        for log in logs {
            let ledger = TradeLedger(log: log, panel: Panel([series]), end: Timestamp(nanoseconds: series.end[2]))
            #expect(ledger.closed.map(\.exitReason) == ["delisting"] && ledger.open.isEmpty)
        }
    }
}
