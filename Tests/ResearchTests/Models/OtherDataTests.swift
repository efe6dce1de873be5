import Core
import Foundation
import Research
import StrategyKit
import TestSupport
import Testing

/// The config of a model on other data than those of its training.
@Suite struct OtherDataTests {
    private func read(
        _ data: StudyConfiguration.OtherData, changes: [String] = [], overrides: [String] = []
    ) throws -> StudyConfiguration {
        let text = try ModelStudyFixture.configuration(changes: changes).canonicalYAML
        return try StudyConfiguration(
            yaml: text, file: "model.btm", on: data, overrides: try overrides.map { try ConfigOverride($0) })
    }

    @Test func aFileIsReadAsThatOfTheTrainingButForItsPeriod() throws {
        let changes = ["data.from=2005-01-03", "data.zone=UTC", "data.policies.nan=fill", "benchmark=GOOG"]
        let own = try ModelStudyFixture.configuration(changes: changes)
        let other = try read(.file("live.csv"), changes: changes)
        var expected = own.data
        expected.source = other.data.source
        (expected.from, expected.to) = (nil, nil)
        #expect(other.data == expected && own.data.to != nil && other.data != own.data)
        #expect(other.canonicalYAML.contains("path: live.csv"))
        #expect(other.benchmark == .none && other.plan.model?.text == own.plan.model?.text)
        let bounded = try read(.file("live.csv"), overrides: ["data.from=2006-01-03"])
        #expect(bounded.data.from != nil && bounded.data.to == nil)
    }

    @Test func sectionsStandInPlaceOfTheModelsOwn() throws {
        let yaml = "data: { path: other.csv, calendar: 24/7, stamp: end }\nseed: 9\n"
        let other = try read(.sections(yaml: yaml, file: "part.yaml"))
        #expect(other.seed == 9 && other.name == "Small" && other.plan.model != nil)
        #expect(other.canonicalYAML.contains("path: other.csv") && !other.canonicalYAML.contains("XNYS"))
        // Mistakes are told at their place in the part.
        let error = #expect(throws: ConfigError.self) {
            _ = try read(.sections(yaml: "data: { path: other.csv }", file: "part.yaml"))
        }
        #expect(error?.description.contains("part.yaml:1") == true, "\(String(describing: error))")
        let none = #expect(throws: ConfigError.self) { _ = try read(.sections(yaml: "seed: 3", file: "part.yaml")) }
        #expect(none?.description.contains("found no 'data', expected") == true)
    }

    @Test func aWholeConfigStandsForItself() throws {
        let whole = try ModelStudyFixture.configuration(on: .minutes, changes: ["name=Whole"])
        let other = try read(.sections(yaml: whole.canonicalYAML, file: "whole.yaml"))
        #expect(other.canonicalYAML == whole.canonicalYAML && other.hash == whole.hash)
    }

    @Test func aFilePredictsWhatItsBarsPredictInTheTraining() throws {
        let folder = try TemporaryFolder()
        let result = try TrainingFixture.training(ModelStudyFixture.model, on: .days).run()
        let url = folder.url.appendingPathComponent("model.btm")
        try #require(result.modelFile).write(to: url)
        let predictor = try ModelPredictor(reading: url)
        let text = try String(
            contentsOfFile: SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv").path, encoding: .utf8
        )
        let rows = text.split(separator: "\n")
        // A hundred and more bars, of which those reached back by features and window have no prediction.
        let path = try folder.write((rows[...0] + rows[51...180]).joined(separator: "\n") + "\n", to: "GOOG.csv")
        let configuration = try StudyConfiguration(
            yaml: predictor.file.description.config, file: "model.btm", on: .file(path))
        let found = try predictor.predictions(on: try Study(configuration))
        let all = try predictor.predictions(on: result.study)
        #expect(found.count > 100)
        for one in found {
            let same = try #require(all.first { $0.time == one.time && $0.symbol == one.symbol })
            #expect(agree(same.value, one.value, relative: 1e-9, absolute: 1e-12), "\(one.time)")
        }
    }
}
