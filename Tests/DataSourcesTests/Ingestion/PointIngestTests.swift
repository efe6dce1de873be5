import Core
import DataSources
import Foundation
import TestSupport
import Testing
import TimeSeries

/// Points, bars and files together, over restarts.
@Suite struct PointIngestTests {
    typealias Fixtures = IngestFixtures
    static let early = Timestamp(nanoseconds: -1)

    static func open(_ folder: TestSupport.TemporaryFolder, _ received: ReceivedBars, now: Timestamp = early) throws
        -> PointIngest
    {
        try PointIngest(Fixtures.ticks, folder: folder.url.path, now: now) { received.bars.append($0) }
    }

    @Test func openBarsGoOnAfterARestartAndNothingIsForwardedTwice() throws {
        let folder = try TestSupport.TemporaryFolder()
        let received = ReceivedBars()
        do {
            let ingest = try Self.open(folder, received)
            try ingest.accept(
                [Fixtures.record(Fixtures.trade("A", 1, 10, 1) + Fixtures.trade("A", 61, 20, 1))], now: Self.early)
        }
        #expect(Fixtures.text(received.bars) == ["A 0 10.0 10.0 10.0 10.0 1.0"])
        received.bars = []
        do {
            let ingest = try Self.open(folder, received)
            #expect(received.bars.isEmpty)
            // The same batch again, as a sender does that got no answer; then the open bar's second point and its end.
            try ingest.accept(
                [Fixtures.record(Fixtures.trade("A", 1, 10, 1) + Fixtures.trade("A", 61, 20, 1))], now: Self.early)
            #expect(received.bars.isEmpty)
            try ingest.accept(
                [Fixtures.record(Fixtures.trade("A", 70, 30, 2) + Fixtures.trade("A", 120, 1, 1))], now: Self.early)
        }
        #expect(Fixtures.text(received.bars) == ["A 1 20.0 30.0 20.0 30.0 3.0"])
        #expect(
            try folder.read("A.csv") == BarFolder.header + "1970-01-01T00:00:00Z,A,10,10,10,10,1\n"
                + "1970-01-01T00:01:00Z,A,20,30,20,30,3\n")
    }

    @Test func aRevisionReplacesItsRowAndComesBackOnlyOnceAfterARestart() throws {
        let folder = try TestSupport.TemporaryFolder()
        let received = ReceivedBars()
        do {
            let ingest = try Self.open(folder, received)
            for line in [Fixtures.trade("A", 1, 10, 1), Fixtures.trade("A", 61, 20, 1), Fixtures.trade("A", 2, 5, 1)] {
                try ingest.accept([Fixtures.record(line)], now: Self.early)
            }
        }
        #expect(Fixtures.text(received.bars) == ["A 0 10.0 10.0 10.0 10.0 1.0", "A 0 10.0 10.0 5.0 5.0 2.0 revised"])
        #expect(try folder.read("A.csv") == BarFolder.header + "1970-01-01T00:00:00Z,A,10,10,5,5,2\n")
        received.bars = []
        _ = try Self.open(folder, received)
        #expect(received.bars.isEmpty)
    }

    @Test func lostAndTornFilesOfBarsComeBackFromTheJournal() throws {
        let folder = try TestSupport.TemporaryFolder()
        let received = ReceivedBars()
        let lines = (0..<5).map { Fixtures.trade("A", Double($0) * 60, 10, 1) }.joined()
        do {
            let ingest = try Self.open(folder, received)
            try ingest.accept([Fixtures.record(lines)], now: Self.early)
        }
        let whole = try folder.read("A.csv")
        for length in 0..<whole.utf8.count {
            try folder.write(String(whole.prefix(length)), to: "A.csv")
            _ = try Self.open(folder, ReceivedBars())
            #expect(try folder.read("A.csv") == whole, "cut after \(length) bytes")
        }
        try FileManager.default.removeItem(at: folder.url.appendingPathComponent("A.csv"))
        _ = try Self.open(folder, ReceivedBars())
        #expect(try folder.read("A.csv") == whole)
    }

    @Test func latePointsOfLongAgoAreRestoredFromTheJournal() throws {
        let folder = try TestSupport.TemporaryFolder()
        let received = ReceivedBars()
        let ingest = try Self.open(folder, received)
        for minute in 0..<60 {
            try ingest.accept([Fixtures.record(Fixtures.trade("A", Double(minute) * 60, 10, 1))], now: Self.early)
        }
        received.bars = []
        try ingest.accept([Fixtures.record(Fixtures.trade("A", 1, 99, 1))], now: Self.early)
        #expect(Fixtures.text(received.bars) == ["A 0 10.0 99.0 10.0 99.0 2.0 revised"])
    }

    @Test func symbolsOfAnyKindHaveAFileThatCommandsRead() throws {
        let folder = try TestSupport.TemporaryFolder()
        let received = ReceivedBars()
        let symbols = [
            "a/b", "../x", ".hidden", "with space", "quo\"te", "com,ma", "€🙂", String(repeating: "x", count: 400),
        ]
        do {
            let ingest = try Self.open(folder, received)
            for symbol in symbols {
                let escaped = symbol.replacingOccurrences(of: " ", with: "\\ ").replacingOccurrences(
                    of: ",", with: "\\,")
                let lines = (0..<4).map { Fixtures.trade(escaped, Double($0) * 60, Double($0) + 1, 1) }.joined()
                try ingest.accept([Fixtures.record(lines)], now: Self.early)
            }
        }
        #expect(Set(received.bars.map(\.symbol)) == Set(symbols))
        let files = folder.names.filter { $0.hasSuffix(".csv") }
        #expect(files.count == symbols.count && !files.contains { $0.hasPrefix(".") })
        let kept = try BarFolder(folder.url.path, length: Timestamp.minute)
        #expect(Set(kept.symbols) == Set(symbols))
        for file in files {
            let data = try MarketData.load(
                CSVReadOptions(
                    paths: [folder.url.path + "/" + file], stamp: .start, calendar: "24/7", barLength: Timestamp.minute)
            )
            #expect(data.panel.series.count == 1 && data.panel.series[0].count == 3)
            // The reader has spaces for commas and quotes in a quoted field.
            let symbol = data.panel.series[0].instrument.symbol
            #expect(symbols.contains(symbol) || symbol.contains(" "), "\(symbol)")
        }
    }

    @Test func aFileThatHoldsSomethingElseIsNotOverwritten() throws {
        let folder = try TestSupport.TemporaryFolder()
        try folder.write("date,close\n2020-01-01,5\n", to: "A.csv")
        #expect(
            throws: IngestError.bars(path: folder.url.path + "/A.csv", line: 1, found: "date,close")
        ) { try Self.open(folder, ReceivedBars()) }
        #expect(try folder.read("A.csv") == "date,close\n2020-01-01,5\n")
    }

    @Test func printedBarsAreLineProtocolAndJSON() {
        let bar = CompletedBar(
            symbol: "A \"b\"", start: Timestamp(nanoseconds: 60), end: Timestamp(nanoseconds: 120), open: 1, high: 2.5,
            low: 0.1, close: 2, volume: .nan, pointCount: 3, isRevision: true)
        func text(_ printing: BarPrinting) -> String { String(decoding: printing.line(bar), as: UTF8.self) }
        #expect(text(.lp) == "bar,symbol=A\\ \"b\" open=1,high=2.5,low=0.1,close=2,revision=true 60\n")
        #expect(
            text(.json) == """
                {"symbol":"A \\"b\\"","start":"1970-01-01T00:00:00.000000060Z","end":"1970-01-01T00:00:00.000000120Z",\
                "open":1,"high":2.5,"low":0.1,"close":2,"volume":null,"points":3,"revision":true}

                """)
        #expect(text(.none).isEmpty)
    }
}
