import Core
import DataSources
import Foundation
import TestSupport
import Testing
import TimeSeries

/// Going on from what lies in the output.
@Suite struct CollectingResumeTests {
    private typealias Fixtures = CollectingFixtures
    private static let open = 1_704_205_800  // 2024-01-02T14:30:00Z

    /// A server of minutes from the open on, of which the one at `revised` has another price than before.
    private func server(count: Int, revised: Int? = nil, factor: Double = 1) throws -> LoopbackServer {
        try LoopbackServer { request, _ in
            let from = Int(request.query["period1"] ?? "") ?? 0
            let rows = (0..<count).map { minute in
                Fixtures.row(
                    CollectingResumeTests.open + 60 * minute,
                    price: (100 + Double(minute) + (minute == revised ? 0.25 : 0)) * factor)
            }
            return LoopbackServer.answer(200, Fixtures.yahoo(rows.filter { $0.0 >= from }))
        }
    }

    private func collect(_ server: LoopbackServer, _ folder: TestSupport.TemporaryFolder, at time: String) throws -> (
        texts: [String], failures: [String]
    ) {
        defer { server.stop() }
        let plan = try Fixtures.plan(.yahoo, at: server.url, ["AAPL"], every: "1m", start: "2024-01-02T05:00:00Z")
        return try Fixtures.collect(plan, into: folder.url.path, Fixtures.Clock(time))
    }

