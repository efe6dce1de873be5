import Core
import DataSources
import Foundation
import LineProtocol
import TestSupport
import Testing

/// What was acknowledged is there after any end of the program.
@Suite struct PointJournalTests {
    static func records(_ folder: String, limit: Int = 1 << 20) throws -> (texts: [String], cut: PointJournal.Cut?) {
        var texts: [String] = []
        let journal = try open(folder, limit: limit) { texts.append(String(decoding: $0.lines, as: UTF8.self)) }
        return (texts, journal.cut)
    }

    static func open(
        _ folder: String, limit: Int = 1 << 20, _ take: (JournalRecord) -> Void = { _ in }
    ) throws -> PointJournal {
        let journal = try PointJournal(folder, segmentLimit: limit) { _ in [:] }
        try journal.recover { written in
            for record in written.records { take(record) }
            return [:]
        }
        return journal
    }

    @Test func recordsComeBackInOrderOverManySegments() throws {
        let folder = try TestSupport.TemporaryFolder()
        let path = folder.url.path + "/a/journal"
        var sent: [JournalRecord] = []
        do {
            let journal = try Self.open(path, limit: 200)
            for number in 0..<40 {
                let record = JournalRecord(
                    received: Timestamp(nanoseconds: Int64(number)),
                    dialect: number % 2 == 0 ? .version1And2 : .version3,
                    precision: number % 3 == 0 ? nil : .milliseconds, lines: Array("m v=\(number) 1\n".utf8))
                sent.append(record)
                try journal.append([record])
            }
        }
        var found: [JournalRecord] = []
        _ = try Self.open(path, limit: 200) { found.append($0) }
        #expect(found == sent)
        let names = try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".points") }
        #expect(names.count > 5)
    }

    /// The last segment is cut after every byte: each record that was whole is there, the torn one is not, and new ones
    /// can follow.
    @Test func aTornTailIsCutOffAndSaid() throws {
        let folder = try TestSupport.TemporaryFolder()
        let path = folder.url.path + "/journal"
        var ends: [Int] = []
        do {
            let journal = try Self.open(path)
            for number in 0..<3 {
                try journal.append([
                    IngestFixtures.record("m v=\(number) 1\n"), IngestFixtures.record("n v=\(number) 1\n"),
                ])
                ends.append(journal.count)
            }
        }
        let segment = path + "/0000000001.points"
        let whole = try Data(contentsOf: URL(fileURLWithPath: segment))
        #expect(whole.count == ends.last)
        for length in 0...whole.count {
            try whole.prefix(length).write(to: URL(fileURLWithPath: segment))
            let (texts, cut) = try Self.records(path)
            let kept = ends.filter { $0 <= length }.count
            #expect(texts.count == 2 * kept)
            let excess = length - (kept == 0 ? 0 : ends[kept - 1])
            #expect(cut?.count == (excess == 0 ? nil : excess))
            // What was cut is gone from the disk, and the journal goes on.
            do {
                let journal = try Self.open(path)
                #expect(journal.cut == nil)
                try journal.append([IngestFixtures.record("new v=1 1\n")])
            }
            #expect(try Self.records(path).texts.last == "new v=1 1\n")
        }
    }

    @Test func aDamagedRecordBeforeGoodOnesIsNeverDroppedInSilence() throws {
        let folder = try TestSupport.TemporaryFolder()
        let path = folder.url.path + "/journal"
        do {
            let journal = try Self.open(path)
            for number in 0..<3 { try journal.append([IngestFixtures.record("m v=\(number) 1\n")]) }
        }
        let segment = path + "/0000000001.points"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: segment))
        bytes[40] ^= 1
        try bytes.write(to: URL(fileURLWithPath: segment))
        #expect(throws: IngestError.damaged(path: segment, offset: 0)) { try Self.records(path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: segment)) == bytes)
    }

    @Test func twoProcessesDoNotShareAFolder() throws {
        let folder = try TestSupport.TemporaryFolder()
        let path = folder.url.path + "/journal"
        let journal = try Self.open(path)
        #expect(throws: IngestError.inUse(folder: path)) { try Self.open(path) }
        withExtendedLifetime(journal) {}
    }
}
