import Core
import DataSources
import Foundation
import TestSupport
import Testing

/// What is put aside, read again, let go, and left by an end of the program at any instant.
@Suite struct JournalSettlingTests {
    typealias Fixtures = IngestFixtures

    /// One batch after another, small segments, few bars in memory.
    static func open(
        _ folder: TestSupport.TemporaryFolder, limit: Int = 400, kept: Int = 2, keptTime: Int64? = nil,
        now: Timestamp = Timestamp(nanoseconds: 0), received: ReceivedBars = ReceivedBars()
    ) throws -> PointIngest {
        try PointIngest(
            Fixtures.ticks, folder: folder.url.path, segmentLimit: limit, keptBars: kept, keptTime: keptTime, now: now
        ) { received.bars.append($0) }
    }

    static func names(_ folder: TestSupport.TemporaryFolder, _ path: String, _ ending: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/" + path).filter {
            $0.hasSuffix(ending)
        }.sorted()
    }

    static func bars(_ folder: TestSupport.TemporaryFolder) throws -> [String: String] {
        var texts: [String: String] = [:]
        for name in folder.names where name.hasSuffix(".csv") { texts[name] = try folder.read(name) }
        return texts
    }

    struct Batch {
        var lines: String
        var received: Int64
    }

    /// Batches in order of time, with points that are late, repeated, and days ahead.
    static func batches(_ random: inout RandomStream) -> [Batch] {
        var batches: [Batch] = []
        for minute in 0..<120 {
            let received = Int64(minute) * Timestamp.minute
            var lines = ""
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let symbol = ["A", "B\\ C", "é"][Int.random(in: 0..<3, using: &random)]
                let shift =
                    switch Int.random(in: 0..<12, using: &random) {
                    case 0: Double(-Int.random(in: 1...100, using: &random) * 60)
                    case 1: Double(Int.random(in: 2...4, using: &random) * 86_400)
                    default: 0.0
                    }
                let second = Double(minute * 60) + shift + Double(Int.random(in: 0..<60_000, using: &random)) / 1_000
                lines += Fixtures.trade(symbol, second, Double(Int.random(in: 1...100, using: &random)), 1)
            }
            batches.append(Batch(lines: lines, received: received))
            if Int.random(in: 0..<4, using: &random) == 0 {
                let former = batches[Int.random(in: 0..<batches.count, using: &random)]
                batches.append(Batch(lines: former.lines, received: received))
            }
        }
        // Days later, when what was ahead has come.
        for day in 1...6 {
            let second = Double(day) * 86_400
            batches.append(Batch(lines: Fixtures.trade("A", second, 7, 1), received: Int64(day) * Timestamp.day))
        }
        return batches
    }

    static func send(_ batch: Batch, to ingest: PointIngest) throws {
        try ingest.accept(
            [Fixtures.record(batch.lines, received: batch.received)], now: Timestamp(nanoseconds: batch.received))
        if let failure = ingest.barFailure { throw failure }
    }

    /// The bars of one run in memory, without segments.
    static func reference(_ batches: [Batch]) throws -> [String: String] {
        let folder = try TestSupport.TemporaryFolder()
        let ingest = try open(folder, limit: 1 << 20, kept: 10_000)
        for batch in batches { try send(batch, to: ingest) }
        ingest.advance(to: Timestamp(nanoseconds: 20 * Timestamp.day))
        return try bars(folder)
    }

    @Test(arguments: 0..<40) func howeverOftenItEndsTheBarsAreThoseOfOneRun(seed: UInt64) throws {
        var random = RandomStream(seed: seed, name: "settling")
        let batches = Self.batches(&random)
        let folder = try TestSupport.TemporaryFolder()
        var ingest: PointIngest? = try Self.open(folder)
        for batch in batches {
            if Int.random(in: 0..<10, using: &random) == 0 {
                ingest = nil
                let unsettled = try Self.names(folder, "journal", ".points")
                let settled = try Self.names(folder, "journal/settled", ".points")
                // What an end in the middle of putting aside leaves: the index is there, the points are not moved.
                if let last = settled.last, Bool.random(using: &random), unsettled.first.map({ last < $0 }) ?? false {
                    try FileManager.default.moveItem(
                        atPath: folder.url.path + "/journal/settled/" + last,
                        toPath: folder.url.path + "/journal/" + last)
                    try folder.write("half of an index", to: "journal/settled/" + last.prefix(10) + ".bars.part")
                }
                ingest = try Self.open(folder, now: Timestamp(nanoseconds: batch.received))
            }
            try ingest.map { try Self.send(batch, to: $0) }
        }
        ingest?.advance(to: Timestamp(nanoseconds: 20 * Timestamp.day))
        #expect(try Self.bars(folder) == Self.reference(batches), "seed \(seed)")
        #expect(try Self.names(folder, "journal/settled", ".points").count > 5, "seed \(seed)")
        #expect(try Self.names(folder, "journal", ".points").count < 5, "seed \(seed)")
    }

    /// Minutes of one point each, in segments of a few; all but the last settled.
    static func filled(minutes: Int = 60, keptTime: Int64? = nil) throws -> TestSupport.TemporaryFolder {
        let folder = try TestSupport.TemporaryFolder()
        let ingest = try open(folder, keptTime: keptTime)
        for minute in 0..<minutes {
            let batch = Batch(
                lines: Fixtures.trade("A", Double(minute) * 60, 10, 1), received: Int64(minute) * Timestamp.minute)
            try send(batch, to: ingest)
        }
        return folder
    }

    @Test func aLostIndexIsMadeAnewAndADamagedOneIsSaid() throws {
        let folder = try Self.filled()
        let first = folder.url.path + "/journal/settled/0000000001.bars"
        let whole = try Data(contentsOf: URL(fileURLWithPath: first))
        try FileManager.default.removeItem(atPath: first)
        let late = Batch(lines: Fixtures.trade("A", 1, 99, 1), received: 60 * Timestamp.minute)
        do {
            let ingest = try Self.open(folder)
            #expect(try Data(contentsOf: URL(fileURLWithPath: first)) == whole)
            try Self.send(late, to: ingest)
            #expect(try folder.read("A.csv").contains("1970-01-01T00:00:00Z,A,10,99,10,99,2\n"))
        }
        for length in stride(from: 0, to: whole.count, by: 37) {
            try whole.prefix(length).write(to: URL(fileURLWithPath: first))
            _ = try Self.open(folder)
            #expect(try Data(contentsOf: URL(fileURLWithPath: first)) == whole, "cut after \(length) bytes")
        }
        var bytes = whole
        bytes[whole.count - 1] ^= 4
        try bytes.write(to: URL(fileURLWithPath: first))
        // The late point has not been settled: its bar is made again at each start.
        #expect(throws: IngestError.index(path: first)) { try Self.open(folder) }
        try FileManager.default.removeItem(atPath: first)
        let mended = try Self.open(folder, now: Timestamp(nanoseconds: Timestamp.day))
        #expect(mended.barFailure == nil)
        #expect(try folder.read("A.csv").contains("1970-01-01T00:00:00Z,A,10,99,10,99,2\n"))
    }

    @Test func pointsThatAreLetGoLeaveTheirBarsAsTheyAre() throws {
        let folder = try Self.filled(keptTime: 10 * Timestamp.minute)
        let points = try Self.names(folder, "journal/settled", ".points")
        let indices = try Self.names(folder, "journal/settled", ".bars")
        #expect(!points.isEmpty && points.count < indices.count / 2)
        let before = try folder.read("A.csv")
        let ingest = try Self.open(folder, keptTime: 10 * Timestamp.minute)
        let late = Fixtures.trade("A", 1, 99, 1) + Fixtures.trade("A", 0, 10, 1)
        try Self.send(Batch(lines: late, received: 60 * Timestamp.minute), to: ingest)
        #expect(ingest.counts.lostPoints == 2)
        #expect(try folder.read("A.csv") == before)
        // A bar that never had a point can still be made.
        try Self.send(Batch(lines: Fixtures.trade("B", 1, 5, 1), received: 60 * Timestamp.minute), to: ingest)
        ingest.advance(to: Timestamp(nanoseconds: Timestamp.day))
        #expect(try folder.read("B.csv").hasSuffix("1970-01-01T00:00:00Z,B,5,5,5,5,1\n"))
    }

    @Test func otherOptionsDoNotMixTheirBarsIntoAFolder() throws {
        let folder = try Self.filled(minutes: 3)
        var other = Fixtures.ticks
        other.length = Timestamp.hour
        #expect(throws: IngestError.mapping(folder: folder.url.path)) {
            try PointIngest(other, folder: folder.url.path, now: Timestamp(nanoseconds: 0)) { _ in }
        }
        _ = try Self.open(folder)
    }

    /// A batch that is sent again and again reads its bars once, and not what it added to the journal itself.
    @Test func whatIsSentAgainWithoutEndChangesNothing() throws {
        let folder = try Self.filled()
        let before = try folder.read("A.csv")
        let received = ReceivedBars()
        let ingest = try Self.open(folder, received: received)
        let batch = (0..<20).map { Fixtures.trade("A", Double($0) * 60, 10, 1) }.joined()
        for _ in 0..<200 { try Self.send(Batch(lines: batch, received: 60 * Timestamp.minute), to: ingest) }
        #expect(try folder.read("A.csv") == before && received.bars.isEmpty)
    }
}
