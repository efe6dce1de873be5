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

    @Test(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func realQuotesAreTwoSided() throws {
        let loaded = try MarketData.loadQuotes(
            CSVReadOptions(paths: [SharedFolder.path("data/tick/oanda_eurusd_20140508_quotes.csv.gz")], zone: "UTC"))
        let quotes = try #require(loaded.series.first)
        #expect(quotes.count == 87_833)
        #expect(zip(quotes.bid, quotes.ask).allSatisfy { $0 < $1 })
    }
}
