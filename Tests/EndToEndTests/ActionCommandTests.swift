import Foundation
import TestSupport
import Testing

/// Corporate actions on the command line.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct ActionCommandTests {
    private static let factors = """
        last_date,price_factor,split_factor,reference_price
        2005-02-24,0.5,0.25,1
        2005-02-25,0.5,0.25,88.97
        2012-08-08,0.5,0.5,620
        2050-12-31,0.502,0.5,0

        """

    @Test func factorsBecomeAFileOfActions() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.factors, to: "factors.csv")
        let outcome = try Program.run(["data", "actions", "--from-factors", path, "--symbol", "AAPL"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n")
        try #require(lines.count == 3)
        #expect(lines[0] == "date,instrument,kind,value,pay_date,currency")
        #expect(lines[1] == "2005-02-28,AAPL,split,2,,")
        #expect(lines[2].hasPrefix("2012-08-09,AAPL,dividend,2.47"))
    }

    @Test func aFactorFileServesAsActionsOfOneInstrument() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(Self.factors, to: "factors.csv")
        let config = try folder.write(
            """
            data: { path: Data/daily/aapl.csv, calendar: XNYS, actions: \(path), from: 2005-01-03 }
            strategy: { rules: { enter_long: close > 0 } }
            broker: { commission: { per_order: 1 } }
            """, to: "a.yaml")
        let out = folder.url.appendingPathComponent("out").path
        let outcome = try Program.run(["run", config, "--out", out, "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try RunTests.object(outcome.output)
        let counts = try #require(result["corporate_actions"] as? [String: Any])
        #expect(counts["splits"] as? Int == 1 && counts["dividends"] as? Int == 1)
        let events = try folder.read("out/events.jsonl")
        #expect(events.contains("\"time\":\"2005-02-28T14:30:00Z\"") && events.contains("\"event\":\"dividend-paid\""))
        let report = try folder.read("out/report.html")
        #expect(report.contains("Dividends received"))
    }

    @Test func whatIsWrongIsSaidWithStatusAndPlace() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("date,instrument,kind,value\n2005-02-28,APPL,split,2\n", to: "actions.csv")
        let run = try Program.run([
            "run", "Strategies/lived-through-splits.yaml", "--set", "data.actions=\(path)", "--out",
            folder.url.appendingPathComponent("out").path,
        ])
        #expect(run.status == 4)
        #expect(
            run.errors.contains(
                "\(path):2: error: there are no bars of the instrument \"APPL\"; there are those of AAPL"))
        let total = try Program.run([
            "run", "Strategies/lived-through-splits.yaml", "--set", "data.adjust=total", "--out",
            folder.url.appendingPathComponent("out").path,
        ])
        #expect(total.status == 3 && total.errors.contains("would count dividends and splits twice"))
        let missing = try Program.run(["data", "actions", "--from-factors", "none.csv", "--symbol", "X"])
        #expect(missing.status == 4 && missing.errors.contains("none.csv: error: no such file"))
    }

    /// Factor files that cannot be used: the content, and what is said.
    static let wrong: [(content: String, says: String)] = [
        ("", "f.csv: error: the file is empty; expected a header and rows"),
        ("last_date,price_factor,split_factor,reference_price\n", "f.csv: error: the file holds a header but no rows"),
        (
            "20050224,0.5,0.25,1\n",
            "f.csv:1: error: found the columns 20050224,0.5,0.25,1; expected those of a factor file"
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2005-02-24,-0.5,0.25,1\n",
            "f.csv:2: error: found \"-0.5\" in column price_factor; expected a number above zero"
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2005-02-24,nan,0.25,1\n",
            "f.csv:2: error: found \"nan\" in column price_factor; expected a number above zero"
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2005-02-24,1,1,1\n2005-02-24,1,1,1\n",
            "f.csv:3: error: found the date 2005-02-24 after 2005-02-24; expected ascending dates"
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2005-02-24,0.5,1,0\n2006-02-24,0.6,1,0\n",
            "f.csv:2: error: found \"0\" as the value of a dividend; expected price factors that do not fall, and a "
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2005-02-24,0.5,1\n",
            "f.csv:2: error: found 3 fields; expected 4"
        ),
        (
            "last_date,price_factor,split_factor,reference_price\n2041-02-25,0.5,1,9\n2050-01-01,1,1,9\n",
            "f.csv:2: error: the calendar XNYS has no session after 2041-02-25"
        ),
    ]

    @Test(arguments: wrong) func aFactorFileThatCannotBeUsedIsRefusedAndNothingWritten(
        _ row: (content: String, says: String)
    ) throws {
        let folder = try TemporaryFolder()
        try folder.write(row.content, to: "f.csv")
        let outcome = try Program.run(
            ["data", "actions", "--from-factors", "f.csv", "--symbol", "A", "--out", "a.csv"], in: folder.url)
        #expect(outcome.status == 4)
        #expect(outcome.errors.hasPrefix(row.says), "\(outcome.errors)")
        #expect(outcome.output.isEmpty && folder.names == ["f.csv"])
    }

    @Test(arguments: ["", "A\nB"]) func aNameThatIsNoneIsAWrongCommandLine(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.factors, to: "f.csv")
        let outcome = try Program.run(
            ["data", "actions", "--from-factors", "f.csv", "--symbol", name], in: folder.url)
        #expect(outcome.status == 2 && outcome.errors.contains("--symbol"), "\(outcome.errors)")
        #expect(outcome.output.isEmpty)
    }
}
