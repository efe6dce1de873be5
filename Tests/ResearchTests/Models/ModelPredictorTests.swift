import Core
import DataSources
import Foundation
import Learning
import Research
import StrategyKit
import TestSupport
import Testing

/// Models that predict from their files.
@Suite struct ModelPredictorTests {
    /// A file of the model of a training, and the training.
    private func trained(
        _ model: String = TrainingFixture.ridge, models: [ModelDeclaration] = [], in folder: TemporaryFolder
    ) throws -> (result: TrainingResult, url: URL) {
        let result = try TrainingFixture.training(model, models: models).run()
        let url = folder.url.appendingPathComponent("model.btm")
        try #require(result.modelFile).write(to: url)
        return (result, url)
    }

    @Test("S69: a file predicts what the model that was written predicts, bit for bit", arguments: [false, true])
    func s69AFilePredictsTheSameBits(isNetwork: Bool) throws {
        let folder = try TemporaryFolder()
        let (result, url) = try trained(isNetwork ? TrainingFixture.network : TrainingFixture.ridge, in: folder)
        let study = result.study
        let predictor = try ModelPredictor(reading: url)
        let predictions = try predictor.predictions(on: study)
        let set = try ModelStudyFixture.samples(study)
        let rows = try #require(try result.plan.rows(on: study.data.panel, broker: study.configuration.broker))
        var expected: [(time: Timestamp, symbol: String, value: Double)] = []
        for one in rows {
            // Windows without a label are predicted too: what matters is what comes.
            let ends = one.wholeWindows(result.plan.window)
            let symbol = study.data.panel[one.instrument].instrument.symbol
            let values = try result.final.fitted.predict(try set.inputs(of: one.instrument, rows: ends))
            for (row, value) in zip(ends, values) {
                expected.append((Timestamp(nanoseconds: one.times[row]), symbol, value))
            }
            #expect(ends.last == one.count - 1)
        }
        #expect(predictions.count == expected.count && predictions.count > result.sampleCount)
        #expect(zip(predictions, predictions.dropFirst()).allSatisfy { $0.time <= $1.time })
        for symbol in Set(expected.map(\.symbol)) {
            let (ours, theirs) = (predictions.filter { $0.symbol == symbol }, expected.filter { $0.symbol == symbol })
            #expect(ours.map(\.time) == theirs.map(\.time))
            #expect(ours.map(\.value.bitPattern) == theirs.map(\.value.bitPattern), "\(symbol)")
        }
        let newest = try predictor.predictions(on: study, newestOnly: true)
        #expect(newest.count == 10 && Set(newest.map(\.symbol)).count == 10)
        for one in newest {
            let last = try #require(predictions.last { $0.symbol == one.symbol })
            // A batch of another size may round otherwise.
            #expect(last.time == one.time && agree(last.value, one.value, relative: 1e-6, absolute: 1e-9))
        }
        let late = try ModelStudyFixture.study(
            isNetwork ? TrainingFixture.network : TrainingFixture.ridge, on: .closes, changes: ["data.from=1992-05-01"])
        let since = try predictor.predictions(on: late)
        #expect(since.first?.time.date.description == "1992-05-01" && since.count < 100)
    }

