import LinearAlgebra
import Testing

@testable import Learning

/// Input that can not be learnt from: each kind has its error, and nothing traps.
@Suite struct NetworkInputTests {
    static let features = NetworkProblems.features(20, 3, seed: 1)
    static let labels = features.column(0)

    static func trainer(
        _ plan: TrainingPlan, labels: [Double] = labels, outputs: Int = 1, inputs: Int = 3
    ) throws -> NetworkTrainer<MatrixSource<Double>> {
        let design = try NetworkDesign(inputs: inputs, hidden: [4], outputs: outputs)
        let data = try TrainingData(source: MatrixSource(features), labels: labels)
        return try NetworkTrainer(design: design, plan: plan, data: data)
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity]) func valuesThatAreNotFinite(bad: Double) throws {
        var features = Self.features
        features[7, 2] = bad
        #expect(throws: LearningError.notFinite(sample: 7, feature: 2)) {
            try TrainingData(source: MatrixSource(features), labels: Self.labels)
        }
        var labels = Self.labels
        labels[11] = bad
        #expect(throws: LearningError.labelNotFinite(sample: 11)) {
            try TrainingData(source: MatrixSource(Self.features), labels: labels)
        }
        let design = try NetworkDesign(inputs: 1, layers: [NetworkLayer(width: 1)])
        #expect(
            throws: LearningError.parameter(name: "weight 1 of the network", found: "\(bad)", allowed: "finite numbers")
        ) { try Network(design: design, parameters: [0, bad]) }
    }

    @Test func sizesThatDoNotFit() throws {
        #expect(throws: LearningError.shape(found: "19 labels", needed: "one for each of 20 samples")) {
            try TrainingData(source: MatrixSource(Self.features), labels: Array(Self.labels.dropLast()))
        }
        #expect(throws: LearningError.shape(found: "1 weights", needed: "one for each of 20 samples")) {
            try TrainingData(source: MatrixSource(Self.features), labels: Self.labels, weights: [1])
        }
        #expect(throws: LearningError.shape(found: "3 features", needed: "4, the inputs of the network")) {
            try Self.trainer(TrainingPlan(batch: 4), inputs: 4)
        }
        #expect(throws: LearningError.shape(found: "1 labels for each sample", needed: "2")) {
            try Self.trainer(TrainingPlan(batch: 4), outputs: 2)
        }
        let network = Network<Double>(design: try NetworkDesign(inputs: 2, hidden: []), seed: NetworkSeed(run: 1))
        #expect(throws: LearningError.shape(found: "3 features", needed: "2")) {
            try network.predict(MatrixSource(Self.features))
        }
        #expect(throws: LearningError.shape(found: "2 parameters", needed: "3 for this network")) {
            try Network<Double>(design: network.design, parameters: [1, 2])
        }
        #expect(throws: LearningError.shape(found: "a network of another design", needed: "that of the training")) {
            try Self.trainer(TrainingPlan(batch: 4)).train(from: network)
        }
    }

    @Test func noSamplesAndTooFew() throws {
        let none = Matrix<Double>(rows: 0, columns: 3, order: .rowMajor)
        let data = try TrainingData(source: MatrixSource(none), labels: [Double]())
        let design = try NetworkDesign(inputs: 3, hidden: [4])
        #expect(throws: LearningError.tooFewSamples(found: 0, needed: 1, purpose: "a network")) {
            try NetworkTrainer(design: design, plan: TrainingPlan(batch: 1), data: data)
        }
        #expect(
            throws: LearningError.parameter(
                name: "batch", found: "21", allowed: "1 to 20, the samples that are learnt from")
        ) { try Self.trainer(TrainingPlan(batch: 21)) }
        #expect(
            throws: LearningError.parameter(
                name: "batch", found: "0", allowed: "1 to 20, the samples that are learnt from")
        ) { try Self.trainer(TrainingPlan(batch: 0)) }
        #expect(
            throws: LearningError.parameter(
                name: "batch", found: "11", allowed: "1 to 10, the samples that are learnt from")
        ) { try Self.trainer(TrainingPlan(batch: 11, earlyStopping: .init(validation: 0.5))) }
        let network = Network<Double>(design: design, seed: NetworkSeed(run: 1))
        let outputs = try network.predict(MatrixSource(none))
        #expect(outputs.rows == 0)
        #expect(throws: LearningError.parameter(name: "batch", found: "0", allowed: "1 and more")) {
            try network.predict(MatrixSource(none), batch: 0)
        }
    }

    @Test func labelsOfOneClassOrNone() throws {
        let ones = [Double](repeating: 1, count: 20)
        #expect(throws: LearningError.oneClass(label: 1)) {
            try Self.trainer(TrainingPlan(loss: .binaryCrossEntropy, batch: 4), labels: ones)
        }
        #expect(throws: LearningError.oneClass(label: 1)) {
            try Self.trainer(TrainingPlan(loss: .softmaxCrossEntropy, batch: 4), labels: ones, outputs: 2)
        }
        // Two classes, but only one of them in what is learnt from.
        let late = (0..<20).map { $0 < 16 ? 0.0 : 1 }
        #expect(throws: LearningError.oneClass(label: 0)) {
            try Self.trainer(
                TrainingPlan(loss: .binaryCrossEntropy, batch: 4, earlyStopping: .init()), labels: late)
        }
        for (label, loss, allowed) in [
            (2.0, NetworkLoss.softmaxCrossEntropy, "whole numbers from 0 to 1"),
            (0.5, .softmaxCrossEntropy, "whole numbers from 0 to 1"),
            (-1, .softmaxCrossEntropy, "whole numbers from 0 to 1"), (1.5, .binaryCrossEntropy, "0 to 1"),
        ] {
            var labels = late
            labels[3] = label
            #expect(throws: LearningError.parameter(name: "label of sample 3", found: "\(label)", allowed: allowed)) {
                try Self.trainer(
                    TrainingPlan(loss: loss, batch: 4), labels: labels,
                    outputs: loss == .softmaxCrossEntropy ? 2 : 1)
            }
        }
    }

    static let impossible: [(TrainingPlan, String, String, String)] =
        [0, -1, .nan, .infinity].map {
            (TrainingPlan(schedule: .init(rate: $0), batch: 4), "learning rate", "\($0)", "positive numbers")
        } + [
            (TrainingPlan(batch: 4, epochs: 0), "epochs", "0", "1 to 1000000000"),
            (TrainingPlan(batch: 4, epochs: -3), "epochs", "-3", "1 to 1000000000"),
            (
                TrainingPlan(loss: .huber(delta: 0), batch: 4), "delta of the Huber loss", "0.0", "positive numbers"
            ),
            (
                TrainingPlan(loss: .softmaxCrossEntropy, batch: 4), "outputs", "1",
                "2 and more with softmax cross-entropy; take binary cross-entropy for one"
            ),
            (TrainingPlan(optimiser: .momentum(1), batch: 4), "momentum", "1.0", "0 up to below 1"),
            (TrainingPlan(optimiser: .adam(beta2: 1), batch: 4), "beta2 of Adam", "1.0", "0 up to below 1"),
            (TrainingPlan(optimiser: .adam(epsilon: 0), batch: 4), "epsilon of Adam", "0.0", "positive numbers"),
            (TrainingPlan(optimiser: .adamW(decay: -1), batch: 4), "decay of AdamW", "-1.0", "0 and more"),
            (TrainingPlan(clipping: .norm(0), batch: 4), "limit of gradients", "0.0", "positive numbers"),
            (TrainingPlan(clipping: .value(.nan), batch: 4), "limit of gradients", "nan", "positive numbers"),
            (TrainingPlan(penalty: .init(l2: .nan), batch: 4), "L2 penalty", "nan", "0 and more"),
            (
                TrainingPlan(schedule: .init(decay: .step(epochs: 0, factor: 0.5)), batch: 4),
                "epochs of a step of the rate", "0", "1 and more"
            ),
            (
                TrainingPlan(schedule: .init(decay: .exponential(factor: 1.1)), batch: 4),
                "factor of the learning rate", "1.1", "above 0 up to 1"
            ),
            (
                TrainingPlan(schedule: .init(rate: 0.1, decay: .cosine(floor: 0.2)), batch: 4),
                "floor of the learning rate", "0.2", "0 to 0.1"
            ),
            (TrainingPlan(schedule: .init(warmUpSteps: -1), batch: 4), "warm-up steps", "-1", "0 and more"),
            (
                TrainingPlan(batch: 4, earlyStopping: .init(validation: 1)), "validation part", "1.0",
                "0.001 up to below 1"
            ),
            (TrainingPlan(batch: 4, earlyStopping: .init(patience: 0)), "patience", "0", "1 and more"),
        ]

    @Test(arguments: impossible.indices) func plansThatCanNotBe(index: Int) {
        let (plan, name, found, allowed) = Self.impossible[index]
        #expect(throws: LearningError.parameter(name: name, found: found, allowed: allowed)) {
            try Self.trainer(plan)
        }
    }

    @Test func designsThatCanNotBe() {
        func expect(_ name: String, _ found: String, _ allowed: String, _ inputs: Int, _ layers: [NetworkLayer]) {
            #expect(throws: LearningError.parameter(name: name, found: found, allowed: allowed)) {
                try NetworkDesign(inputs: inputs, layers: layers)
            }
        }
        let last = NetworkLayer(width: 1, activation: .identity)
        expect("inputs", "0", "1 to 268435456", 0, [last])
        expect("layers", "none", "1 and more", 1, [])
        expect("width of layer 0", "-1", "1 to 268435456", 1, [NetworkLayer(width: -1), last])
        expect("width of layer 0", "\(Int.max)", "1 to 268435456", 1, [NetworkLayer(width: Int.max), last])
        expect(
            "parameters of the network", "10000010000 and more", "1 to 268435456", 1_000_000,
            [NetworkLayer(width: 10_000), last])
        expect("dropout of layer 0", "1.0", "0 up to below 1", 1, [NetworkLayer(width: 2, dropout: 1), last])
        expect("dropout of layer 0", "nan", "0 up to below 1", 1, [NetworkLayer(width: 2, dropout: .nan), last])
        expect("dropout of the last layer", "0.5", "0", 1, [NetworkLayer(width: 2, dropout: 0.5)])
        expect(
            "slope of the leaky ReLU", "-0.1", "0 up to below 1", 1,
            [NetworkLayer(width: 2, activation: .leakyRelu(slope: -0.1)), last])
    }

    @Test func weightsThatCanNotBe() {
        for bad in [-1, Double.nan] {
            var weights = [Double](repeating: 1, count: 20)
            weights[4] = bad
            #expect(
                throws: LearningError.parameter(name: "weight of sample 4", found: "\(bad)", allowed: "0 and more")
            ) { try TrainingData(source: MatrixSource(Self.features), labels: Self.labels, weights: weights) }
        }
        #expect(
            throws: LearningError.parameter(name: "weights of all samples", found: "0", allowed: "more than 0")
        ) {
            try TrainingData(
                source: MatrixSource(Self.features), labels: Self.labels, weights: [Double](repeating: 0, count: 20))
        }
    }
}
