import Core
import Foundation
import Synchronization
import TestSupport
import Testing

/// What a listener that puts points aside keeps, killed at any instant and with a disk that is full.
@Suite(.enabled(if: ListeningProgram.isPresent, Comment(rawValue: ListeningProgram.absentNote)))
struct ListenSettlingTests {
    /// Two batches fill a segment, so that one is put aside at every other request.
    static let words = [
        "--measurement", "trade", "--ticks", "price,size", "--every", "1m", "--print", "none", "--grace", "1ms",
        "--segment", "1500",
    ]

    /// Twenty points: mostly of the next minutes, some of long ago.
    static func batch(_ number: Int, _ random: inout RandomStream) -> String {
        (0..<20).map { place in
            let isLate = number > 3 && Int.random(in: 0..<8, using: &random) == 0
            let minute = isLate ? Int.random(in: 0..<number * 10, using: &random) : number * 10 + place / 2
            let second = minute * 60 + Int.random(in: 0..<60, using: &random)
            return ListenTests.trade(
                ["A", "B"][place % 2], second, Double(Int.random(in: 1...99, using: &random)))
        }.joined()
    }

    static func bars(_ program: ListeningProgram) throws -> [String] {
        try ["A", "B"].map { try program.folder.read("bars/\($0).csv") }
    }

    static func names(_ program: ListeningProgram, _ path: String, _ ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: program.bars + "/" + path).filter { $0.hasSuffix(ending) }
    }

    @Test func killedAtRandomPlacesTheBarsAreThoseOfARunWithoutKills() throws {
        let seed = UInt64.random(in: 0..<1 << 32)
        var random = RandomStream(seed: seed, name: "kills")
        let batches = (0..<400).map { Self.batch($0, &random) }
        let program = try ListeningProgram(Self.words)
        var next = 0
        var kills = 0
        while next < batches.count {
            // So many are acknowledged before the kill comes, somewhere in the request after them or at its end.
            let end = min(batches.count, next + Int.random(in: 1...40, using: &random))
            let pause = Double(Int.random(in: 0..<4_000, using: &random)) / 1e6
            while next < end {
                guard try program.write(batches[next]).status == 204 else { break }
                next += 1
            }
            if next == batches.count { break }
            let sending = batches[next]
            let done = DispatchSemaphore(value: 0)
            nonisolated(unsafe) let listening = program
            Thread.detachNewThread {
                // Whether it was kept is not known: it is sent again.
                _ = try? listening.write(sending)
                done.signal()
            }
            Thread.sleep(forTimeInterval: pause)
            program.kill9()
            done.wait()
            kills += 1
            try program.start()
        }
        #expect(program.stop() == 0, "seed \(seed)")
        let whole = try ListeningProgram(Self.words)
        for batch in batches { #expect(try whole.write(batch).status == 204) }
        #expect(whole.stop() == 0)
        #expect(try Self.bars(program) == Self.bars(whole), "seed \(seed)")
        #expect(kills > 5, "seed \(seed)")
        #expect(try Self.names(program, "journal/settled", ".points").count > 20, "seed \(seed)")
        // A start reads what is not put aside.
        #expect(try Self.names(program, "journal", ".points").count <= 3, "seed \(seed)")
        #expect(try Self.names(program, "journal/settled", ".part").isEmpty, "seed \(seed)")
    }

    @Test func barsThatTheDiskDoesNotTakeAreWrittenLater() throws {
        // Files of at most 16 KiB: no segment is so long, but a file of bars becomes it.
        let program = try ListeningProgram(Self.words, prefix: "trap '' XFSZ; ulimit -f 16;")
        var random = RandomStream(seed: 1, name: "full")
        let batches = (0..<80).map { Self.batch($0, &random) }
        for batch in batches { #expect(try program.write(batch).status == 204) }
        #expect(program.waits { program.errors.contains("File too large; the points are kept") })
        #expect(program.stop() == 1)
        #expect(try Self.bars(program).allSatisfy { $0.hasSuffix("\n") && $0.utf8.count <= 16 << 10 })
        let again = try ListeningProgram(Self.words, in: program.folder)
        #expect(again.stop() == 0)
        let whole = try ListeningProgram(Self.words)
        for batch in batches { #expect(try whole.write(batch).status == 204) }
        #expect(whole.stop() == 0)
        #expect(try Self.bars(again) == Self.bars(whole))
    }

    @Test func aFullFileSystemIsSaidAndNothingAcknowledgedIsLost() throws {
        let folder = try TemporaryFolder()
        let mount = try Program.run(
            ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder.url.path], executable: "/bin/mount")
        // Only root may mount; the limit on files above says the same of everyone else's run.
        guard mount.status == 0 else { return }
        defer { _ = try? Program.run(["-l", folder.url.path], executable: "/bin/umount") }
        var random = RandomStream(seed: 2, name: "full")
        let program = try ListeningProgram(Self.words, in: folder)
        var acknowledged: [String] = []
        var refusals = 0
        for number in 0..<400 where refusals < 3 {
            let batch = Self.batch(number, &random)
            let answer = try program.write(batch)
            if answer.status == 204 {
                acknowledged.append(batch)
            } else {
                #expect(answer.status == 500 && answer.body.contains("No space left on device"), "\(answer)")
                refusals += 1
            }
        }
        #expect(refusals == 3 && acknowledged.count > 20)
        _ = program.stop()
        let grown = try Program.run(["-o", "remount,size=8m", folder.url.path], executable: "/bin/mount")
        #expect(grown.status == 0)
        let again = try ListeningProgram(Self.words, in: folder)
        #expect(again.stop() == 0)
        let whole = try ListeningProgram(Self.words)
        for batch in acknowledged { #expect(try whole.write(batch).status == 204) }
        #expect(whole.stop() == 0)
        #expect(try Self.bars(again) == Self.bars(whole))
    }

    @Test func aReaderThatDoesNotReadDoesNotKeepItFromEnding() throws {
        var words = Self.words
        words[words.firstIndex(of: "none") ?? 0] = "json"
        let program = try ListeningProgram(words, prefix: "exec > >(exec sleep 30);")
        var random = RandomStream(seed: 3, name: "blocked")
        nonisolated(unsafe) let listening = program
        let batches = (0..<60).map { Self.batch($0, &random) }
        let sent = Mutex(0)
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            for batch in batches {
                guard let answer = try? listening.write(batch), answer.status == 204 else { break }
                sent.withLock { $0 += 1 }
            }
            done.signal()
        }
        // A pipe holds 64 KiB; then nothing is acknowledged any more, until it ends.
        #expect(program.waits { sent.withLock { $0 } > 5 })
        _ = program.waits(seconds: 1) { false }
        #expect(program.stop() == 0)
        done.wait()
        #expect(program.errors.contains("stopped: "))
        let kept = try Self.bars(program)
        #expect(kept.allSatisfy { $0.split(separator: "\n").count > 50 })
    }

    @Test func otherOptionsOnAFolderAreRefused() throws {
        let program = try ListeningProgram(Self.words)
        #expect(program.stop() == 0)
        let refused = try Program.run(
            ["data", "listen", "--bind", "127.0.0.1:0", "--out", program.bars, "--every", "1h"])
        #expect(refused.status == 1 && refused.errors.contains("its bars were made with another measurement"))
        for (words, text) in [
            (["--keep-points", "never"], "--keep-points never"), (["--segment", "0"], "--segment 0"),
        ] {
            let outcome = try Program.run(["data", "listen"] + words)
            #expect(outcome.status == 2 && outcome.errors.contains(text))
        }
    }
}