    @Test func aPredictionIsInterrupted() throws {
        let folder = try TemporaryFolder()
        let (_, url) = try trained(in: folder)
        let predictor = try ModelPredictor(reading: url)
        let study = try ModelStudyFixture.long(in: folder)
        var told: [[Int]] = []
        let error = #expect(throws: StudyError.self) {
            _ = try predictor.predictions(on: study) { done, all in
                told.append([done, all])
                return false
            }
        }
        guard case .interrupted = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(told == [[65_536, 66_000]])
    }

    @Test func aFileThatIsCutShortOrAlteredIsRefused() throws {
        let folder = try TemporaryFolder()
        let (_, url) = try trained(in: folder)
        let bytes = try Data(contentsOf: url)
        func reason(_ changed: Data) throws -> ModelFileError.Reason {
            try changed.write(to: url)
            let error = #expect(throws: ModelFileError.self) { _ = try ModelPredictor(reading: url) }
            return try #require(error).reason
        }
        guard case .cutShort(let expected, let found) = try reason(bytes.prefix(bytes.count - 8)) else {
            Issue.record("a file without its end was taken for something else")
            return
        }
        #expect(expected == bytes.count && found == bytes.count - 8)
        var random = RandomStream(seed: 21, name: "altered")
        for _ in 0..<40 {
            var changed = bytes
            let place = random.below(bytes.count)
            changed[changed.startIndex + place] ^= UInt8(1 << random.below(8))
            // Whatever byte it is, the file is refused for a reason.
            let found = try reason(changed)
            if place >= 16, case .altered = found { continue }
            #expect(place < 16 || found != .notAModelFile, "byte \(place), seed 21: \(found)")
        }
        try bytes.write(to: url)
        #expect(throws: Never.self) { _ = try ModelPredictor(reading: url) }
    }

    @Test func windowsOfAnotherWidthAreRefused() throws {
        let folder = try TemporaryFolder()
        let (result, url) = try trained(in: folder)
        var file = try #require(result.modelFile)
        file.model = ModelFileFixture.linear
        try file.write(to: url)
        let error = #expect(throws: ModelFileError.self) { _ = try ModelPredictor(reading: url) }
        #expect(
            error?.reason
                == .model(.shape(found: "a model of windows of 3 numbers", needed: "4: 2 bars of 2 features")))
    }

    @Test func aFileOfAModelThatIsNotRegisteredIsRefusedAndARegisteredOneRead() throws {
        let folder = try TemporaryFolder()
        let declaration = ModelDeclaration.model("damped", "The mean label, damped") { Damped() }
            .stored(as: Damped.Fitted.self)
        let model = ModelStudyFixture.model([
            ("kind: ridge", "kind: damped"), ("parameters: { penalties: [0.01] }\n", ""),
        ])
        let (result, url) = try trained(model, models: [declaration], in: folder)
        // The config in it names a model that is not known.
        #expect(throws: ConfigError.self) { _ = try ModelPredictor(reading: url) }
        let models = ModelRegistry([declaration])
        // Nor can what was learnt be read without its type.
        let error = #expect(throws: ModelFileError.self) { _ = try ModelPredictor(reading: url, models: models) }
        #expect(error?.description.contains("'test.damped' is no kind of stored model") == true)
        var restorers = ModelRestorers()
        declaration.addRestorer(to: &restorers)
        let predictor = try ModelPredictor(reading: url, models: models, restorers: restorers)
        let fitted = try #require(result.final.fitted as? Damped.Fitted)
        let predictions = try predictor.predictions(on: result.study)
        #expect(predictions.count > 5_000 && predictions.allSatisfy { $0.value == fitted.value })
        #expect(predictor.name == "Small" && predictor.configuration.hash == result.study.configuration.hash)
    }
}

/// A model of a user's own, which can be stored.
private struct Damped: Model {
    struct Fitted: RestorableModel {
        static let storedKind = "test.damped"
        let width: Int
        let value: Double

        init(width: Int, value: Double) {
            self.width = width
            self.value = value
        }

        var stored: StoredModel {
            StoredModel(kind: Self.storedKind, numbers: ["width": [Double(width)], "value": [value]])
        }

        init(_ stored: StoredModel) throws(LearningError) {
            width = try stored.wholeNumber("width", in: 1...StoredModel.greatestWidth)
            value = try stored.finiteNumber("value")
        }

        func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            return [Double](repeating: value, count: inputs.count)
        }
    }

    func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
        let labels = samples.labels
        return Fitted(width: samples.inputs.width, value: labels.reduce(0, +) / Double(2 * labels.count))
    }
}
