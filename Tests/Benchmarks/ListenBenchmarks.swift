import Core
import Foundation
import InfluxDB
import TestSupport

/// W7: a million trades to `backtest data listen`, over HTTP and on standard input, and the same to the real InfluxDB 1.x.
///
/// Requests have 5,000 lines each, one after another. Of ten symbols, then of ten thousand; then batches of long ago again,
/// and the time of a start on what is there. Prints points a second and the greatest memory.
func benchmarkListen(points: Int = 1_000_000) {
    guard ListenWorkload.isPresent else {
        print("listen: needs both programs: swift build -c release")
        return
    }
    do {
        for symbols in [10, 10_000] {
            let batches = ListenWorkload.batches(points: points, symbols: symbols)
            let folder = try TemporaryFolder()
            var program = try ListenWorkload(in: folder)
            try program.measure("HTTP, \(symbols) symbols", batches)
            try program.measure(
                "HTTP, \(symbols) symbols, the first tenth again", Array(batches.prefix(batches.count / 10)))
            print("listen: memory at most: \(program.peak)")
            program.stop()
            let start = ContinuousClock().now
            program = try ListenWorkload(in: folder)
            print(
                "listen: start on \(points) points: \(Stopwatch.digits(Stopwatch.seconds(ContinuousClock().now - start))) s"
            )
            program.stop()
        }
        let batches = ListenWorkload.batches(points: points, symbols: 10)
        try ListenWorkload.measureInput(batches)
        guard InfluxServer.isPresent else { return print("listen: InfluxDB: \(InfluxServer.absentNote)") }
        let server = try InfluxServer(InfluxServer.Options(isAuthenticated: false))
        let client = try InfluxClient(InfluxOptions(url: server.url))
        try client.execute("CREATE DATABASE bench WITH DURATION INF REPLICATION 1 SHARD DURATION 520w")
        try ListenWorkload.measure("InfluxDB over HTTP, 10 symbols", batches, client)
    } catch {
        print("listen: failed: \(error)")
    }
}

/// The program that listens, and trades for it.
private struct ListenWorkload {
    static let server = URL(fileURLWithPath: Program.path).deletingLastPathComponent()
        .appendingPathComponent("backtest-server").path
    static let isPresent = Program.isPresent && FileManager.default.isExecutableFile(atPath: server)
    private static let words = [
        "data", "listen", "--measurement", "trade", "--ticks", "price,size", "--print", "none",
    ]

    private let process = Process()
    private let client: InfluxClient

    init(in folder: TemporaryFolder) throws {
        let errors = folder.url.appendingPathComponent("errors")
        try Data().write(to: errors)
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments =
            ListenWorkload.words + ["--bind", "127.0.0.1:0", "--out", folder.url.appendingPathComponent("bars").path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errors)
        try process.run()
        var port: Substring?
        while port == nil {
            guard process.isRunning else { throw CocoaError(.fileReadUnknown) }
            usleep(2_000)
            let text = try String(contentsOf: errors, encoding: .utf8)
            guard text.hasSuffix("\n") else { continue }
            port = text.split(separator: "\n").first { $0.hasPrefix("listening on ") }?.split(separator: ":").last
        }
        client = try InfluxClient(InfluxOptions(url: "http://127.0.0.1:\(port ?? "")"))
    }

    /// A trade a second of each symbol, one symbol after another.
    static func batches(points: Int, symbols: Int) -> [[UInt8]] {
        stride(from: 0, to: points, by: 5_000).map { first in
            var text = ""
            for place in first..<min(points, first + 5_000) {
                text += "trade,symbol=S\(place % symbols) price=\(100 + place % 7).25,size=\(place % 9 + 1) "
                text += "\(1_700_000_000_000_000_000 + place * (1_000_000_000 / symbols))\n"
            }
            return Array(text.utf8)
        }
    }

    func measure(_ what: String, _ batches: [[UInt8]]) throws { try Self.measure(what, batches, client) }

    static func measure(_ what: String, _ batches: [[UInt8]], _ client: InfluxClient) throws {
        let start = ContinuousClock().now
        let writer = InfluxWriter(client, to: WriteTarget(database: "bench"))
        for batch in batches { try writer.append(batch) }
        let progress = try writer.finish()
        say(what, progress.acknowledgedLines, start)
    }

    static func measureInput(_ batches: [[UInt8]]) throws {
        let folder = try TemporaryFolder()
        let text = batches.map { String(decoding: $0, as: UTF8.self) }.joined()
        for out in [[], ["--out", folder.url.appendingPathComponent("bars").path]] {
            let start = ContinuousClock().now
            let outcome = try Program.run(words + ["--stdin"] + out, input: text)
            let words = outcome.errors.split(separator: " ")
            let count = words.firstIndex(of: "points,").flatMap { Int(words[$0 - 1]) } ?? 0
            say("standard input, \(out.isEmpty ? "nothing kept" : "kept")", count, start)
        }
    }

    private static func say(_ what: String, _ points: Int, _ start: ContinuousClock.Instant) {
        let seconds = Stopwatch.seconds(ContinuousClock().now - start)
        print("listen: \(what): \(points) points, \(Int(Double(points) / seconds)) points/s")
    }

    var peak: String {
        let path = "/proc/\(process.processIdentifier)/status"
        let status = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }.map(String.init) ?? "unknown"
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
