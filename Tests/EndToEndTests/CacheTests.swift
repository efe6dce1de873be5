import Foundation
import TestSupport
import Testing

/// The cache through the program: the same results, faster, whatever happens to its files and writers.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct CacheTests {
    /// A folder with a file that is large enough to be kept, a config on it, and a cache of its own.
    struct Place {
        let folder: TemporaryFolder
        var cache: String { folder.url.path + "/cache" }

        init(rows: Int = 180_000) throws {
            folder = try TemporaryFolder()
            var text = "time,open,high,low,close,volume\n"
            for row in 0..<rows {
                let (day, minute) = (row / 1_440, row % 1_440)
                let date = String(format: "2021-%02d-%02d", day / 28 % 12 + 1, day % 28 + 1)
                let price = 100 + Double((row &* 7_919) % 1_000) / 100
                text += "\(date)T\(String(format: "%02d:%02d", minute / 60, minute % 60)):00Z,"
                text += "\(price),\(price + 1),\(price - 1),\(price + 0.5),\(row % 100)\n"
            }
            try folder.write(text, to: "a.csv")
            try folder.write(
                """
                name: cached
                data: { path: a.csv, calendar: 24/7, stamp: start }
                strategy: { rules: { enter_long: close > 105, exit_long: close < 103 } }
                """, to: "x.yaml")
        }

        func run(_ words: [String], environment: [String: String] = [:]) throws -> Program.Outcome {
            let settings = environment.merging(["BACKTEST_CACHE": cache]) { first, _ in first }
            return try Program.run(
                settings.map { "\($0.key)=\($0.value)" } + [Program.path] + words, in: folder.url,
                executable: "/usr/bin/env")
        }

        /// Runs the config into a folder of its own; the hashes of data and events.
        func hashes(_ out: String, _ more: String...) throws -> (hashes: [String], said: String) {
            let outcome = try run(["run", "x.yaml", "--out", out, "--quiet"] + more)
            #expect(outcome.status == 0, "\(outcome.errors)")
            let lines = try folder.read("\(out)/manifest.json").split(separator: "\n").map(String.init)
            return (
                lines.filter { $0.contains("sha256") || $0.contains("hash") || $0.contains("events") }, outcome.errors
            )
        }

        /// The files of the one entry whose names end so.
        func files(_ ending: String) -> [String] {
            let entries = cache + "/entries"
            return (FileManager.default.enumerator(atPath: entries)?.allObjects ?? []).compactMap { $0 as? String }
                .filter { $0.hasSuffix(ending) }.sorted().map { "\(entries)/\($0)" }
        }
    }

    @Test func aRunIsTheSameWithAndWithoutTheCache() throws {
        let place = try Place()
        let plain = try place.hashes("plain", "--no-cache")
        #expect(place.files(".npy").isEmpty && plain.hashes.count > 2)
        let first = try place.hashes("first")
        #expect(place.files(".npy").count == 7)
        let second = try place.hashes("second")
        #expect(first.hashes == plain.hashes && second.hashes == plain.hashes)
        #expect(first.said == plain.said && second.said == plain.said)
        #expect(try place.folder.read("first/events.jsonl") == place.folder.read("second/events.jsonl"))
        // Other commands share it.
        let converted = try place.run(["data", "convert", "a.csv", "--calendar", "24/7", "--stamp", "start"])
        let plainly = try place.run(
            ["data", "convert", "a.csv", "--calendar", "24/7", "--stamp", "start", "--no-cache"])
        #expect(converted.output == plainly.output && converted.status == 0)
    }

    @Test func listVerifyAndClearSayWhatThereIs() throws {
        let place = try Place()
        #expect(try place.run(["data", "cache", "list"]).output.hasPrefix("key"))
        _ = try place.hashes("first")
        let list = try place.run(["data", "cache", "list", "--json"])
        #expect(list.output.contains("\"rows\": 180000") && list.output.contains("a.csv"), "\(list.output)")
        #expect(try place.run(["data", "cache"]).output.contains("180000"))
        let verified = try place.run(["data", "cache", "verify"])
        #expect(verified.status == 0 && verified.output == "1 verified: 1 whole, 0 damaged\n")
        // A damaged one is named in the table, and its damage beside it.
        let manifest = try #require(place.files("manifest.json").first)
        let whole = try Data(contentsOf: URL(fileURLWithPath: manifest))
        try whole.dropLast(20).write(to: URL(fileURLWithPath: manifest))
        let damaged = try place.run(["data", "cache", "list"])
        #expect(damaged.output.contains("damaged\n") && !damaged.output.contains("manifest.json"), "\(damaged.output)")
        #expect(damaged.errors.contains("manifest.json"))
        try whole.write(to: URL(fileURLWithPath: manifest))
        let cleared = try place.run(["data", "cache", "clear"])
        #expect(cleared.status == 0 && cleared.output.hasPrefix("1 entry, 10.1 MB thrown away"), "\(cleared.output)")
        #expect(place.files(".npy").isEmpty)
        let wrong = try place.run(["data", "cache"], environment: ["BACKTEST_CACHE_BYTES": "many"])
        #expect(wrong.status == 2 && wrong.errors.contains("expected a number of bytes"))
    }

    @Test(arguments: [false, true]) func aDamagedFileIsToldThrownAwayAndReadAgain(isCut: Bool) throws {
        let place = try Place()
        let plain = try place.hashes("plain", "--no-cache")
        _ = try place.hashes("first")
        func damage() throws {
            let path = try #require(place.files("-close.npy").first)
            var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            if isCut { bytes.removeLast(1_000) } else { bytes[bytes.count / 2] ^= 16 }
            try bytes.write(to: URL(fileURLWithPath: path))
        }
        try damage()
        let second = try place.hashes("second")
        #expect(second.hashes == plain.hashes)
        #expect(
            second.said.contains("close.npy: error: damaged") && second.said.contains("read again"), "\(second.said)")
        #expect(try place.hashes("third").said == plain.said)
        try damage()
        let verified = try place.run(["data", "cache", "verify"])
        #expect(verified.status == 6 && verified.output == "1 verified: 0 whole, 1 damaged\n", "\(verified.errors)")
        #expect(verified.errors.contains("close.npy: error: damaged"))
        #expect(place.files(".npy").isEmpty)
    }

    @Test func twoProcessesShareACache() async throws {
        let place = try Place()
        let plain = try place.hashes("plain", "--no-cache").hashes
        try await withThrowingTaskGroup(of: [String].self) { group in
            for number in 0..<4 {
                let path = place.folder.url
                let cache = place.cache
                group.addTask {
                    let outcome = try Program.run(
                        ["BACKTEST_CACHE=\(cache)", Program.path, "run", "x.yaml", "--out", "r\(number)", "--quiet"],
                        in: path, executable: "/usr/bin/env")
                    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
                    return try String(
                        contentsOf: path.appendingPathComponent("r\(number)/manifest.json"), encoding: .utf8
                    )
                    .split(separator: "\n").map(String.init)
                }
            }
            for try await lines in group { #expect(Set(plain).isSubset(of: lines)) }
        }
        #expect(try place.run(["data", "cache", "verify"]).output == "1 verified: 1 whole, 0 damaged\n")
    }

    @Test func aKilledWriterLeavesTheCacheWhole() throws {
        let place = try Place()
        let plain = try place.hashes("plain", "--no-cache").hashes
        for step in 0..<12 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [
                "BACKTEST_CACHE=\(place.cache)", Program.path, "data", "convert", "a.csv", "--calendar",
            ]
            process.arguments? += ["24/7", "--stamp", "start", "-o", "out.csv"]
            process.currentDirectoryURL = place.folder.url
            try process.run()
            // Until it has begun to write, and then a little longer each time.
            for _ in 0..<60_000 where place.files(".npy").isEmpty && process.isRunning { usleep(1_000) }
            usleep(UInt32(step) * 2_000)
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let verified = try place.run(["data", "cache", "verify"])
            #expect(verified.status == 0, "step \(step): \(verified.errors)")
            if step % 4 == 3 {
                #expect(try place.hashes("r\(step)").hashes == plain, "step \(step)")
                // Where the writer was done before it was killed, its entry is whole, and the run's lies beside it.
                let count = place.files(".npy").count
                #expect(count == 7 || count == 14, "step \(step): \(place.files(".npy"))")
                #expect(place.files(".part").isEmpty, "step \(step)")
            }
            _ = try place.run(["data", "cache", "clear"])
        }
    }
}