    @Test func theLastBarsAreAskedForAgainAndReplaced() throws {
        let folder = try TestSupport.TemporaryFolder()
        #expect(
            try collect(server(count: 11), folder, at: "2024-01-02T14:40:30Z").texts
                == ["AAPL: 10 bars, 1 not over yet; to 2024-01-02T14:39:00Z"])
        let second = try server(count: 15, revised: 9)
        #expect(
            try collect(second, folder, at: "2024-01-02T14:45:00Z").texts
                == ["AAPL: 5 bars, 1 revised; to 2024-01-02T14:44:00Z"])
        #expect(second.requests.map { $0.query["period1"] } == ["\(CollectingResumeTests.open + 8 * 60)"])
        let text = try folder.read("AAPL.csv")
        #expect(text.split(separator: "\n").count == 16)
        #expect(text.contains("\n2024-01-02T14:39:00Z,109.25,110.25,108.25,109.75,100\n2024-01-02T14:40:00Z,110,"))
        #expect(
            try collect(server(count: 15, revised: 9), folder, at: "2024-01-02T14:45:00Z").texts == ["AAPL: 0 bars"])
        #expect(try folder.read("AAPL.csv") == text && folder.names == ["AAPL.csv"])
    }

    @Test func whatIsCollectedInAnyStepsIsWhatIsCollectedAtOnce() throws {
        for seed in 0..<20 {
            var random = RandomStream(seed: UInt64(seed), name: "collect steps")
            let (steps, once) = (try TestSupport.TemporaryFolder(), try TestSupport.TemporaryFolder())
            var minute = 0
            while minute < 300 {
                minute = min(300, minute + 1 + Int(random.next() % 90))
                let time = Timestamp(
                    nanoseconds: (Int64(CollectingResumeTests.open) + Int64(minute) * 60) * Timestamp.second)
                _ = try collect(server(count: minute + 1), steps, at: time.description)
            }
            _ = try collect(server(count: 301), once, at: "2024-01-02T19:30:00Z")
            #expect(try steps.read("AAPL.csv") == once.read("AAPL.csv"), "seed \(seed)")
        }
    }

    @Test func rowsBeforeAnAnswerAreNotTouchedAndABarThatTheSourceLostStays() throws {
        let folder = try TestSupport.TemporaryFolder()
        _ = try collect(server(count: 10), folder, at: "2024-01-02T14:40:30Z")
        let before = try folder.read("AAPL.csv")
        let server = try LoopbackServer { _, _ in
            LoopbackServer.answer(
                200, Fixtures.yahoo([Fixtures.row(CollectingResumeTests.open + 600, price: 110)]))
        }
        #expect(
            try collect(server, folder, at: "2024-01-02T14:41:30Z").texts
                == ["AAPL: 1 bar; to 2024-01-02T14:40:00Z"])
        #expect(try folder.read("AAPL.csv") == before + "2024-01-02T14:40:00Z,110,111,109,110.5,100\n")
    }

    @Test func pricesOfAnotherScaleAreRefused() throws {
        let folder = try TestSupport.TemporaryFolder()
        _ = try collect(server(count: 10), folder, at: "2024-01-02T14:40:30Z")
        let before = try folder.read("AAPL.csv")
        let outcome = try collect(server(count: 12, factor: 0.25), folder, at: "2024-01-02T14:42:30Z")
        let path = folder.url.appendingPathComponent("AAPL.csv").path
        #expect(
            outcome.failures == [
                "AAPL: \(path): error: the close of 2024-01-02T14:38:00Z was collected as 108.5 and is now 27.5, as after "
                    + "a split; move the file away to collect the whole history anew"
            ])
        #expect(try folder.read("AAPL.csv") == before)
    }

    @Test func halfALineAtTheEndIsReplacedByAWholeOne() throws {
        let folder = try TestSupport.TemporaryFolder()
        _ = try collect(server(count: 10), folder, at: "2024-01-02T14:40:30Z")
        let whole = try folder.read("AAPL.csv")
        try folder.write(whole + "2024-01-02T14:40:00Z,110,1", to: "AAPL.csv")
        #expect(
            try collect(server(count: 11), folder, at: "2024-01-02T14:41:30Z").texts
                == ["AAPL: 1 bar; to 2024-01-02T14:40:00Z"])
        #expect(try folder.read("AAPL.csv") == whole + "2024-01-02T14:40:00Z,110,111,109,110.5,100\n")
    }

    @Test(arguments: [
        ("date,open,high,low,close,volume\n2024-01-02,1,1,1,1,1\n", "date,open,high,low,close,volume", "the header"),
        (
            "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,1,1,1,1,1\nnonsense\n", "nonsense", "rows of"
        ),
        (
            "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,1,1,1,1,1\n2024-01-02T14:29:00Z,1,1,1,1,1\n",
            "2024-01-02T14:29:00Z,1,1,1,1,1", "rows of"
        ),
    ])
    func aFileOfSomebodyElseIsLeftAlone(text: String, line: String, expected: String) throws {
        let folder = try TestSupport.TemporaryFolder()
        try folder.write(text, to: "AAPL.csv")
        let failures = try collect(server(count: 11), folder, at: "2024-01-02T14:41:30Z").failures
        #expect(
            failures.first?.contains("error: found the line \"\(line)\"; expected \(expected)") == true, "\(failures)")
        #expect(try folder.read("AAPL.csv") == text)
    }

    @Test func aFileOfAMillionRowsIsContinuedFromItsEnd() throws {
        let folder = try TestSupport.TemporaryFolder()
        let destination = CSVDestination(folder: folder.url.path, kind: .bars)
        func bar(_ minute: Int) -> CollectedBar {
            CollectedBar(
                stamp: Int64(minute) * Timestamp.minute, open: 1, high: 2, low: 0.5, close: 1.25, volume: .nan)
        }
        #expect(try destination.lastBars(of: "X", count: 2).isEmpty)
        #expect(try destination.write((0..<1_000_000).map(bar), of: "X").added.count == 1_000_000)
        #expect(try destination.lastBars(of: "X", count: 2) == [bar(999_998), bar(999_999)])
        var revised = bar(999_990)
        revised.close = 1.5
        let changes = try destination.write([revised] + (1_000_000..<1_000_010).map(bar), of: "X")
        #expect(changes.revised == [revised] && changes.added.count == 10)
        let text = try folder.read("X.csv")
        #expect(text.utf8.reduce(0) { $0 + ($1 == 10 ? 1 : 0) } == 1_000_011)
        #expect(text.contains("1971-11-26T10:30:00Z,1,2,0.5,1.5,\n1971-11-26T10:31:00Z,1,2,0.5,1.25,\n"))
    }

    @Test(arguments: [
        ("BRK.B", "BRK.B.csv"), ("^GSPC", "^GSPC.csv"), ("BTC/USDT", "BTC%2FUSDT.csv"), ("../x", "%2E.%2Fx.csv"),
        ("EURUSD=X", "EURUSD=X.csv"), ("a b%", "a%20b%25.csv"), ("é", "%C3%A9.csv"), (".", "%2E.csv"),
    ])
    func symbolsGiveSafeNamesOfFiles(symbol: String, name: String) throws {
        let folder = try TestSupport.TemporaryFolder()
        let destination = CSVDestination(folder: folder.url.appendingPathComponent("in/here").path, kind: .quotes)
        let quote = CollectedBar(stamp: 0, open: 1, high: 1, low: 1, close: 1, volume: 5)
        _ = try destination.write([quote], of: symbol)
        #expect(try folder.read("in/here/\(name)") == "timestamp,price,size\n1970-01-01T00:00:00Z,1,5\n")
        #expect(folder.names == ["in"])
        #expect(try destination.lastBars(of: symbol, count: 3) == [quote])
    }
}
