import Core
import Foundation
import HTTPClient
import TestSupport
import Testing

@testable import InfluxDB

/// Against the real InfluxDB 1.x.
@Suite(.serialized, .enabled(if: InfluxServer.isPresent, "\(InfluxServer.absentNote)"))
struct RealServerTests {
    /// One server for the tests that do not harm it.
    static let shared = Result { try InfluxServer() }

    static func database(_ name: String, batchRows: Int = 10_000) throws -> (InfluxServer, InfluxClient) {
        let server = try shared.get()
        let client = try InfluxFixtures.client(server, batchRows: batchRows)
        try client.execute("CREATE DATABASE \(QueryText.influxQLName(name))")
        return (server, client)
    }

    static func write(_ lines: String, _ client: InfluxClient, to database: String) throws {
        let writer = InfluxWriter(client, to: WriteTarget(database: database))
        try writer.append(Array(lines.utf8))
        #expect(try writer.finish().rejected == [])
    }

    @Test func theServerSaysWhatItIs() throws {
        let (_, client) = try RealServerTests.database("ping")
        #expect(client.server.kind == .v1)
        #expect(client.server.version.hasPrefix("1."))
    }

    @Test(arguments: [InfluxClient.RowForm.messagePack, .json])
    func pointsComeBackEqualToTheBit(form: InfluxClient.RowForm) throws {
        let name = form == .json ? "bits-json" : "bits"
        let (_, client) = try RealServerTests.database(name)
        let doubles: [Double] = [
            0.1, -0.0, 1, .leastNonzeroMagnitude, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e-7, 1e21,
            1e300,
            .pi, 100.5, 2.5e-308,
        ]
        let integers: [Int64] = [.min, .max, 0, -1, 1 << 53 + 1, 127, 128, -32, -33, 255, 65_536, 1 << 32]
        let texts = [
            "plain", "", "comma, and = sign", "quote \" and \\ backslash", "emoji 📈 é", "new\nline", "tab\t",
            "'single'", "a,b",
            "{json}", "100", "true",
        ]
        let times: [Int64] = [
            -9_223_372_036_854_775_806, 9_223_372_036_854_775_806, 0, 1, -1, 1_577_973_000_123_456_789, 2, 3, 4, 5, 6,
            7,
        ]
        var lines = ""
        for index in doubles.indices {
            let text = texts[index].replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(
                of: "\"", with: "\\\"")
            lines +=
                "m,i=\(index) d=\(doubles[index]),n=\(integers[index])i,s=\"\(text)\",b=\(index % 2 == 0) \(times[index])\n"
        }
        try RealServerTests.write(lines, client, to: name)
        for index in doubles.indices {
            let tables = try client.influxQLTables(
                "SELECT * FROM m WHERE i = $i AND time >= \(Int64.min + 2) AND time <= \(Int64.max - 1)",
                database: name,
                parameters: ["i": .string("\(index)")], form: form)
            #expect(tables.count == 1)
            let table = try #require(tables.first)
            #expect(table["time"]?.values == .times([times[index]]))
            #expect(table["n"]?.values == .integers([integers[index]]))
            #expect(table["s"]?.values == .strings([texts[index]]))
            #expect(table["b"]?.values == .booleans([index % 2 == 0]))
            // Integers stand where JSON has dropped the point.
            let found = try #require(table["d"]?.asDoubles)
            #expect(found.map(\.bitPattern) == [doubles[index].bitPattern], "\(doubles[index])")
        }
    }

