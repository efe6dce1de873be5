import Foundation
import Synchronization
import TestSupport
import Testing

/// What `backtest data listen` keeps when it is killed, when the disk is full, and from standard input.
@Suite(.enabled(if: ListeningProgram.isPresent, Comment(rawValue: ListeningProgram.absentNote)))
struct ListenFaultTests {
    /// What writers had acknowledged.
    private final class Acknowledged: Sendable {
        let counts = Mutex<[String: Int]>([:])
    }

    /// Each acknowledged point is there, once.
    ///
    /// Batches of one point a minute are sent; the listener is killed among them and started again; what had no 204 is sent
    /// again.
    @Test func killedInTheMiddleItLosesNothingAndDoublesNothing() throws {
        let program = try ListeningProgram(ListenTests.ticks + ["--grace", "1ms"])
        let batch = 20
        var sent = 0
        var acknowledged = 0
        for round in 0..<6 {
            let isRunning = Mutex(true)
            let done = DispatchSemaphore(value: 0)
            let seen = Acknowledged()
            nonisolated(unsafe) let listening = program
            let first = sent
            Thread.detachNewThread {
                var place = first
                while isRunning.withLock({ $0 }) {
                    let lines = (place..<place + batch).map {
                        ListenTests.trade("A", $0 * 60 + 1, Double($0 % 90 + 1), 3)
                    }
                    guard let answer = try? listening.write(lines.joined()), answer.status == 204 else { break }
                    place += batch
                    seen.counts.withLock { $0["A"] = place }
                }
                done.signal()
            }
            // Some are kept before the kill, however fast the machine is.
            #expect(program.waits { seen.counts.withLock { ($0["A"] ?? 0) >= first + 2 * batch } })
            Thread.sleep(forTimeInterval: 0.013 * Double(round))
            program.kill9()
            isRunning.withLock { $0 = false }
            done.wait()
            acknowledged = max(acknowledged, seen.counts.withLock { $0["A"] ?? first })
            // The batch without an answer may be there or not; it is sent again.
            sent = acknowledged
            try program.start()
        }
        #expect(acknowledged > 5 * batch)
        let last = (sent..<sent + batch).map { ListenTests.trade("A", $0 * 60 + 1, Double($0 % 90 + 1), 3) }
        #expect(try program.write(last.joined()).status == 204)
        #expect(program.waits { (try? rows(program).count == sent + batch) ?? false })
        #expect(program.stop() == 0)
        let found = try rows(program)
        #expect(found.count == sent + batch)
        for (place, row) in found.enumerated() {
            let price = place % 90 + 1
            #expect(row.hasSuffix("Z,A,\(price),\(price),\(price),\(price),3"), "minute \(place)")
        }
        #expect(Set(found).count == found.count)
    }

    private func rows(_ program: ListeningProgram) throws -> [Substring] {
        Array(try program.folder.read("bars/A.csv").split(separator: "\n").dropFirst())
    }

    @Test func aFullDiskIsSaidAndNothingIsAcknowledged() throws {
        // Files of at most 64 blocks of 1 KiB stand for a disk that is full.
        let program = try ListeningProgram(ListenTests.ticks, prefix: "trap '' XFSZ; ulimit -f 64;")
        let lines = (0..<400).map { ListenTests.trade("A", $0, 1) }.joined()
        var kept = 0
        var answer = try program.write(lines)
        while answer.status == 204, kept < 100 {
            kept += 1
            answer = try program.write(lines)
        }
        #expect(kept > 0)
        #expect(answer.status == 500 && answer.body.contains("File too large"), "\(answer)")
        let second = try program.write(lines, to: "/api/v2/write?bucket=d")
        #expect(second.status == 503 && second.headers["retry-after"] != nil && second.body.contains("unavailable"))
        #expect(try program.write(lines, to: "/api/v3/write_lp?db=d").status == 500)
        #expect(try program.request("GET", "/ping").status == 204)
        #expect(program.stop() == 0)
        // What was kept before is whole.
        let again = try ListeningProgram(ListenTests.ticks, in: program.folder)
        #expect(!again.errors.contains("cut off"))
        #expect(again.stop() == 0)
        #expect(again.errors.contains("stopped: \(kept * 400) points"))
    }

