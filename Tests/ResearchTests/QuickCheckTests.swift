import Core
import Reports
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// The one cut that every run makes.
@Suite struct QuickCheckTests {
    private func check(
        _ study: Study, seed: UInt64 = 7, making: Audit.Making? = nil
    ) throws -> QuickCheck {
        var options = Audit.Options()
        options.seed = seed
        let first = try study.run().firstTradingStep
        return try Audit(study, options: options, making: making).quickCheck(from: first)
    }

    @Test("S74: honest rules pass, and what was looked at is said")
    func s74HonestRulesPass() throws {
        let check = try check(try AuditFixture.study())
        #expect(!check.hasFound && check.reason == nil && check.tracedColumns > 4)
        let cut = try #require(check.cut)
        #expect(check.text == "no look-ahead at \(cut.date) (4 futures)")
        // Of so few bars all are looked at.
        #expect(check.steps == 2_148)
    }

    @Test("S74: of many bars a fifth is looked at, or as many as the warm-up needs")
    func s74ManyBarsAreLookedAtInPart() throws {
        func steps(_ average: Int) throws -> (looked: Int, all: Int, first: Int) {
            let study = try AuditFixture.study(
                enter: "close > sma(close, \(average))", data: "minute/es.csv", calendar: "24/7",
                more: ", stamp: start, length: 1m", changes: ["broker.cash=1_000_000"])
            let first = try study.run().firstTradingStep
            return (try check(study).steps, study.data.panel.barCount, first)
        }
        let quick = try steps(10)
        #expect(quick.looked == max(4_000, quick.all / 5) && quick.looked < quick.all)
        let slow = try steps(5_000)
        #expect(slow.looked == max(quick.looked, slow.first + 64))
    }

    @Test("S74: a stop that peeks is found by most single cuts") func s74AStopThatPeeksIsFound() throws {
        let checks = try (1...6).map { seed in
            try check(try AuditFixture.study(), seed: seed) { panel in
                let series = panel.series[0]
                return Foretold(
                    isLong: (0..<series.count).map { $0 % 20 < 10 }, stop: Cheat.stopBelowTheNext(5, series.low),
                    "tenth")
            }
        }
        // The cut lies where something was decided: an entry with its stop, or an exit, which knows nothing.
        let found = checks.filter(\.hasFound)
        #expect(found.count >= 3, "\(checks.map(\.text))")
        for check in found { #expect(check.text.contains("look-ahead") && check.text.contains("caused by")) }
    }

    @Test("S73: the same study gives the same check, whenever it is made")
    func s73TheCheckIsRepeatable() throws {
        let study = try AuditFixture.study()
        #expect(try check(study) == check(study))
        let cuts = try (1...6).map { try check(study, seed: $0).cut?.nanoseconds ?? 0 }
        #expect(Set(cuts).count > 1)
    }

    @Test func aRunThatBeginsAtItsLastBarHasNothingToCheck() throws {
        let study = try AuditFixture.study(changes: ["data.from=2013-03-01"])
        let check = try check(study)
        #expect(check.cut == nil && check.text == "not made: no future behind the first decision")
    }

    @Test func aFindingIsASeriousWarningOfResultAndReport() throws {
        let study = try AuditFixture.study()
        var result = try study.run()
        result.quickCheck = try check(study) { panel in
            Foretold(isLong: Cheat.scaled(panel.series[0].close).map { $0 < -0.5 }, "cheap")
        }
        #expect(result.warningTexts.first?.hasPrefix("warning: the quick check found look-ahead: ") == true)
        let text = result.document.prettyText
        #expect(text.contains("\"state\": \"found\"") && text.contains("\"code\": \"look-ahead\""))
    }

    @Test func aFamilyIsTheRulesWithoutTheirNumbers() throws {
        func family(_ enter: String) throws -> String {
            StrategyFamily(try AuditFixture.study(enter: enter).configuration).text
        }
        let first = try family("crosses_above(sma(close, 10), 1.01 * sma(close, 30))")
        #expect(try family("crosses_above(sma(close, 5), 1.5 * sma(close, 200))") == first)
        #expect(try family("crosses_above(sma(close, 10), 1.01 * ema(close, 30))") != first)
        #expect(first.contains("crosses_above(sma(close, #), # * sma(close, #))"), "\(first)")
    }
}
