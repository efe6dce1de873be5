import Foundation
import TestSupport
import Testing

/// InfluxData's own client libraries, and InfluxDB itself, write to `backtest data listen`.
@Suite(.enabled(if: ListeningProgram.isPresent, Comment(rawValue: ListeningProgram.absentNote)))
struct ListenClientTests {
    /// The Python of `Tests/run`, with the clients installed.
    static let python = SharedFolder.projectRoot.appendingPathComponent(".build-clients/bin/python").path
    static let hasClients = FileManager.default.isExecutableFile(atPath: python)
    static let absentNote = "needs the clients of InfluxDB in .build-clients: Tests/run installs them"

    private func client(_ script: String, _ program: ListeningProgram) throws -> String {
        let outcome = try Program.run(["-c", script, "http://127.0.0.1:\(program.port)"], executable: Self.python)
        #expect(outcome.status == 0, "\(outcome.errors)")
        return outcome.output
    }

    @Test(.enabled(if: hasClients, Comment(rawValue: absentNote)))
    func theClientOf1xWritesAndReadsItsDatabases() throws {
        let program = try ListeningProgram(ListenTests.ticks)
        let output = try client(
            """
            import sys
            from urllib.parse import urlparse
            from influxdb import InfluxDBClient
            from influxdb.exceptions import InfluxDBClientError
            client = InfluxDBClient('127.0.0.1', urlparse(sys.argv[1]).port, 'u', 'p', 'market')
            print(client.ping())
            client.create_database('market')
            print(client.get_list_database())
            points = [{'measurement': 'trade', 'tags': {'symbol': 'A B'}, 'time': 1_000_000_000 * second,
                       'fields': {'price': 10.0 + second, 'size': 2}} for second in range(0, 121, 20)]
            print(client.write_points(points, batch_size=3))
            try:
                client.write(['trade,symbol=A price'], {'db': 'market'}, 204, 'line')
            except InfluxDBClientError as error:
                print(error.code, error.content)
            try:
                client.query('SELECT * FROM trade')
            except InfluxDBClientError as error:
                print(error)
            """, program)
        let lines = output.split(separator: "\n").map(String.init)
        #expect(lines.prefix(3) == ["1.8.10-backtest", "[{'name': 'market'}]", "True"])
        #expect(lines[3] == "400 {\"error\":\"unable to parse 'trade,symbol=A price': invalid field format\"}")
        #expect(lines.last?.contains("this is backtest data listen") ?? false)
        #expect(program.waits { program.output.split(separator: "\n").count == 2 })
        #expect(program.output.contains("\"symbol\":\"A B\",\"start\":\"1970-01-01T00:01:00Z\""))
        #expect(program.output.contains("\"open\":70,\"high\":110,\"low\":70,\"close\":110,\"volume\":6,\"points\":3"))
    }

    @Test(.enabled(if: hasClients, Comment(rawValue: absentNote)))
    func theClientOf2Writes() throws {
        let folder = try TemporaryFolder()
        let token = try folder.write("t0ken\n", to: "token")
        let program = try ListeningProgram(ListenTests.ticks + ["--token-file", token, "--database", "market"])
        let output = try client(
            """
            import sys
            from influxdb_client import InfluxDBClient, Point
            from influxdb_client.client.write_api import SYNCHRONOUS, WriteOptions
            from influxdb_client.rest import ApiException
            def write(client, bucket, lines):
                try:
                    client.write_api(write_options=SYNCHRONOUS).write(bucket, 'o', lines)
                    print('written')
                except ApiException as error:
                    print(error.status, error.body)
            for packed in [False, True]:
                with InfluxDBClient(sys.argv[1], token='t0ken', org='o', enable_gzip=packed) as client:
                    print(client.ping(), client.health().status, client.version())
                    write(client, 'market', [Point('trade').tag('symbol', 'A').field('price', float(s)).field('size', 1)
                                             .time(s * 1_000_000_000) for s in range(0, 61, 10)])
                    write(client, 'market', 'trade,symbol=A price')
                    write(client, 'other', 'trade,symbol=A price=1')
                    with client.write_api(write_options=WriteOptions(batch_size=1000)) as batching:
                        batching.write('market', 'o', [f'trade,symbol=B price={s},size=1 {s}000000000' for s in range(3001)])
            with InfluxDBClient(sys.argv[1], token='wrong', org='o') as client:
                write(client, 'market', 'trade,symbol=A price=1')
            """, program)
        let lines = output.split(separator: "\n").map(String.init)
        let once = [
            "True pass 1.8.10-backtest", "written",
            "400 {\"code\":\"invalid\",\"message\":\"unable to parse 'trade,symbol=A price': invalid field format\"}",
            "404 {\"code\":\"not found\",\"message\":\"bucket \"other\" not found\"}".replacingOccurrences(
                of: "\"other\"", with: "\\\"other\\\""),
        ]
        #expect(lines == once + once + ["401 {\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}"])
        #expect(program.waits { (try? program.folder.read("bars/B.csv").split(separator: "\n").count == 51) ?? false })
        #expect(try program.folder.read("bars/A.csv").contains("1970-01-01T00:00:00Z,A,0,50,0,50,6\n"))
    }