    @Test func manySeriesComeInManyChunks() throws {
        let (_, client) = try RealServerTests.database("chunks", batchRows: 700)
        var random = RandomStream(seed: 4, name: "chunks")
        var closes: [String: [Double]] = [:]
        var lines = ""
        for symbol in ["A", "B C", "D,E", "F=G", "ü 📈"] {
            let tag = symbol.map { ",= ".contains($0) ? "\\\($0)" : String($0) }.joined()
            for index in 0..<5_000 {
                let close = random.uniform() * 100
                closes[symbol, default: []].append(close)
                lines += "bar,symbol=\(tag) close=\(close),volume=\(index)i \(1_600_000_000_000_000_000 + index * 60)\n"
            }
        }
        try RealServerTests.write(lines, client, to: "chunks")
        for form in [InfluxClient.RowForm.messagePack, .json] {
            var (batches, firsts) = (0, 0)
            try client.influxQL("SELECT close, volume FROM bar GROUP BY symbol", database: "chunks", form: form) {
                batch in
                batches += 1
                if batch.isFirst { firsts += 1 }
                #expect(batch.rowCount <= 700)
                return true
            }
            #expect(firsts == 5)
            #expect(batches >= 40)
            let tables = try client.influxQLTables(
                "SELECT close, volume FROM bar GROUP BY symbol", database: "chunks", form: form)
            #expect(tables.map { $0.series["symbol"] } == ["A", "B C", "D,E", "F=G", "ü 📈"])
            for table in tables {
                #expect(table.series.name == "bar")
                #expect(table["close"]?.doubles == closes[table.series["symbol"] ?? ""], "seed 4")
                #expect(table["volume"]?.integers == (0..<5_000).map { Int64($0) })
            }
        }
        var seen = 0
        try client.influxQL("SELECT close FROM bar GROUP BY symbol", database: "chunks") { batch in
            seen += 1
            return seen < 3
        }
        #expect(seen == 3)
    }

