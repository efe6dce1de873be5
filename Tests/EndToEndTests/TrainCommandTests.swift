import Foundation
import TestSupport
import Testing

/// `backtest train`, as a user calls it.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct TrainCommandTests {
    @Test func aTrainingLeavesEveryFileAndASummary() throws {
        let folder = try TemporaryFolder()
        try folder.write(ModelConfigs.small(), to: "small.yaml")
        let outcome = try Program.run(["train", "small.yaml", "--out", "out"], in: folder.url)
        #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        for text in [
            "mlp on 2 features × 5 bars; label: return over 3 bars", "forecasts out of sample", "rank IC", "zero",
            "last value", "mean (buy and hold)", "the smallest IC that shows", "out/training.html", "out/model.btm",
        ] { #expect(outcome.output.contains(text), "\(text): \(outcome.output)") }
        // The folds that were kept meanwhile are gone.
        #expect(folder.names == ["out", "small.yaml"])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/out").sorted()
        #expect(
            names == [
                "config.yaml", "manifest.json", "model.btm", "predictions.csv", "training.html", "training.json",
            ])
        let page = try folder.read("out/training.html")
        #expect(page.contains("<svg") && page.contains("smallest"))
        // Without --out it has a folder of its own, and again the same one.
        for _ in 0..<2 { #expect(try Program.run(["train", "small.yaml", "--quiet"], in: folder.url).status == 0) }
        let own = try FileManager.default.contentsOfDirectory(atPath: folder.url.path + "/runs")
        #expect(own.count == 1 && own[0].hasPrefix("small-training-"))
    }

    @Test func jsonAndCSVArePrintedAsTheFilesHaveThem() throws {
        let folder = try TemporaryFolder()
        try folder.write(ModelConfigs.small(), to: "small.yaml")
        let json = try Program.run(["train", "small.yaml", "--out", "out", "--json"], in: folder.url)
        #expect(json.status == 0 && json.errors.isEmpty, "\(json.errors)")
        #expect(try json.output == folder.read("out/training.json"))
        let report = try RunTests.object(json.output)
        #expect(report["schema"] as? String == "backtest.training/1")
        let csv = try Program.run(["train", "small.yaml", "--out", "out", "--csv"], in: folder.url)
        #expect(try csv.output == folder.read("out/predictions.csv"))
        let lines = csv.output.split(separator: "\n")
        #expect(lines[0] == "time,instrument,fold,prediction,label,label_end" && lines.count > 300)
        #expect(lines.dropFirst().allSatisfy { $0.contains(",GOOG,") })
        let quiet = try Program.run(["train", "small.yaml", "--out", "out", "--quiet"], in: folder.url)
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
    }

    @Test func commandsThatReadAConfigSayTheSameOfIt() throws {
        for command in [["run"], ["audit"], ["train"], ["data", "fetch"]] {
            let help = try Program.run(command + ["--help"])
            let words = help.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(words.contains("<config> The config, or - for standard input."), "\(command)")
            #expect(
                words.contains(
                    "--set <key=value> Lay a value over the config: a dotted key, or the name of a parameter. May be "
                        + "repeated."), "\(command): \(help.output)")
        }
    }

    @Test func aConfigWithoutAModelEndsWithStatusThree() throws {
        let outcome = try Program.run(["train", "-"], input: RunTests.config())
        #expect(outcome.status == 3 && outcome.output.isEmpty)
        #expect(outcome.errors.contains("a training needs a model: what decides here is rules; see strategy.model"))
        // A wrong one names its place and what there is.
        let wrong = try Program.run(["train", "-"], input: ModelConfigs.small([("kind: mlp", "kind: mlq")]))
        #expect(wrong.status == 3 && wrong.errors.contains(":5:11: error: unknown model 'mlq'"), "\(wrong.errors)")
        #expect(wrong.errors.contains("mlp"))
    }

    @Test func wordsThatExcludeEachOtherEndWithStatusTwo() throws {
        for pair in [["--json", "--csv"], ["--json", "--quiet"], ["--csv", "--quiet"]] {
            let outcome = try Program.run(["train", "x.yaml"] + pair)
            #expect(outcome.status == 2 && outcome.errors.contains("exclude each other"), "\(pair)")
        }
    }

    @Test func aPlaceThatHoldsSomethingElseIsLeftAsItIs() throws {
        let folder = try TemporaryFolder()
        try folder.write(ModelConfigs.small(), to: "small.yaml")
        try folder.write("mine", to: "file")
        let file = try Program.run(["train", "small.yaml", "--out", "file", "--force"], in: folder.url)
        #expect(file.status == 1 && file.errors.contains("no folder"), "\(file.errors)")
        #expect(try folder.read("file") == "mine")
        #expect(folder.names == ["file", "small.yaml"])
        #expect(try Program.run(["train", "small.yaml", "--out", "out", "--quiet"], in: folder.url).status == 0)
        let other = ["train", "small.yaml", "--out", "out", "--quiet", "--set", "strategy.model.window=4"]
        let refused = try Program.run(other, in: folder.url)
        #expect(refused.status == 1 && refused.errors.contains("it holds another training"), "\(refused.errors)")
        #expect(try Program.run(other + ["--force"], in: folder.url).status == 0)
        #expect(try folder.read("out/config.yaml").contains("window: 4"))
    }

    @Test func aLossThatGrowsWithoutBoundEndsWithStatusThreeAndTheRemedy() throws {
        // A learning rate beyond all reason.
        let config = ModelConfigs.small([("epochs: 5", "epochs: 50, learning_rate: 1000, optimiser: sgd")])
        let folder = try TemporaryFolder()
        let outcome = try Program.run(["train", "-", "--out", "out", "--quiet"], in: folder.url, input: config)
        #expect(outcome.status == 3 && outcome.errors.contains("the loss grew without bound"), "\(outcome.errors)")
        #expect(outcome.errors.contains("lower the learning rate"))
    }

    @Test("S69: an interrupted training ends with status 130, and the same command goes on to the same bytes")
    func s69AnInterruptedTrainingGoesOn() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            ModelConfigs.small([("epochs: 5", "epochs: 1500"), ("every: 50", "every: 20")]), to: "small.yaml")
        func kept() -> Int {
            let archive = folder.url.appendingPathComponent(".a.folds").path
            let names = (try? FileManager.default.contentsOfDirectory(atPath: archive)) ?? []
            return names.filter { $0.hasPrefix("folds-") }.reduce(0) { count, name in
                let object = try? JSONSerialization.jsonObject(
                    with: Data(contentsOf: URL(fileURLWithPath: archive + "/" + name)))
                return count + ((object as? [String: Any])?["content"] as? [Any] ?? []).count
            }
        }
        let command = ["train", "small.yaml", "--out", "a"]
        var (cut, delay) = (try Program.run(command, in: folder.url, interruptAfter: 0.5), 0.75)
        // A busy machine has no fold done by then.
        while kept() == 0, cut.status != 0, delay < 30 {
            cut = try Program.run(command, in: folder.url, interruptAfter: delay)
            delay *= 1.5
        }
        try #require(cut.status == 130, "\(cut.status) \(cut.errors)")
        let count = kept()
        #expect(cut.output.isEmpty)
        #expect(cut.errors == "interrupted: \(count) folds are kept; the same command goes on with them\n")
        #expect(folder.names == [".a.folds", "small.yaml"])
        let later = try Program.run(command, in: folder.url)
        #expect(later.status == 0, "\(later.errors)")
        #expect(later.errors == "going on: \(count) folds are done already; --restart fits them anew\n")
        let whole = try Program.run(["train", "small.yaml", "--out", "b"], in: folder.url)
        #expect(whole.status == 0 && whole.errors.isEmpty, "\(whole.errors)")
        for name in ["predictions.csv", "model.btm", "training.json", "training.html", "config.yaml"] {
            let both = try ["a", "b"].map { try Data(contentsOf: folder.url.appendingPathComponent("\($0)/\(name)")) }
            #expect(both[0] == both[1], "\(name)")
        }
        #expect(folder.names == ["a", "b", "small.yaml"])
    }

    @Test func modelsAreListedAndTheDoctorChecksTheirAlgebra() throws {
        let text = try Program.run(["list", "models"])
        let csv = try Program.run(["list", "models", "--csv"])
        let json = try Program.run(["list", "models", "--json"])
        for outcome in [text, csv, json] {
            #expect(outcome.status == 0)
            for name in ["ridge", "mlp", "rolling-ridge", "logistic"] { #expect(outcome.output.contains(name)) }
        }
        #expect(csv.output.hasPrefix("model,parameter,default,allowed,summary\n"))
        let list = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: String]])
        #expect(list.count == csv.output.split(separator: "\n").count - 1)
        #expect(list.contains { $0["model"] == "mlp" && $0["parameter"] == "hidden" })
        let doctor = try Program.run(["doctor"])
        let line = doctor.output.split(separator: "\n").first { $0.contains("linear algebra") }
        #expect(line?.hasPrefix("ok") == true && line?.contains("OpenBLAS") == true, "\(doctor.output)")
    }
}
