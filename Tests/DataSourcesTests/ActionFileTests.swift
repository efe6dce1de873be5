import Core
import DataSources
import Testing
import TimeSeries

/// Files of corporate actions: what they mean, and what a user reads when one is wrong, word for word.
@Suite struct ActionFileTests {
    static let bars = """
        date,open,high,low,close,volume
        2018-03-12,100,100,100,100,10
        2018-03-13,100,100,100,100,10
        2018-03-14,50,50,50,50,20
        2018-03-15,50,50,50,50,20
        2018-03-16,50,50,50,50,20
        2018-03-19,50,50,50,50,20

        """
    static let header = "date,instrument,kind,value,pay_date,currency\n"

    static func load(_ actions: String, adjust: PriceAdjustment = .none, bars: String = bars) throws -> LoadedData {
        let folder = try TemporaryFolder()
        return try MarketData.load(
            CSVReadOptions(
                paths: [try folder.path("x.csv", bars)], calendar: "XNYS", adjust: adjust,
                actions: try folder.path("actions.csv", actions)))
    }

    static func error(_ actions: String) throws -> String {
        let folder = try TemporaryFolder()
        let path = try folder.path("actions.csv", actions)
        let options = CSVReadOptions(
            paths: [try folder.path("x.csv", bars)], calendar: "XNYS", actions: path)
        let text = try #require(throws: DataError.self) { try MarketData.load(options) }.description
        return text.hasPrefix(path) ? String(text.dropFirst(path.count)) : text
    }

