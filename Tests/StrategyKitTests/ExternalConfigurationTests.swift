import Core
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// `data.external`, and how rules read it.
@Suite struct ExternalConfigurationTests {
    private static func text(_ external: String, rule: String = "close > 1", more: String = "") -> String {
        "data:\n  path: a.csv\n  calendar: XNYS\n  external: \(external)\n"
            + "strategy: { rules: { enter_long: \"\(rule)\" } }\n" + more
    }

    @Test func sectionsAreRead() throws {
        let yaml = Self.text(
            "{ news: { path: news.csv, fields: [score, count] }, "
                + "facts: { path: f.csv, event_time: period, delay: 45d, symbol: ticker, fields: [eps], zone: UTC } }")
        let configuration = try StudyConfiguration(yaml: yaml, file: "a.yaml")
        let again = try StudyConfiguration(yaml: configuration.canonicalYAML, file: "a.yaml")
        #expect(again.data.external == configuration.data.external && again.hash == configuration.hash)
        // In the order of their names.
        let (facts, news) = (configuration.data.external[0], configuration.data.external[1])
        #expect(facts.name == "facts" && facts.path == "f.csv" && facts.fields == ["eps"])
        #expect(news.name == "news" && news.path == "news.csv" && news.fields == ["score", "count"])
        #expect(news.eventColumn == "event_time" && news.availableColumn == "available_at" && news.delay == nil)
        #expect(news.symbolColumn == nil && news.zone == nil)
        #expect(facts.eventColumn == "period" && facts.availableColumn == nil && facts.delay == 45 * Timestamp.day)
        #expect(facts.symbolColumn == "ticker" && facts.zone == "UTC")
        let plain = try StudyConfiguration(yaml: Self.text("{}"), file: "a.yaml")
        #expect(plain.data.external.isEmpty && plain.hash != configuration.hash)
    }

    @Test(
        "what is wrong is said with its place",
        arguments: [
            ("{ news: { path: n.csv } }", "a.yaml:4:21: error: 'data.external.news' needs the key 'fields'"),
            ("{ news: { fields: [a] } }", "a.yaml:4:21: error: 'data.external.news' needs the key 'path'"),
            (
                "{ news: { path: n.csv, fields: [a], available_at: t, delay: 1d } }",
                "a.yaml:4:73: error: 'data.external.news' takes one of the keys 'available_at' and 'delay', not both"
            ),
            (
                "{ news: { path: n.csv, fields: [a], delay: soon } }",
                "'data.external.news.delay' must be a length of time such as 90s, 6h or 45d, up to 3660d; found 'soon'"
            ),
            ("{ news: { path: n.csv, fields: [a], delay: -1d } }", "must be a length of time"),
            ("{ news: { path: n.csv, fields: [a, b, A] } }", "'data.external.news.fields' names the column 'A' twice"),
            (
                "{ news: { path: n.csv, fields: [a b] } }",
                "names the column 'a b', which rules could not read as external(news.field)"
            ),
            ("{ my.news: { path: n.csv, fields: [a] } }", "found 'my.news'"),
            ("{ news: { path: n.csv, fields: [a], when: x } }", "unknown key 'when'"),
        ])
    func whatIsWrongIsSaid(external: String, expected: String) {
        let found = ConfigSample.error(Self.text(external)) ?? ""
        #expect(found.contains(expected), "\(found)")
    }

    @Test(arguments: ["instruments: { news.a: { tradable: true } }", "benchmark: news.a", "benchmark: X.news.a"])
    func seriesTakeNoOrders(more: String) {
        let found = ConfigSample.error(Self.text("{ news: { path: n.csv, fields: [a] } }", more: more)) ?? ""
        #expect(found.contains("a series of 'data.external', which takes no orders; leave it out"), "\(found)")
    }

    @Test(
        "the function wants a series and a field",
        arguments: [
            ("external(news) > 1", "'external' needs the name of a series and a field of it: external(news.score)"),
            ("external() > 1", "'external' takes external(name.field); found 0 arguments"),
            ("external > 1", "'external' is a function: write external(name.field)"),
            ("weekly(external(news.a)) > 1", "external(news.a) is known on the traded instrument's own bars only"),
        ])
    func rulesAreChecked(rule: String, expected: String) {
        let found = ConfigSample.error(Self.text("{ news: { path: n.csv, fields: [a] } }", rule: rule)) ?? ""
        #expect(found.contains(expected), "\(found)")
    }

    @Test func seriesAreFoundOrNamed() throws {
        func error(_ rule: String, _ symbols: [String]) -> String? {
            let universe = Universe(
                instruments: symbols.map { Instrument(symbol: $0, isTradable: !$0.contains(".")) },
                calendars: symbols.map { _ in BarFixtures.calendar })
            do {
                let yaml = Self.text("{ news: { path: n.csv, fields: [a] } }", rule: rule)
                _ = try StudyConfiguration(yaml: yaml, file: "a.yaml").plan.make(for: universe)
                return nil
            } catch { return "\(error)" }
        }
        let own = ["A", "A.news.a", "B", "B.news.a"]
        #expect(error("external(news.a) > 1", ["A", "news.a"]) == nil)
        #expect(error("external(news.a) > 1", own) == nil)
        #expect(error("'news.a'.close > 1", ["A", "news.a"]) == nil)
        #expect(error("'B.news.a'.sma(close, 3) > external(news.a)[1]", own) == nil)
        #expect(
            error("external(news.a) > 1", ["A", "A.news.a", "B"])
                == "the rules read external(news.a), and 'data.external' has neither news.a nor B.news.a; did you mean "
                + "'A.news.a'? in the data: A, A.news.a, B")
    }
}
