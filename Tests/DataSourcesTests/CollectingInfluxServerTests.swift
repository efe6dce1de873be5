import Core
import DataSources
import Foundation
import HTTPClient
import InfluxDB
import TestSupport
import Testing
import TimeSeries

/// Collected bars and quotes in the real InfluxDB 1.x, with authentication.
@Suite(.serialized, .enabled(if: InfluxServer.isPresent, Comment(rawValue: InfluxServer.absentNote)))
struct CollectingInfluxServerTests {
    private typealias Fixtures = CollectingFixtures

    private static func destination(
        _ server: InfluxServer, _ database: String, _ kind: CollectedKind, policy: String? = nil,
        cancellation: Cancellation = Cancellation()
    ) throws -> InfluxDestination {
        _ = InfluxPlace.passwordVariable
        return try InfluxDestination(
            InfluxDestination.Options(
                server: InfluxOptions(
                    url: server.url,
                    credentials: .user(InfluxServer.user, password: .environment(InfluxPlace.passwordVariable)),
                    http: HTTPClient.Options(retries: RetryPolicy(attempts: 2, firstWait: 0.02, longestWait: 0.05))),
                database: database, retentionPolicy: policy, batchRows: 500),
            kind: kind, cancellation: cancellation)
    }

    private static func bar(_ minute: Int, _ random: inout RandomStream, volume: Double = 5) -> CollectedBar {
        let price = 100 + Double(random.next() % 1_000_003) / 7_919
        return CollectedBar(
            stamp: Int64(28_000_000 + minute) * Timestamp.minute, open: price, high: price + 1, low: price / 3,
            close: price + 0.1, volume: volume)
    }

    @Test func barsComeBackToTheBitAndOnlyChangesAreSent() throws {
        let server = try InfluxServer()
        try server.ask("CREATE DATABASE \"d b\" WITH DURATION INF SHARD DURATION 52w")
        let destination = try Self.destination(server, "d b", .bars)
        let seed = UInt64.random(in: 0...9_999)
        var random = RandomStream(seed: seed, name: "collected points")
        for symbol in ["BRK B", "a=b, 'c' \"\\📈"] {
            var bars = (0..<3_000).map { Self.bar($0, &random, volume: $0 % 7 == 3 ? .nan : Double($0)) }
            #expect(try destination.lastBars(of: symbol, count: 2).isEmpty)
            #expect(try destination.write(bars, of: symbol).added.count == 3_000, "seed \(seed)")
            #expect(try destination.lastBars(of: symbol, count: 3_000) == bars, "seed \(seed)")
            #expect(try destination.lastBars(of: symbol, count: 2) == bars.suffix(2))
            bars[2_999].close += 0.25
            bars.append(Self.bar(3_000, &random))
            let changes = try destination.write(Array(bars.suffix(3)), of: symbol)
            #expect(changes.revised == [bars[2_999]] && changes.added == [bars[3_000]], "seed \(seed)")
            #expect(try destination.write(bars, of: symbol) == BarChanges(), "seed \(seed)")
            #expect(try destination.lastBars(of: symbol, count: 3_001) == bars, "seed \(seed)")
        }
    }

    @Test func barsThatTheServerDoesNotTakeAreNamedAndTheOthersStored() throws {
        let server = try InfluxServer()
        try server.ask("CREATE DATABASE d")
        try server.ask("CREATE RETENTION POLICY \"short one\" ON d DURATION 1d REPLICATION 1")
        let destination = try Self.destination(server, "d", .bars, policy: "short one")
        let minute = Int(CollectClock.system.now().nanoseconds / Timestamp.minute) - 28_000_000
        var random = RandomStream(seed: 3, name: "collected points")
        let bars = [minute - 100_000, minute - 2, minute - 1].map { Self.bar($0, &random) }
        let changes = try destination.write(bars, of: "A")
        #expect(changes.added == Array(bars.dropFirst()) && changes.revised.isEmpty)
        #expect(changes.rejected.map(\.time.nanoseconds) == [bars[0].stamp])
        #expect(changes.rejected.first?.description.contains("beyond retention policy") == true)
        #expect(try destination.lastBars(of: "A", count: 5) == Array(bars.dropFirst()))
    }

    @Test func aFieldOfAnotherTypeIsNamedByTheServersWords() throws {
        let server = try InfluxServer()
        try InfluxPlace.write(
            ["bar,symbol=A volume=5i \(28_000_000 * Timestamp.minute)"], server, to: "typed")
        let destination = try Self.destination(server, "typed", .bars)
        var random = RandomStream(seed: 4, name: "collected points")
        let changes = try destination.write([Self.bar(1, &random)], of: "A")
        #expect(changes.added.isEmpty && changes.rejected.count == 1)
        #expect(changes.rejected.first?.line.reason.contains("field type conflict") == true, "\(changes.rejected)")
    }

    @Test func aServerThatIsKilledAndComesBackHasEveryBarOnce() throws {
        let server = try InfluxServer()
        try server.ask("CREATE DATABASE d WITH DURATION INF SHARD DURATION 52w")
        let destination = try Self.destination(server, "d", .bars)
        var random = RandomStream(seed: 5, name: "collected points")
        let bars = (0..<1_000).map { Self.bar($0, &random) }
        _ = try destination.write(Array(bars[..<400]), of: "A")
        server.kill()
        #expect(throws: CollectError.self) { try destination.write(bars, of: "A") }
        try server.start()
        #expect(try destination.lastBars(of: "A", count: 400) == Array(bars[..<400]))
        #expect(try destination.write(bars, of: "A").added.count == 600)
        #expect(try destination.lastBars(of: "A", count: 2_000) == bars)
    }

    @Test func quotesAreContinuedFromTheDatabase() throws {
        let server = try InfluxServer()
        try server.ask("CREATE DATABASE d")
        let answers = try LoopbackServer { _, number in
            LoopbackServer.answer(200, "{\"quote\":{\"last\":\(100 + number)\(number == 1 ? "" : ",\"size\":3")}}")
        }
        defer { answers.stop() }
        var mapping = EndpointMapping(
            name: "declared", base: "", address: "/q/{symbol}",
            columns: [EndpointMapping.Column(.price, "last"), EndpointMapping.Column(.size, "size")])
        mapping.rows = "quote"
        let clock = Fixtures.Clock("2024-01-02T00:00:00Z")
        let plan = try Fixtures.plan(
            mapping, at: answers.url, ["X"], every: "1s", start: "2024-01-01T00:00:00Z", calendar: "24/7")
        for second in 0..<3 {
            clock.set("2024-01-02T00:00:0\(second)Z")
            var collector = try BarCollector(
                plan, client: Fixtures.client(clock),
                destination: try Self.destination(server, "d", .quotes), clock: clock.clock)
            #expect(try collector.collect("X").changes.added.count == 1)
        }
        let held = try Self.destination(server, "d", .quotes).lastBars(of: "X", count: 5)
        #expect(held.map(\.close) == [100, 101, 102] && held.map { $0.volume.isNaN } == [false, true, false])
    }
}
