import Core
import DataSources
import Foundation
import HTTPClient
import Synchronization
import TestSupport
import Testing
import TimeSeries

/// When it is asked again.
@Suite struct CollectingScheduleTests {
    private typealias Fixtures = CollectingFixtures

    @Test(arguments: [
        ("2024-01-02T14:30:00Z", "2024-01-02T14:30:02Z"), ("2024-01-02T14:30:01Z", "2024-01-02T14:30:02Z"),
        ("2024-01-02T14:30:02Z", "2024-01-02T14:31:02Z"), ("2024-01-02T14:30:59Z", "2024-01-02T14:31:02Z"),
        ("1969-12-31T23:59:59Z", "1970-01-01T00:00:02Z"),
    ])
    func theNextTimeIsALittleAfterAnEdgeOfTheClock(now: String, next: String) {
        let schedule = CollectSchedule(period: Timestamp.minute, delay: 2 * Timestamp.second)
        #expect(schedule.next(after: Fixtures.instant(now)) == Fixtures.instant(next))
    }

    @Test func roundsKeepToTheEdgesHoweverLongOneTakes() throws {
        let clock = Fixtures.Clock("2024-01-02T14:30:20Z")
        let times = Mutex<[String]>([])
        let cancellation = Cancellation()
        let server = try LoopbackServer { _, number in
            times.withLock { $0.append(clock.now.description) }
            // The third round takes two minutes and a half.
            clock.advance(seconds: number == 2 ? 150 : 7)
            if number == 4 { cancellation.cancel() }
            return LoopbackServer.answer(200, Fixtures.yahoo([]))
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let plan = try Fixtures.plan(.yahoo, at: server.url, ["A"], every: "1m", start: "2024-01-02T14:00:00Z")
        var collector = try BarCollector(
            plan, client: Fixtures.client(clock), destination: CSVDestination(folder: folder.url.path, kind: .bars),
            clock: clock.clock, cancellation: cancellation)
        collector.collectAll(
            on: CollectSchedule(period: Timestamp.minute, delay: 2 * Timestamp.second), report: { _ in })
        #expect(
            times.withLock { $0 } == [
                "2024-01-02T14:30:20Z", "2024-01-02T14:31:02Z", "2024-01-02T14:32:02Z", "2024-01-02T14:35:02Z",
                "2024-01-02T14:36:02Z",
            ])
    }

    @Test func aCancellationEndsARequestThatHangsAndIsNoFailure() throws {
        let cancellation = Cancellation()
        let server = try LoopbackServer { _, _ in
            cancellation.cancel()
            return [.pause(2), .close]
        }
        defer { server.stop() }
        let folder = try TestSupport.TemporaryFolder()
        let clock = Fixtures.Clock("2024-01-02T14:30:20Z")
        let plan = try Fixtures.plan(.yahoo, at: server.url, ["A", "B"], every: "1m", start: "2024-01-02T14:00:00Z")
        var collector = try BarCollector(
            plan, client: Fixtures.client(clock), destination: CSVDestination(folder: folder.url.path, kind: .bars),
            clock: clock.clock, cancellation: cancellation)
        var events = 0
        #expect(collector.collectAll { _ in events += 1 } == 0)
        #expect(events == 0 && server.requests.count == 1)
    }
}
