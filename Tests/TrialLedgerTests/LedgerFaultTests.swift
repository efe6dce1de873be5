import Core
import Foundation
import TestSupport
import Testing

@testable import TrialLedger

/// Files that are no ledger, newer, damaged, read-only; and programs that would change what stands.
@Suite struct LedgerFaultTests {
    typealias F = LedgerFixtures

    /// What opening a file throws.
    static func refusal(_ path: String, _ access: Ledger.Access) -> LedgerError? {
        F.error { () throws(LedgerError) in _ = try Ledger(path: path, access: access, patienceSeconds: 1) }
    }

    /// A ledger of some trials whose file is closed.
    static func closed(_ folder: TemporaryFolder, trials: Int = 3) throws -> String {
        let ledger = try F.ledger(folder)
        try ledger.record((0..<trials).map { F.finished("t\($0)", returns: [0.5, 0.25, -0.5, 0]) })
        return ledger.path
    }

    @Test func whereThereIsNoLedgerReadingSaysSoAndMakesNone() throws {
        let folder = try TemporaryFolder()
        let path = F.path(folder)
        #expect(
            LedgerFaultTests.refusal(path, .reading)?.description
                == "\(path): error: there is no ledger; the first run or sweep begins one, or set BACKTEST_LEDGER to "
                + "another file")
        #expect(folder.names.isEmpty)
    }

    @Test(arguments: [Ledger.Access.reading, .writing])
    func aFileOfSomethingElseIsRefusedAndLeftAsItIs(access: Ledger.Access) throws {
        let folder = try TemporaryFolder()
        let text = try folder.write(String(repeating: "date,close\n2020-01-01,5\n", count: 100), to: "bars.csv")
        let rest = "; nothing was changed; set BACKTEST_LEDGER to another file or move this one away"
        #expect(
            LedgerFaultTests.refusal(text, access)?.description
                == "\(text): error: found no ledger of trials (no SQLite database)" + rest)
        #expect(try folder.read("bars.csv") == String(repeating: "date,close\n2020-01-01,5\n", count: 100))
        let other = folder.url.appendingPathComponent("other.db").path
        #expect(try F.sqlite(other, "CREATE TABLE t(x); INSERT INTO t VALUES (5)").status == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: other))
        #expect(
            LedgerFaultTests.refusal(other, access)?.description
                == "\(other): error: found no ledger of trials (an SQLite database of something else)" + rest)
        #expect(try Data(contentsOf: URL(fileURLWithPath: other)) == before)
        #expect(
            LedgerFaultTests.refusal(folder.url.path, access)?.description
                == "\(folder.url.path): error: found no ledger of trials (a folder)" + rest)
        #expect(folder.names == ["bars.csv", "other.db"])
    }

    @Test func anEmptyFileIsNoLedgerToReadAndBecomesOneToWrite() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("", to: "empty")
        #expect(LedgerFaultTests.refusal(path, .reading) == .notALedger(path: path, reason: "an empty file"))
        let ledger = try Ledger(path: path, access: .writing)
        #expect(try ledger.entries().isEmpty)
    }

    @Test(arguments: [Ledger.Access.reading, .writing])
    func aNewerLedgerIsRefusedAndLeftAsItIs(access: Ledger.Access) throws {
        let folder = try TemporaryFolder()
        let path = try LedgerFaultTests.closed(folder)
        #expect(try F.sqlite(path, "PRAGMA user_version = 7").status == 0)
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        #expect(
            LedgerFaultTests.refusal(path, access)?.description
                == "\(path): error: found a ledger of version 7, expected at most 1; nothing was changed; use the newer "
                + "backtest that wrote it, or set BACKTEST_LEDGER to another file")
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try F.sqlite(path, "PRAGMA user_version = 0").status == 0)
        #expect(
            LedgerFaultTests.refusal(path, access)?.description.hasPrefix(
                "\(path): error: the ledger is damaged: version 0 with") == true)
    }

    @Test func nothingThatStandsCanBeChanged() throws {
        let folder = try TemporaryFolder()
        let path = try LedgerFaultTests.closed(folder)
        let before = try Ledger(path: path, access: .reading).entries()
        for table in ["family", "study", "metric_names", "attempt", "ending", "returns"] {
            let delete = try F.sqlite(path, "DELETE FROM \(table)")
            #expect(delete.status != 0 && delete.errors.contains("the ledger is append-only: no DELETE of \(table)"))
            let key = ["returns", "ending"].contains(table) ? "attempt" : "id"
            let update = try F.sqlite(path, "UPDATE \(table) SET \(key) = \(key) + 100")
            #expect(update.status != 0 && update.errors.contains("the ledger is append-only: no UPDATE of \(table)"))
            let replace = try F.sqlite(path, "INSERT OR REPLACE INTO \(table) SELECT * FROM \(table)")
            #expect(
                replace.status != 0
                    && replace.errors.contains("the ledger is append-only: this row of \(table) is there already"))
        }
        #expect(try Ledger(path: path, access: .reading).entries() == before)
    }

    @Test func aDamagedLedgerIsSaidToBeAndNothingIsOverwritten() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = RandomStream(seed: seed, name: "damage")
        let folder = try TemporaryFolder()
        let path = try LedgerFaultTests.closed(folder, trials: 400)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var noticed = 0
        for _ in 0..<40 {
            // Pages of noise behind the first one, or a file that is cut short.
            var bytes = whole
            if random.below(4) == 0 {
                bytes = bytes.prefix(4_096 * (1 + random.below(bytes.count / 8_192)) + random.below(4_096))
            } else {
                for _ in 0..<1 + random.below(12) {
                    let page = 4_096 * (1 + random.below(bytes.count / 4_096 - 1))
                    for offset in 0..<4_096 { bytes[page + offset] = UInt8(truncatingIfNeeded: random.next()) }
                }
            }
            let copy = folder.url.appendingPathComponent("copy.sqlite")
            try bytes.write(to: copy)
            let error = F.error { () throws(LedgerError) in
                let ledger = try Ledger(path: copy.path, access: .reading, patienceSeconds: 1)
                let found = try ledger.problems()
                if !found.isEmpty { throw .damaged(path: copy.path, what: found[0]) }
                _ = try ledger.families()
            }
            #expect(try Data(contentsOf: copy) == Data(bytes))
            if let error {
                noticed += 1
                #expect(
                    error.description.hasPrefix("\(copy.path): error: the ledger is damaged: ")
                        || error.description.hasPrefix("\(copy.path): error: found no ledger"), "\(error)")
            }
        }
        // Noise in a page that nobody uses is not noticed, all else is.
        #expect(noticed > 35)
        let torn = folder.url.appendingPathComponent("torn.sqlite")
        try whole.prefix(whole.count / 2).write(to: torn)
        let words = LedgerError.damaged(path: "l", what: "w").description
        #expect(
            words
                == "l: error: the ledger is damaged: w; nothing was overwritten; copy the file with its -wal and rescue "
                + "what can be read by: sqlite3 COPY .recover | sqlite3 NEW")
        let error = F.error { () throws(LedgerError) in
            let ledger = try Ledger(path: torn.path, access: .writing, patienceSeconds: 1)
            try ledger.record((0..<400).map { F.finished("more \($0)") })
        }
        guard case .damaged = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try Data(contentsOf: torn) == whole.prefix(whole.count / 2))
    }

    @Test func whereNothingMayBeWrittenReadingWorksAndWritingSaysSo() throws {
        let folder = try TemporaryFolder()
        let path = try LedgerFaultTests.closed(folder)
        let runs = URL(fileURLWithPath: path).deletingLastPathComponent().path
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: runs) }
        for mode in [0o755, 0o555] {
            // A file that may not be written, in a folder that may not either: the writer is somebody else.
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: runs)
            let read = try Program.run(["nobody", "read", path], executable: F.writer)
            #expect(read.output == "trials 3\n" && read.status == 0, "\(read)")
            let write = try Program.run(["nobody", "write", path], executable: F.writer)
            #expect(
                write.output.hasPrefix("\(path): error: the ledger cannot be written: ")
                    && write.output.hasSuffix(
                        "; no trial may go uncounted, so nothing was run; set BACKTEST_LEDGER to a file that can be\n"),
                "\(write)")
            #expect(write.status == 1)
        }
        let new = runs + "/new/ledger.sqlite"
        let none = try Program.run(["nobody", "write", new], executable: F.writer)
        #expect(none.output.hasPrefix("\(new): error: the ledger cannot be written: its folder cannot be made;"))
        #expect(try Ledger(path: path, access: .reading).families().map(\.trials) == [3])
        let reader = try Ledger(path: path, access: .reading)
        #expect(
            F.error { () throws(LedgerError) in try reader.record([F.finished("x")]) }
                == .notWritable(path: path, reason: "it was opened for reading"))
    }

    @Test func whatAKilledWriterLeftIsReadWhereNothingMayBeWritten() throws {
        let folder = try TemporaryFolder()
        let path = F.path(folder)
        let runs = URL(fileURLWithPath: path).deletingLastPathComponent().path
        // Killed, with its write-ahead file behind it.
        let writer = try LedgerKillTests.Writer(["write", path, "w", "0", "1000000", "10"], in: folder)
        try writer.waitForWords()
        writer.kill()
        let said = try writer.said().count
        #expect(said > 0)
        #expect(FileManager.default.fileExists(atPath: path + "-wal"))
        for name in ["", "-wal", "-shm"] {
            try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path + name)
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: runs)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: runs) }
        let read = try Program.run(["nobody", "read", path], executable: F.writer)
        #expect(read.output == "trials \(said * 10)\n" || read.output == "trials \((said + 1) * 10)\n", "\(read)")
    }

    @Test func aDiskOfANetworkHasARollbackJournal() throws {
        let mounts = """
            22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
            30 22 0:40 / /home rw shared:2 master:3 - nfs4 server:/home rw
            31 30 0:41 / /home/a\\040b rw - ext4 /dev/sdb rw
            32 22 0:42 / /scratch rw - tmpfs tmpfs rw
            33 22 0:43 / /scratch rw - fuse.sshfs host: rw

            """
        for (place, journal) in [
            ("/", LedgerJournal.writeAhead), ("/homework/runs", .writeAhead), ("/home", .rollback),
            ("/home/me/runs", .rollback), ("/home/a b/runs", .writeAhead), ("/scratch/runs", .rollback),
        ] { #expect(LedgerJournal.suited(toFolder: place, mounts: mounts) == journal, "\(place)") }
        #expect(LedgerJournal.suited(toFolder: "/", mounts: "") == .writeAhead)
        // A ledger that is moved to another disk takes the other journal.
        let folder = try TemporaryFolder()
        let path = try LedgerFaultTests.closed(folder)
        let rollback = try Ledger(path: path, access: .writing, journal: .rollback)
        try rollback.record([F.finished("x")])
        #expect(try F.sqlite(path, "PRAGMA journal_mode").output == "delete\n")
        #expect(try rollback.families().map(\.trials) == [4])
        let writeAhead = try Ledger(path: path, access: .writing, journal: .writeAhead)
        #expect(try F.sqlite(path, "PRAGMA journal_mode").output == "wal\n")
        #expect(try writeAhead.families().map(\.trials) == [4])
    }

    @Test func aFullDiskKeepsWhatWasRecordedAndNothingOfTheBatch() throws {
        // A process that may write files of so many blocks of 1,024 bytes only.
        let folder = try TemporaryFolder()
        let command = "trap '' XFSZ; ulimit -f 2000; exec '\(F.writer)' write '\(F.path(folder))' w 0 1000 500"
        let run = try Program.run(["-c", command], executable: "/bin/bash")
        let lines = run.output.split(separator: "\n")
        #expect(run.status == 1 && lines.count > 2, "\(run)")
        let last = try #require(lines.last)
        #expect(last.hasPrefix("\(F.path(folder)): error: not written: "), "\(last)")
        #expect(last.hasSuffix("; nothing of this batch was kept, and what was recorded before stands"))
        let ledger = try Ledger(path: F.path(folder), access: .writing)
        #expect(try ledger.families().map(\.trials) == [(lines.count - 1) * 500])
        #expect(try ledger.problems().isEmpty)
    }

    @Test func aWriterThatOthersHoldUpGivesUpAfterItsPatience() throws {
        let folder = try TemporaryFolder()
        let path = try LedgerFaultTests.closed(folder)
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/usr/bin/sqlite3")
        holder.arguments = [path]
        let (input, output) = (Pipe(), Pipe())
        holder.standardInput = input
        holder.standardOutput = output
        try holder.run()
        try input.fileHandleForWriting.write(contentsOf: Data("BEGIN IMMEDIATE; SELECT 1;\n".utf8))
        _ = output.fileHandleForReading.availableData
        #expect(
            LedgerFaultTests.refusal(path, .writing)?.description
                == "\(path): error: others have been writing for 1 seconds; nothing of this batch was kept")
        // Who only reads is not held up.
        #expect(try Ledger(path: path, access: .reading).families().map(\.trials) == [3])
        try input.fileHandleForWriting.close()
        holder.waitUntilExit()
        let ledger = try Ledger(path: path, access: .writing)
        try ledger.record([F.finished("x")])
        #expect(try ledger.families().map(\.trials) == [4])
    }
}
