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
        let folder = try TemporaryFolder()
        var random = RandomStream(seed: 3, name: "test")
        var (price, text) = (100.0, "time,open,high,low,close,volume\n")
        let start = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        for bar in 0..<25_000 {
            let close = price * (1 + 0.002 * (random.uniform() - 0.5))
            text += "\(start + Int64(bar) * Timestamp.minute),\(price),\(max(price, close)),\(min(price, close)),"
            text += "\(close),10\n"
            price = close
        }
        let path = try folder.write(text, to: "x.csv")
        func steps(_ average: Int) throws -> (looked: Int, first: Int) {
            let configuration = try StudyConfiguration(
                yaml: """
                    name: x
                    data: { source: csv, path: \(path), calendar: 24/7, stamp: start }
                    strategy: { rules: { enter_long: "close > sma(close, \(average))", exit_after: 5 } }
                    benchmark: none
                    """, file: "x.yaml")
            let study = try Study(configuration)
            return (try check(study).steps, try study.run().firstTradingStep)
        }
        let quick = try steps(10)
        #expect(quick.looked == 5_000)
        let slow = try steps(6_000)
        #expect(slow.looked == slow.first + 64)
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
}
