import Foundation
import TestSupport
import Testing

/// What `backtest run` says of look-ahead, and what `--audit` and `--trace` leave.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct CertificateTests {
    /// A report without its one marked block.
    private func pageWithoutHistory(_ page: String) -> String {
        guard let begin = page.range(of: "<!-- history:begin -->"), let end = page.range(of: "<!-- history:end -->")
        else { return "" }
        return String(page[..<begin.lowerBound] + page[end.upperBound...])
    }

    private func audit(_ folder: TemporaryFolder, _ run: String) throws -> [String: Any] {
        try #require(try RunTests.object(try folder.read("\(run)/result.json"))["audit"] as? [String: Any])
    }

    @Test("S73: the quick check stands in every result, the same on every run")
    func s73TheQuickCheckIsTheSameEveryTime() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        for name in ["a", "b"] {
            let outcome = try Program.run(["run", "cross.yaml", "--out", name], in: folder.url)
            #expect(outcome.errors.isEmpty, "\(outcome.errors)")
            #expect(outcome.output.contains("(4 futures); backtest audit checks more"), "\(outcome.output)")
        }
        #expect(try folder.read("a/result.json") == folder.read("b/result.json"))
        let pages = try ["a", "b"].map { name in
            pageWithoutHistory(try folder.read("\(name)/report.html")).replacing("<dd>\(name)</dd>", with: "")
        }
        #expect(pages[0] == pages[1] && pages[0].contains("<section id=\"audit\">"))
        let said = try audit(folder, "a")
        #expect(said["state"] as? String == "quick check")
        #expect((said["quick_check"] as? [String: Any])?["traced"] as? Int ?? 0 > 0)
    }

    @Test func theCheckCanBeLeftOut() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        let outcome = try Program.run(["run", "cross.yaml", "--out", "a", "--no-check"], in: folder.url)
        #expect(outcome.status == 0 && outcome.errors.isEmpty && !outcome.output.contains("Quick check"))
        let said = try audit(folder, "a")
        #expect(said["state"] as? String == "not run" && said["quick_check"] is NSNull)
        #expect(try folder.read("a/report.html").contains("<b>not run</b>"))
        #expect(try Program.run(["run", "cross.yaml", "--no-check", "--strict-check"], in: folder.url).status == 2)
        #expect(try Program.run(["run", "cross.yaml", "--strict-check", "--out", "b"], in: folder.url).status == 0)
    }

    @Test("S73: run --audit embeds the certificate, the same on every run")
    func s73TheCertificateIsEmbedded() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        for name in ["a", "b"] {
            let outcome = try Program.run(["run", "cross.yaml", "--audit", "--out", name], in: folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
        #expect(try folder.read("a/result.json") == folder.read("b/result.json"))
        let said = try audit(folder, "a")
        #expect(said["state"] as? String == "clean")
        let report = try #require(said["report"] as? [String: Any])
        let alone = try Program.run(["audit", "cross.yaml", "--json", "--out", "alone.html"], in: folder.url)
        #expect(NSDictionary(dictionary: report) == NSDictionary(dictionary: try RunTests.object(alone.output)))
        let page = try folder.read("a/report.html")
        for text in [
            "<b>clean</b>", "Look ahead (S74): nothing found; 10 cuts", "Warm-up: nothing found", "run again: the same",
            "orders reach the market a bar late", "costs times two",
        ] {
            #expect(page.contains(text), "\(text)")
        }
        let certificate = try folder.read("alone.html")
        #expect(certificate.contains("<h1>Cross</h1>") && certificate.contains("Look ahead (S74): nothing found"))
        #expect(!certificate.contains("http:") && !certificate.contains("<script"))
    }

    @Test func whatTheAuditFindsEndsTheRunWithStatusSixAndIsWarnedOf() throws {
        let folder = try TemporaryFolder()
        let changes = [
            ("crosses_above(sma(close, $fast), sma(close, $slow))", "close > ema(close, $slow)"),
            ("crosses_below(sma(close, $fast), sma(close, $slow))", "close < ema(close, $slow)"),
            ("default: 30", "default: 200"),
        ]
        try folder.write(RunTests.config(changes), to: "cold.yaml")
        let outcome = try Program.run(["run", "cold.yaml", "--audit", "--out", "a"], in: folder.url)
        #expect(outcome.status == 6 && outcome.errors.contains("the audit found something"), "\(outcome.errors)")
        #expect(
            outcome.output.contains("warning: the audit found: ema(close, 200) of GOOG is cold"), "\(outcome.output)")
        #expect(try audit(folder, "a")["state"] as? String == "found")
        #expect(try folder.read("a/report.html").contains("class=\"is-serious\""))
    }

    @Test("S78: --trace leaves inputs and signals, the same bytes every time")
    func s78TheTraceIsWritten() throws {
        let folder = try TemporaryFolder()
        try folder.write(RunTests.config(), to: "cross.yaml")
        for name in ["a", "b"] {
            let outcome = try Program.run(["run", "cross.yaml", "--trace", "--out", name, "--quiet"], in: folder.url)
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        }
        let trace = try folder.read("a/trace.csv")
        #expect(try trace == folder.read("b/trace.csv"))
        let rows = trace.split(separator: "\n")
        // 2,148 sessions, and the names of the columns.
        #expect(rows.count == 2_149 && rows[0].hasPrefix("time,symbol,close,"), "\(rows[0])")
        #expect(try folder.read("a/events.jsonl").isEmpty == false)
    }
}
