import Foundation
import TestSupport
import Testing

/// `backtest data listen` over HTTP, byte for byte as clients see it.
@Suite(.enabled(if: ListeningProgram.isPresent, Comment(rawValue: ListeningProgram.absentNote)))
struct ListenTests {
    /// With a grace so long that no test depends on how fast the machine is.
    static let ticks = [
        "--measurement", "trade", "--ticks", "price,size", "--every", "1m", "--print", "json", "--grace", "12h",
    ]
    static let good = "trade,symbol=A price=10,size=1 1000000000\n"

    static func trade(_ symbol: String, _ second: Int, _ price: Double, _ size: Int = 1) -> String {
        "trade,symbol=\(symbol) price=\(price),size=\(size) \(second)000000000\n"
    }

    @Test func whatIsAskedBeforeWritingIsAnswered() throws {
        let program = try ListeningProgram(Self.ticks)
        for method in ["GET", "HEAD"] {
            let ping = try program.request(method, "/ping")
            #expect(ping.status == 204 && ping.body.isEmpty && ping.headers["x-influxdb-version"] != nil)
        }
        let health = try program.request("GET", "/health")
        #expect(health.status == 200 && health.body.contains("\"status\":\"pass\""))
        let form = ["Content-Type": "application/x-www-form-urlencoded"]
        let made = try program.request(
            "POST", "/query", Array("q=CREATE+DATABASE+%22two+words%22".utf8), headers: form)
        #expect(made.status == 200 && made.body == "{\"results\":[{\"statement_id\":0}]}\n")
        let shown = try program.request("GET", "/query?q=SHOW%20DATABASES")
        #expect(
            shown.body
                == "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"databases\",\"columns\":[\"name\"],"
                + "\"values\":[[\"two words\"]]}]}]}\n")
        let packed = try program.request(
            "GET", "/query?q=CREATE%20DATABASE%20d", headers: ["Accept": "application/x-msgpack"])
        #expect(packed.headers["content-type"] == "application/x-msgpack")
        // What InfluxDB 1.6.7 sends: a map of one list of one map.
        #expect(
            packed.bytes == [0x81, 0xa7] + Array("results".utf8) + [0x91, 0x81, 0xac] + Array("statement_id".utf8) + [0]
        )
        let none = try program.request("GET", "/query")
        #expect(none.status == 400 && none.body == "{\"error\":\"missing required parameter \\\"q\\\"\"}\n")
        let other = try program.request("GET", "/query?q=SELECT%20*%20FROM%20m")
        #expect(other.status == 200 && other.body.contains("\"error\":\"SELECT *: this is backtest data listen"))
    }

    @Test func everyEndpointTakesPointsAndBarsAppear() throws {
        let program = try ListeningProgram(Self.ticks)
        #expect(try program.write(Self.trade("A", 1, 10)).status == 204)
        #expect(try program.write(Self.trade("A", 2, 12), to: "/api/v2/write?bucket=d&org=o").status == 204)
        #expect(
            try program.write("trade,symbol=A price=9,size=4 59000", to: "/api/v2/write?bucket=d&precision=ms").status
                == 204)
        let third = try program.write("trade,symbol=A price=11,size=2 1000000060", to: "/api/v3/write_lp?db=d")
        #expect(third.status == 204 && third.body.isEmpty)
        // Enough rows to tell the length of a bar.
        let more = (2...6).map { "trade,symbol=A price=1 \(1_000_000_000 + 60 * $0)\n" }.joined()
        #expect(try program.write(more, to: "/api/v3/write_lp?db=d").status == 204)
        // The unit was told from the size of the time: a bar of 2001 completes that of 1970.
        #expect(program.waits { program.output.contains("\n") })
        #expect(
            program.output.hasPrefix(
                """
                {"symbol":"A","start":"1970-01-01T00:00:00Z","end":"1970-01-01T00:01:00Z","open":10,"high":12,"low":9,\
                "close":9,"volume":6,"points":3,"revision":false}

                """))
        #expect(
            program.waits { (try? program.folder.read("bars/A.csv").contains("2001-09-09T01:47:00Z,A,11")) ?? false })
        let outcome = try Program.run(
            [
                "data", "convert", program.bars + "/A.csv", "--stamp", "start", "--calendar", "24/7",
                "-o", "-",
            ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("1970-01-01T00:00:00Z,10,12,9,9,6"))
    }

    @Test func bodiesComeInPiecesInChunksAndPacked() throws {
        let program = try ListeningProgram(Self.ticks)
        let lines = (0..<2_000).map { Self.trade("A", $0, Double($0 % 7)) }.joined()
        #expect(try program.request("POST", "/write?db=d", Array(lines.utf8), pieces: 50).status == 204)
        #expect(try program.request("POST", "/write?db=d", Array(lines.utf8), isChunked: true).status == 204)
        try program.folder.write(lines, to: "lines")
        _ = try Program.run(["-kf", "lines"], in: program.folder.url, executable: "/usr/bin/gzip")
        let packed = try [UInt8](Data(contentsOf: program.folder.url.appendingPathComponent("lines.gz")))
        let headers = ["Content-Encoding": "gzip"]
        #expect(try program.request("POST", "/write?db=d", packed, headers: headers).status == 204)
        let cut = try program.request("POST", "/write?db=d", Array(packed.dropLast(50)), headers: headers)
        #expect(cut.status == 400 && cut.body == "{\"error\":\"unexpected EOF\"}\n")
        let bad = try program.request("POST", "/write?db=d", Array(lines.utf8), headers: headers)
        #expect(bad.status == 400 && bad.body == "{\"error\":\"gzip: invalid header\"}\n")
        #expect(program.stop() == 0)
        // Three times the same points are the points once.
        let text = try program.folder.read("bars/A.csv")
        #expect(text.split(separator: "\n").dropFirst().prefix(33).allSatisfy { $0.hasSuffix(",60") })
        #expect(text.split(separator: "\n").count == 34)
    }

    @Test func badLinesAreToldInTheWordsOfEachVersion() throws {
        let program = try ListeningProgram(Self.ticks)
        let mixed = Self.good + "m,a=1 1000\n" + Self.trade("A", 61, 11)
        let first = try program.write(mixed)
        #expect(first.status == 400)
        #expect(
            first.body
                == "{\"error\":\"partial write: unable to parse 'm,a=1 1000': invalid field format dropped=0\"}\n")
        #expect(
            first.headers["x-influxdb-error"]
                == "partial write: unable to parse 'm,a=1 1000': invalid field format dropped=0")
        #expect(program.waits { program.output.contains("\"open\":10") })
        let alone = try program.write("m,a=1 1000\n")
        #expect(alone.body == "{\"error\":\"unable to parse 'm,a=1 1000': invalid field format\"}\n")
        let second = try program.write(
            "x\n" + Self.trade("B", 1, 1) + Self.trade("B", 61, 1), to: "/api/v2/write?bucket=d")
        #expect(second.status == 400)
        #expect(second.body == "{\"code\":\"invalid\",\"message\":\"unable to parse 'x': missing fields\"}")
        let third = try program.write(
            Self.trade("C", 1, 1) + "cpu,host=a val= 123\n" + Self.trade("C", 61, 1),
            to: "/api/v3/write_lp?db=d&precision=nanosecond")
        #expect(third.status == 400)
        #expect(
            third.body
                == "{\"error\":\"partial write of line protocol occurred\",\"data\":[{\"original_line\":"
                + "\"cpu,host=a val= 123\",\"line_number\":2,\"error_message\":\"No fields were provided\"}]}")
        let whole = try program.write(
            Self.trade("D", 1, 1) + "x\n" + Self.trade("D", 61, 1),
            to: "/api/v3/write_lp?db=d&precision=nanosecond&accept_partial=false")
        #expect(whole.status == 400)
        #expect(
            whole.body.hasPrefix(
                "{\"error\":\"parsing failed for write_lp endpoint\",\"data\":{\"original_line\":\"x\""))
        #expect(program.stop() == 0)
        #expect(
            program.output.contains("\"C\"") && !program.output.contains("\"B\"") && !program.output.contains("\"D\""))
    }

    @Test func refusalsHaveTheRealServersStatusAndBody() throws {
        let program = try ListeningProgram(Self.ticks + ["--database", "d", "--max-body", "1000"])
        func check(
            _ answer: ListeningProgram.Answer, _ status: Int, _ body: String, line: Int = #line
        ) {
            #expect(answer.status == status && answer.body == body, "line \(line): \(answer)")
        }
        check(try program.write(Self.good, to: "/write"), 400, "{\"error\":\"database is required\"}\n")
        check(try program.write(Self.good, to: "/write?db=x"), 404, "{\"error\":\"database not found: \\\"x\\\"\"}\n")
        check(
            try program.write(Self.good, to: "/api/v2/write?bucket=x"), 404,
            "{\"code\":\"not found\",\"message\":\"bucket \\\"x\\\" not found\"}")
        check(try program.write("", to: "/write?db=d"), 204, "")
        check(try program.request("GET", "/write?db=d"), 405, "Method Not Allowed\n")
        check(
            try program.request("PUT", "/api/v2/write?bucket=d"), 405,
            "{\"code\":\"method not allowed\",\"message\":\"method PUT not allowed\"}")
        check(try program.request("GET", "/none"), 404, "404 page not found\n")
        let long = String(repeating: Self.good, count: 100)
        check(try program.write(long), 413, "{\"error\":\"Request Entity Too Large\"}\n")
        let chunked = try program.request("POST", "/write?db=d", Array(long.utf8), isChunked: true)
        check(chunked, 413, "{\"error\":\"Request Entity Too Large\"}\n")
        let two = try program.write(long, to: "/api/v2/write?bucket=d")
        #expect(two.status == 413 && two.body.hasPrefix("{\"code\":\"request too large\""))
        // A small body that unpacks to much more than the limit.
        try program.folder.write(String(repeating: Self.good, count: 20_000), to: "bomb")
        _ = try Program.run(["-f", "bomb"], in: program.folder.url, executable: "/usr/bin/gzip")
        let bomb = try [UInt8](Data(contentsOf: program.folder.url.appendingPathComponent("bomb.gz"))).prefix(990)
        #expect(
            try program.request("POST", "/write?db=d", Array(bomb), headers: ["Content-Encoding": "gzip"]).status == 413
        )
        let unknown = try program.write("m v=1", to: "/api/v2/write?bucket=d&precision=fortnight")
        #expect(unknown.status == 400 && unknown.body.contains("invalid precision"))
        #expect(try program.write(Self.good, to: "/write?db=d&precision=fortnight").status == 204)
        let made = try program.request("GET", "/query?q=CREATE%20DATABASE%20other")
        #expect(made.body.contains("is none of those that --database names"))
        #expect(try program.request("GET", "/query?q=SHOW%20DATABASES").body.contains("[[\"d\"]]"))
    }

    @Test func onlyWhoBringsTheTokenOrPasswordMayWrite() throws {
        let folder = try TemporaryFolder()
        let token = try folder.write("s3cret-token\n", to: "token")
        let users = try folder.write("ann:pass:word\nbob:other\n", to: "users")
        let program = try ListeningProgram(Self.ticks + ["--token-file", token, "--user-file", users])
        func basic(_ text: String) -> [String: String] {
            ["Authorization": "Basic " + Data(text.utf8).base64EncodedString()]
        }
        let none = try program.write(Self.good)
        #expect(none.status == 401 && none.body == "{\"error\":\"unable to parse authentication credentials\"}\n")
        #expect(none.headers["www-authenticate"] == "Basic realm=\"InfluxDB\"")
        let wrong = try program.write(Self.good, headers: basic("ann:passwort"))
        #expect(wrong.status == 401 && wrong.body == "{\"error\":\"authorization failed\"}\n")
        let second = try program.write(
            Self.good, to: "/api/v2/write?bucket=d", headers: ["Authorization": "Token wrong"])
        #expect(
            second.status == 401 && second.body == "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}")
        let third = try program.write(Self.good, to: "/api/v3/write_lp?db=d")
        #expect(third.status == 401 && third.body == "{\"error\": \"the request was not authenticated\"}")
        #expect(try program.request("GET", "/query?q=SHOW%20DATABASES").status == 401)
        #expect(try program.request("GET", "/ping").status == 204)
        #expect(try program.request("GET", "/health").status == 200)
        for (target, headers) in [
            ("/write?db=d", basic("ann:pass:word")), ("/write?db=d", basic("bob:other")),
            ("/write?db=d&u=bob&p=other", [:]), ("/write?db=d", ["Authorization": "Token bob:other"]),
            ("/api/v2/write?bucket=d", ["Authorization": "Token s3cret-token"]),
            ("/api/v3/write_lp?db=d", ["Authorization": "Bearer s3cret-token"]),
            ("/api/v3/write_lp?db=d", basic("any:s3cret-token")),
        ] { #expect(try program.write(Self.good, to: target, headers: headers).status == 204, "\(target) \(headers)") }
        #expect(!program.errors.contains("s3cret") && !program.errors.contains("pass:word"))
    }

    @Test func listeningBeyondLoopbackNeedsAToken() throws {
        let folder = try TemporaryFolder()
        let refused = try Program.run(
            ["data", "listen", "--bind", "0.0.0.0:0", "--out", folder.url.path + "/bars"], in: folder.url)
        #expect(refused.status == 2 && refused.errors.contains("--allow-open"))
        #expect(folder.names.isEmpty)
        let taken = try ListeningProgram(Self.ticks)
        let second = try Program.run(
            ["data", "listen", "--bind", "127.0.0.1:\(taken.port)", "--out", folder.url.path + "/bars"], in: folder.url)
        #expect(second.status == 1 && second.errors.contains("127.0.0.1:\(taken.port): error:"))
        let shared = try Program.run(["data", "listen", "--bind", "127.0.0.1:0", "--out", taken.bars], in: folder.url)
        #expect(shared.status == 1 && shared.errors.contains("another listener keeps its points here"))
    }

    @Test func slowAndEndlessSendersAreCutOff() throws {
        let program = try ListeningProgram(Self.ticks + ["--timeout", "1", "--max-connections", "4"])
        // Silent after the head, in the middle of a head, and at once.
        for text in ["POST /write?db=d HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nm", "POST /wr", ""] {
            let socket = try program.connect()
            defer { close(socket) }
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            var block = [UInt8](repeating: 0, count: 1 << 12)
            var count = 1
            while count > 0 { count = recv(socket, &block, block.count, 0) }
            // The end of the connection, and not of our patience.
            #expect(count == 0, "'\(text)'")
        }
        // One that drips.
        let socket = try program.connect()
        defer { close(socket) }
        let head = Array("POST /write?db=d HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n".utf8)
        _ = head.withUnsafeBytes { send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        var isCut = false
        for _ in 0..<300 where !isCut {
            var byte: UInt8 = 109
            isCut = send(socket, &byte, 1, Int32(MSG_NOSIGNAL)) < 0
            Thread.sleep(forTimeInterval: 0.1)
        }
        #expect(isCut)
        // Idle connections up to the limit do not keep others out for good.
        let idle = try (0..<4).map { _ in try program.connect() }
        defer { for socket in idle { close(socket) } }
        #expect(try program.write(Self.good).status == 204)
    }

    @Test(arguments: [SIGTERM, SIGINT]) func aSignalEndsItInOrder(signal: Int32) throws {
        let program = try ListeningProgram(Self.ticks)
        #expect(try program.write(Self.trade("A", 1, 10) + Self.trade("A", 61, 11)).status == 204)
        #expect(program.stop(signal) == 0)
        #expect(program.errors.contains("stopped: 2 points"))
        #expect(try program.folder.read("bars/A.csv").contains(",A,10,10,10,10,1\n"))
    }
}
