import Core
import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import InfluxDB

@Suite struct WriterTests {
    static func lines(_ range: Range<Int>) -> [UInt8] {
        Array(range.map { "bar,symbol=S\($0 % 3) close=\($0).25,volume=\($0)i \($0 + 1)\n" }.joined().utf8)
    }

    static func writer(
        _ client: InfluxClient, _ database: String, _ options: InfluxWriter.Options = InfluxWriter.Options(),
        report: @escaping (InfluxWriter.Progress) -> Void = { _ in }
    ) -> InfluxWriter {
        InfluxWriter(client, to: WriteTarget(database: database), options: options, report: report)
    }

    @Test func batchesKeepTheirSizesWhateverThePieces() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(204) }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, .v1)
        let all = WriterTests.lines(0..<2_345)
        for pieces in [7, 1_000, all.count] {
            let before = server.requests.count
            var reports: [Int] = []
            let writer = WriterTests.writer(client, "d b", .init(batchLines: 500)) {
                reports.append($0.acknowledgedLines)
            }
            for piece in LoopbackServer.pieces(all, of: pieces) { try writer.append(piece) }
            #expect(try writer.finish().acknowledgedLines == 2_345)
            #expect(writer.progress.acknowledgedBytes == all.count)
            #expect(reports == [500, 1_000, 1_500, 2_000, 2_345])
            let requests = server.requests[before...]
            #expect(requests.flatMap(\.body) == all)
            #expect(requests.first?.query == ["db": "d b", "precision": "n"])
        }
        let before = server.requests.count
        let writer = WriterTests.writer(client, "d", .init(batchBytes: 5_000, gzipLevel: 1))
        try writer.append(all)
        try writer.finish()
        #expect(
            server.requests[before...].allSatisfy { $0.body.count < 5_000 && $0.headers["content-encoding"] == "gzip" })
        #expect(server.requests.count - before >= all.count / 5_000)
    }

    @Test func aLineBreakInATextEndsNoLine() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(204) }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, .v1)
        let lines = [
            "m,t=a s=\"one\ntwo\" 1\n", "# a \"comment\n", "\n", "m,t=\"a f=1 2\n", "m s=\"x\\\"\ny\",f=1\n", "m f=1",
        ]
        let all = Array(lines.joined().utf8)
        for size in 1...all.count {
            let before = server.requests.count
            let writer = WriterTests.writer(client, "d", .init(batchLines: 1))
            for piece in LoopbackServer.pieces(all, of: size) { try writer.append(piece) }
            try writer.finish()
            let sent = server.requests[before...].map { String(decoding: $0.body, as: UTF8.self) }
            #expect(sent == lines.dropLast() + ["m f=1\n"], "pieces of \(size)")
        }
    }

    @Test func anotherRunGoesOnWhereTheFirstEnded() throws {
        let server = try LoopbackServer { _, number in LoopbackServer.answer(number == 2 ? 500 : 204) }
        defer { server.stop() }
        let client = try InfluxFixtures.client(server, .v1)
        let all = WriterTests.lines(0..<1_000)
        let first = WriterTests.writer(client, "d", .init(batchLines: 100))
        let error = InfluxFixtures.error { try first.append(all) }
        guard case .refused(_, 500, _, _) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
        #expect(first.progress.acknowledgedLines == 200)
        let second = WriterTests.writer(
            client, "d", .init(batchLines: 100, skippedLines: first.progress.acknowledgedLines))
        for piece in LoopbackServer.pieces(all, of: 333) { try second.append(piece) }
        #expect(try second.finish().acknowledgedLines == 1_000)
        let bodies = server.requests.enumerated().filter { $0.offset != 2 }.flatMap(\.element.body)
        #expect(bodies == all)
        // The same writer sends what was not acknowledged again.
        #expect(try first.finish().acknowledgedLines == 1_000)
    }

    @Test func twoNamesTheOrganisationAndThreeTheLines() throws {
        let refusal = """
            {"error":"partial write of line protocol occurred","data":[{"original_line":"cpu,host=a val= 123",\
            "line_number":2,"error_message":"No fields were provided"}]}
            """
        let server = try LoopbackServer { request, _ in
            request.path == "/api/v3/write_lp" ? LoopbackServer.answer(400, refusal) : LoopbackServer.answer(204)
        }
        defer { server.stop() }
        let two = WriterTests.writer(try InfluxFixtures.client(server, .v2), "prices")
        try two.append(Array("m f=1 1\n".utf8))
        try two.finish()
        #expect(server.requests[0].path == "/api/v2/write")
        #expect(server.requests[0].query == ["org": "quants & co", "bucket": "prices", "precision": "ns"])
        #expect(server.requests[0].headers["authorization"] == "Token token-hush")
        let three = WriterTests.writer(try InfluxFixtures.client(server, .v3), "prices")
        try three.append(Array("m f=1 1\ncpu,host=a val= 123\nm f=2 2\n".utf8))
        let progress = try three.finish()
        #expect(
            progress.rejected == [
                RejectedLine(number: 2, text: "cpu,host=a val= 123", reason: "No fields were provided")
            ])
        #expect(progress.acknowledgedLines == 3)
        #expect(server.requests[1].headers["authorization"] == "Bearer token-hush")
        #expect(server.requests[1].query["precision"] == "nanosecond")
    }

    @Test func aBodyThatIsTooLargeIsHalved() throws {
        let server = try LoopbackServer { request, _ in LoopbackServer.answer(request.body.count > 2_000 ? 413 : 204) }
        defer { server.stop() }
        let writer = WriterTests.writer(try InfluxFixtures.client(server, .v2), "d")
        let all = WriterTests.lines(0..<300) + Array("m s=\"\(String(repeating: "x", count: 3_000))\" 1\n".utf8)
        try writer.append(all)
        #expect(try writer.finish().rejected.map(\.number) == [301])
        #expect(server.requests.map(\.body).filter { $0.count <= 2_000 }.flatMap { $0 } == WriterTests.lines(0..<300))
    }

    @Suite(.serialized, .enabled(if: InfluxServer.isPresent, "\(InfluxServer.absentNote)"))
    struct WithTheRealServer {
        @Test func linesThatTheServerRefusesAreNamedAndTheOthersStored() throws {
            let (_, client) = try RealServerTests.database("refusals")
            try RealServerTests.write("bar f=1i 1\n", client, to: "refusals")
            var lines = (0..<2_000).map { "bar f=\($0)i \($0 + 10)" }
            lines[17] = "bar f=1.5 27"
            lines[100] = "bar,a=1 1000"
            lines[101] = "# a comment"
            lines[1_500] = "bar f=\"text\" 99"
            lines[1_999] = "bar f=NaN 3"
            let writer = WriterTests.writer(client, "refusals", .init(batchLines: 1_100))
            try writer.append(Array((lines.joined(separator: "\n") + "\n").utf8))
            let progress = try writer.finish()
            #expect(progress.acknowledgedLines == 2_000)
            #expect(progress.rejected.map(\.number) == [18, 101, 1_501, 2_000])
            #expect(progress.rejected[0].reason.contains("field type conflict"))
            #expect(progress.rejected[1].description.contains("line 101: found 'bar,a=1 1000'"))
            let count = try client.influxQLTables("SELECT COUNT(f) FROM bar", database: "refusals")
            #expect(count[0]["count"]?.integers == [1_996])
        }

        @Test func soManyRefusalsEndTheWriting() throws {
            let (_, client) = try RealServerTests.database("hopeless")
            let writer = WriterTests.writer(client, "hopeless", .init(mostRejected: 10))
            try writer.append(Array((0..<400).map { "bad\($0)\n" }.joined().utf8))
            let error = InfluxFixtures.error { try writer.finish() }
            guard case .rejected(let lines) = error else {
                Issue.record("found \(String(describing: error))")
                return
            }
            #expect(lines.count > 10)
        }

        @Test(arguments: [false, true]) func aServerKilledInTheMiddleLosesAndDoublesNothing(isSecure: Bool) throws {
            let server = try InfluxServer(InfluxServer.Options(isSecure: isSecure))
            let client = try InfluxFixtures.client(server, retries: .never)
            try client.execute("CREATE DATABASE crash")
            let count = 300_000
            let all = WriterTests.lines(0..<count)
            let first = server.processIdentifier
            let writer = WriterTests.writer(client, "crash") { progress in
                // Not the server that is started afterwards.
                let process = server.processIdentifier
                guard process == first else { return }
                if progress.acknowledgedLines == 60_000 {
                    // The next batch is on its way by then.
                    Thread.detachNewThread {
                        Thread.sleep(forTimeInterval: 0.004)
                        kill(process, SIGKILL)
                    }
                } else if progress.acknowledgedLines >= 200_000 {
                    // Where that thread has not had its turn yet.
                    kill(process, SIGKILL)
                }
            }
            var fault: InfluxError?
            var place = 0
            for piece in LoopbackServer.pieces(all, of: 100_000) {
                fault = InfluxFixtures.error { try writer.append(piece) }
                place += piece.count
                if fault != nil { break }
            }
            guard case .http = fault else {
                Issue.record("the server was not killed in time: \(String(describing: fault))")
                return
            }
            server.kill()
            let before = writer.progress.acknowledgedLines
            #expect(before < count)
            try server.start()
            try writer.append(Array(all[place...]))
            #expect(try writer.finish().acknowledgedLines == count)
            let tables = try client.influxQLTables("SELECT close, volume FROM bar GROUP BY symbol", database: "crash")
            var volumes: [Int64] = []
            for table in tables {
                let (close, volume) = (table["close"]?.doubles ?? [], table["volume"]?.integers ?? [])
                #expect(zip(close, volume).allSatisfy { $0 == Double($1) + 0.25 })
                volumes += volume
            }
            #expect(volumes.sorted() == (0..<count).map { Int64($0) }, "killed after \(before) lines")
        }
    }
}
