import Foundation
import TestSupport
import Testing

/// `backtest simulate`, and studies on the bars that it makes, as a user calls them.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct SimulateCommandTests {
    private static let market = """
        name: hour
        seed: 5
        market:
          preset: liquid
          days: 2
          session: { length: 3600 }
          recording: { snapshot_interval: 60, fundamental_interval: 60 }
        """

    private static func folder(_ text: String = market) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(text, to: "m.yaml")
        return folder
    }

    @Test func aMarketLeavesItsTablesAndTheSameBytesAgain() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(["simulate", "m.yaml", "--out", "a"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("a: 2 days, seed 5: ") && outcome.output.contains("stylised facts: "))
        let files = try FileManager.default.contentsOfDirectory(
            atPath: folder.url.appendingPathComponent("a").path
        ).sorted()
        #expect(
            files == [
                "bars.csv", "config.yaml", "depth.csv", "facts.json", "fundamental.csv", "manifest.json", "market.json",
                "metaorders.csv",
                "phases.csv", "quotes.csv", "report.html", "trades.csv",
            ])
        let page = try folder.read("a/report.html")
        #expect(page.contains("<section id=\"market\"") && page.contains("fundamental value"))
        let groups = try RunTests.object(try folder.read("a/market.json"))["groups"] as? [[String: Any]]
        #expect((groups ?? []).contains { ($0["orders"] as? Int ?? 0) > 0 })
        let again = try Program.run(["simulate", "a/config.yaml", "--out", "b", "--json"], in: folder.url)
        #expect(again.status == 0, "\(again.errors)")
        for file in files where file != "manifest.json" {
            let one = try folder.read("a/\(file)")
            #expect(one == (try folder.read("b/\(file)")), "\(file)")
        }
        #expect(try folder.read("b/market.json") == again.output)
        // Another market does not take its place without being told to.
        let other = try Program.run(["simulate", "m.yaml", "--seed", "6", "--out", "a"], in: folder.url)
        #expect(other.status == 1 && other.errors.contains("--force"), "\(other)")
    }

    @Test func tradesQuotesAndBarsAgree() throws {
        let folder = try Self.folder()
        let outcome = try Program.run(["simulate", "m.yaml", "--out", "a", "--quiet"], in: folder.url)
        #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome)")
        func rows(_ name: String) throws -> [[Substring]] {
            try folder.read("a/\(name).csv").split(separator: "\n").dropFirst().map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
        }
        let (trades, quotes, bars) = (try rows("trades"), try rows("quotes"), try rows("bars"))
        #expect(trades.count > 500 && quotes.count > 1_000 && bars.count > 100)
        // Each minute's volume is the sum of its trades, whose prices lie in its range.
        var volume: [Substring: Double] = [:]
        var low: [Substring: Double] = [:]
        for trade in trades {
            let minute = trade[0].prefix(16)
            volume[minute, default: 0] += Double(trade[3]) ?? .nan
            low[minute] = min(low[minute] ?? .infinity, Double(trade[2]) ?? .nan)
        }
        for bar in bars {
            let minute = bar[0].prefix(16)
            #expect(Double(bar[6]) == volume[minute] && Double(bar[4]) == low[minute], "\(bar)")
        }
        #expect(volume.count == bars.count)
        for quote in quotes {
            guard let bid = Double(quote[2]), let ask = Double(quote[4]) else { continue }
            #expect(bid < ask, "\(quote)")
        }
    }

    @Test func severalRunsAreThoseOfTheirSeedsOnAnyNumberOfThreads() throws {
        let folder = try Self.folder(Self.market.replacing("days: 2", with: "days: 1"))
        let words = ["simulate", "m.yaml", "--runs", "3", "--no-scorecard", "--json"]
        let two = try Program.run(words + ["-j", "2", "--out", "two"], in: folder.url)
        let one = try Program.run(words + ["-j", "1", "--out", "one"], in: folder.url)
        #expect(two.status == 0 && one.output == two.output, "\(two.errors)")
        let alone = try Program.run(
            ["simulate", "m.yaml", "--seed", "7", "--no-scorecard", "--out", "alone", "--csv"], in: folder.url)
        #expect(alone.status == 0, "\(alone.errors)")
        #expect(try folder.read("alone/trades.csv") == (try folder.read("two/run-3/trades.csv")))
        #expect(try folder.read("alone/trades.csv") != (try folder.read("two/run-1/trades.csv")))
    }

    @Test func severalRunsAreSummedUp() throws {
        let folder = try Self.folder(Self.market.replacing("days: 2", with: "days: 1"))
        let outcome = try Program.run(["simulate", "m.yaml", "--runs", "2", "--out", "all"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.contains { $0.hasPrefix("all/run-1: ") } && lines.contains { $0.hasPrefix("all/run-2: ") })
        #expect(lines.contains("2 runs, all in all/runs.json"))
        let runs = try RunTests.object(try folder.read("all/runs.json"))
        #expect(runs["schema"] as? String == "backtest.market-runs/1" && (runs["runs"] as? [Any])?.count == 2)
        #expect((runs["facts"] as? [Any])?.count == 19)
        // The same again takes its place; a file of the user's is not touched.
        let plain = ["simulate", "m.yaml", "--runs", "2", "--no-scorecard", "--out"]
        #expect(try Program.run(plain + ["all"], in: folder.url).status == 0)
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("mine"), withIntermediateDirectories: true)
        try folder.write("[]", to: "mine/runs.json")
        let refused = try Program.run(plain + ["mine"], in: folder.url)
        #expect(refused.status == 1 && refused.errors.contains("runs.json"), "\(refused)")
    }

    @Test func eachInstrumentHasItsFacts() throws {
        let folder = try Self.folder(
            Self.market.replacing("days: 2", with: "days: 1\n  instruments: { AAA: {}, BBB: {} }"))
        let outcome = try Program.run(["simulate", "m.yaml", "--out", "two"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        for symbol in ["AAA", "BBB"] {
            #expect(outcome.output.contains("  \(symbol): stylised facts: "), "\(symbol)")
            #expect(outcome.output.contains("\n\n\(symbol)\nfact "), "\(symbol)")
            #expect(
                try folder.read("two/report-\(symbol.lowercased()).html").contains("Price of \(symbol)"), "\(symbol)")
        }
    }

    @Test func aStudyOnTheSimulatorSeesTheBarsOfTheFiles() throws {
        let folder = try Self.folder(
            Self.market + """

                data: { source: simulator }
                strategy: { rules: { enter_long: "close > sma(close, 5)", exit_long: "close < sma(close, 5)" } }
                benchmark: none
                """)
        #expect(try Program.run(["simulate", "m.yaml", "--out", "a", "--quiet"], in: folder.url).status == 0)
        let simulated = try Program.run(["run", "m.yaml", "--json", "--out", "r"], in: folder.url)
        #expect(simulated.status == 0, "\(simulated.errors)")
        try folder.write(
            """
            data: { path: a/bars.csv, calendar: 24/7, stamp: start, layout: long }
            strategy: { rules: { enter_long: "close > sma(close, 5)", exit_long: "close < sma(close, 5)" } }
            benchmark: none
            """, to: "csv.yaml")
        let read = try Program.run(["run", "csv.yaml", "--json", "--out", "c"], in: folder.url)
        #expect(read.status == 0, "\(read.errors)")
        let (one, other) = (try RunTests.object(simulated.output), try RunTests.object(read.output))
        func trades(_ object: [String: Any]) -> Int? { (object["trades"] as? [String: Any])?["count"] as? Int }
        #expect(trades(one) == trades(other) && (trades(one) ?? 0) > 5)
        #expect(try folder.read("r/fills.csv") == (try folder.read("c/fills.csv")))
        // Another seed, another market.
        let axis = try Program.run(
            ["sweep", "m.yaml", "--grid", "market.seed=1:3:1", "--out", "s", "--quiet"], in: folder.url)
        #expect(axis.status == 0, "\(axis.errors)")
        let finals = try folder.read("s/trials.csv").split(separator: "\n").dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false)[4]
        }
        #expect(Set(finals).count == 3, "\(finals)")
    }

    @Test func whatIsWrongEndsWithItsStatus() throws {
        let folder = try Self.folder("market: { preset: none }")
        #expect(try Program.run(["simulate"], in: folder.url).status == 2)
        #expect(try Program.run(["simulate", "--preset", "liqid"], in: folder.url).status == 2)
        let empty = try Program.run(["simulate", "m.yaml"], in: folder.url)
        #expect(empty.status == 3 && empty.errors.contains("m.yaml:1:9: error: 'market': no group has participants"))
        // A maker alone meets nobody: the page is written all the same, and the end is no success.
        try folder.write(
            "market: { preset: none, session: { length: 60 }, participants: { mm: { kind: fixed_spread_maker } } }",
            to: "alone.yaml")
        let alone = try Program.run(["simulate", "alone.yaml", "--out", "alone"], in: folder.url)
        #expect(
            alone.status == 6 && alone.errors.contains("alone: nobody traded: 6 orders waited in the book"), "\(alone)")
        #expect(alone.errors.contains("none of mm takes what others offer"), "\(alone)")
        #expect(try folder.read("alone/report.html").contains("nobody traded: 6 orders"))
        try folder.write("market: { preset: none, participants: { n: { kind: noise } } }", to: "takers.yaml")
        let takers = try Program.run(["simulate", "takers.yaml"], in: folder.url)
        #expect(takers.status == 3 && takers.errors.contains("'n' (noise) only take what others offer"), "\(takers)")
        let agents = try Program.run(["list", "agents", "--csv"], in: folder.url)
        #expect(agents.status == 0 && agents.output.contains("hawkes_flow,"))
        let shown = try Program.run(["list", "agents"], in: folder.url)
        #expect(shown.output.contains("\nhawkes_flow: ") && shown.output.contains("\n    wake_rate: 0.01\n"))
        #expect(shown.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }
}

