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
        let unsaid = try Program.run(["predict", "out/model.btm", "--set", "data.to=2007-02-01"], in: folder.url)
        #expect(unsaid.status == 2 && unsaid.errors.contains("--set lays values over the config of --data"))
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
        #expect(try errors(altered).contains("was altered: its SHA-256 differs from the one in the header"))
    }
}
