import Core
import Testing
import TimeSeries

/// Quotes whose rows say what became of one side.
@Suite struct QuoteSeriesTests {
    private static func series(_ rows: [(bid: Double, ask: Double)]) -> QuoteSeries {
        QuoteSeries(
            instrument: Instrument(symbol: "Q"), time: rows.indices.map { Int64($0) * Timestamp.second },
            bid: rows.map(\.bid), ask: rows.map(\.ask))
    }

    /// Sessions of two seconds each, one after the other.
    private static let calendar = TradingCalendar(
        name: "short", zone: .utc, periodsPerYear: 252,
        sessions: (0..<2).map { place in
            let open = Timestamp(nanoseconds: Int64(place) * 2 * Timestamp.second)
            return Session(
                date: CivilDate(year: 1970, month: 1, day: 1 + place), open: open, close: open + 2 * Timestamp.second)
        })

    private static func known(_ values: [Double]) -> [Double?] { values.map { $0.isNaN ? nil : $0 } }

    @Test func aSideStandsUntilItIsReplacedOrTheSessionBegins() {
        let sides = Self.series([(10, .nan), (.nan, 11), (.nan, 12), (10.5, .nan)])
        #expect(sides.isOfSides)
        let quotes = sides.standing(by: Self.calendar)
        #expect(Self.known(quotes.bid) == [10, 10, nil, 10.5])
        #expect(Self.known(quotes.ask) == [nil, 11, 12, 12])
        #expect(quotes.time == sides.time && quotes.crossedRows.isEmpty)
    }

    @Test func rowsOfBothSidesAreStates() {
        #expect(!Self.series([(10, 11), (.nan, 11), (10, .nan)]).isOfSides)
        // One side alone is no market, and stays none.
        #expect(!Self.series([(10, .nan), (10.5, .nan)]).isOfSides)
        #expect(!Self.series([]).isOfSides)
        // A row with both among many of one stays as it is.
        let rows = (0..<11).map { $0 == 5 ? (20.0, 21.0) : $0 % 2 == 0 ? (10, .nan) : (.nan, 11) }
        let sides = Self.series(rows)
        let quotes = sides.standing(by: .alwaysOpen())
        #expect(sides.isOfSides && quotes.bid[5] == 20 && quotes.ask[5] == 21)
        #expect(quotes.bid[6] == 10 && quotes.ask[6] == 21)
    }

    @Test func sidesThatCrossAreNotQuoted() {
        let quotes = Self.series([(10, 11), (11, 11), (12, 11), (10, .nan)])
        #expect(quotes.crossedRows == [2])
        #expect(Self.known(quotes.withoutCrossedRows.bid) == [10, 11, nil, 10])
        #expect(Self.known(quotes.withoutCrossedRows.ask) == [11, 11, nil, nil])
    }
}
