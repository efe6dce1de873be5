import Foundation
import TestSupport
import Testing

/// `backtest data convert` with files of corporate actions.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct ConvertTests {
    /// Raw prices of LEAN and its factor file: every price is to come out times the split factor of its day, every
    /// volume divided by it.
    @Test(
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"), arguments: ["aapl", "bac", "ibm", "spy"])
    func splitsOfAFactorFileAdjustRealPrices(name: String) throws {
        let folder = try TemporaryFolder()
        let factors = SharedFolder.path("data/daily/lean/factor_\(name).csv")
        let actions = folder.url.appendingPathComponent("actions.csv").path
        let made = try Program.run(
            ["data", "actions", "--from-factors", factors, "--symbol", name.uppercased(), "--out", actions])
        #expect(made.status == 0, "\(made.errors)")
        let raw = SharedFolder.path("data/daily/lean/\(name).csv")
        let words = ["data", "convert", raw, "--calendar", "XNYS", "--symbol", name.uppercased()]
        var tables: [FigureTable] = []
        for (file, more) in [("raw", []), ("adjusted", ["--adjust", "splits", "--actions", actions])] {
            let path = folder.url.appendingPathComponent("\(file).csv").path
            let outcome = try Program.run(words + more + ["-o", path])
            #expect(outcome.status == 0, "\(outcome.errors)")
            tables.append(try FigureTable(path: path))
        }
        let (plain, adjusted) = (tables[0], tables[1])
        let dates = plain.texts("date")
        #expect(dates == adjusted.texts("date") && dates.count > 1_000)
        let table = try FigureTable(path: factors)
        let (days, split) = (table.texts("last_date"), table.numbers("split_factor"))
        let last = try #require(split.last)
        var changed = 0
        let factor = try dates.map { date in split[try #require(days.firstIndex { $0 >= date })] / last }
        for column in ["open", "high", "low", "close", "volume"] {
            let (before, after) = (plain.numbers(column), adjusted.numbers(column))
            for (row, date) in dates.enumerated() {
                let expected = column == "volume" ? before[row] / factor[row] : before[row] * factor[row]
                #expect(agree(after[row], expected, relative: 1e-5), "\(date) \(column)")
                if factor[row] != 1 { changed += 1 }
            }
        }
        #expect(changed > 0 || Set(split).count == 1)
    }

    private static let bars = """
        date,open,high,low,close,volume
        2021-02-01,100,101,99,100,10
        2021-02-02,50,51,49,50,20

        """

    /// What is wrong, the rows of the file of actions, other words of the command line, the status, and what it says.
    static let wrong: [(rows: String, words: [String], status: Int32, says: [String])] = [
        ("2021-02-02,A,split,-2,,", ["--adjust", "splits"], 4, ["actions.csv:2: error: found \"-2\"", "split"]),
        (
            "2021-02-02,A,split,1e9,,", ["--adjust", "splits"], 4,
            ["actions.csv:2: error:", "from 0.000001 to 1000000"]
        ),
        ("2021-02-02,B,split,2,,", ["--adjust", "splits"], 4, ["actions.csv:2: error:", "\"B\"", "those of A"]),
        ("2021-02-30,A,split,2,,", ["--adjust", "splits"], 4, ["actions.csv:2: error:", "2021-02-30"]),
        ("2021-02-02,A,split", ["--adjust", "splits"], 4, ["actions.csv:2: error: found 3 fields"]),
        ("2021-02-02,A,split,2,,", [], 2, ["--actions", "--adjust splits"]),
        ("2021-02-02,A,split,2,,", ["--adjust", "total"], 2, ["--actions", "already"]),
    ]

    @Test(arguments: wrong) func whatCannotBeLeavesTheOldFileAlone(
        _ row: (rows: String, words: [String], status: Int32, says: [String])
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars, to: "a.csv")
        try folder.write("date,instrument,kind,value,pay_date,currency\n\(row.rows)\n", to: "actions.csv")
        try folder.write("what was there", to: "out.csv")
        let words = ["data", "convert", "a.csv", "--calendar", "24/7", "--actions", "actions.csv", "-o", "out.csv"]
        let outcome = try Program.run(words + row.words, in: folder.url)
        #expect(outcome.status == row.status, "\(outcome.errors)")
        for text in row.says { #expect(outcome.errors.contains(text), "'\(text)' is not in: \(outcome.errors)") }
        #expect(try folder.read("out.csv") == "what was there")
        #expect(folder.names == ["a.csv", "actions.csv", "out.csv"])
    }

    @Test func aMissingFileOfActionsIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.bars, to: "a.csv")
        let outcome = try Program.run(
            ["data", "convert", "a.csv", "--calendar", "24/7", "--adjust", "splits", "--actions", "none.csv"],
            in: folder.url)
        #expect(outcome.status == 4 && outcome.errors.contains("none.csv: error: no such file"), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }

    @Test func theLengthOfABarThatOneRowDoesNotShowCanBeSaid() throws {
        let folder = try TemporaryFolder()
        try folder.write("time,open,high,low,close,volume\n2018-03-12T09:30:00Z,1,2,0.5,1.5,10\n", to: "A.csv")
        let words = ["data", "convert", "A.csv", "--stamp", "start", "--calendar", "24/7", "--label", "end"]
        let unsaid = try Program.run(words, in: folder.url)
        #expect(
            unsaid.status == 4 && unsaid.errors.contains("1 row does not tell how long a bar is"), "\(unsaid.errors)")
        let said = try Program.run(words + ["--length", "5m"], in: folder.url)
        #expect(said.output == "timestamp,open,high,low,close,volume\n2018-03-12T09:35:00Z,1,2,0.5,1.5,10\n", "\(said)")
        let wrong = try Program.run(words + ["--length", "long"], in: folder.url)
        #expect(wrong.status != 0 && wrong.errors.contains("--length long: it is a length"), "\(wrong.errors)")
    }

    @Test func aPipeThatDoesNotEndIsRefusedAndNothingIsWritten() throws {
        let folder = try TemporaryFolder()
        let rows = "(echo date,close; yes 2018-03-12,1)"
        let convert = "BACKTEST_PIPE_BYTES=5000000 '\(Program.path)' data convert - --calendar 24/7 -o x.csv"
        let bars = try Program.run(["-c", "\(rows) | \(convert)"], in: folder.url, executable: "/bin/sh")
        #expect(bars.status == 4, "\(bars.errors)")
        #expect(
            bars.errors.contains("<stdin>: error: it gave more than 5000000 bytes without an end"), "\(bars.errors)")
        let config = try Program.run(
            ["-c", "\(rows) | '\(Program.path)' run -"], in: folder.url, executable: "/bin/sh")
        #expect(config.status == 3 && config.errors.contains("this is no config"), "\(config.errors)")
        #expect(folder.names.isEmpty)
    }

    @Test func aSymbolWithACommaIsConvertedToItself() throws {
        let folder = try TemporaryFolder()
        let text = "date,symbol,close\n2018-03-12,\"A,B\",1\n2018-03-12,\"\"\"\",2\n"
        try folder.write(text, to: "x.csv")
        let outcome = try Program.run(
            ["data", "convert", "x.csv", "--calendar", "24/7", "--output-layout", "long"], in: folder.url)
        #expect(
            Set(outcome.output.split(separator: "\n")) == Set(text.split(separator: "\n")), "\(outcome.errors)")
    }
}
