import Core
import DataSources
import Foundation
import HTTPClient
import Synchronization
import TestSupport
import TimeSeries

/// What the tests of collecting share.
enum CollectingFixtures {
    /// A clock that a test sets, and that moves by what is waited.
    final class Clock: Sendable {
        private let state: Mutex<(now: Int64, waits: [Double])>

        init(_ text: String) { state = Mutex((CollectingFixtures.instant(text).nanoseconds, [])) }

        var now: Timestamp { Timestamp(nanoseconds: state.withLock { $0.now }) }
        var waits: [Double] { state.withLock { $0.waits } }

        func set(_ text: String) {
            let now = CollectingFixtures.instant(text).nanoseconds
            state.withLock { $0.now = now }
        }

        func advance(seconds: Double) {
            state.withLock { state in
                state.now += Int64((seconds * 1e9).rounded())
                state.waits.append(seconds)
            }
        }

        var clock: CollectClock {
            CollectClock(now: { self.now }, wait: { seconds, _ in self.advance(seconds: seconds) })
        }
    }

    /// An instant of a text such as `2024-01-02T14:30:00Z`.
    static func instant(_ text: String) -> Timestamp {
        let form = ISO8601DateFormatter()
        return Timestamp(nanoseconds: Int64(form.date(from: text)?.timeIntervalSince1970 ?? 0) * Timestamp.second)
    }

    /// A client that repeats at once, its waits noted on a clock.
    static func client(_ clock: Clock, attempts: Int = 3) -> HTTPClient {
        HTTPClient(
            HTTPClient.Options(
                connectTimeout: 60, idleTimeout: 60,
                retries: RetryPolicy(
                    attempts: attempts, firstWait: 1, jitter: { 1 },
                    wait: { seconds, _ in clock.advance(seconds: seconds) })))
    }

    /// A plan for a preset whose host is a server of the test.
    static func plan(
        _ mapping: EndpointMapping, at url: String, _ symbols: [String], every: String, start: String,
        calendar: String = "XNYS", policies: LoadPolicies = LoadPolicies()
    ) throws -> CollectPlan {
        var endpoint = mapping
        endpoint.base = url
        guard let timeframe = Timeframe(every) else { throw CocoaError(.featureUnsupported) }
        return CollectPlan(
            symbols: symbols, every: timeframe, start: instant(start), calendar: try .named(calendar),
            calendarName: calendar, policies: policies, endpoint: endpoint)
    }

    /// The answer of Yahoo's chart for rows of a time in seconds and open, high, low, close, volume; `nil` is a null.
    static func yahoo(_ rows: [(Int, [Double?])]) -> String {
        func list(_ place: Int) -> String {
            "[" + rows.map { $0.1[place].map { $0.description } ?? "null" }.joined(separator: ",") + "]"
        }
        let times = rows.map { String($0.0) }.joined(separator: ",")
        let quote =
            "{\"open\":\(list(0)),\"high\":\(list(1)),\"low\":\(list(2)),\"close\":\(list(3)),\"volume\":\(list(4))}"
        return """
            {"chart":{"result":[{"meta":{"currency":"USD","symbol":"AAPL","exchangeTimezoneName":"America/New_York",\
            "dataGranularity":"1m"},"timestamp":[\(times)],"indicators":{"quote":[\(quote)]}}],"error":null}}
            """
    }

    /// A row of a price that rises with its minute.
    static func row(_ second: Int, price: Double) -> (Int, [Double?]) {
        (second, [price, price + 1, price - 1, price + 0.5, 100])
    }
}

extension CollectingFixtures {
    /// Collects once into a folder and tells what it did of each symbol.
    static func collect(
        _ plan: CollectPlan, into folder: String, _ clock: Clock, attempts: Int = 3
    ) throws -> (texts: [String], failures: [String]) {
        var collector = try BarCollector(
            plan, client: client(clock, attempts: attempts),
            destination: CSVDestination(folder: folder, kind: plan.kind), clock: clock.clock)
        var (texts, failures): ([String], [String]) = ([], [])
        let failed = collector.collectAll { event in
            switch event {
            case .collected(let outcome): texts.append(outcome.text)
            case .failed(let symbol, let error): failures.append("\(symbol): \(error)")
            }
        }
        guard failed == failures.count else { throw CocoaError(.featureUnsupported) }
        return (texts, failures)
    }
}
