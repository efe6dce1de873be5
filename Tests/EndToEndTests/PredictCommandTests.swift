import Foundation
import TestSupport
import Testing

/// `backtest predict`, as a user calls it.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct PredictCommandTests {
    /// A folder with a config and the model that was trained with it.
    private func trained() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(ModelConfigs.small(), to: "small.yaml")
        let outcome = try Program.run(["train", "small.yaml", "--out", "out", "--quiet"], in: folder.url)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return folder
    }

    @Test func predictionsAreCSVOrLineProtocol() throws {
        let folder = try trained()
        let csv = try Program.run(["predict", "out/model.btm"], in: folder.url)
        #expect(csv.status == 0 && csv.errors.isEmpty, "\(csv.errors)")
        let rows = csv.output.split(separator: "\n")
        // Every bar with a whole window, those without a label yet too.
        #expect(rows[0] == "time,instrument,prediction" && rows.count > 550)
        #expect(rows.last?.hasPrefix("2006-12-29T21:00:00Z,GOOG,") == true)
        #expect(try csv.output == Program.run(["predict", "out/model.btm", "--csv"], in: folder.url).output)
        let lines = try Program.run(["predict", "out/model.btm", "--line-protocol"], in: folder.url)
        let points = lines.output.split(separator: "\n")
        #expect(lines.status == 0 && points.count == rows.count - 1)
        for (point, row) in zip(points, rows.dropFirst()) {
            let value = row.split(separator: ",")[2]
            #expect(point.hasPrefix("backtest_predictions,instrument=GOOG,model=Small prediction=\(value) "))
        }
        #expect(points.last?.hasSuffix(" 1167426000000000000") == true)
        let newest = try Program.run(["predict", "out/model.btm", "--newest"], in: folder.url).output
        let last = newest.split(separator: "\n")
        #expect(last.count == 2 && last[1].hasPrefix("2006-12-29T21:00:00Z,GOOG,"))
        let toFile = try Program.run(["predict", "out/model.btm", "--out", "p.csv"], in: folder.url)
        #expect(toFile.status == 0 && toFile.output.isEmpty)
        #expect(try folder.read("p.csv") == csv.output)
    }

    @Test func otherDataArePredicted() throws {
        let folder = try trained()
        let later = try Program.run(
            [
                "predict", "out/model.btm", "--data", "small.yaml", "--set", "data.to=2007-02-01", "--set",
                "data.from=2007-01-03",
            ],
            in: folder.url)
        #expect(later.status == 0, "\(later.errors)")
        let rows = later.output.split(separator: "\n").dropFirst()
        #expect(rows.count >= 19 && rows.allSatisfy { $0.hasPrefix("2007-01-") || $0.hasPrefix("2007-02-") })
        // Without --data it is the config in the model file that values are laid over.
        let same = try Program.run(
            ["predict", "out/model.btm", "--set", "data.to=2007-02-01", "--set", "data.from=2007-01-03"], in: folder.url
        )
        #expect(same.status == 0 && same.output == later.output, "\(same.errors)")
        for setting in ["strategy.model.window=4", "epochs=3"] {
            let refused = try Program.run(["predict", "out/model.btm", "--set", setting], in: folder.url)
            #expect(refused.status == 2 && refused.output.isEmpty)
            #expect(refused.errors.contains("--set \(setting): error: a model that is trained cannot be changed"))
        }
    }

    @Test func aFileOfBarsAndASectionOfDataAreEnough() throws {
        let folder = try trained()
        let whole = try Program.run(
            ["predict", "out/model.btm", "--set", "data.to=2008-01-01", "--newest"], in: folder.url)
        try #require(whole.status == 0, "\(whole.errors)")
        // The bars of 2007 alone, in a file of its own.
        let lines = try String(contentsOfFile: RunTests.goog, encoding: .utf8).split(separator: "\n")
        let year = [lines[0]] + lines.dropFirst().filter { $0.hasPrefix("2007") }
        try folder.write(year.joined(separator: "\n") + "\n", to: "GOOG.csv")
        let file = try Program.run(["predict", "out/model.btm", "--data", "GOOG.csv", "--newest"], in: folder.url)
        #expect(file.status == 0 && file.errors.isEmpty, "\(file.errors)")
        let (found, expected) = (
            file.output.split(separator: "\n").map { $0.split(separator: ",") },
            whole.output.split(separator: "\n").map { $0.split(separator: ",") }
        )
        #expect(found.map(\.[0]) == expected.map(\.[0]) && found.map(\.[1]) == ["instrument", "GOOG"])
        // Sums that began elsewhere are rounded otherwise.
        let values = try [found, expected].map { try #require(Double($0[1][2])) }
        #expect(abs(values[0] - values[1]) < 1e-4 * abs(values[1]), "\(values)")
        let all = try Program.run(["predict", "out/model.btm", "--data", "GOOG.csv"], in: folder.url)
        #expect(all.output.split(separator: "\n").count > 200, "the period of the training bounds the file")
        for input in [
            "data: { path: GOOG.csv, calendar: XNYS }", "data: { path: GOOG.csv, calendar: XNYS }\nname: other",
        ] {
            let part = try Program.run(
                ["predict", "out/model.btm", "--data", "-", "--newest"], in: folder.url, input: input)
            #expect(part.status == 0 && part.output == file.output, "\(part.errors)")
        }
        let renamed = try Program.run(
            ["predict", "out/model.btm", "--data", "GOOG.csv", "--set", "data.symbol=NEW", "--newest"], in: folder.url)
        #expect(renamed.errors.contains("has never seen NEW; it was trained on GOOG"), "\(renamed.errors)")
        let none = try Program.run(["predict", "out/model.btm", "--data", "-"], in: folder.url, input: "seed: 3")
        #expect(none.status == 3 && none.errors.contains("found no 'data'"), "\(none.errors)")
        let absent = try Program.run(["predict", "out/model.btm", "--data", "absent.csv"], in: folder.url)
        #expect(absent.status == 4 && absent.errors.contains("absent.csv"), "\(absent.status) \(absent.errors)")
        let wrong = try Program.run(
            ["predict", "out/model.btm", "--data", "-"], in: folder.url,
            input: "data: { path: GOOG.csv, calender: XNYS }")
        #expect(wrong.status == 3 && wrong.errors.contains("<stdin>:1:25: error"), "\(wrong.errors)")
    }

    @Test func formatsThatExcludeEachOtherEndWithStatusTwo() throws {
        let outcome = try Program.run(["predict", "x.btm", "--csv", "--line-protocol"])
        #expect(outcome.status == 2 && outcome.errors.contains("--csv and --line-protocol exclude each other"))
    }

    @Test func aBadModelFileEndsWithStatusFourAndTheReason() throws {
        let folder = try trained()
        let bytes = try Data(contentsOf: folder.url.appendingPathComponent("out/model.btm"))
        func errors(_ changed: Data?) throws -> String {
            try changed?.write(to: folder.url.appendingPathComponent("bad.btm"))
            let outcome = try Program.run(
                ["predict", changed == nil ? "absent.btm" : "bad.btm"], in: folder.url)
            #expect(outcome.status == 4 && outcome.output.isEmpty, "\(outcome.status) \(outcome.errors)")
            return outcome.errors
        }
        #expect(try errors(nil).contains("absent.btm: error: cannot be read: No such file or directory"))
        #expect(try errors(Data("time,open\n".utf8)).contains("found something that is not a model file"))
        let short = try errors(bytes.prefix(900))
        #expect(
            short.contains("bad.btm: error: found 900 bytes, expected ") && short.contains(": it was cut short;"),
            "\(short)")
        var altered = bytes
        altered[altered.count - 3] ^= 1
        #expect(try errors(altered).contains("an array was altered: its SHA-256 is not the one that the file states"))
    }
}
