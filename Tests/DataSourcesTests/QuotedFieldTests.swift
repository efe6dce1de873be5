import Core
import Foundation
import TestSupport
import Testing
import TimeSeries

@testable import DataSources

/// Fields in quotes are what stands between the quotes (RFC 4180), for us as for Python's csv module.
@Suite struct QuotedFieldTests {
    static let hasPython = (try? Program.run(["-c", "import csv"], executable: "/usr/bin/python3").status) == 0

    /// Names of letters that need quotes and of those that do not, each once.
    static func names(_ random: inout RandomStream, count: Int, pool: [String]) -> [String] {
        var names: Set<String> = []
        while names.count < count {
            let name = (0...random.below(6)).map { _ in pool[random.below(pool.count)] }.joined()
            names.insert(name)
        }
        return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    }

    static let pool = [
        "A", "b", "1", ",", "\"", "\"\"", " ", ";", "'", "📈", "é", "\t", "\\", "\u{301}", "#", "\n", "\r\n", "\r",
    ]

    static func bars(_ symbols: [String]) throws -> [BarSeries] {
        let text = "date,symbol,close\n" + symbols.indices.map { "2018-03-12,s\($0),\($0 + 1)\n" }.joined()
        return try CSVReadingTests.load(text).panel.series.map { one in
            var one = one
            one.instrument = Instrument(symbol: symbols[Int(one.close[0]) - 1])
            return one
        }
    }

    @Test(.enabled(if: hasPython, "needs python3"), arguments: 0..<6)
    func namesGoToPythonAndBack(round: Int) throws {
        let seed = UInt64.random(in: 0...999_999)
        var random = RandomStream(seed: seed, name: "quotes")
        let folder = try TemporaryFolder()
        let symbols = Self.names(&random, count: 120, pool: Self.pool)
        let ours = try folder.path("ours.csv")
        try BarWriter.write(Self.bars(symbols), to: ours, options: BarWriteOptions(layout: .long))
        let theirs = try folder.path("theirs.csv")
        // Python puts a field that begins or ends with a space in quotes only where it is told to.
        let program = """
            import csv, sys
            rows = list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8'), strict=True))
            with open(sys.argv[2], 'w', newline='', encoding='utf-8') as out:
                csv.writer(out, quoting=csv.QUOTE_ALL if sys.argv[3] == '0' else csv.QUOTE_NONNUMERIC).writerows(rows)
            print('|'.join(row[1].encode().hex() for row in rows[1:]))

            """
        let outcome = try Program.run(
            ["-c", program, ours, theirs, "\(round % 2)"], executable: "/usr/bin/python3")
        #expect(outcome.status == 0, "seed \(seed): \(outcome.errors)")
        let read = outcome.output.split(separator: "\n").first?.split(separator: "|").map(String.init) ?? []
        let hex = symbols.map { $0.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
        #expect(Set(read) == Set(hex), "seed \(seed)")
        for path in [ours, theirs] {
            let data = try MarketData.load(CSVReadOptions(paths: [path], calendar: "24/7"))
            let found = data.panel.series.map { Array($0.instrument.symbol.utf8) }
            #expect(Set(found) == Set(symbols.map { Array($0.utf8) }), "seed \(seed), \(path)")
        }
    }

    @Test func wideHeadersKeepTheNamesOfTheirColumns() throws {
        let folder = try TemporaryFolder()
        let symbols = ["A,B", "\"", " C ", "D\nE", "📈"]
        let path = try folder.path("wide.csv")
        try BarWriter.write(Self.bars(symbols), to: path, options: BarWriteOptions(layout: .wide))
        let data = try MarketData.load(CSVReadOptions(paths: [path], layout: .wide, calendar: "24/7"))
        #expect(Set(data.panel.series.map(\.instrument.symbol)) == Set(symbols))
    }

    @Test func aSymbolOfOneQuoteIsASymbol() throws {
        let data = try CSVReadingTests.load("date,symbol,close\n2018-03-12,\"\"\"\",1\n2018-03-12, \"A,B\" ,2\n")
        #expect(Set(data.panel.series.map(\.instrument.symbol)) == ["\"", "A,B"])
    }

    /// Long enough for many blocks: with quotes alone threads share it, with a quoted line break one reads it.
    @Test(arguments: ["a, \"\"b\"\"", "a,\nb\r\n\n,,"]) func longFilesWithQuotesAreReadWhole(remark: String) throws {
        var text = "date,remark,open,high,low,close,volume\n"
        var plain = "date,open,high,low,close,volume\n"
        let start = try #require(CivilDate(checkedYear: 1_970, month: 1, day: 1))
        for day in 0..<20_000 {
            let (date, price) = (start + day, "\(100 + day % 7).25")
            let quoted = day % 3 == 0 ? "\"\(price)\"" : price
            text += "\"\(date)\",\(day % 5 == 0 ? "\"\(remark)\"" : "b"),\(quoted),\(price),\(price),\(price),\"5\"\n"
            plain += "\(date),\(price),\(price),\(price),\(price),5\n"
        }
        var options = CSVReadOptions(calendar: "24/7")
        let wanted = try CSVReadingTests.load(plain, options).panel.hash()
        for threads in [1, 2] {
            options.threads = threads
            #expect(try CSVReadingTests.load(text, options).panel.hash() == wanted)
        }
        let last = text + "2018-03-12,\"\(remark)\",1,1,1,x,5\n"
        let error = #expect(throws: DataError.self) { _ = try CSVReadingTests.load(last, options) }
        let line = last.utf8.count { $0 == 10 }
        let message = error.map { "\($0)" } ?? "no error"
        #expect(message.contains(":\(line): error: found \"x\" in column close"))
    }

    @Test(arguments: [
        (
            "2018-03-12,\"A\"B,1\n",
            ":2: error: found \"A\"B in column symbol; expected the field to end with its second quote"
        ),
        ("2018-03-12,\"A,1\n2018-03-13,B,1\n", ":2: error: a quoted field begins here and does not end"),
        ("2018-03-12,\"A,1\n2018-03-13,B\",1,2\n", ":2: error: found 4 fields; expected 3 as in the header"),
        ("2018-03-12,A,\"1,5\"\n", ":2: error: found \"1,5\" in column close; expected a number"),
        ("\"2018-03-12\",A,1\n\"x\",A,1\n", ":3: error: found \"x\" in column date"),
        ("2018-03-12,\"\",1\n", ":2: error: found no symbol"),
    ])
    func whatIsWrongIsSaid(_ rows: String, _ text: String) {
        let error = #expect(throws: DataError.self) { _ = try CSVReadingTests.load("date,symbol,close\n" + rows) }
        let message = error.map { "\($0)" } ?? "no error"
        #expect(message.contains(text), "\(message)")
    }

    @Test func aPipeHasALimit() throws {
        #expect(try SourceBytes.pipeLimit("1000") == 1_000)
        #expect(try SourceBytes.pipeLimit(nil) > 1 << 20)
        for text in ["x", "-1", "0", "1e9"] {
            #expect(throws: DataError.self) { try SourceBytes.pipeLimit(text) }
        }
    }
}
