import Core
import DataSources
import LineProtocol
import Synchronization
import Testing

@testable import Server

/// Answers to requests, without a network.
@Suite struct ResponderTests {
    /// What was kept.
    final class Kept: Sendable {
        let records = Mutex<[JournalRecord]>([])
        let refuses: Bool
        init(refuses: Bool = false) { self.refuses = refuses }
        var lines: Int {
            records.withLock { records in
                var count = 0
                for record in records { record.decode { _ in count += 1 } }
                return count
            }
        }
    }

    static func responder(_ kept: Kept) -> ListenResponder {
        let settings = ListenSettings(mapping: BarMapping(measurement: "m"), folder: nil)
        return ListenResponder(settings, access: ServerAccess()) { record throws(IngestError) in
            if kept.refuses { throw .file(path: "x", reason: "No space left on device") }
            kept.records.withLock { $0.append(record) }
        }
    }

    static let targets = [("/write", "db"), ("/api/v2/write", "bucket"), ("/api/v3/write_lp", "db")]

    static func write(_ body: [UInt8], to target: Int, _ parameters: [String: String] = [:]) -> ServerRequest {
        let (path, name) = targets[target]
        return ServerRequest(
            method: "POST", path: path, parameters: parameters.merging([name: "d"]) { first, _ in first }, body: body)
    }

    /// Whatever is sent: an answer of a known kind, what is kept reads back line for line, and what is not
    /// acknowledged as kept is not.
    @Test(arguments: 0..<300) func anyBodyIsAnsweredAndOnlyGoodLinesAreKept(seed: UInt64) async {
        var random = RandomStream(seed: seed, name: "bodies")
        let parts = [
            "m", ",a=b", " v=1", ",w=2i", " 17", "\n", "\\", "\"", " ", "=", "é", "\0", "\r\n", "u", "x=\"a\nb\"",
        ]
        var body: [UInt8] = []
        for _ in 0..<Int.random(in: 0..<60, using: &random) {
            if Int.random(in: 0..<3, using: &random) == 0 {
                body += Array("m,a=b v=1,w=2i 17\n".utf8)
            } else if Int.random(in: 0..<20, using: &random) == 0 {
                body.append(UInt8.random(in: 0...255, using: &random))
            } else {
                body += Array(parts[Int.random(in: 0..<parts.count, using: &random)].utf8)
            }
        }
        for target in 0..<3 {
            let kept = Kept()
            let answer = await Self.responder(kept).answer(Self.write(body, to: target))
            let options = LineOptions(
                dialect: target == 2 ? .version3 : .version1And2, precision: target == 2 ? nil : .nanoseconds)
            let lines = WrittenLines(body, options: options)
            #expect(answer.status == (lines.errors.isEmpty ? 204 : 400), "seed \(seed)")
            let isKept = lines.errors.isEmpty || target != 1
            #expect(kept.lines == (isKept ? lines.goodCount : 0), "seed \(seed), target \(target)")
        }
    }

    @Test func aDiskThatRefusesIsToldSoThatItIsSentAgain() async {
        for (target, status) in [(0, 500), (1, 503), (2, 500)] {
            let answer = await Self.responder(Kept(refuses: true)).answer(Self.write(Array("m v=1".utf8), to: target))
            #expect(answer.status == status && String(decoding: answer.body, as: UTF8.self).contains("No space left"))
        }
    }

    @Test func precisionsAreThoseOfEachVersion() async {
        func nanoseconds(_ target: Int, _ precision: String?, _ time: String) async -> Int64? {
            let kept = Kept()
            let parameters = precision.map { ["precision": $0] } ?? [:]
            let answer = await Self.responder(kept).answer(
                Self.write(Array("m v=1 \(time)".utf8), to: target, parameters))
            guard answer.status == 204 else { return nil }
            var found: Int64?
            for record in kept.records.withLock({ $0 }) { record.decode { found = $0.time?.nanoseconds } }
            return found
        }
        for (target, precision, time, expected) in [
            (0, nil, "7", 7), (0, "u", "7", 7_000), (0, "ms", "7", 7_000_000), (0, "h", "1", 3_600_000_000_000),
            (0, "what", "7", 7), (1, "us", "7", 7_000), (1, "s", "7", 7_000_000_000), (1, "what", "7", nil),
            (2, nil, "1000000060", 1_000_000_060_000_000_000), (2, "auto", "1000000060000", 1_000_000_060_000_000_000),
            (2, "millisecond", "7", 7_000_000), (2, "what", "7", nil),
        ] as [(Int, String?, String, Int64?)] {
            #expect(await nanoseconds(target, precision, time) == expected, "\(target) \(precision ?? "-") \(time)")
        }
    }

    /// The first thousand bad lines are told, and how many more there are.
    @Test func badLinesWithoutEndAreCounted() async {
        let body = [UInt8](repeating: 97, count: 10_000).enumerated().map { $0 % 2 == 0 ? $1 : 10 }
        for target in 0..<2 {
            let answer = await Self.responder(Kept()).answer(Self.write(body, to: target))
            #expect(answer.status == 400)
            let text = String(decoding: answer.body, as: UTF8.self)
            #expect(text.ranges(of: "unable to parse 'a'").count == 1_000)
            #expect(text.contains("\\nand 4000 lines more\""))
        }
    }

    @Test func bytesThatAreTakenAreGivenBack() async {
        let budget = ByteBudget(10)
        #expect(budget.take(6) && !budget.take(5) && budget.take(4) && !budget.take(1))
        budget.give(6)
        #expect(budget.take(6))
        // A body that unpacks to more than is left is refused for now, and takes nothing.
        let responder = Self.responder(Kept())
        let limit = 128 << 20
        #expect(responder.budget.take(limit))
        var request = Self.write([], to: 0)
        request.headers["content-encoding"] = "GZIP"
        // "m v=1 1\n" as gzip packs it.
        request.body = [
            0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x55, 0x28, 0xb3, 0x35, 0x54, 0x30, 0xe4,
            0x02, 0x00, 0xfc, 0xf6, 0xe9, 0x33, 0x08, 0x00, 0x00, 0x00,
        ]
        let refused = await responder.answer(request)
        #expect(refused.status == 503 && refused.headers["Retry-After"] == "1")
        responder.budget.give(limit)
        #expect(await responder.answer(request).status == 204)
        #expect(responder.budget.take(limit))
    }
}
