import Core
import DataSources
import Foundation
import HTTPClient
import InfluxDB
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// Bars pushed to the real InfluxDB 1.x, with authentication.
@Suite(.serialized, .enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
struct BarPushTests {
    static let passwordVariable: String = {
        setenv("BACKTEST_TEST_PUSH_PASSWORD", InfluxServer.password, 1)
        return "BACKTEST_TEST_PUSH_PASSWORD"
    }()

    static func client(_ server: InfluxServer) throws -> InfluxClient {
        try InfluxClient(
            InfluxOptions(
                url: server.url, credentials: .user(InfluxServer.user, password: .environment(passwordVariable)),
                http: HTTPClient.Options(retries: RetryPolicy(attempts: 3, firstWait: 0.05, longestWait: 0.2))))
    }

    /// Compares what a database holds of a series with the series, to the bit.
    static func expectHeld(_ series: BarSeries, by client: InfluxClient, _ database: String, note: Comment) throws {
        let tables = try client.influxQLTables(
            "SELECT open, high, low, close, volume FROM bar WHERE symbol = $symbol", database: database,
            parameters: ["symbol": .string(series.instrument.symbol)])
        let table = try #require(tables.first, note)
        #expect(table.rowCount == series.count, note)
        #expect(table["time"]?.values == .times(series.start), note)
        for (name, values) in [
            ("open", series.open), ("high", series.high), ("low", series.low), ("close", series.close),
            ("volume", series.volume),
        ] {
            let found = try #require(table[name]?.asDoubles, note)
            #expect(found.count == values.count, note)
            let isEqual = zip(found, values).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN }
            #expect(isEqual, "\(name): \(note.rawValue)")
        }
    }

    static func count(_ client: InfluxClient, _ database: String) throws -> Double {
        try client.influxQLTables("SELECT count(close) FROM bar", database: database).first?["count"]?.asDoubles?.first
            ?? 0
    }

    @Test func shippedAndGeneratedBarsComeBackToTheBitAndASecondPushChangesNothing() throws {
        let server = try InfluxServer()
        let client = try Self.client(server)
        #expect(try client.createDatabase("push") == .made)
        #expect(try client.createDatabase("push") == .present)
        #expect(try client.createDatabase("push", retentionPolicy: "long \"term\"") == .addedPolicy)
        #expect(try client.createDatabase("push", retentionPolicy: "long \"term\"") == .present)
        let shipped = try MarketData.load(
            CSVReadOptions(
                paths: [SharedFolder.projectRoot.appendingPathComponent("Data/daily/aapl.csv").path], calendar: "XNYS"))
        let seed = UInt64.random(in: 0...9_999)
        var all = shipped.panel.series
        all += ["BRK B", "A,B=c", "📈"].enumerated().map { place, symbol in
            BarLinesTests.series([99_000, 700, 300][place], symbol: symbol, seed: seed)
        }
        let total = all.reduce(0) { $0 + $1.count }
        for attempt in 1...2 {
            let push = try BarPush(client, to: WriteTarget(database: "push"), options: BarPushOptions(batchRows: 7_000))
            let progress = try push.run(all)
            #expect(progress.acknowledged == total && progress.stored == total && progress.skipped == 0)
            #expect(progress.requests == (total + 6_999) / 7_000)
            #expect(try Self.count(client, "push") == Double(total))
            for one in all { try Self.expectHeld(one, by: client, "push", note: "seed \(seed), push \(attempt)") }
        }
        let policies = try client.influxQLTables("SHOW RETENTION POLICIES ON push")
        #expect(policies.first?.rowCount == 2)
    }

    @Test func aServerKilledInTheMiddleLosesAndDoublesNothing() throws {
        let server = try InfluxServer()
        var client = try Self.client(server)
        try client.createDatabase("killed")
        let folder = try TemporaryFolder()
        let path = try folder.path("push.state")
        let seed = UInt64.random(in: 0...9_999)
        let all = ["A B", "C"].map { BarLinesTests.series(30_000, symbol: $0, seed: seed) }
        let note: Comment = "seed \(seed)"
        var random = RandomStream(seed: seed, name: "kill")
        let pause = Double(random.next() % 20) / 1_000
        let killer = Mutex<Bool>(false)
        let push = try BarPush(
            client, to: WriteTarget(database: "killed"), options: BarPushOptions(batchRows: 1_000),
            resume: (path, server.url)
        ) { progress in
            let process = server.processIdentifier
            // Where the thread that kills has not had its turn yet.
            if progress.acknowledged >= 45_000 { Glibc.kill(process, SIGKILL) }
            guard progress.acknowledged >= 20_000,
                killer.withLock({
                    let was = $0; $0 = true; return !was
                })
            else { return }
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: pause)
                Glibc.kill(process, SIGKILL)
            }
        }
        var failure: BarPushError?
        do throws(BarPushError) { try push.run(all) } catch { failure = error }
        guard case .database(.http)? = failure else {
            Issue.record("found \(String(describing: failure)), \(note)")
            return
        }
        let acknowledged = push.progress.acknowledged
        #expect(acknowledged >= 20_000 && acknowledged < 60_000, note)
        server.kill()
        try server.start()
        client = try Self.client(server)
        #expect(try Self.count(client, "killed") >= Double(acknowledged), note)
        let again = try BarPush(
            client, to: WriteTarget(database: "killed"), options: BarPushOptions(batchRows: 1_000),
            resume: (path, server.url))
        let progress = try again.run(all)
        #expect(progress.skipped == acknowledged && progress.acknowledged == 60_000 - acknowledged, note)
        #expect(again.changed.isEmpty)
        for one in all { try Self.expectHeld(one, by: client, "killed", note: note) }
        #expect(try Self.count(client, "killed") == 60_000)
    }

    @Test func onlyNewAndChangedBarsAreSentAgain() throws {
        let server = try InfluxServer()
        let client = try Self.client(server)
        try client.createDatabase("grown")
        let folder = try TemporaryFolder()
        let path = try folder.path("push.state")
        func push(_ series: [BarSeries], measurement: String = "bar") throws -> BarPush {
            let push = try BarPush(
                client, to: WriteTarget(database: "grown"), options: BarPushOptions(measurement: measurement),
                resume: (path, server.url))
            try push.run(series)
            return push
        }
        let (one, two) = (
            BarLinesTests.series(5_500, symbol: "one", seed: 1), BarLinesTests.series(40, symbol: "two", seed: 2)
        )
        _ = try push([one.slice(0..<5_000), two])
        let grown = try push([one, two])
        #expect(grown.progress.skipped == 5_040 && grown.progress.acknowledged == 500 && grown.changed.isEmpty)
        let none = try push([one, two])
        #expect(none.progress.skipped == 5_540 && none.progress.acknowledged == 0 && none.progress.requests == 0)
        let other = BarLinesTests.series(40, symbol: "two", seed: 3)
        let changed = try push([one, other])
        #expect(changed.progress.skipped == 5_500 && changed.progress.acknowledged == 40 && changed.changed == ["two"])
        try Self.expectHeld(other, by: client, "grown", note: "changed")
        #expect(throws: BarPushError.otherTarget(path: path)) { try push([one], measurement: "elsewhere") }
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(!text.contains(InfluxServer.password))
        for (broken, line) in [("", 1), ("x\n", 1), (text.replacing("5500 ", with: "many "), 3)] {
            try broken.write(toFile: path, atomically: true, encoding: .utf8)
            do throws(BarPushError) {
                _ = try BarPush(
                    client, to: WriteTarget(database: "grown"), options: BarPushOptions(), resume: (path, server.url))
                Issue.record("'\(broken.prefix(20))' is read")
            } catch {
                guard case .state(path, line, _, _) = error else {
                    Issue.record("found \(error)")
                    continue
                }
            }
        }
    }

    @Test func whatTheServerNoLongerHoldsIsSentAgain() throws {
        let server = try InfluxServer()
        let client = try Self.client(server)
        let folder = try TemporaryFolder()
        let path = try folder.path("push.state")
        let all = ["one", "two, \"odd\""].map { BarLinesTests.series(300, symbol: $0, seed: 4) }
        func push() throws -> BarPush {
            try client.createDatabase("dropped")
            let push = try BarPush(
                client, to: WriteTarget(database: "dropped"), options: BarPushOptions(), resume: (path, server.url))
            try push.run(all)
            return push
        }
        _ = try push()
        let again = try push()
        #expect(again.progress.skipped == 600 && again.lost.isEmpty && again.unasked == nil)
        try client.execute("DROP SERIES FROM bar WHERE symbol = 'one'", database: "dropped")
        let half = try push()
        #expect(half.progress.skipped == 300 && half.progress.acknowledged == 300 && half.lost == ["one"])
        try client.execute("DROP DATABASE dropped")
        let whole = try push()
        #expect(whole.progress.acknowledged == 600 && whole.lost == ["one", "two, \"odd\""])
        for one in all { try Self.expectHeld(one, by: client, "dropped", note: "again") }
    }

    /// What 2.x and 3 answer to the question for their counts.
    @Test(arguments: [
        (
            InfluxKind.v2, 200, "text/csv",
            "#datatype,string,long,string,long\n#group,false,false,true,false\n#default,_result,,,\n"
                + ",result,table,symbol,_value\n,,0,one,3\n,,1,two,2\n", ["two"]
        ),
        (
            InfluxKind.v3, 200, "application/jsonl",
            "{\"symbol\":\"one\",\"count\":3}\n{\"symbol\":\"two\",\"count\":2}\n", ["two"]
        ),
        (InfluxKind.v3, 400, "application/json", "{\"error\":\"table 'public.iox.bar' not found\"}", ["one", "two"]),
    ])
    func othersAreAskedForTheirCountsToo(
        kind: InfluxKind, status: Int, type: String, body: String, lost: [String]
    ) throws {
        let server = try LoopbackServer { request, _ in
            request.path.contains("write")
                ? LoopbackServer.answer(204) : LoopbackServer.answer(status, body, type: type)
        }
        defer { server.stop() }
        let client = try InfluxClient(
            InfluxOptions(
                url: server.url, kind: kind, organisation: .name("o"), http: HTTPClient.Options(retries: .never)))
        let folder = try TemporaryFolder()
        let path = try folder.path("push.state")
        let all = ["one", "two"].map { BarLinesTests.series(3, symbol: $0, seed: 4) }
        for round in 0..<2 {
            let push = try BarPush(
                client, to: WriteTarget(database: "d"), options: BarPushOptions(), resume: (path, server.url))
            try push.run(all)
            #expect(push.lost == (round == 0 ? [] : lost))
            #expect(push.unasked == nil)
        }
    }

    @Test func whoMayNotReadIsBelievedAndTold() throws {
        let server = try LoopbackServer { request, _ in
            request.path.contains("write")
                ? LoopbackServer.answer(204) : LoopbackServer.answer(403, "{\"code\":\"forbidden\",\"message\":\"no\"}")
        }
        defer { server.stop() }
        let client = try InfluxClient(
            InfluxOptions(
                url: server.url, kind: .v2, organisation: .name("o"), http: HTTPClient.Options(retries: .never)))
        let folder = try TemporaryFolder()
        let path = try folder.path("push.state")
        let all = [BarLinesTests.series(3, symbol: "one", seed: 4)]
        for round in 0..<2 {
            let push = try BarPush(
                client, to: WriteTarget(database: "d"), options: BarPushOptions(), resume: (path, server.url))
            try push.run(all)
            #expect(push.progress.skipped == (round == 0 ? 0 : 3))
            #expect((push.unasked == nil) == (round == 0))
        }
    }

    @Test func aBarThatTheServerRefusesIsNamed() throws {
        let server = try InfluxServer()
        let client = try Self.client(server)
        try client.createDatabase("refused")
        let writer = InfluxWriter(client, to: WriteTarget(database: "refused"))
        let series = ["A", "B C"].map {
            BarLinesTests.series(300, symbol: $0, seed: 4, length: 2 * Timestamp.minute)
        }
        // Open is an integer in the shard of one bar: a float conflicts with it.
        try client.execute(
            "CREATE RETENTION POLICY short ON refused DURATION INF REPLICATION 1 SHARD DURATION 1h DEFAULT")
        let time = series[1].start[150]
        try writer.append(Array("bar,symbol=other open=1i \(time)\n".utf8))
        try writer.finish()
        let folder = try TemporaryFolder()
        let path = try folder.path("push.state")
        let push = try BarPush(
            client, to: WriteTarget(database: "refused"), options: BarPushOptions(batchRows: 250),
            resume: (path, server.url))
        try push.run(series)
        let rejected = push.progress.rejected
        // The 30 bars of each instrument that lie in that hour.
        let hour = time / Timestamp.hour
        let expected = series.flatMap { one in
            one.start.filter { $0 / Timestamp.hour == hour }.map { (one.instrument.symbol, $0) }
        }
        #expect(rejected.map(\.symbol) == expected.map(\.0))
        #expect(rejected.map(\.time.nanoseconds) == expected.map(\.1))
        #expect(rejected.first?.description.contains("field type conflict") == true)
        #expect(try Self.count(client, "refused") == Double(600 - expected.count))
        // What was refused is tried again.
        let again = try BarPush(
            client, to: WriteTarget(database: "refused"), options: BarPushOptions(batchRows: 250),
            resume: (path, server.url))
        try again.run(series)
        #expect(again.progress.skipped == 0 && again.progress.rejected.count == expected.count)
    }

    /// A server that takes nothing of one instrument: the push gives up, and nothing that may not have been sent counts.
    @Test func aPushThatIsGivenUpCountsNoBatchThatMayNotHaveBeenSent() throws {
        let taken = Mutex<Set<String>>([])
        let server = try LoopbackServer { request, _ in
            let lines = String(decoding: request.body, as: UTF8.self).split(separator: "\n").map { String($0) }
            let good = lines.filter { !$0.contains("symbol=bad") }
            taken.withLock { $0.formUnion(good) }
            return good.count == lines.count
                ? LoopbackServer.answer(204)
                : LoopbackServer.answer(400, "{\"error\":\"partial write: field type conflict dropped=1\"}")
        }
        defer { server.stop() }
        let client = try InfluxClient(InfluxOptions(url: server.url, kind: .v1))
        let folder = try TemporaryFolder()
        let path = try folder.path("push.state")
        let series = ["first", "bad", "last"].map { BarLinesTests.series(400, symbol: $0, seed: 6) }
        func push() throws -> BarPush {
            try BarPush(
                client, to: WriteTarget(database: "d"), options: BarPushOptions(batchRows: 1_000),
                resume: (path, server.url))
        }
        let given = try push()
        do throws(BarPushError) {
            try given.run(series)
            Issue.record("it is not given up")
        } catch {
            guard case .database(.rejected) = error else {
                Issue.record("found \(error)")
                return
            }
        }
        #expect(given.progress.acknowledged == 0 && given.progress.stored == 0)
        #expect(given.progress.rejected.allSatisfy { $0.symbol == "bad" } && given.progress.rejected.count > 100)
        // Without the bad one all others are sent, those of the batch that was given up too.
        let again = try push()
        try again.run([series[0], series[2]])
        #expect(again.progress.stored == 800 && again.progress.skipped == 0)
        #expect(taken.withLock { $0.count } == 800)
    }

    @Test func aCancelledPushSaysWhatWasAcknowledged() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(204) }
        defer { server.stop() }
        let client = try InfluxClient(InfluxOptions(url: server.url, kind: .v1))
        let cancellation = Cancellation()
        let push = try BarPush(
            client, to: WriteTarget(database: "d"), options: BarPushOptions(batchRows: 100), cancellation: cancellation
        ) { if $0.acknowledged == 300 { cancellation.cancel() } }
        do throws(BarPushError) {
            try push.run([BarLinesTests.series(1_000, symbol: "A", seed: 4)])
            Issue.record("it is not cancelled")
        } catch {
            #expect(error.isCancellation, "\(error)")
        }
        #expect(push.progress.acknowledged == 300)
    }
}
