import Learning
import LinearAlgebra
import Testing

/// A user's own types are stored and read back as those that are here.
@Suite struct ModelRestorersTests {
    /// The sum of a window, times a number.
    struct Sum: RestorableModel, Equatable {
        static let storedKind = "mine.sum"
        let width: Int
        let factor: Double

        init(width: Int, factor: Double) { (self.width, self.factor) = (width, factor) }

        var stored: StoredModel {
            StoredModel(kind: Self.storedKind, numbers: ["width": [Double(width)], "factor": [factor]])
        }

        init(_ stored: StoredModel) throws(LearningError) {
            width = try stored.wholeNumber("width", in: 1...StoredModel.greatestWidth)
            factor = try stored.finiteNumber("factor")
        }

        func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            try requireWidth(of: inputs)
            let matrix = try inputs.matrix()
            return (0..<inputs.count).map { row in
                factor * (0..<width).reduce(0.0) { $0 + matrix[row, $1] }
            }
        }
    }

    /// The mean of what others predict.
    struct Mean: StorableModel {
        let members: [any FittedModel]
        var width: Int { members[0].width }

        var stored: StoredModel {
            get throws(LearningError) {
                var stored = StoredModel(kind: "mine.mean")
                for (place, member) in members.enumerated() {
                    stored.parts["member \(place)"] = try StoredModel(of: member)
                }
                return stored
            }
        }

        func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
            var total = [Double](repeating: 0, count: inputs.count)
            for member in members {
                for (place, value) in try member.predict(inputs).enumerated() { total[place] += value }
            }
            return total.map { $0 / Double(members.count) }
        }
    }

    /// A model that nobody made storable.
    struct Lost: FittedModel {
        let width = 6
        func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] { [Double](repeating: 0, count: 6) }
    }

    /// Features with their sign changed.
    struct Negation: StorableTransform {
        static let storedKind = "mine.negation"
        let inputCount: Int
        var outputCount: Int { inputCount }

        init(inputCount: Int) { self.inputCount = inputCount }

        var stored: StoredModel {
            StoredModel(kind: Self.storedKind, numbers: ["features": [Double(inputCount)]])
        }

        init(_ stored: StoredModel) throws(LearningError) {
            inputCount = try stored.wholeNumber("features", in: 1...1_000)
        }

        func apply(_ rows: Span<Double>, into output: inout MutableSpan<Double>) {
            for place in rows.indices { output[place] = -rows[place] }
        }
    }

    static var restorers: ModelRestorers {
        var restorers = ModelRestorers()
        restorers.add(Sum.self)
        restorers.addTransform(Negation.self)
        restorers.add(kind: "mine.mean") { (stored, restorers) throws(LearningError) in
            guard !stored.parts.isEmpty else { throw stored.invalid("member 0", found: "missing", "a model") }
            var members: [any FittedModel] = []
            for place in 0..<stored.parts.count {
                members.append(try restorers.model(try stored.part("member \(place)")))
            }
            return Mean(members: members)
        }
        return restorers
    }

    @Test func aUsersModelsAndTransformsAreReadBackInsideEachOther() throws {
        let set = try ModelTests.samples(seed: 31)
        let fold = try #require(try set.folds(ModelTests.walk).first)
        let ridge = try RidgeRegression(penalties: [1]).behind(Standardisation()).fit(fold.training, in: FitContext())
        let mean = Mean(members: [Sum(width: 6, factor: 0.5), ridge, Mean(members: [Sum(width: 6, factor: -2)])])
        let behind = StoredModel(
            kind: ModelBehindTransform.storedKind, numbers: ["width": [6]],
            parts: ["transform": Negation(inputCount: 2).stored, "base": try mean.stored])
        let restored = try Self.restorers.model(behind)
        #expect(try restored.stored == behind)
        let inputs = fold.test.inputs
        let expected = try mean.predict(try inputs.transformed(by: Negation(inputCount: 2)))
        #expect(try restored.predict(inputs).map(\.bitPattern) == expected.map(\.bitPattern))
        #expect(throws: LearningError.unknownKind(found: "mine.negation", known: ModelRestorers().transformKinds)) {
            _ = try ModelRestorers().model(behind)
        }
    }

    @Test func whatCannotBeStoredIsNamed() {
        #expect(
            throws: LearningError.parameter(
                name: "the model to store", found: "a Lost, which cannot be stored",
                allowed: "types that conform to StorableModel")
        ) { _ = try Mean(members: [Sum(width: 6, factor: 1), Lost()]).stored }
    }

    @Test func levelsAreBounded() throws {
        var stored = Sum(width: 6, factor: 1).stored
        for _ in 1..<StoredModel.mostLevels { stored = StoredModel(kind: "mine.mean", parts: ["member 0": stored]) }
        #expect(try Self.restorers.model(stored).width == 6)
        stored = StoredModel(kind: "mine.mean", parts: ["member 0": stored])
        #expect(throws: LearningError.self) { _ = try Self.restorers.model(stored) }
    }
}
