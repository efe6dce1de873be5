import Core
import Learning
import LinearAlgebra
import Testing

@Suite struct CorrelationSelectionTests {
    /// Features of falling correlation with the label: a constant, noise, the label with noise, minus the label.
    static func samples(labels change: (Double) -> Double = { $0 }) throws -> TrainingSamples {
        var random = RandomStream(seed: 3, name: "selection")
        let labels = (0..<80).map { _ in random.uniform() - 0.5 }
        let columns = [
            labels.map { _ in 4 }, labels.map { _ in random.uniform() }, labels.map { $0 + 0.2 * random.uniform() },
            labels.map { 2 - 3 * $0 },
        ]
        let rows = Array(labels.indices)
        let part = InstrumentSamples(
            times: rows.map { Int64($0) }, features: try Matrix(columns: columns),
            labels: try LabelSeries(rows: rows, ends: rows, values: labels.map(change)))
        return try SampleSet(features: ["constant", "noise", "near", "minus"], [part]).known(at: .max)
    }

    @Test func theMostCorrelatedAreKeptInTheirOrder() throws {
        let samples = try CorrelationSelectionTests.samples()
        let fitted = try CorrelationSelection(count: 2).fit(samples)
        #expect(fitted.kept == [2, 3])
        #expect(fitted.correlations[0] == 0)
        #expect(abs(fitted.correlations[3] + 1) < 1e-14)
        #expect(fitted.correlations[2] > 0.95 && fitted.correlations[2] < 1)
        #expect(fitted.names(["a", "b", "c", "d"]) == ["c", "d"])
        #expect(FeatureTransformTests.apply(fitted, [1, 2, 3, 4]) == [3, 4])
        let selected = try samples.inputs.transformed(by: fitted)
        #expect(selected.features == ["near", "minus"])
        #expect(try selected.matrix() == samples.inputs.matrix().columns(2..<4))
    }

    @Test func nothingToCorrelateWithKeepsTheFirst() throws {
        let constant = try CorrelationSelectionTests.samples { _ in 1 }
        #expect(try CorrelationSelection(count: 3).fit(constant).kept == [0, 1, 2])
        #expect(try CorrelationSelection(count: 9).fit(constant).kept == [0, 1, 2, 3])
        #expect(throws: LearningError.self) { _ = try CorrelationSelection(count: 0).fit(constant) }
    }
}
