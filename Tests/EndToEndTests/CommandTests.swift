import Foundation
import TestSupport
import Testing

/// The other commands.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct CommandTests {
    @Test(arguments: ["strategies", "indicators", "metrics", "costs"])
    func listsArePrintedAsTextCsvAndJson(subject: String) throws {
        let text = try Program.run(["list", subject])
        #expect(text.status == 0 && text.output.split(separator: "\n").count > 3)
        let json = try Program.run(["list", subject, "--json"])
        let list = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        #expect(list.count > 3)
        let csv = try Program.run(["list", subject, "--csv"])
        #expect(csv.output.split(separator: "\n").count == list.count + 1)
    }

    @Test func everyMetricHasDefinitionUnitAndSource() throws {
        let json = try Program.run(["list", "metrics", "--json"])
        let list = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: String]])
        #expect(list.count >= 40)
        for metric in list {
            for key in ["metric", "unit", "definition", "source"] {
                #expect(metric[key]?.isEmpty == false, "\(metric["metric"] ?? "?") has no \(key)")
            }
        }
    }

    @Test func theSchemaIsJsonAndKnowsEveryTopLevelKey() throws {
        let outcome = try Program.run(["schema"])
        let schema = try RunTests.object(outcome.output)
        let properties = try #require(schema["properties"] as? [String: Any])
        for key in [
            "name", "notes", "seed", "benchmark", "data", "strategy", "strategies", "portfolio", "broker", "risk",
            "venue",
            "market", "sweep", "walk_forward", "judge", "robustness", "write", "report",
        ] {
            #expect(properties[key] != nil, "\(key) is not in the schema")
        }
    }

    @Test func doctorSaysWhatItFound() throws {
        let outcome = try Program.run(["doctor"])
        #expect(outcome.status == 0, "\(outcome.output)")
        #expect(outcome.output.contains("America/New_York") && outcome.output.contains("XNYS"))
    }

    @Test func aNewConfigRunsAsItStands() throws {
        let folder = try TemporaryFolder()
        let data = SharedFolder.projectRoot.appendingPathComponent("Data/daily/aapl.csv").path
        let made = try Program.run(["new", "My first: idea", "--data", data], in: folder.url)
        #expect(made.status == 0 && folder.names == ["my-first-idea.yaml"], "\(made.errors)")
        let run = try Program.run(["run", "my-first-idea.yaml", "--quiet"], in: folder.url)
        #expect(run.status == 0, "\(run.errors)")
        let again = try Program.run(["new", "My first: idea"], in: folder.url)
        #expect(again.status == 1 && again.errors.contains("exists"))
    }

    @Test func checkPrintsFindingsAndStrictHasStatusFour() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            date,open,high,low,close,volume
            2021-01-04,10,11,9,10.5,100
            2021-01-04,10,11,9,10.5,100
            2021-01-06,10.5,10,11,11.5,0

            """, to: "dirty.csv")
        let table = try Program.run(["data", "check", "dirty.csv", "--calendar", "XNYS"], in: folder.url)
        #expect(table.status == 0)
        for word in ["duplicate", "ohlc", "gap"] { #expect(table.output.contains(word), "no \(word): \(table.output)") }
        let strict = try Program.run(
            ["data", "check", "dirty.csv", "--calendar", "XNYS", "--strict", "--json"], in: folder.url)
        #expect(strict.status == 4)
        let list = try #require(try JSONSerialization.jsonObject(with: Data(strict.output.utf8)) as? [[String: Any]])
        #expect(list.count == 1 && (list[0]["findings"] as? [Any])?.isEmpty == false)
    }

    @Test func convertAndResampleWorkOnFilesAndPipes() throws {
        let folder = try TemporaryFolder()
        let goog = try String(contentsOfFile: RunTests.goog, encoding: .utf8)
        let converted = try Program.run(
            ["data", "convert", "-", "--calendar", "XNYS", "--symbol", "GOOG"], in: folder.url, input: goog)
        #expect(converted.status == 0 && converted.output.hasPrefix("date,open,high,low,close,volume\n2004-08-19,"))
        let packed = try Program.run(
            ["data", "convert", RunTests.goog, "--calendar", "XNYS", "-o", "goog.csv.gz"], in: folder.url)
        #expect(packed.status == 0, "\(packed.errors)")
        let weekly = try Program.run(
            ["data", "resample", "goog.csv.gz", "--calendar", "XNYS", "--every", "week", "-o", "weekly.csv"],
            in: folder.url)
        #expect(weekly.status == 0, "\(weekly.errors)")
        let rows = try folder.read("weekly.csv").split(separator: "\n")
        #expect(rows.count == 447 || rows.count == 446, "\(rows.count)")
        // A week is stamped with the end of its last session, and reads back so: nobody sees it before.
        #expect(rows[1].hasPrefix("2004-08-20T20:00:00Z,"))
        let again = try Program.run(
            ["data", "convert", "weekly.csv", "--calendar", "XNYS", "--stamp", "end", "--label", "end"], in: folder.url)
        #expect(again.output.split(separator: "\n") == rows, "\(again.errors)")
        let dated = try folder.write(
            "date,open,high,low,close\n" + (1...9).map { "2021-0\($0)-04,1,2,1,2\n" }.joined(), to: "months.csv")
        let refused = try Program.run(["data", "convert", dated, "--calendar", "24/7"], in: folder.url)
        #expect(refused.status == 4 && refused.errors.contains("stamp: end"), "\(refused.errors)")
        let trades = SharedFolder.projectRoot.appendingPathComponent("Data/tick/es_trades.csv.gz").path
        let volume = try Program.run(
            ["data", "resample", trades, "--ticks", "--zone", "America/Chicago", "--bars", "volume:5000"])
        #expect(volume.status == 0 && volume.output.split(separator: "\n").count == 138, "\(volume.errors)")
        let none = try Program.run(["data", "resample", "goog.csv.gz"], in: folder.url)
        #expect(none.status == 2)
    }

    @Test func aNotebookIsExecutedAndChecked() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            # Two commands
            ```sh
            x=5; cd /
            ```
            Some prose.
            ```sh
            echo "x is $x in $PWD"
            date
            ```

            """, to: "n.md")
        #expect(try Program.run(["notebook", "run", "n.md"], in: folder.url).status == 0)
        let written = try folder.read("n.md")
        #expect(written.contains("```text\nx is 5 in /\n"))
        #expect(try Program.run(["notebook", "check", "n.md"], in: folder.url).status == 0 || written.contains(":"))
        try folder.write(
            "```sh\necho one; echo two\n```\n```text\none\n...\n```\n```sh\necho 12.5 s\n```\n```text\n... s\n```\n",
            to: "ok.md")
        #expect(try Program.run(["notebook", "check", "ok.md"], in: folder.url).status == 0)
        try folder.write("```sh\necho one\n```\n```text\ntwo\n```\n", to: "bad.md")
        let bad = try Program.run(["notebook", "check", "bad.md"], in: folder.url)
        #expect(bad.status == 6 && bad.errors.contains("bad.md:1"))
        try folder.write("```sh\nfalse\n```\n", to: "fails.md")
        #expect(try Program.run(["notebook", "check", "fails.md"], in: folder.url).status == 6)
    }

    /// The notebooks that come with the program print what they say.
    @Test func shippedNotebooksPrintWhatTheySay() throws {
        let folder = SharedFolder.projectRoot.appendingPathComponent("notebooks-md")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".md") }
            .sorted()
        #expect(!names.isEmpty)
        for name in names where InfluxServer.isPresent || !name.contains("influxdb") {
            let outcome = try Program.run(["notebook", "check", "notebooks-md/\(name)"])
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    /// Every config that comes with the program runs.
    @Test func shippedConfigsRun() throws {
        let folder = try TemporaryFolder()
        let strategies = SharedFolder.projectRoot.appendingPathComponent("Strategies")
        let names = try FileManager.default.contentsOfDirectory(atPath: strategies.path).filter {
            $0.hasSuffix(".yaml")
        }
        #expect(names.count >= 5)
        for name in names.sorted() {
            let outcome = try Program.run(
                ["run", "Strategies/\(name)", "--out", folder.url.appendingPathComponent(name).path, "--quiet"])
            #expect(outcome.status == 0, "\(name): \(outcome.errors)")
        }
    }
}