/// `venue: market`: a strategy that lives in the simulated market.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct MarketVenueCommandTests {
    private static let study = """
        name: lives
        seed: 3
        venue: market
        market: { preset: liquid, session: { length: 3600 } }
        data: { source: simulator }
        strategy:
          rules:
            enter_long: crosses_above(sma(close, 2), sma(close, 6))
            exit_long: crosses_below(sma(close, 2), sma(close, 6))
            size: { percent_of_equity: 90 }
        broker: { cash: 1_000_000 }
        benchmark: none
        """

    @Test func aStrategyLivesInTheMarketAndTheSameBytesAgain() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.study, to: "x.yaml")
        let one = try Program.run(["run", "x.yaml", "--capacity", "1,4", "--json", "--out", "a"], in: folder.url)
        #expect(one.status == 0, "\(one.errors)")
        let again = try Program.run(["run", "x.yaml", "--capacity", "1,4", "--json", "--out", "b"], in: folder.url)
        #expect(one.output == again.output)
        let document = try RunTests.object(one.output)
        let market = try #require(document["market"] as? [String: Any])
        let executions = try #require(market["executions"] as? [String: Any])
        let orders = try #require(executions["orders"] as? Int)
        #expect(orders > 4 && (market["capacity"] as? [Any])?.count == 2)
        // A row an order; each that was filled is a fill of the account.
        let rows = try folder.read("a/executions.csv").split(separator: "\n").dropFirst()
        #expect(rows.count == orders)
        let fills = try folder.read("a/fills.csv").split(separator: "\n").dropFirst()
        #expect(fills.count >= (executions["filled"] as? Int ?? .max))
        // The first point of the curve is the run itself.
        let first = try #require((market["capacity"] as? [[String: Any]])?.first)
        #expect(first["return"] as? Double == market["return"] as? Double)
        #expect(first["return_on_bars"] as? Double == market["return_on_bars"] as? Double)
        let filled = try #require(first["fill_ratio"] as? Double)
        #expect(filled == executions["fill_ratio"] as? Double)
        #expect(first["is_underfilled"] as? Bool == (filled < 0.9))
        #expect(try folder.read("a/report.html").contains("In the market"))
        // On the bars of the same market it is the run that they say.
        let bars = try Program.run(
            ["run", "x.yaml", "--set", "venue=bars", "--json", "--out", "c"], in: folder.url)
        let metrics = try RunTests.object(bars.output)["metrics"] as? [String: [String: Any]]
        #expect(metrics?["total_return"]?["value"] as? Double == market["return_on_bars"] as? Double)
    }

    /// Every strategy, portfolio and model that comes with the program lives in a market of six instruments.
    @Test(arguments: GoldenLogTests.all) func shippedStrategiesLiveInTheMarket(name: String) throws {
        let folder = try TemporaryFolder()
        let out = folder.url.appendingPathComponent("run").path
        let market = """
            market={ preset: liquid, days: 2, bars: 2s, session: { length: 1800 }, instruments: { SPY: {}, TLT: {}, XLE: {}, \
            EEM: {}, LQD: {}, TIP: {} } }
            """
        var settings = ["venue=market", "data={ source: simulator }", market, "seed=3"]
        switch name {
        case "sixty-forty": settings.append("portfolio.schedule=day")
        case "equal-risk": settings += ["portfolio.schedule=day", "portfolio.lookback=60"]
        default: break
        }
        let outcome = try Program.run(
            ["run", "Strategies/\(name).yaml", "--out", out, "--quiet"] + settings.flatMap { ["--set", $0] })
        try #require(outcome.status == 0, "\(outcome.errors)")
        let executions = try folder.read("run/executions.csv").split(separator: "\n").dropFirst()
        #expect(!executions.isEmpty)
        // What is filled is no more than what was asked.
        for row in executions.map({ $0.split(separator: ",", omittingEmptySubsequences: false) }) {
            let (asked, filled) = (try #require(Double(row[3])), try #require(Double(row[4])))
            #expect(filled <= asked && filled >= 0, "\(row)")
        }
        #expect(try folder.read("run/report.html").contains("In the market"))
    }

    @Test func whatTheMarketCannotDoIsSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.study, to: "x.yaml")
        for (words, text) in [
            (["sweep", "x.yaml", "--grid", "seed=1,2"], "x.yaml:3:8: error: venue: market is run by backtest run"),
            (["robustness", "x.yaml"], "x.yaml:3:8: error: venue: market is run by backtest run"),
            (["run", "x.yaml", "--histories", "3"], "x.yaml:3:8: error: venue: market is run by backtest run"),
            (
                ["run", "x.yaml", "--set", "venue=bars", "--capacity", "1"],
                "--capacity needs venue: market; on bars no order moves a price"
            ),
        ] {
            let outcome = try Program.run(words, in: folder.url)
            #expect(outcome.status == 3 && outcome.errors.contains(text), "\(words): \(outcome)")
        }
    }
}
