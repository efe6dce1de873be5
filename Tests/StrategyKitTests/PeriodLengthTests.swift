import Core
import StrategyKit
import Testing

@Suite struct PeriodLengthTests {
    @Test func lengthsAreReadAsConfigsWriteThem() {
        for (text, count, unit) in [
            ("3y", 3, PeriodLength.Unit.years), ("6mo", 6, .months), ("26 w", 26, .weeks), ("90d", 90, .days),
            ("250 sessions", 250, .sessions), ("1 session", 1, .sessions), ("1_000", 1_000, .instants),
        ] {
            let length = PeriodLength(text)
            #expect(length?.count == count && length?.unit == unit, "\(text)")
            #expect(length.flatMap { PeriodLength($0.description) } == length, "\(text)")
        }
        for text in ["", "y", "0d", "-3y", "1.5y", "3 years", "3m", "_3d", "99999999999999999999", "2000y", "5 bars"] {
            #expect(PeriodLength(text) == nil, "\(text)")
        }
    }

    @Test func datesFollowTheCalendar() {
        func date(_ text: String, _ from: (Int, Int, Int), times: Int) -> String? {
            PeriodLength(text)?.date(from: CivilDate(year: from.0, month: from.1, day: from.2), times: times)
                .description
        }
        #expect(date("1mo", (2020, 1, 31), times: 1) == "2020-02-29")
        // Counted from the beginning, a short month does not shift what follows.
        #expect(date("1mo", (2020, 1, 31), times: 2) == "2020-03-31")
        #expect(date("1y", (2020, 2, 29), times: 1) == "2021-02-28")
        #expect(date("6mo", (2020, 8, 31), times: -1) == "2020-02-29")
        #expect(date("3y", (2020, 1, 1), times: -1) == "2017-01-01")
        #expect(date("2w", (2020, 1, 1), times: 2) == "2020-01-29")
        #expect(date("90d", (2020, 1, 1), times: 1) == "2020-03-31")
    }

    @Test func theSectionIsReadAndPrinted() throws {
        let yaml = ConfigSample.golden + "\nwalk_forward: { train: 3y, test: 250 sessions, anchored: true }\n"
        let configuration = try StudyConfiguration(yaml: yaml, file: "a.yaml")
        let expected = WalkForwardConfiguration(
            train: PeriodLength(3, .years), test: PeriodLength(250, .sessions), isAnchored: true)
        #expect(configuration.walkForward == expected)
        let again = try StudyConfiguration(yaml: configuration.canonicalYAML, file: "a.yaml")
        #expect(again.walkForward == expected && again.canonicalYAML == configuration.canonicalYAML)
        let without = try StudyConfiguration(yaml: ConfigSample.golden, file: "a.yaml")
        #expect(without.walkForward == nil && without.hash == configuration.hash)
        let counted = try StudyConfiguration(
            yaml: ConfigSample.golden + "\nwalk_forward: { train: 500, test: 60 }\n", file: "a.yaml")
        #expect(counted.walkForward?.train == PeriodLength(500, .instants))
        #expect(
            try StudyConfiguration(yaml: counted.canonicalYAML, file: "a.yaml").walkForward == counted.walkForward)
    }
}
