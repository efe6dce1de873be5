import Core
import DataSources
import Foundation
import Learning
import Research
import StrategyKit
import TestSupport
import Testing

/// What a training leaves on the disk.
@Suite struct TrainingFolderTests {
    private static let names = [
        "config.yaml", "manifest.json", "model.btm", "predictions.csv", "training.html", "training.json",
    ]

    private func refused(_ body: () throws -> Void) -> String {
        (#expect(throws: FolderError.self) { try body() })?.description ?? ""
    }

    @Test("S69: two trainings leave the same bytes, but for what the manifest says of the host")
    func s69TwoTrainingsLeaveTheSameBytes() throws {
        let place = try TemporaryFolder()
        var manifests: [[String: Any]] = []
        for name in ["a", "b"] {
            let result = try TrainingFixture.training(TrainingFixture.network).run()
            let folder = TrainingFolder(result.study, at: place.url.path + "/" + name)
            let file = try #require(try folder.write(result, command: "backtest train small.yaml"))
            #expect(file.model.digest == (try TrainingFixture.digest(result)))
            let bytes = try Data(contentsOf: folder.url.appendingPathComponent("manifest.json"))
            manifests.append(try #require(try JSONSerialization.jsonObject(with: bytes) as? [String: Any]))
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == Self.names)
            #expect(try place.read("\(name)/predictions.csv") == result.predictionsCSV)
            #expect(try place.read("\(name)/config.yaml") == result.study.configuration.canonicalYAML)
        }
        // Nothing half-written lies beside them.
        #expect(place.names == ["a", "b"])
        for name in Self.names where name != "manifest.json" {
            let both = try ["a", "b"].map { try Data(contentsOf: place.url.appendingPathComponent("\($0)/\(name)")) }
            #expect(both[0] == both[1] && both[0].count > 100, "\(name)")
        }
        let hosts = try manifests.map { try #require($0["host"] as? [String: Any]) }
        #expect(hosts.allSatisfy { ($0["processors"] as? Int ?? 0) > 0 && ($0["written"] as? String) != nil })
        #expect(((manifests[0]["seconds"] as? [String: Any])?["fits"] as? Double ?? 0) > 0)
        for place in manifests.indices { for key in ["host", "seconds"] { manifests[place][key] = nil } }
        #expect(NSDictionary(dictionary: manifests[0]) == NSDictionary(dictionary: manifests[1]))
        let hashes = try #require(manifests[0]["hashes"] as? [String: String])
        #expect(Set(hashes.keys) == ["data", "config", "model"] && hashes.values.allSatisfy { $0.count == 64 })
    }

    @Test func predictionsAreARowForEachForecast() throws {
        let result = try TrainingFixture.training().run()
        let lines = result.predictionsCSV.split(separator: "\n")
        #expect(lines[0] == "time,instrument,fold,prediction,label,label_end")
        #expect(lines.count == result.forecasts.count + 1)
        let symbols = result.study.data.panel.instruments.map(\.symbol)
        for (line, forecast) in zip(lines.dropFirst(), result.forecasts) {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
            #expect(cells.count == 6 && cells[1] == symbols[forecast.instrument])
            #expect(cells[0] == Timestamp(nanoseconds: forecast.start).description)
            #expect(Double(cells[3])?.bitPattern == forecast.value.bitPattern)
            #expect(Double(cells[4])?.bitPattern == forecast.label.bitPattern)
        }
    }

    @Test func whatNoTrainingLeftIsNeverReplaced() throws {
        let place = try TemporaryFolder()
        let study = try TrainingFixture.training().study
        let path = place.url.appendingPathComponent("out").path
        let folder = TrainingFolder(study, at: path)
        #expect(throws: Never.self) { try folder.checkPlace(for: study, force: false) }
        // An empty folder may be filled.
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        #expect(throws: Never.self) { try folder.checkPlace(for: study, force: false) }
        try place.write("mine", to: "out/notes.txt")
        for isForced in [false, true] {
            let message = refused { try folder.checkPlace(for: study, force: isForced) }
            #expect(
                message
                    == "\(path): error: cannot be written: it holds files that no training left; choose another folder "
                    + "with --out")
        }
        // The manifest of a run is none of a training.
        try place.write("{\n  \"schema\": \"backtest.manifest/1\"\n}\n", to: "out/manifest.json")
        #expect(refused { try folder.checkPlace(for: study, force: true) }.contains("no training left"))
        // A file of the user's.
        let file = TrainingFolder(study, at: try place.write("mine", to: "file"))
        for isForced in [false, true] {
            let message = refused { try file.checkPlace(for: study, force: isForced) }
            #expect(message.contains("it is no folder that can be read"), "\(message)")
        }
        #expect(try place.read("file") == "mine" && place.read("out/notes.txt") == "mine")
    }

    @Test func anEqualTrainingIsReplacedAndAnotherWithForceOnly() throws {
        let place = try TemporaryFolder()
        let path = place.url.appendingPathComponent("out").path
        let result = try TrainingFixture.training().run()
        let folder = TrainingFolder(result.study, at: path)
        try folder.write(result, command: "x")
        let model = try Data(contentsOf: folder.url.appendingPathComponent("model.btm"))
        try folder.checkPlace(for: result.study, force: false)
        try folder.write(result, command: "x")
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("model.btm")) == model)
        for changes in [["strategy.model.window=3"], ["data.to=1992-04-01"], ["seed=6"]] {
            let other = try TrainingFixture.training(changes: changes)
            let there = TrainingFolder(other.study, at: path)
            let message = refused { try there.checkPlace(for: other.study, force: false) }
            #expect(message.contains("it holds another training; choose another folder with --out, or --force"))
            #expect(throws: Never.self) { try there.checkPlace(for: other.study, force: true) }
        }
        let other = try TrainingFixture.training(changes: ["strategy.model.window=3"]).run()
        try TrainingFolder(other.study, at: path).write(other, command: "x")
        #expect(try Data(contentsOf: folder.url.appendingPathComponent("model.btm")) != model)
        #expect(place.names == ["out"])
        // By default each has a folder of its own.
        let names = [result.study, other.study].map { TrainingFolder($0).url.lastPathComponent }
        #expect(names[0] != names[1] && names.allSatisfy { $0.hasPrefix("small-training-") })
    }

    @Test func aPlaceThatCannotBeWrittenLeavesNothing() throws {
        let place = try TemporaryFolder()
        try place.write("x", to: "file")
        let result = try TrainingFixture.training().run()
        let folder = TrainingFolder(result.study, at: place.url.path + "/file/out")
        let message = refused { try folder.write(result, command: "x") }
        #expect(message.contains("file is a file, not a folder"), "\(message)")
        #expect(place.names == ["file"])
    }
}
