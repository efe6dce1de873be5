import Foundation
import TestSupport
import Testing

/// `backtest run`, as a user calls it.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct RunTests {
    static let goog = SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path

    /// A small config on shipped data.
    static func config(_ changes: [(String, String)] = [], name: String = "Cross", data: String = goog) -> String {
        var text = """
            name: \(name)
            data: { source: csv, path: \(data), calendar: XNYS }
            strategy:
              rules:
                parameters: { fast: { default: 10, range: [2, 50] }, slow: { default: 30, range: [5, 300] } }
                enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
                exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
                size: { percent_of_equity: 90 }
            broker: { cash: 100_000, commission: { per_share: 0.005, minimum: 1 }, slippage: { basis_points: 1 } }
            benchmark: buy-and-hold

            """
        for (old, new) in changes { text = text.replacingOccurrences(of: old, with: new) }
        return text
    }

    static func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func aRunLeavesEveryFileAndASummary() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        let outcome = try Program.run(["run", "cross.yaml", "--out", "result"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("Sharpe ratio"))
        #expect(outcome.output.contains("result/report.html"))
        #expect(outcome.errors.isEmpty)
        #expect(outcome.output.contains("Quick check: no look-ahead at 20"))
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/result").sorted()
        #expect(
            names == [
                "config.yaml", "equity.csv", "events.jsonl", "fills.csv", "manifest.json", "orders.csv", "report.html",
                "result.json", "trades.csv",
            ])
        #expect(folder.namesBesideLedger == ["cross.yaml", "result"])
        let header = try folder.read("result/trades.csv").split(separator: "\n").first
        #expect(
            header
                == "round_trip,instrument,side,quantity,entry_time,entry_price,exit_time,exit_price,gross_pnl,costs,net_pnl,return,bars,mae,mfe,entry_reason,exit_reason"
        )
        #expect(
            try folder.read("result/equity.csv").hasPrefix("time,equity,cash,gross_exposure,net_exposure,drawdown\n"))
    }

    @Test func jsonHasThePublishedOutline() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        let outcome = try Program.run(["run", "cross.yaml", "--json"], in: folder.url)
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try RunTests.object(outcome.output)
        #expect(result["schema"] as? String == "backtest.result/1")
        let hashes = try #require(result["hashes"] as? [String: String])
        #expect(Set(hashes.keys) == ["data", "config", "events"])
        #expect(hashes.values.allSatisfy { $0.count == 64 })
        let metrics = try #require(result["metrics"] as? [String: [String: Any]])
        #expect(metrics.count >= 40)
        let sharpe = try #require(metrics["sharpe"])
        #expect((sharpe["definition"] as? String)?.contains("ddof=1") == true)
        #expect((sharpe["n"] as? Int ?? 0) > 2_000)
        for metric in metrics.values where metric["value"] is NSNull { #expect(metric["reason"] is String) }
        let equity = try #require(result["equity"] as? [String: Any])
        #expect(equity["initial"] as? Double == 100_000)
        #expect((result["warnings"] as? [Any]) != nil)
        let folders = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/runs")
            .filter { !$0.hasPrefix("ledger.sqlite") }
        #expect(folders.count == 1 && folders[0].hasPrefix("cross-"))
    }

    @Test("S73: the same run gives the same bytes, whatever the folder")
    func s73TheSameRunGivesTheSameBytes() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        for name in ["a", "b"] {
            let outcome = try Program.run(["run", "cross.yaml", "--out", name, "--quiet"], in: folder.url)
            #expect(outcome.status == 0 && outcome.output.isEmpty)
        }
        for file in [
            "config.yaml", "equity.csv", "events.jsonl", "fills.csv", "orders.csv", "result.json", "trades.csv",
        ] {
            #expect(try folder.read("a/\(file)") == folder.read("b/\(file)"), "\(file) differs")
        }
        func unmarked(_ page: String) throws -> String {
            let begin = try #require(page.range(of: "<!-- history:begin -->"))
            let end = try #require(page.range(of: "<!-- history:end -->"))
            return page.replacingCharacters(in: begin.lowerBound..<end.upperBound, with: "")
                .replacingOccurrences(of: ">a<", with: "><").replacingOccurrences(of: ">b<", with: "><")
        }
        #expect(try unmarked(folder.read("a/report.html")) == unmarked(folder.read("b/report.html")))
    }

    @Test func aConfigComesFromStandardInputAndSettingsLieOverIt() throws {
        let folder = try TemporaryFolder()
        let plain = try Program.run(["run", "-", "--json"], in: folder.url, input: RunTests.config())
        let faster = try Program.run(
            ["run", "-", "--json", "--set", "fast=5", "--set", "broker.cash=50_000"], in: folder.url,
            input: RunTests.config())
        #expect(plain.status == 0 && faster.status == 0, "\(plain.errors)\(faster.errors)")
        #expect((try RunTests.object(faster.output)["equity"] as? [String: Any])?["initial"] as? Double == 50_000)
        #expect(plain.output != faster.output)
    }

    @Test func csvPrintsEveryMetric() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["run", "-", "--csv"], in: folder.url, input: RunTests.config())
        #expect(outcome.output.hasPrefix("metric,value,unit,definition,n,reason\ntotal_return,"))
        #expect(outcome.output.split(separator: "\n").count > 40)
    }

    @Test("S65: --compat prints another tool's figures")
    func s65CompatPrintsAnotherToolsFigures() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(
            ["run", "-", "--compat", "quantstats"], in: folder.url, input: RunTests.config())
        #expect(outcome.status == 0 && outcome.output.contains("sortino"))
        let unknown = try Program.run(["run", "-", "--compat", "magic"], in: folder.url, input: RunTests.config())
        #expect(unknown.status == 2 && unknown.errors.contains("quantstats"))
    }

    @Test func anotherRunsFolderIsNotOverwrittenWithoutForceAndForeignFilesNever() throws {
        let folder = try TemporaryFolder()
        let first = try Program.run(["run", "-", "--out", "x", "--quiet"], in: folder.url, input: RunTests.config())
        #expect(first.status == 0)
        let again = try Program.run(["run", "-", "--out", "x", "--quiet"], in: folder.url, input: RunTests.config())
        #expect(again.status == 0, "an equal run may replace itself")
        let other = ["run", "-", "--out", "x", "--quiet", "--set", "fast=7"]
        let refused = try Program.run(other, in: folder.url, input: RunTests.config())
        #expect(refused.status == 1 && refused.errors.contains("--force"))
        let forced = try Program.run(other + ["--force"], in: folder.url, input: RunTests.config())
        #expect(forced.status == 0)
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("mine"), withIntermediateDirectories: true)
        try folder.write("precious", to: "mine/thesis.txt")
        let foreign = try Program.run(
            ["run", "-", "--out", "mine", "--force"], in: folder.url, input: RunTests.config())
        #expect(foreign.status == 1)
        #expect(try folder.read("mine/thesis.txt") == "precious")
    }

    @Test("S43: ruin has its own status, and its folder is written")
    func s43RuinHasItsOwnStatus() throws {
        let folder = try TemporaryFolder()
        // Short what rises by a hundred times.
        var rows = "date,open,high,low,close,volume\n"
        for day in 1...28 {
            let price = day < 6 ? 10.0 : 10.0 * Double(day - 4)
            rows += String(format: "2021-01-%02d,%.2f,%.2f,%.2f,%.2f,1000\n", day, price, price, price, price)
        }
        try folder.write(rows, to: "up.csv")
        let config = """
            data: { source: csv, path: up.csv, calendar: 24/7 }
            strategy: { rules: { enter_short: close > 0, size: { percent_of_equity: 100 } } }
            broker: { cash: 10_000 }
            """
        let outcome = try Program.run(["run", "-", "--out", "ruin"], in: folder.url, input: config)
        #expect(outcome.status == 5, "\(outcome.status) \(outcome.errors)")
        #expect(outcome.errors.contains("zero or below"))
        #expect(try folder.read("ruin/events.jsonl").contains("\"ruined\""))
    }

    @Test func aFullDiskLeavesNothingBehind() throws {
        guard getuid() == 0 else { return }
        let folder = try TemporaryFolder()
        let small = folder.url.appendingPathComponent("small")
        try FileManager.default.createDirectory(at: small, withIntermediateDirectories: true)
        let mount = try Program.run(
            ["-t", "tmpfs", "-o", "size=64k", "tmpfs", small.path], executable: "/bin/mount")
        guard mount.status == 0 else { return }
        defer { _ = try? Program.run([small.path], executable: "/bin/umount") }
        let outcome = try Program.run(["run", "-", "--out", "small/x"], in: folder.url, input: RunTests.config())
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("No space left"), "\(outcome.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: small.path).isEmpty)
    }

    @Test func anInterruptEndsWithItsStatusAndLeavesNothingHalf() throws {
        let folder = try TemporaryFolder()
        var rows = "timestamp,open,high,low,close,volume\n"
        rows.reserveCapacity(40_000_000)
        for minute in 0..<800_000 {
            let price = 100 + Double(minute % 977) / 10
            rows += "\(1_600_000_000 + minute * 60),\(price),\(price + 1),\(price - 1),\(price),10\n"
        }
        try folder.write(rows, to: "long.csv")
        let config = """
            data: { source: csv, path: long.csv, stamp: start, calendar: 24/7 }
            strategy:
              rules:
                enter_long: crosses_above(sma(close, 10), sma(close, 50))
                exit_long: crosses_below(sma(close, 10), sma(close, 50))
            """
        let outcome = try Program.run(
            ["run", "-", "--out", "x"], in: folder.url, input: config, interruptAfter: 0.15)
        // A very fast machine may be done before.
        if outcome.status != 0 {
            #expect(outcome.status == 130, "\(outcome.status) \(outcome.errors)")
            #expect(folder.namesBesideLedger == ["long.csv"])
        }
    }

    @Test func aNameWithMarkupIsShownAsText() throws {
        let folder = try TemporaryFolder()
        let outcome = try Program.run(
            ["run", "-", "--out", "x", "--quiet"], in: folder.url,
            input: RunTests.config(name: "\"<script>alert(1)</script>\""))
        #expect(outcome.status == 0, "\(outcome.errors)")
        let page = try folder.read("x/report.html")
        #expect(!page.contains("<script>alert(1)"))
        #expect(page.contains("&lt;script&gt;alert(1)"))
    }

    @Test func aFolderThatCannotBeWrittenIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("a file", to: "file")
        let outcome = try Program.run(["run", "-", "--out", "file/x"], in: folder.url, input: RunTests.config())
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("file") && outcome.errors.contains("cannot be written"))
    }
}