    @Test(.enabled(if: hasClients, Comment(rawValue: absentNote)))
    func theClientOf3Writes() throws {
        let program = try ListeningProgram(ListenTests.ticks)
        let output = try client(
            """
            import sys
            from influxdb_client_3 import InfluxDBClient3, Point, SYNCHRONOUS, write_client_options
            client = InfluxDBClient3(host=sys.argv[1], token='t', database='market',
                                     write_client_options=write_client_options(write_options=SYNCHRONOUS))
            client.write([Point('trade').tag('symbol', 'A').field('price', float(s)).field('size', 1)
                          .time(s * 1_000_000_000) for s in range(0, 61, 10)])
            try:
                client.write('trade,symbol=A price')
            except Exception as error:
                print(error.response.status if hasattr(error, 'response') else error)
            """, program)
        #expect(output == "400\n")
        #expect(program.waits { program.output.contains("\"open\":0,\"high\":50,\"low\":0,\"close\":50,\"volume\":6") })
    }

    /// The answers to writes are those of InfluxDB 1.6, byte for byte.
    @Test(.enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
    func writesAreAnsweredAsInfluxDBAnswers() throws {
        let server = try InfluxServer(InfluxServer.Options(isAuthenticated: false))
        try server.ask("CREATE DATABASE d")
        let program = try ListeningProgram(ListenTests.ticks + ["--database", "d"])
        for (query, body) in [
            ("db=d", "m v=1 1\n"), ("db=d", ""), ("db=d", "m v=1"), ("", "m v=1 1"), ("db=x", "m v=1 1"),
            ("db=d", "m,a=1 1000"), ("db=d", "m v=1 1\nm,a=1 1000\nm v=2 2\nxx\n"), ("db=d", "xx\nm,a=1 1000\n"),
            ("db=d&precision=fortnight", "m v=1 1"), ("db=d&precision=ms", "m v=1 99999999999999999"),
            ("db=d", ",a=1 v=1"), ("db=d", "m,=1 v=1"), ("db=d", "m v=1i2"), ("db=d", "m v=\"x"), ("db=d", "m v=NaN"),
            ("db=d", "m v=99999999999999999999i"), ("db=d", "# a comment\n"), ("db=d", "m v= 1"),
        ] {
            let ours = try program.request("POST", "/write?" + query, Array(body.utf8))
            let theirs = try program.request("POST", "/write?" + query, Array(body.utf8), port: server.port)
            #expect(ours.status == theirs.status && ours.body == theirs.body, "\(query) \(body)")
            #expect(ours.headers["x-influxdb-error"] == theirs.headers["x-influxdb-error"], "\(query) \(body)")
        }
    }

    /// A subscription of InfluxDB 1.x pushes each write to the listener, and bars appear without anybody asking.
    @Test(.enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
    func aSubscriptionOfInfluxDBTriggersBars() throws {
        let program = try ListeningProgram(ListenTests.ticks)
        let server = try InfluxServer(InfluxServer.Options(isAuthenticated: false))
        try server.ask("CREATE DATABASE live")
        try server.ask(
            "CREATE SUBSCRIPTION sub0 ON live.autogen DESTINATIONS ALL 'http://127.0.0.1:\(program.port)'")
        for batch in 0..<20 {
            let lines = (0..<500).map { ListenTests.trade("S\($0 % 5)", batch * 100 + $0 / 5, Double($0 / 5 + 1)) }
                .joined()
            try program.folder.write(lines, to: "batch")
            let sent = try Program.run(
                ["-sS", "--noproxy", "*", "-XPOST", "--data-binary", "@batch", server.url + "/write?db=live"],
                in: program.folder.url, executable: "/usr/bin/curl")
            #expect(sent.status == 0 && sent.output.isEmpty, "\(sent.output)\(sent.errors)")
        }
        // 2,000 seconds of five symbols: 33 whole minutes, complete without the clock. The server may push batches side by
        // side, so that bars may be revised on the way.
        let isWhole = program.waits {
            (0..<5).allSatisfy { symbol in
                let rows = (try? program.folder.read("bars/S\(symbol).csv").split(separator: "\n").dropFirst()) ?? []
                return rows.count == 33 && rows.allSatisfy { $0.hasSuffix(",60") }
            }
        }
        #expect(isWhole)
        #expect(program.output.split(separator: "\n").count >= 165)
        #expect(program.stop() == 0)
        for symbol in 0..<5 {
            let rows = try program.folder.read("bars/S\(symbol).csv").split(separator: "\n").dropFirst()
            #expect(rows.first == "1970-01-01T00:00:00Z,S\(symbol),1,60,1,60,60")
            #expect(rows.dropFirst().first == "1970-01-01T00:01:00Z,S\(symbol),61,100,1,20,60")
        }
    }
}