    @Test("S48 S53 S54 rows become actions at the open of their session, a delisting at its close")
    func rowsBecomeActions() throws {
        let data = try Self.load(
            "# by hand\n" + Self.header + "2018-03-14,X,split,1.9999955,,\n"
                + "2018-03-15,X,dividend,0.5,2018-03-18,USD\n2018-03-16,X,delisting,,,\n")
        let series = data.panel.series[0]
        #expect(series.actions.map(\.date.description) == ["2018-03-14", "2018-03-15", "2018-03-16"])
        #expect(
            series.actions.map(\.instant.description) == [
                "2018-03-14T13:30:00Z", "2018-03-15T13:30:00Z", "2018-03-16T20:00:00Z",
            ])
        let monday = Timestamp(nanoseconds: series.start[5])
        #expect(
            series.actions.map(\.kind) == [
                .split(ratio: 2), .dividend(amount: 0.5, paid: monday), .delisting(price: nil),
            ])
        #expect(data.report.entries[0].notes == ["1 bar after the delisting: nothing can be traded in them"])
        #expect(data.sources.map(\.path).last?.hasSuffix("actions.csv") == true)
    }

    @Test("what is not on a session, or beyond the bars, is moved or left out, and counted") func notices() throws {
        let data = try Self.load(
            Self.header + "2018-03-17,X,split,2,,\n2001-01-02,X,split,2,,\n2018-03-12,X,dividend,1,,\n"
                + "2019-03-14,X,dividend,1,,\n2100-01-01,X,dividend,1,,\n2018-03-20,X,delisting,3,,\n")
        let series = data.panel.series[0]
        #expect(series.actions.map(\.date.description) == ["2018-03-19", "2018-03-20"])
        #expect(
            data.report.entries[0].notes == [
                "1 corporate action on a date without a session, taken to be of the next session",
                "2 corporate actions up to the first bar, without effect",
                "2 corporate actions after the last bar, without effect",
            ])
    }

    @Test("adjust: splits divides by later splits only, dividends too") func adjustsForSplits() throws {
        let data = try Self.load(
            Self.header + "2018-03-14,X,split,2,,\n2018-03-13,X,dividend,3,,\n2018-03-15,X,dividend,3,,\n",
            adjust: .splits)
        let series = data.panel.series[0]
        #expect(series.close == [50, 50, 50, 50, 50, 50] && series.volume == [20, 20, 20, 20, 20, 20])
        let amounts = series.actions.map { if case .dividend(let amount, _) = $0.kind { amount } else { 0.0 } }
        #expect(amounts == [1.5, 3] && !series.hasSplits)
        #expect(data.report.entries[0].adjustment == .splits)
    }

    @Test("bars before the open on the day of a split are after it already") func extendedHours() throws {
        let bars = """
            time,close
            2018-03-13T19:00:00Z,100
            2018-03-14T09:00:00Z,50
            2018-03-14T10:00:00Z,50
            2018-03-14T11:00:00Z,50

            """
        let folder = try TemporaryFolder()
        let data = try MarketData.load(
            CSVReadOptions(
                paths: [try folder.path("x.csv", bars)], stamp: .start, calendar: "XNYS",
                actions: try folder.path("actions.csv", Self.header + "2018-03-14,X,split,2,,\n"),
                barLength: Timestamp.hour))
        #expect(data.panel.series[0].actions.map(\.instant.description) == ["2018-03-14T09:00:00Z"])
    }

    static let wrong: [(String, String)] = [
        ("", ": error: the file is empty; expected a header and rows"),
        (
            "date,kind,value\n",
            ":1: error: found the columns date,kind,value; expected date,instrument,kind,value and perhaps "
                + "pay_date,currency"
        ),
        (
            header + "2018-03-14,X,split\n",
            ":2: error: found 3 fields; expected 6 as in the header "
                + "(date,instrument,kind,value,pay_date,currency)"
        ),
        (
            header + "14 March,X,split,2,,\n",
            ":2: error: found \"14 March\" in column date; expected a date such as 2006-01-03"
        ),
        (
            header + "\n2018-03-14,X,splitt,2,,\n",
            ":3: error: found the kind \"splitt\"; expected dividend, split or delisting; did you mean split?"
        ),
        (header + "2018-03-14,,split,2,,\n", ":2: error: found no instrument; expected one in every row"),
        (
            header + "2018-03-14,XX,split,2,,\n",
            ":2: error: there are no bars of the instrument \"XX\"; there are those of X; did you mean X?"
        ),
        (
            header + "2018-03-14,X,split,two,,\n", ":2: error: found \"two\" as the value of a split; expected a number"
        ),
        (
            header + "2018-03-14,X,split,1,,\n",
            ":2: error: found \"1\" as the value of a split; expected new units for an old one, from 0.000001 to 1000000 and not 1"
        ),
        (
            header + "2018-03-14,X,split,-2,,\n",
            ":2: error: found \"-2\" as the value of a split; expected new units for an old one, from 0.000001 to 1000000 and not 1"
        ),
        (
            header + "2018-03-14,X,dividend,-1,,\n",
            ":2: error: found \"-1\" as the value of a dividend; expected cash a unit, above zero"
        ),
        (
            header + "2018-03-14,X,dividend,inf,,\n",
            ":2: error: found \"inf\" as the value of a dividend; expected a number"
        ),
        (
            header + "2018-03-14,X,delisting,-1,,\n",
            ":2: error: found \"-1\" as the value of a delisting; expected the final price, not below zero"
        ),
        (
            header + "2018-03-14,X,dividend,1,2018-03-13,\n",
            ":2: error: found the pay date 2018-03-13, before the ex date 2018-03-14"
        ),
        (
            header + "2018-03-14,X,split,2,2018-03-15,\n", ":2: error: a split is not paid; leave pay_date empty"
        ),
        (
            header + "2018-03-14,X,dividend,1,,dollar\n",
            ":2: error: found \"dollar\" in column currency; expected a code such as USD, or nothing"
        ),
        (
            header + "2018-03-14,X,split,2,,\n2018-03-14,X,split,3,,\n",
            ":3: error: the split of X on 2018-03-14 stands on line 2 already; remove one of the two"
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2018-03-13,0.5,zero,1\n",
            ":2: error: found \"zero\" in column split_factor; expected a number above zero"
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2018-03-13,1,1,1\n2018-03-12,1,1,1\n",
            ":3: error: found the date 2018-03-12 after 2018-03-13; expected ascending dates"
        ),
    ]

    @Test(arguments: wrong)
    func aWrongFileIsRefusedByLine(content: String, text: String) throws {
        #expect(try Self.error(content) == text)
    }

    @Test func aSplitInsideABarIsRefused() throws {
        let bars = "time,close\n2018-03-09T21:00:00Z,100\n2018-03-16T20:00:00Z,50\n"
        let folder = try TemporaryFolder()
        let path = try folder.path("actions.csv", Self.header + "2018-03-14,X,split,2,,\n")
        let options = CSVReadOptions(
            paths: [try folder.path("x.csv", bars)], stamp: .end, calendar: "XNYS", actions: path,
            barLength: 4 * Timestamp.day)
        let error = try #require(throws: DataError.self) { try MarketData.load(options) }
        #expect(
            error.description
                == "\(path):2: error: the split of X on 2018-03-14 lies inside a bar, whose prices come from before and after "
                + "it; use bars of a session or less, or adjust the prices beforehand")
    }

    @Test("garbage gives an error or a load, never a trap") func garbage() throws {
        for seed in 0..<200 {
            var random = RandomStream(seed: UInt64(seed), name: "garbage")
            let words = [
                "2018-03-14", "X", "split", "dividend", "delisting", "2", "1e308", "-1", "nan", ",", ",", ",", "\n",
                "\"",
                "é", "2018-13-45", "", " ", "\r\n", "0.0000001",
            ]
            var text = random.below(4) == 0 ? "" : Self.header
            for _ in 0..<random.below(40) { text += words[random.below(words.count)] }
            _ = try? Self.load(text, adjust: random.below(2) == 0 ? .splits : .none)
        }
    }
}
