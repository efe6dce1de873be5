import Foundation
import TestSupport
import Testing

/// What nobody sends who means well, and what Telegraf sends to the byte.
@Suite(.enabled(if: ListeningProgram.isPresent, Comment(rawValue: ListeningProgram.absentNote)))
struct ListenAttackTests {
    /// The greatest memory that it has held, in MiB.
    static func peak(_ program: ListeningProgram) throws -> Int {
        let status = try String(contentsOfFile: "/proc/\(program.processIdentifier)/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
        return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) } ?? .max) >> 10
    }

    static func packed(_ text: [UInt8], in folder: TemporaryFolder) throws -> [UInt8] {
        let file = folder.url.appendingPathComponent("plain")
        try Data(text).write(to: file)
        _ = try Program.run(["-kf", "plain"], in: folder.url, executable: "/usr/bin/gzip")
        return try [UInt8](Data(contentsOf: folder.url.appendingPathComponent("plain.gz")))
    }

    @Test func whateverIsSentMemoryStaysBoundedAndTheNextWriterIsServed() throws {
        let program = try ListeningProgram(ListenTests.ticks + ["--timeout", "5"])
        func still(_ what: String) throws {
            #expect(try program.write(ListenTests.good).status == 204, "after \(what)")
        }
        // Heads without end: of one line, and of many.
        let long = [UInt8](repeating: 97, count: 8 << 20)
        _ = try program.exchange(Array("GET /ping HTTP/1.1\r\nHost: a\r\nX: ".utf8) + long)
        try still("a header of 8 MB")
        _ = try program.exchange(Array("GET /".utf8) + long)
        try still("a target of 8 MB")
        let many = (0..<200_000).map { "x\($0): y\r\n" }.joined()
        _ = try program.exchange(Array("GET /ping HTTP/1.1\r\nHost: a\r\n\(many)".utf8))
        try still("200,000 headers")
        // Zeros that unpack to a thousand times their length, and errors without end.
        let zeros = try Self.packed([UInt8](repeating: 48, count: 200 << 20), in: program.folder)
        let gzip = ["Content-Encoding": "gzip"]
        #expect(try program.request("POST", "/write?db=d", zeros, headers: gzip).status == 413)
        let bad = [UInt8](repeating: 97, count: 24_000_000).enumerated().map { $0 % 2 == 0 ? $1 : 10 }
        for (target, _) in [("/write?db=d", 1), ("/api/v2/write?bucket=d", 2), ("/api/v3/write_lp?db=d", 3)] {
            let answer = try program.request("POST", target, bad)
            #expect(answer.status == 400 && answer.body.utf8.count < 1 << 20, "\(target)")
        }
        // A line as long as a body may be, and one longer.
        let line = Array("trade,symbol=".utf8) + [UInt8](repeating: 97, count: 24_000_000)
        #expect(try program.request("POST", "/write?db=d", line).status == 400)
        #expect(try program.request("POST", "/write?db=d", line + line + line + line).status == 413)
        // Statements without end.
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        let statements = Array("q=".utf8) + [UInt8](repeating: 59, count: 20 << 20)
        #expect(try program.request("POST", "/query", statements, headers: form).status == 413)
        #expect(try Self.peak(program) < 1_024)
        try still("all of it")
    }

    @Test func halvesOfRequestsKeepNothing() throws {
        let program = try ListeningProgram(ListenTests.ticks + ["--timeout", "1"])
        let line = ListenTests.trade("A", 1, 10)
        let chunk = "\(String(line.utf8.count, radix: 16))\r\n\(line)\r\n"
        let head = "POST /write?db=d HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        for text in [
            head + chunk, head + chunk + "0\r\n", head + "zz\r\n" + line, head + "-1\r\n",
            head + "ffffffffffffffffff\r\n" + line,
            "POST /write?db=d HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n" + line,
            "POST /write?db=d HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 500\r\n\r\n" + line,
            "POST /write?db=d HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk,
        ] {
            let answer = String(decoding: try program.exchange(Array(text.utf8)), as: UTF8.self)
            #expect(!answer.contains(" 204 "), "\(text): \(answer)")
        }
        #expect(program.stop() == 0)
        #expect(program.errors.contains("stopped: 0 points"))
    }

    @Test func pathsNamesAndBytesThatMeanSomethingElsewhereMeanNothingHere() throws {
        let program = try ListeningProgram(ListenTests.ticks)
        for target in [
            "/write/", "//write?db=d", "/../write?db=d", "/write/../../etc/passwd", "/%77rite?db=d", "/WRITE?db=d",
            "/debug/pprof", "/api/v2/write/x?bucket=d",
        ] { #expect(try program.write(ListenTests.good, to: target).status == 404, "\(target)") }
        for name in ["../../x", "..%2F..%2Fetc", "%00", "a%0Ab", "%ff%fe", "%22%3B+DROP+DATABASE+d"] {
            #expect(try program.write(ListenTests.good, to: "/write?db=\(name)").status == 204, "\(name)")
        }
        // Symbols that are paths, and halves of characters.
        for second in [1, 61] {
            #expect(try program.write(ListenTests.trade("../../../tmp/x", second, 10)).status == 204)
        }
        let half = Array("trade,symbol=".utf8) + [0xe2, 0x82] + Array(" price=1 1\n".utf8)
        for target in ["/write?db=d", "/api/v3/write_lp?db=d"] {
            #expect(try program.request("POST", target, half).status == 204)
        }
        #expect(program.stop() == 0)
        // A symbol that is no text is nobody's bar.
        #expect(program.errors.contains("; 2 points passed over"), "\(program.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: program.bars).sorted()
        #expect(names == ["%2E.%2F..%2F..%2Ftmp%2Fx.csv", "journal"])
        #expect(Set(program.folder.names).isSubset(of: ["bars", "err", "out"]))
    }

    /// Six bodies that are never finished until all are there need more than the listener holds at once.
    @Test func moreThanItHoldsAtOnceIsRefusedForNow() throws {
        let program = try ListeningProgram(ListenTests.ticks)
        let bodies = (0..<6).map { place in
            Array(ListenTests.trade("S\(place)", 1, 10).utf8) + [UInt8](repeating: 35, count: 24_000_000)
        }
        let sockets = try bodies.map { _ in try program.connect() }
        defer { for socket in sockets { close(socket) } }
        func send(_ bytes: [UInt8], to socket: Int32) {
            var rest = bytes[...]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                if sent <= 0 { return }
                rest = rest.dropFirst(sent)
            }
        }
        for (socket, body) in zip(sockets, bodies) {
            let head =
                "POST /write?db=d HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: \(body.count + 1)\r\n\r\n"
            send(Array(head.utf8) + body, to: socket)
        }
        // What is in memory is known only once one was refused.
        var descriptors = sockets.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        #expect(poll(&descriptors, nfds_t(descriptors.count), 60_000) > 0)
        for socket in sockets { send([10], to: socket) }
        let answers = sockets.compactMap { try? ListeningProgram.answer(ListeningProgram.receive($0)) }
        let kept = answers.filter { $0.status == 204 }
        let refused = answers.filter { $0.status == 503 }
        #expect(kept.count + refused.count == answers.count && !kept.isEmpty && !refused.isEmpty)
        #expect(
            refused.allSatisfy {
                $0.headers["retry-after"] == "1" && $0.body.hasPrefix("{\"error\":\"request throttled")
            })
        #expect(try program.write(ListenTests.trade("Z", 1, 10)).status == 204)
        #expect(program.stop() == 0)
        #expect(program.errors.contains("stopped: \(kept.count + 1) points"), "\(program.errors)")
    }

    @Test func oneConnectionMayBringManyRequests() throws {
        let program = try ListeningProgram(ListenTests.ticks)
        let line = ListenTests.good
        let one = "POST /write?db=d HTTP/1.1\r\nHost: a\r\nContent-Length: \(line.utf8.count)\r\n\r\n\(line)"
        let last = "GET /ping HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        let text = String(
            decoding: try program.exchange(Array((String(repeating: one, count: 50) + last).utf8)), as: UTF8.self)
        #expect(text.components(separatedBy: "HTTP/1.1 204").count == 52)
    }

    @Test func aLineOf100MBOnStandardInputIsPassedOver() throws {
        let folder = try TemporaryFolder()
        let shell = """
            { printf '%s' "$1"; head -c 100000000 /dev/zero | tr '\\0' a; printf '\\n%s' "$2"; } | \
            /usr/bin/time -f %M "$3" data listen --stdin --measurement trade --ticks price,size --print json
            """
        let outcome = try Program.run(
            [
                "-c", shell, "sh", ListenTests.trade("A", 1, 10), ListenTests.trade("A", 61, 11), Program.path,
            ], in: folder.url, executable: "/bin/bash")
        #expect(outcome.status == 0 && outcome.output.contains("\"open\":10"))
        #expect(outcome.errors.contains("2 points, 2 bars"), "\(outcome.errors.suffix(500))")
        #expect(outcome.errors.utf8.count < 10_000)
        let memory = outcome.errors.split(separator: "\n").last.flatMap { Int($0) }
        #expect(memory.map { $0 < 100_000 } ?? (outcome.status != 0), "\(outcome.errors.suffix(200))")
    }

    /// What the outputs for InfluxDB of Telegraf 1.3x send: its source makes these heads, Go's client adds host, user agent,
    /// chunks (for a body whose length it does not know) and `Accept-Encoding`.
    ///
    /// - Source: `plugins/outputs/influxdb/http.go` and `plugins/outputs/influxdb_v2/http.go` of influxdata/telegraf.
    @Test func telegrafsRequestsAreAnsweredAsItExpects() throws {
        let folder = try TemporaryFolder()
        let token = try folder.write("t0ken\n", to: "token")
        let users = try folder.write("telegraf:metricsmetricsmetrics\n", to: "users")
        let program = try ListeningProgram(
            ListenTests.ticks + ["--token-file", token, "--user-file", users], in: folder)
        let host = "Host: 127.0.0.1:\(program.port)\r\nUser-Agent: Telegraf/1.33.0 Go/1.23.3\r\n"
        let basic = Data("telegraf:metricsmetricsmetrics".utf8).base64EncodedString()
        let close = "Accept-Encoding: gzip\r\nConnection: close\r\n\r\n"
        func chunked(_ body: [UInt8]) -> [UInt8] {
            Array("\(String(body.count, radix: 16))\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8)
        }
        // CreateDatabase: a form, because Telegraf must be able to send it to servers behind a proxy that logs targets.
        let statement = "q=CREATE+DATABASE+%22telegraf%22"
        let create =
            "POST /query HTTP/1.1\r\n\(host)Content-Length: \(statement.utf8.count)\r\n"
            + "Authorization: Basic \(basic)\r\nContent-Type: application/x-www-form-urlencoded\r\n\(close)\(statement)"
        let made = try ListeningProgram.answer(program.exchange(Array(create.utf8)))
        #expect(made.status == 200 && made.body == "{\"results\":[{\"statement_id\":0}]}\n")
        // writeBatch of 1.x: gzip, in chunks.
        let first = try Self.packed(Array(ListenTests.trade("A", 1, 10).utf8), in: program.folder)
        let write =
            "POST /write?db=telegraf HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n"
            + "Authorization: Basic \(basic)\r\nContent-Encoding: gzip\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n\(close)"
        let written = try ListeningProgram.answer(program.exchange(Array(write.utf8) + chunked(first)))
        #expect(written.status == 204 && written.bytes.isEmpty)
        // writeBatch of 2.x, whose parameters are in the order of the alphabet.
        let second = try Self.packed(Array(ListenTests.trade("A", 2, 12).utf8), in: program.folder)
        let write2 =
            "POST /api/v2/write?bucket=market&org=desk HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n"
            + "Authorization: Token t0ken\r\nContent-Encoding: gzip\r\n"
            + "Content-Type: text/plain; charset=utf-8\r\n\(close)"
        let written2 = try ListeningProgram.answer(program.exchange(Array(write2.utf8) + chunked(second)))
        #expect(written2.status == 204 && written2.bytes.isEmpty)
        // What it drops a batch for, it must be told with 4xx and JSON; an answer that is no JSON is an error of its own.
        let bad = try Self.packed(Array("trade,symbol=A price= 1\n".utf8), in: program.folder)
        let refused = try ListeningProgram.answer(program.exchange(Array(write.utf8) + chunked(bad)))
        #expect(refused.status == 400 && refused.body.hasPrefix("{\"error\":\"unable to parse"))
        let wrong = write2.replacingOccurrences(of: "t0ken", with: "other")
        let refused2 = try ListeningProgram.answer(program.exchange(Array(wrong.utf8) + chunked(second)))
        #expect(refused2.status == 401 && refused2.body.hasPrefix("{\"code\":\"unauthorized\""))
        #expect(
            try program.write(ListenTests.trade("A", 61, 1), headers: ["Authorization": "Basic \(basic)"]).status == 204
        )
        #expect(program.stop() == 0)
        #expect(try program.folder.read("bars/A.csv").contains("1970-01-01T00:00:00Z,A,10,12,10,12,2\n"))
    }
}
