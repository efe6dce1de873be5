import Foundation
import TestSupport
import Testing

/// Bars that are larger than what may stay resident.
///
/// Writes and reads 300 MB, so it runs with `Tests/run --long` only.
@Suite(
    .enabled(
        if: Program.isPresent && ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == "1",
        "reads a file of 300 MB: runs with Tests/run --long"))
struct StreamingTests {
    /// Writes bars of a minute.
    private func write(_ rows: Int, to path: String) throws {
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        var text = "time,open,high,low,close,volume\n"
        var state: UInt64 = 9
        var price = 10_000
        for row in 0..<rows {
            let (day, minute) = (row / 1_440, row % 1_440)
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let close = max(2_000, price + Int(state >> 33) % 41 - 20)
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            func money(_ cents: Int) -> String { "\(cents / 100).\(two(cents % 100))00" }
            // 28 days a month keep dates simple.
            let date = "\(2_000 + day / 336)-\(two(day / 28 % 12 + 1))-\(two(day % 28 + 1))"
            text += "\(date)T\(two(minute / 60)):\(two(minute % 60))Z,\(money(price)),"
            text +=
                "\(money(max(price, close) + 5)),\(money(min(price, close) - 5)),\(money(close)),\(100 + row % 700)\n"
            price = close
            if text.utf8.count > 1 << 22 {
                try file.write(contentsOf: Data(text.utf8))
                text = ""
            }
        }
        try file.write(contentsOf: Data(text.utf8))
        try file.close()
    }

    @Test func aFileLargerThanWhatMayStayResidentGivesTheSameResult() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("bars.csv").path
        try write(5_300_000, to: path)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        #expect(size > 300_000_000, "\(size)")
        try folder.write(
            """
            name: Large
            data: { source: csv, path: bars.csv, calendar: 24/7, stamp: start }
            strategy:
              rules:
                enter_long: crosses_above(sma(close, 300), sma(close, 1500))
                exit_long: crosses_below(sma(close, 300), sma(close, 1500))
                stop_loss: { percent: 2 }
                size: { percent_of_equity: 50 }
            broker: { cash: 1_000_000, commission: { basis_points: 1 } }
            """, to: "large.yaml")
        for (name, memory) in [("memory", "16GB"), ("pages", "250MB")] {
            let outcome = try Program.run(
                ["run", "large.yaml", "--quiet", "--out", name, "--set", "data.memory=\(memory)"], in: folder.url)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.errors.contains("at most 250.0 MB stay resident") == (name == "pages"), "\(outcome.errors)")
        }
        for file in ["result.json", "events.jsonl", "equity.csv", "trades.csv", "fills.csv", "orders.csv"] {
            #expect(try folder.read("memory/\(file)") == folder.read("pages/\(file)"), "\(file)")
        }
        func memory(_ name: String) throws -> [String: Any] {
            let manifest = try RunTests.object(try folder.read("\(name)/manifest.json"))
            return try #require(manifest["memory"] as? [String: Any])
        }
        let (plain, paged) = (try memory("memory"), try memory("pages"))
        #expect(plain["paged"] as? Bool == false && paged["paged"] as? Bool == true)
        #expect((plain["most_resident"] as? Int ?? 0) > 600_000_000)
        #expect((paged["most_resident"] as? Int ?? .max) <= 250_000_000, "\(paged)")
        #expect(folder.namesBesideLedger == ["bars.csv", "large.yaml", "memory", "pages"])

        // What is wrong at the very end is found as in memory, and nothing is left of the pages.
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("2030-01-01T00:00Z,1,2,x,1,1\n".utf8))
        try file.close()
        let words = ["run", "large.yaml", "--quiet", "--out", "more", "--set", "data.memory=250MB"]
        let faulty = try Program.run(words, in: folder.url)
        #expect(faulty.status == 4, "\(faulty.errors)")
        #expect(faulty.errors.contains("bars.csv:5300002: error: found \"x\" in column low"), "\(faulty.errors)")
        #expect(folder.namesBesideLedger == ["bars.csv", "large.yaml", "memory", "pages"])
        try folder.write("", to: "runs")
        let blocked = try Program.run(words, in: folder.url)
        #expect(blocked.status == 1 && blocked.errors.contains("give more data.memory"), "\(blocked.errors)")
    }
}
