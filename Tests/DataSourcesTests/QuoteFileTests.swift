import Core
import DataSources
import Foundation
import TestSupport
import Testing
import TimeSeries

/// Files of best quotes.
@Suite struct QuoteFileTests {
    private static func load(_ text: String, _ change: (inout CSVReadOptions) -> Void = { _ in }) throws -> LoadedQuotes
    {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("quotes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("q.csv").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        var options = CSVReadOptions(paths: [path])
        change(&options)
        return try MarketData.loadQuotes(options)
    }

    @Test func sidesThatAreNotQuotedAreNoNumbers() throws {
        let loaded = try Self.load(
            """
            time,bid,bid_size,ask,ask_size
            2024-01-02T10:00:00Z,99.5,10,100.5,20
            2024-01-02T10:00:01Z,,,100.5,20
            2024-01-02T10:00:01Z,0,0,100.25,5
            2024-01-02T10:00:02Z,99,1,,
            2024-01-02T10:00:03Z,0,0,0,0

            """)
        let quotes = try #require(loaded.series.first)
        #expect(quotes.instrument.symbol == "Q" && loaded.missingDropped == 1)
        #expect(quotes.time.map { $0 - quotes.time[0] } == [0, 1, 1, 2].map { $0 * Timestamp.second })
        #expect(quotes.bid[0] == 99.5 && quotes.bid[1].isNaN && quotes.bid[2].isNaN && quotes.bid[3] == 99)
        #expect(quotes.ask[0...2] == [100.5, 100.5, 100.25] && quotes.ask[3].isNaN)
    }

    @Test func otherNamesAreMappedAndAbsentOnesSaid() throws {
        let text = "time,b,a\n2024-01-02T10:00:00Z,1,2\n"
        let loaded = try Self.load(text) { $0.columns = [.price: "b", .size: "a"] }
        #expect(loaded.series.first?.bid == [1] && loaded.series.first?.ask == [2])
        #expect(throws: DataError.self) { try Self.load(text) }
        // Backwards in time.
        #expect(throws: DataError.self) {
            try Self.load("time,bid,ask\n2024-01-02T10:00:01Z,1,2\n2024-01-02T10:00:00Z,1,2\n")
        }
    }

    @Test func rowsOfOneSideEachReplaceThatSide() throws {
        let loaded = try Self.load(
            """
            time,bid,bid_size,ask,ask_size,exchange
            2024-01-02T14:29:59Z,98.0000,100,0.0000,0,N
            2024-01-02T14:29:59Z,0.0000,0,99.0000,100,P
            2024-01-02T14:30:00Z,99.5000,100,0.0000,0,N
            2024-01-02T14:30:01Z,0.0000,0,100.5000,200,P
            2024-01-02T14:30:02Z,99.7500,300,0.0000,0,Q
            2024-01-02T14:30:03Z,0.0000,0,99.5000,200,P
            2024-01-02T14:30:03Z,99.2500,300,0.0000,0,Q

            """
        ) { $0.calendar = "XNYS" }
        let quotes = try #require(loaded.series.first)
        #expect(loaded.sidesJoined == 7 && loaded.crossed == 1 && loaded.missingDropped == 0)
        // Before the open; then the session begins with nothing, and where 99.75 meets 99.5 neither is quoted.
        let bids = [98, 98, 99.5, 99.5, 99.75, nil, 99.25]
        let asks = [nil, 99, nil, 100.5, 100.5, nil, 99.5]
        #expect(quotes.bid.map { $0.isNaN ? nil : $0 } == bids)
        #expect(quotes.ask.map { $0.isNaN ? nil : $0 } == asks)
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func sidesOfARealFileStandUntilReplaced() throws {
        let loaded = try MarketData.loadQuotes(
            CSVReadOptions(
                paths: [SharedFolder.path("data/tick/lean_ibm_20131007_quotes.csv.gz")], zone: "America/New_York",
                calendar: "XNYS"))
        let quotes = try #require(loaded.series.first)
        #expect(quotes.count == 109_067 && loaded.sidesJoined == 109_067 && loaded.crossed == 89)
        #expect(quotes.time.indices.count { quotes.bid[$0] <= quotes.ask[$0] } == 108_976)
        // The first row of the file, and the first of the session.
        #expect(quotes.time.indices.count { quotes.bid[$0].isNaN != quotes.ask[$0].isNaN } == 2)
    }

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func realQuotesAreTwoSided() throws {
        let loaded = try MarketData.loadQuotes(
            CSVReadOptions(paths: [SharedFolder.path("data/tick/oanda_eurusd_20140508_quotes.csv.gz")], zone: "UTC"))
        let quotes = try #require(loaded.series.first)
        #expect(quotes.count == 87_833 && loaded.sidesJoined == 0 && loaded.crossed == 0)
        #expect(zip(quotes.bid, quotes.ask).allSatisfy { $0 < $1 })
    }
}
