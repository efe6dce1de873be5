import Core
import Foundation
import TestSupport
import Testing

@testable import Research

/// Trials on disk.
@Suite struct TrialBatchTests {
    private static func batch() -> TrialBatch {
        var batch = TrialBatch(columns: TrialColumns(), sessionCount: 4)
        batch.append(7, .failed, reason: "no luck, \"none\"\n")
        batch.append(2, .timedOut, reason: "it took longer than 3 s")
        return batch
    }

    @Test func aFileReadsBack() throws {
        let batch = TrialBatchTests.batch()
        let bytes = try batch.bytes(sweep: "abc")
        let read = try #require(
            TrialBatch(bytes: bytes, sweep: "abc", columns: batch.columns, sessionCount: batch.sessionCount))
        #expect(read.numbers == batch.numbers && read.states == batch.states && read.reasons == batch.reasons)
        #expect(read.figures.map(\.bitPattern) == batch.figures.map(\.bitPattern))
    }

    @Test func aFileThatWasCutShortOrAlteredDoesNotRead() throws {
        let batch = TrialBatchTests.batch()
        let bytes = try batch.bytes(sweep: "abc")
        func reads(_ bytes: [UInt8], _ sweep: String = "abc", sessions: Int = 4) -> Bool {
            TrialBatch(bytes: bytes, sweep: sweep, columns: batch.columns, sessionCount: sessions) != nil
        }
        #expect(reads(bytes))
        for count in 0..<bytes.count { #expect(!reads(Array(bytes[..<count]))) }
        for place in bytes.indices {
            var altered = bytes
            altered[place] ^= 1
            #expect(!reads(altered), "byte \(place)")
        }
        #expect(!reads(bytes, "abd") && !reads(bytes, sessions: 5))
    }
}
