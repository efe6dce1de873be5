import LinearAlgebra
import Testing

@testable import Learning

@Suite struct NetworkPredictorTests {
    @Test(arguments: 0..<6 as Range<UInt64>) func samplesOneByOneEqualTheBatch(seed: UInt64) throws {
        let design = try NetworkDesign(
            inputs: 9, hidden: [17, 5], activation: .gelu, dropout: 0.4, normalises: seed % 2 == 0,
            outputs: 1 + Int(seed))
        let network = Network<Double>(design: design, seed: NetworkSeed(run: seed))
        let features = NetworkProblems.features(40, 9, seed: seed)
        let batch = try network.predict(MatrixSource(features))
        let predictor = NetworkPredictor(network)
        for row in 0..<40 {
            let outputs = try predictor.predict(features.row(row))
            for (a, b) in zip(outputs, batch.row(row)) { #expect(abs(a - b) < 1e-13, "seed \(seed), sample \(row)") }
        }
    }

    @Test func samplesThatDoNotFitAreRefused() throws {
        let design = try NetworkDesign(inputs: 2, hidden: [3])
        let predictor = NetworkPredictor(Network<Double>(design: design, seed: NetworkSeed(run: 1)))
        #expect(throws: LearningError.shape(found: "3 features", needed: "2")) { try predictor.predict([1, 2, 3]) }
        #expect(throws: LearningError.notFinite(sample: 0, feature: 1)) { try predictor.predict([1, .nan]) }
        var outputs = [0.0, 0.0]
        #expect(throws: LearningError.shape(found: "room for 2 outputs", needed: "1")) {
            var span = outputs.mutableSpan
            try predictor.predict([1.0, 2.0].span, into: &span)
        }
    }
}
