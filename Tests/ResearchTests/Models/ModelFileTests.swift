import Core
import Foundation
import Learning
import LinearAlgebra
import Research
import Testing

@Suite struct ModelFileTests {
    @Test func aFileIsReadBackAsItWas() throws {
        var deep = ModelFileFixture.linear
        for _ in 1..<StoredModel.mostLevels { deep = StoredModel(kind: "mine", parts: ["part \"0\"/é": deep]) }
        let empty = StoredModel(kind: "", numbers: ["": [], "a": []], singles: ["a": []], texts: ["": ""])
        for model in [ModelFileFixture.linear, ModelFileFixture.network, ModelFileFixture.transformed, deep, empty] {
            let file = ModelFileFixture.file(model)
            let bytes = try file.bytes(path: "m.model")
            #expect(try ModelFile(bytes: bytes, path: "m.model") == file)
        }
    }

    @Test func equalContentGivesEqualBytes() throws {
        var random = RandomStream(seed: 5, name: "names")
        // Names that some orders take for equal.
        let names = ["a", "A", "a1", "a01", "a10", "a2", "é", "e", "z", "Z", "10", "9", " ", "_"]
        var first: [UInt8] = []
        for _ in 0..<20 {
            let shuffled = names.map { ($0, random.uniform()) }.sorted { $0.1 < $1.1 }.map(\.0)
            var file = ModelFileFixture.file(StoredModel(kind: "mine"))
            file.description.parameters.removeAll()
            for name in shuffled {
                file.model.numbers[name] = [Double(name.utf8.count), 1]
                file.model.texts[name] = name
                file.model.parts[name] = ModelFileFixture.linear
                file.description.parameters[name] = name
            }
            let bytes = try file.bytes(path: "m.model")
            if first.isEmpty { first = bytes }
            #expect(bytes == first)
        }
    }

    /// A model that was fitted, from the disk: the same bits.
    @Test func aFittedModelPredictsTheSameBitsFromTheDisk() throws {
        let rows = 120
        var random = RandomStream(seed: 9, name: "samples")
        var features = Matrix<Double>(rows: rows, columns: 2, order: .rowMajor)
        for row in 0..<rows { for column in 0..<2 { features[row, column] = random.uniform() - 0.5 } }
        let labels = try LabelSeries(
            rows: Array(0..<rows - 1), ends: Array(1..<rows),
            values: (0..<rows - 1).map { features[$0, 0] + 0.1 * random.uniform() })
        let set = try SampleSet(
            features: ["a", "b"], window: 2,
            [
                InstrumentSamples(
                    instrument: InstrumentIndex(0), times: (0..<rows).map { Int64($0) }, features: features,
                    labels: labels)
            ])
        let fold = try #require(try set.folds(WalkForward.expanding(first: 60, every: 30)).first)
        let network = NetworkModel(
            hidden: [NetworkLayer(width: 4, activation: .leakyRelu(slope: 0.1))],
            plan: TrainingPlan(schedule: .init(rate: 0.01), batch: 16, epochs: 3))
        let fitted = try network.behind(Standardisation()).fit(fold.training, in: FitContext())
        try ModelFileFixture.inFolder { folder in
            let url = folder.appendingPathComponent("m.model")
            try ModelFileFixture.file(try fitted.stored).write(to: url)
            let read = try ModelFile(reading: url).fitted(at: url.path)
            let (before, after) = (try fitted.predict(fold.test.inputs), try read.predict(fold.test.inputs))
            #expect(before.count >= 20 && before.map(\.bitPattern) == after.map(\.bitPattern))
        }
    }

    @Test func aFileIsReplacedAndNothingElseIsLeft() throws {
        try ModelFileFixture.inFolder { folder in
            let url = folder.appendingPathComponent("m.model")
            try ModelFileFixture.file(ModelFileFixture.linear).write(to: url)
            try ModelFileFixture.file(ModelFileFixture.network).write(to: url)
            #expect(try ModelFile(reading: url).model == ModelFileFixture.network)
            // What cannot be stored leaves the old one.
            let infinite = StoredModel(kind: "linear", numbers: ["intercept": [.infinity]])
            #expect(throws: ModelFileError.self) { try ModelFileFixture.file(infinite).write(to: url) }
            #expect(try ModelFile(reading: url).model == ModelFileFixture.network)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["m.model"])
        }
    }

    @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
        try ModelFileFixture.inFolder { folder in
            let absent = folder.appendingPathComponent("none/m.model")
            #expect(
                throws: ModelFileError(path: absent.path, reason: .unwritable("No such file or directory"))
            ) { try ModelFileFixture.file().write(to: absent) }
            let taken = folder.appendingPathComponent("taken")
            try FileManager.default.createDirectory(at: taken, withIntermediateDirectories: true)
            #expect(throws: ModelFileError(path: taken.path, reason: .unwritable("Is a directory"))) {
                try ModelFileFixture.file().write(to: taken)
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["taken"])
        }
    }

    @Test func whatIsNoFileOfThisKindIsNamed() throws {
        try ModelFileFixture.inFolder { folder in
            let absent = folder.appendingPathComponent("none.model")
            #expect(
                throws: ModelFileError(path: absent.path, reason: .unreadable("No such file or directory"))
            ) { _ = try ModelFile(reading: absent) }
            #expect(throws: ModelFileError(path: folder.path, reason: .unreadable("it is not a file"))) {
                _ = try ModelFile(reading: folder)
            }
            let endless = URL(fileURLWithPath: "/dev/zero")
            #expect(throws: ModelFileError(path: "/dev/zero", reason: .unreadable("it is not a file"))) {
                _ = try ModelFile(reading: endless)
            }
            let other = folder.appendingPathComponent("data.csv")
            try "time,open\n".write(to: other, atomically: true, encoding: .utf8)
            #expect(throws: ModelFileError(path: other.path, reason: .notAModelFile)) {
                _ = try ModelFile(reading: other)
            }
        }
    }
}
