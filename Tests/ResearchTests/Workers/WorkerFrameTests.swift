import Core
import Testing
import TrialLedger

@testable import Research

/// What a sweep and its workers tell each other.
@Suite struct WorkerFrameTests {
    private static let frames: [WorkerFrame] = [
        .trial(WorkerTrial(number: 70_000, keepsReturns: true, values: ["5", "", "[1, 2]", "größer"])),
        .trial(WorkerTrial(number: .max, keepsReturns: false, values: [])), .giveBack, .ready,
        .refused("x.yaml:3:4: error: no"), .done([]), .done((0..<1_000).map { UInt8(truncatingIfNeeded: $0) }),
        .gaveBack([]), .gaveBack([7, .max, 0]),
        .identified(
            WorkerIdentity(
                number: 3, config: "abc",
                study: TrialStudy(
                    familyKey: "key", familyText: "sma(close)\non A", strategy: "s", instruments: ["A", "B"],
                    dataHash: "d", period: Timestamp(nanoseconds: -5)..<Timestamp(nanoseconds: 7), kind: "sweep",
                    version: "1"))),
    ]

    private static func bytes(_ frames: [WorkerFrame]) -> [UInt8] {
        var bytes: [UInt8] = []
        for frame in frames { frame.append(to: &bytes) }
        return bytes
    }

    @Test func framesReadBackHoweverTheyAreCutUp() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RandomStream(seed: seed, name: "cuts")
        let bytes = WorkerFrameTests.bytes(WorkerFrameTests.frames)
        for _ in 0..<200 {
            var reader = WorkerFrameReader()
            var read: [WorkerFrame] = []
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = rest.prefix(1 + random.below(40))
                rest = rest.dropFirst(part.count)
                part.withUnsafeBytes { reader.append($0) }
                while let frame = try reader.next() { read.append(frame) }
            }
            #expect(read == WorkerFrameTests.frames, "seed \(seed)")
        }
    }

    @Test func whatIsNoFrameIsRefusedAndNeverTraps() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = RandomStream(seed: seed, name: "noise")
        let bytes = WorkerFrameTests.bytes(WorkerFrameTests.frames)
        var refused = 0
        for _ in 0..<20_000 {
            var altered = bytes
            for _ in 0...random.below(4) {
                altered[random.below(altered.count)] = UInt8(random.below(256))
            }
            var reader = WorkerFrameReader()
            altered.withUnsafeBytes { reader.append($0) }
            do throws(WorkerFrameReader.Malformed) {
                while try reader.next() != nil {}
            } catch { refused += 1 }
        }
        #expect(refused > 100, "seed \(seed)")
        #expect(WorkerFrame([]) == nil && WorkerFrame([9]) == nil && WorkerFrame([2, 0]) == nil)
    }
}
