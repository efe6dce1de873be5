internal import Core
internal import LinearAlgebra

extension NetworkModel.Fitted: RestorableModel {
    /// The tag in `StoredModel.kind`.
    public static let storedKind = "network"

    /// The layers, one element of each array for a layer, the weights and the loss.
    ///
    /// Weights stand in the order of `NetworkDesign.places`. The losses of the epochs are not stored.
    public var stored: StoredModel {
        let layers = network.design.layers
        var numbers: [String: [Double]] = [
            "inputs": [Double(network.design.inputs)], "widths": layers.map { Double($0.width) },
            "slopes": layers.map { $0.activation.storedName.slope }, "dropouts": layers.map(\.dropout),
            "normalises": layers.map { $0.normalises ? 1 : 0 },
        ]
        let name: String
        switch loss {
        case .squared: name = "squared"
        case .huber(let delta):
            name = "huber"
            numbers["delta"] = [delta]
        case .binaryCrossEntropy: name = "binary_cross_entropy"
        case .softmaxCrossEntropy:
            name = "softmax_cross_entropy"
            numbers["classes"] = classes
        }
        return StoredModel(
            kind: Self.storedKind, numbers: numbers, singles: ["weights": network.parameters],
            texts: [
                "activations": layers.map { $0.activation.storedName.name }.joined(separator: " "), "loss": name,
            ])
    }

    /// The network that was stored, without the losses of its epochs.
    ///
    /// - Throws: `LearningError.parameter`, `.shape`.
    public init(_ stored: StoredModel) throws(LearningError) {
        let most = NetworkDesign.mostParameters
        let widths = try stored.wholeNumbers("widths", in: 1...most)
        let slopes = try stored.finiteNumbers("slopes", count: widths.count)
        let dropouts = try stored.finiteNumbers("dropouts", count: widths.count)
        let normalises = try stored.wholeNumbers("normalises", in: 0...1, count: widths.count)
        let names = try stored.text("activations").split(separator: " ", omittingEmptySubsequences: false)
        guard names.count == widths.count else {
            throw stored.invalid("activations", found: "\(names.count) names", "\(widths.count), one for each layer")
        }
        let loss = try NetworkModel.Fitted.loss(stored)
        let classes = loss == .softmaxCrossEntropy ? try stored.finiteNumbers("classes") : []
        if loss == .softmaxCrossEntropy {
            guard classes.count >= 2, zip(classes, classes.dropFirst()).allSatisfy({ $0 < $1 }) else {
                throw stored.invalid("classes", found: "\(classes.prefix(8))", "two labels or more, ascending")
            }
        }
        guard widths[widths.count - 1] == max(1, classes.count) else {
            throw stored.invalid(
                "widths", found: "a last layer of \(widths[widths.count - 1])",
                classes.isEmpty ? "1 output" : "\(classes.count) outputs, one for each class")
        }
        var layers: [NetworkLayer] = []
        for (place, width) in widths.enumerated() {
            guard let activation = Activation(storedName: String(names[place]), slope: slopes[place]) else {
                throw stored.invalid(
                    "activations", found: "'\(ShownText.field(String(names[place])))'",
                    "identity, relu, leaky_relu, tanh, sigmoid, gelu, gelu_tanh, silu")
            }
            layers.append(
                NetworkLayer(
                    width: width, activation: activation, dropout: dropouts[place], normalises: normalises[place] == 1))
        }
        let design = try NetworkDesign(inputs: try stored.wholeNumber("inputs", in: 1...most), layers: layers)
        self.init(
            network: try Network(design: design, parameters: try stored.finiteSingles("weights")), loss: loss,
            classes: classes, history: [])
    }

    private static func loss(_ stored: StoredModel) throws(LearningError) -> NetworkLoss {
        var loss = try stored.choice(
            "loss",
            [
                ("squared", NetworkLoss.squared), ("huber", .huber(delta: 1)),
                ("binary_cross_entropy", .binaryCrossEntropy), ("softmax_cross_entropy", .softmaxCrossEntropy),
            ]
        )
        if case .huber = loss {
            loss = .huber(delta: try stored.finiteNumber("delta"))
            try loss.requireValid(outputs: 1)
        }
        return loss
    }
}