    /// Every number of the shipped files, and generated ones up to a million.
    @Test func aMillionPointsComeBackEqualToTheBit() throws {
        let seed = UInt64.random(in: 0...99_999)
        let (_, client) = try RealServerTests.database("many")
        var random = RandomStream(seed: seed, name: "many")
        var lines: [UInt8] = []
        let real = try RealServerTests.shippedNumbers()
        for (series, values) in real {
            for (row, value) in values.enumerated() {
                lines += Array("real,series=\(series) value=\(value) \(1 + row)\n".utf8)
            }
        }
        let count = 1_000_000 - real.values.reduce(0) { $0 + $1.count }
        #expect(count < 900_000 && count > 500_000)
        var (closes, volumes, times): ([Double], [Int64], [Int64]) = ([], [], [])
        for index in 0..<count {
            // Any bits that are a number, so that every exponent occurs.
            var close = Double(bitPattern: random.next())
            while !close.isFinite { close = Double(bitPattern: random.next()) }
            closes.append(close)
            volumes.append(Int64(bitPattern: random.next()))
            times.append(1_577_973_000_000_000_000 + Int64(index) * 1_000_000_007)
            lines += Array("bar,symbol=A close=\(close),volume=\(volumes[index])i \(times[index])\n".utf8)
        }
        let writer = InfluxWriter(client, to: WriteTarget(database: "many"))
        for piece in LoopbackServer.pieces(lines, of: 1 << 20) { try writer.append(piece) }
        #expect(try writer.finish().acknowledgedLines == 1_000_000)
        let table = try #require(
            try client.influxQLTables("SELECT close, volume FROM bar WHERE symbol = 'A'", database: "many").first)
        #expect(table.rowCount == count)
        #expect(table["time"]?.values == .times(times))
        #expect(table["volume"]?.integers == volumes, "seed \(seed)")
        #expect(table["close"]?.doubles?.map(\.bitPattern) == closes.map(\.bitPattern), "seed \(seed)")
        let tables = try client.influxQLTables("SELECT value FROM real GROUP BY \"series\"", database: "many")
        #expect(tables.count == real.count)
        for table in tables {
            let series = table.series["series"] ?? ""
            #expect(
                table["value"]?.doubles?.map(\.bitPattern) == real[series]?.map(\.bitPattern), "\(series)")
        }
    }

    /// The numbers of each column of the shipped files, by `daily/aapl.csv:open`.
    private static func shippedNumbers() throws -> [String: [Double]] {
        var found: [String: [Double]] = [:]
        let files = ["daily/aapl", "daily/goog", "daily/sp500", "daily/etf_closes", "daily/stocks_closes", "minute/es"]
        for file in files {
            let path = SharedFolder.projectRoot.appendingPathComponent("Data/\(file).csv")
            let rows = try String(contentsOf: path, encoding: .utf8).split(separator: "\n")
                .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
            for (place, name) in rows[0].enumerated().dropFirst() {
                let values = rows.dropFirst().compactMap { Double($0[place]) }
                if !values.isEmpty { found["\(file):\(name)"] = values }
            }
        }
        return found
    }

    @Test func fieldsMayBeMissingInSomeRows() throws {
        let (_, client) = try RealServerTests.database("gaps")
        try RealServerTests.write("m a=1 1\nm b=2i 2\nm a=3,b=4i 3\nm c=\"x\" 4\n", client, to: "gaps")
        for form in [InfluxClient.RowForm.messagePack, .json] {
            let table = try #require(
                try client.influxQLTables("SELECT a, b, c FROM m", database: "gaps", form: form).first)
            #expect(table["a"]?.missing == [false, true, false, true])
            #expect(table["b"]?.missing == [true, false, false, true])
            #expect(table["c"]?.strings == ["", "", "", "x"])
            #expect(table["b"]?.integers == [0, 2, 4, 0])
        }
        #expect(try client.influxQLTables("SELECT * FROM nothing", database: "gaps") == [])
    }

    @Test func severalStatementsAreAnsweredApart() throws {
        let (_, client) = try RealServerTests.database("statements")
        try RealServerTests.write("m a=1 1\nn a=2 2\n", client, to: "statements")
        var found: [String] = []
        try client.influxQL("SELECT a FROM m; SELECT a FROM n", database: "statements") { batch in
            found.append("\(batch.statement) \(batch.series.name) \(batch.rowCount)")
            return true
        }
        #expect(found == ["0 m 1", "1 n 1"])
    }

    @Test func everyKindOfErrorIsToldApart() throws {
        let (server, client) = try RealServerTests.database("errors")
        try RealServerTests.write("m a=1 1\n", client, to: "errors")
        func error(_ query: String, database: String = "errors", _ client: InfluxClient) -> InfluxError? {
            InfluxFixtures.error { _ = try client.influxQLTables(query, database: database) }
        }
        #expect(error("SELECT foo(a) FROM m", client) == .statement(0, message: "undefined function foo()"))
        #expect(
            error("SELECT a FROM m", database: "no such", client)
                == .statement(0, message: "database not found: no such"))
        guard case .refused(_, 400, _, let syntax) = error("SELEC a", client) else {
            Issue.record("a syntax error is no refusal")
            return
        }
        #expect(syntax.hasPrefix("error parsing query: found SELEC"))
        // Nobody, a wrong password, and a user who may not.
        let nobody = try InfluxClient(InfluxOptions(url: server.url, kind: .v1))
        #expect(
            error("SELECT a FROM m", nobody)
                == .refused(
                    url: server.url + "/query", status: 401, code: nil,
                    message: "unable to parse authentication credentials"))
        setenv("BACKTEST_TEST_WRONG", "wrong", 1)
        let wrong = try InfluxClient(
            InfluxOptions(
                url: server.url, credentials: .user("admin", password: .environment("BACKTEST_TEST_WRONG"))))
        #expect(
            error("SELECT a FROM m", wrong)
                == .refused(url: server.url + "/query", status: 401, code: nil, message: "authorization failed"))
        try client.execute("CREATE USER reader WITH PASSWORD 'wrong'")
        let reader = try InfluxClient(
            InfluxOptions(
                url: server.url, credentials: .user("reader", password: .environment("BACKTEST_TEST_WRONG"))))
        guard case .refused(_, 403, _, _) = error("SELECT a FROM m", reader) else {
            Issue.record("a reader without rights is let in")
            return
        }
        let refused = InfluxFixtures.error {
            let writer = InfluxWriter(client, to: WriteTarget(database: "no such"))
            try writer.append(Array("m a=1 1\n".utf8))
            try writer.finish()
        }
        #expect(
            refused
                == .refused(
                    url: server.url + "/write", status: 404, code: nil, message: "database not found: \"no such\""))
    }

    @Test func namesAndValuesCannotEndAQuery() throws {
        let (_, client) = try RealServerTests.database("quotes")
        let seed = UInt64.random(in: 0...9_999)
        var random = RandomStream(seed: seed, name: "quotes")
        let alphabet = [
            "'", "\"", "\\", ";", " ", "\n", "a", "--", "/*", "*/", "é", "📈", "$", "{", "}", ",", "=", "\u{301}",
        ]
        for _ in 0..<60 {
            let text = (0..<Int(1 + random.next() % 8)).map { _ in alphabet[Int(random.next() % 18)] }.joined()
            let query =
                "SELECT \(QueryText.influxQLName(text)) FROM \(QueryText.influxQLName("m" + text)) "
                + "WHERE x = \(QueryText.influxQLString(text)); SHOW DATABASES"
            var statements: Set<Int> = []
            try client.influxQL(query, database: "quotes") { batch in
                statements.insert(batch.statement)
                return true
            }
            #expect(statements == [1], "seed \(seed), text \(text.debugDescription)")
        }
        try client.execute("CREATE DATABASE \(QueryText.influxQLName("a\"; DROP DATABASE quotes"))")
        let names = try client.influxQLTables("SHOW DATABASES")[0]["name"]?.strings ?? []
        #expect(names.contains("quotes"))
        #expect(names.contains("a\"; DROP DATABASE quotes"))
    }

    @Test func aQueryThatTheServerCutsOffIsAnErrorUnderStatus200() throws {
        let server = try InfluxServer(InfluxServer.Options(queryTimeout: 1))
        let client = try InfluxFixtures.client(server, batchRows: 1_000)
        try client.execute("CREATE DATABASE cut")
        let writer = InfluxWriter(client, to: WriteTarget(database: "cut"), options: .init(batchLines: 10_000))
        var next = 1
        // More than what the two ends of a connection hold for a reader that waits (some 10 MB): the server has not
        // said all when its limit is reached.
        let note = String(repeating: "n", count: 400)
        for _ in 0..<8 {
            let lines = (0..<10_000).map { "bar,symbol=S\($0 % 8) close=\($0).5,note=\"\(note)\" \(next + $0)\n" }
            next += 10_000
            try writer.append(Array(lines.joined().utf8))
        }
        try writer.finish()
        for form in [InfluxClient.RowForm.messagePack, .json] {
            var rows = 0
            let error = InfluxFixtures.error {
                try client.influxQL("SELECT * FROM bar GROUP BY symbol", database: "cut", form: form) { batch in
                    if rows == 0 { Thread.sleep(forTimeInterval: 2.5) }
                    rows += batch.rowCount
                    return true
                }
            }
            #expect(error == .statement(0, message: "query-timeout limit exceeded"))
            #expect(rows < next)
        }
    }

    @Test func aSecureServerIsTrustedByItsCertificateOnly() throws {
        let server = try InfluxServer(InfluxServer.Options(isSecure: true))
        func client(_ file: String?) throws -> InfluxClient {
            try InfluxClient(
                InfluxOptions(
                    url: server.url,
                    credentials: .user("admin", password: .environment(InfluxFixtures.passwordVariable)),
                    http: HTTPClient.Options(certificateAuthorityFile: file, retries: .never)))
        }
        let trusting = try client(server.certificate)
        try trusting.execute("CREATE DATABASE safe")
        try RealServerTests.write("m a=1 1\n", trusting, to: "safe")
        #expect(try trusting.influxQLTables("SELECT a FROM m", database: "safe")[0]["a"]?.doubles == [1])
        for file in [nil, "/nonexistent.pem"] {
            let error = InfluxFixtures.error { _ = try client(file) }
            guard case .http(.insecure) = error else {
                Issue.record("found \(String(describing: error))")
                return
            }
        }
    }
}
