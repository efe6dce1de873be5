import Core
import DataSources
import Foundation
import Testing
import TimeSeries

/// What a user reads when a file or an option is wrong, word for word.
@Suite struct BadInputTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        /// The content; `nil` where there is no file.
        var content: String?
        var options = CSVReadOptions(calendar: "XNYS")
        /// The text behind the path.
        var text: String
    }

    static let header = "date,open,high,low,close,volume\n"
    static let good = "2018-03-12,1,2,0.5,1.5,10\n"
    static let minutes = CSVReadOptions(stamp: .start, calendar: "24/7")
    static let shape = "a date or time such as 2006-01-03 or 2006-01-03T14:30:00Z"

    static let cases: [Case] = [
        Case(testDescription: "missing file", text: ": error: no such file"),
        Case(
            testDescription: "empty file", content: "", text: ": error: the file is empty; expected a header and rows"),
        Case(
            testDescription: "blank lines", content: "\n\r\n",
            text: ": error: the file is empty; expected a header and rows"),
        Case(testDescription: "header only", content: header, text: ": error: the file holds a header but no rows"),
        Case(
            testDescription: "truncated last line", content: header + good + "2018-03-13,1,2",
            text:
                ":3: error: the last line is cut off: found 3 of 6 fields and no line break; remove the line or fetch the "
                + "file again"),
        Case(
            testDescription: "too few fields", content: header + good + "2018-03-13,1,2\n" + good,
            text: ":3: error: found 3 fields; expected 6 as in the header (date,open,high,low,close,volume)"),
        Case(
            testDescription: "too many fields", content: header + "2018-03-12,1,2,0.5,1.5,10,\n",
            text: ":2: error: found 7 fields; expected 6 as in the header (date,open,high,low,close,volume)"),
        Case(
            testDescription: "one field", content: header + "junk\n",
            text: ":2: error: found 1 field; expected 6 as in the header (date,open,high,low,close,volume)"),
        Case(
            testDescription: "letters for numbers", content: header + good + "2018-03-13,1,2,abc,1.5,10\n",
            text: ":3: error: found \"abc\" in column low; expected a number"),
        Case(
            testDescription: "two points", content: header + "2018-03-13,1,2,1.2.3,1.5,10\n",
            text: ":2: error: found \"1.2.3\" in column low; expected a number"),
        Case(
            testDescription: "beyond range", content: header + "2018-03-13,1,1e999,1,1.5,10\n",
            text: ":2: error: found 1e999 in column high, which is beyond the range of numbers (1.8e308)"),
        Case(
            testDescription: "infinite", content: header + "2018-03-13,1,inf,1,1.5,10\n",
            text: ":2: error: found \"inf\" in column high; expected a number"),
        Case(
            testDescription: "no date", content: header + good + "yesterday,1,2,1,1.5,10\n",
            text: ":3: error: found \"yesterday\" in column date; expected \(shape)"),
        Case(
            testDescription: "no such day", content: header + "2018-02-30,1,2,1,1.5,10\n",
            text: ":2: error: found \"2018-02-30\" in column date; expected \(shape)"),
        Case(
            testDescription: "year beyond range", content: header + good + "9999-01-01,1,2,1,1.5,10\n",
            text: ":3: error: found 9999-01-01 in column date, which is beyond the range of times (1678 to 2261)"),
        Case(
            testDescription: "unsorted",
            content: header + "2018-03-13,1,2,1,1.5,10\n" + good + "2018-03-14,1,2,1,1.5,10\n",
            text:
                ":3: error: X steps back from 2018-03-13 to 2018-03-12 (1 such step); allow it with `policies: { order: "
                + "sort }`"),
        Case(
            testDescription: "newest first",
            content: header + "2018-03-14,1,2,1,1.5,10\n2018-03-13,1,2,1,1.5,10\n" + good,
            text:
                ":3: error: X steps back from 2018-03-14 to 2018-03-13 (2 such steps: the rows run newest first); allow it "
                + "with `policies: { order: sort }`"),
        Case(
            testDescription: "duplicate", content: header + good + "\n" + good,
            text:
                ":4: error: X has 2018-03-12 a second time (1 such row in all); choose one with `policies: { duplicates: "
                + "first }` or `last`"),
        Case(
            testDescription: "high below open", content: header + "2018-03-12,3,2,0.5,1.5,10\n",
            text:
                ":2: error: X at 2018-03-12 has a high of 2 below its open of 3 (1 such row in all); choose `policies: { "
                + "ohlc: repair }` or `drop`"),
        Case(
            testDescription: "missing price under strict", content: header + "2018-03-12,1,2,,1.5,10\n",
            options: CSVReadOptions(calendar: "XNYS", isStrict: true),
            text:
                ":2: error: X at 2018-03-12 has no low (1 such row in all); choose `policies: { nan: drop }` or `fill`"),
        Case(
            testDescription: "Sunday", content: header + "2018-03-11,1,2,1,1.5,10\n",
            text:
                ":2: error: X has a row on 2018-03-11, on which the calendar XNYS has no session (1 such row in all); choose "
                + "another `calendar`, or leave such rows out with `policies: { closed: drop }`"),
        Case(
            testDescription: "gap", content: header + good + "2018-03-14,1,2,1,1.5,10\n",
            options: CSVReadOptions(calendar: "XNYS", policies: LoadPolicies(gaps: .error)),
            text:
                ": error: X has nothing between 2018-03-12T20:00:00Z and 2018-03-14T13:30:00Z (1 bar missing in all); allow "
                + "gaps with `policies: { gaps: keep }`"),
        Case(
            testDescription: "nothing left", content: header + good,
            options: CSVReadOptions(calendar: "XNYS", to: "2017-01-01"),
            text: ": error: no bar of X lies between `from` and `to`: there are bars from 2018-03-12T13:30:00Z to "
                + "2018-03-12T20:00:00Z"),
        Case(
            testDescription: "nothing usable", content: header + "2018-03-12,,,,,10\n",
            options: CSVReadOptions(calendar: "XNYS"), text: ": error: no rows of X are left after the policies"),
        Case(
            testDescription: "beyond the calendar", content: header + good + "2041-03-14,1,2,1,1.5,10\n",
            options: CSVReadOptions(calendar: "XNYS"),
            text:
                ":3: error: X has a row on 2041-03-14, on which the calendar XNYS has no session (1 such row in all; it "
                + "covers 1990-01-02 to 2040-12-31); choose another `calendar`, or leave such rows out with "
                + "`policies: { closed: drop }`"),
        Case(
            testDescription: "mixed zones",
            content: "time,close\n2018-03-12T10:00:00Z,1\n2018-03-12T10:01:00,2\n2018-03-12T10:02:00Z,1\n",
            options: minutes,
            text:
                ":3: error: found the time \"2018-03-12T10:01:00\" where the first is \"2018-03-12T10:00:00Z\": either all "
                + "times carry an offset or none does"),
        Case(
            testDescription: "date among times", content: "time,close\n2018-03-12T10:00:00Z,1\n2018-03-13,2\n",
            options: minutes,
            text:
                ":3: error: found \"2018-03-13\" where the first is \"2018-03-12T10:00:00Z\": either all rows carry a time "
                + "of day or none does"),
        Case(
            testDescription: "no edge", content: "time,close\n2018-03-12T10:00:00Z,1\n2018-03-12T10:01:00Z,2\n",
            options: CSVReadOptions(calendar: "24/7"),
            text:
                ": error: cannot tell whether the time \"2018-03-12T10:00:00Z\" is the start or the end of its bar, and a "
                + "wrong guess would let a strategy see the future; say `stamp: start` or `stamp: end`"),
        Case(
            testDescription: "no zone", content: "time,close\n2018-03-12 10:00,1\n2018-03-12 10:01,2\n",
            options: CSVReadOptions(stamp: .start),
            text:
                ": error: the time \"2018-03-12 10:00\" has no zone; say `zone:`, for instance America/New_York, or a "
                + "`calendar:`"),
        Case(
            testDescription: "no length", content: "time,close\n2018-03-12T10:00:00Z,1\n2018-03-12T10:01:00Z,2\n",
            options: minutes,
            text: ": error: 2 rows do not tell how long a bar is; say so with `length:`, for instance 1m"),
        Case(
            testDescription: "no calendar", content: header + good + "2018-03-30,1,2,1,1.5,10\n",
            options: CSVReadOptions(),
            text:
                "data: error: the rows include 2018-03-30, on which XNYS has no session; say which `calendar:` it keeps: "
                + "XNYS, 24/7, 24/5 or a file"),
        Case(
            testDescription: "no header", content: "2018-03-12,1,2,0.5,1.5,10\n",
            text:
                ":1: error: found values (2018-03-12,1,2,0.5,1.5,10) where the names of the columns were expected; add a "
                + "header, or number the columns from 1: `columns: { time: 1, open: 2, high: 3, low: 4, close: 5 }`"),
        Case(
            testDescription: "no such column", content: header + good,
            options: CSVReadOptions(columns: [.close: "Closing"], calendar: "XNYS"),
            text:
                ":1: error: no column named \"Closing\" for close; the columns are date, open, high, low, close, volume; "
                + "name it with `columns: { close: NAME }`"),
        Case(
            testDescription: "column twice", content: "date,close,Close\n2018-03-12,1,2\n",
            text: ":1: error: the column Close stands twice in the header"),
        Case(
            testDescription: "bars without a low", content: "date,open,high,close\n2018-03-12,1,2,1\n",
            text:
                ":1: error: no column for low; bars need open, high, low and close, or a close alone; the columns are date, "
                + "open, high, close"),
        Case(
            testDescription: "trades", content: "time,price,size\n2018-03-12T10:00:00Z,1,2\n",
            text: ":1: error: the columns (time, price, size) are those of trades, not of bars; make bars of them with "
                + "`backtest data resample --ticks`"),
        Case(
            testDescription: "quotes", content: "time,bid_close,ask_close\n2018-03-12T10:00:00Z,1,2\n",
            text:
                ":1: error: the columns (time, bid_close, ask_close) hold bid and ask; say which to use, for instance "
                + "`columns: { close: bid_close }` or `columns: { close: mid(bid_close, ask_close) }`"),
        Case(
            testDescription: "no adjusted close", content: header + good,
            options: CSVReadOptions(calendar: "XNYS", adjust: .total),
            text:
                ": error: `adjust: total` needs a column with the adjusted close; the columns are date, open, high, low, "
                + "close, volume"),
        Case(
            testDescription: "splits", content: header + good,
            options: CSVReadOptions(calendar: "XNYS", adjust: .splits),
            text:
                ": error: `adjust: splits` cannot be made of an adjusted close, which mixes splits with dividends; name "
                + "a file of corporate actions with `actions`, or choose `total` or `none`"),
        Case(
            testDescription: "dates of two readings", content: "date,close\n03/04/2020,1\n05/06/2020,2\n",
            text:
                ": error: the date \"03/04/2020\" may be month first or day first, and no row decides; say `date_order: mdy` "
                + "or `dmy`"),
        Case(
            testDescription: "open quote", content: "date,close\n2018-03-12,1\n2018-03-13,\"2\n2018-03-14,3\n",
            text: ":3: error: a quoted field begins here and does not end"),
        Case(
            testDescription: "no symbol", content: "date,symbol,close\n2018-03-12,A,1\n2018-03-12,,1\n",
            text: ":3: error: found no symbol; expected one in every row"),
        Case(
            testDescription: "UTF-16", content: nil, options: CSVReadOptions(paths: ["utf16"], calendar: "XNYS"),
            text: ": error: cannot be read: the text is UTF-16; expected UTF-8"),
        Case(
            testDescription: "wrong bound", content: header + good,
            options: CSVReadOptions(calendar: "XNYS", to: "tomorrow"),
            text: ": error: to: found \"tomorrow\"; expected a date such as 2006-01-03 or an instant such as "
                + "2006-01-03T14:30Z"),
        Case(
            testDescription: "damaged gzip", content: "gzip",
            options: CSVReadOptions(paths: ["gzip"], calendar: "XNYS"),
            text: ": error: the compressed data cannot be read: they end too early"),
    ]

    @Test(arguments: cases)
    func theMessageNamesPlaceFindingAndRemedy(_ one: Case) throws {
        let folder = try TemporaryFolder()
        var path = try folder.path("x.csv", one.content)
        if one.options.paths == ["utf16"] {
            try Data([0xff, 0xfe, 0x64, 0]).write(to: URL(fileURLWithPath: path))
        } else if one.options.paths == ["gzip"] {
            let data = try MarketData.load(
                CSVReadOptions(paths: [try folder.path("y.csv", Self.header + Self.good)], calendar: "XNYS"))
            path = try folder.path("x.csv.gz")
            try BarWriter.write(data.panel.series, to: path)
            try Data(try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(9)).write(to: URL(fileURLWithPath: path))
        }
        var options = one.options
        options.paths = [path]
        let error = try #require(throws: DataError.self) { try MarketData.load(options) }
        let text = error.description
        #expect((text.hasPrefix(path) ? String(text.dropFirst(path.count)) : text) == one.text)
    }

    @Test func foldersPatternsAndNamesThatAreNot() throws {
        let folder = try TemporaryFolder()
        func text(_ options: CSVReadOptions) throws -> String {
            try #require(throws: DataError.self) { try MarketData.load(options) }.description
        }
        #expect(
            try text(CSVReadOptions(paths: [folder.url.path]))
                == "\(folder.url.path): error: is a directory; name a file in it, or all of them with `glob`")
        #expect(
            try text(CSVReadOptions(globs: [folder.url.path + "/*.csv"]))
                == "\(folder.url.path)/*.csv: error: the pattern matches no file")
        #expect(
            try text(CSVReadOptions())
                == "data: error: path: found \"\"; expected the path of a file, or `glob` with a pattern")
        let path = try folder.path("x.csv", Self.header + Self.good)
        #expect(
            try text(CSVReadOptions(paths: [path], calendar: "XNYSE"))
                == "error: unknown calendar \"XNYSE\"; expected XNYS, 24/7, 24/5 or the path of a CSV file with the columns "
                + "date,open,close; did you mean XNYS?")
        let times = try folder.path("t.csv", "time,close\n2018-03-12 10:00,1\n2018-03-12 10:01,2\n")
        #expect(
            try text(CSVReadOptions(paths: [times], stamp: .start, zone: "America/New_Yrok"))
                == "error: unknown time zone \"America/New_Yrok\"; expected a name such as America/New_York, UTC or an offset "
                + "such as UTC-05:00; did you mean America/New_York?")
        let other = try folder.path("x.txt", Self.header + Self.good)
        #expect(
            try text(CSVReadOptions(paths: [path, other], calendar: "XNYS"))
                == "\(other): error: holds bars of X, as \(path) does")
    }
}