    @Test func standardInputIsReadAsItComes() throws {
        let words = ["data", "listen", "--stdin", "--measurement", "trade", "--ticks", "price,size", "--every", "1m"]
        let outcome = try Program.run(
            words,
            input: ListenTests.trade("A", 1, 10) + "not line protocol\n" + ListenTests.trade("A", 2, 12)
                + ListenTests.trade("A", 61, 11) + "trade,symbol=A price=1")
        #expect(outcome.status == 0)
        // At the end of the input nothing more comes: the last bar, long over, waits for nothing.
        #expect(
            outcome.output == "bar,symbol=A open=10,high=12,low=10,close=12,volume=2 0\n"
                + "bar,symbol=A open=11,high=11,low=11,close=11,volume=1 60000000000\n")
        #expect(outcome.errors.contains("<stdin>:2:"))
        #expect(outcome.errors.contains("<stdin>:5:23: error: found the end of the text, expected a line break"))
        #expect(outcome.errors.contains("3 points, 2 bars"))
        // Through a pipe a bar appears while the input is still open, and the clock completes one without a next point.
        let folder = try TemporaryFolder()
        let shell = """
            { printf '%s' "$1"; for i in $(seq 2400); do [ -e seen ] && exit; sleep 0.05; done; echo late >&2; } | \
            "$2" data listen --stdin --measurement trade --ticks price,size --grace 1ms | \
            { read -r line; touch seen; cat >/dev/null; printf '%s' "$line"; }
            """
        let piped = try Program.run(
            ["-c", shell, "sh", ListenTests.trade("A", 1, 10), Program.path], in: folder.url, executable: "/bin/bash")
        #expect(piped.output == "bar,symbol=A open=10,high=10,low=10,close=10,volume=1 0")
        #expect(!piped.errors.contains("late"))
    }

    @Test func standardInputWithAFolderGoesOnWhereItEnded() throws {
        let folder = try TemporaryFolder()
        let words =
            ["data", "listen", "--stdin", "--out", folder.url.path + "/bars"] + ListenTests.ticks
        let first = try Program.run(words, input: ListenTests.trade("A", 1, 10))
        #expect(first.status == 0 && first.output.contains("\"open\":10,\"high\":10"))
        let second = try Program.run(words, input: ListenTests.trade("A", 2, 12) + ListenTests.trade("A", 60, 1))
        #expect(second.output.contains("\"open\":10,\"high\":12") && second.output.contains("\"points\":2"))
        let third = try Program.run(words, input: ListenTests.trade("A", 2, 12) + ListenTests.trade("A", 60, 1))
        #expect(third.status == 0 && third.output.isEmpty)
    }

    @Test func wrongWordsAreRefusedBeforeAnythingIsOpened() throws {
        for (words, text) in [
            (["--every", "1mo"], "--every 1mo"), (["--ticks", ""], "--ticks"), (["--field", "open"], "--field open"),
            (["--field", "bid=b"], "'bid' is none of"), (["--ticks", "p", "--field", "open=o"], "exclude each other"),
            (["--bind", "nowhere"], "--bind"), (["--max-body", "0"], "--max-body"), (["--tag", "x"], "--tag x"),
            (["--precision", "week"], "--precision week"),
        ] {
            let folder = try TemporaryFolder()
            let outcome = try Program.run(["data", "listen"] + words, in: folder.url)
            #expect(outcome.status == 2 && outcome.errors.contains(text), "\(words): \(outcome.errors)")
            #expect(folder.names.isEmpty)
        }
    }
}
