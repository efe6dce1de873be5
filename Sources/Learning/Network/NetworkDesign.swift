/// The shape of a multilayer perceptron: how many inputs, which layers.
///
/// The last layer gives the outputs: for classes, their logits, so that its activation is the identity.
public struct NetworkDesign: Sendable, Equatable {
    /// How many features a sample has; for windows, rows times features.
    public let inputs: Int
    /// The layers from the inputs to the outputs.
    public let layers: [NetworkLayer]

    /// A design.
    ///
    /// - Throws: `LearningError.parameter` where there are no inputs, no layers, or a layer is not possible.
    public init(inputs: Int, layers: [NetworkLayer]) throws(LearningError) {
        let most = NetworkDesign.mostParameters
        guard inputs > 0, inputs <= most else {
            throw .parameter(name: "inputs", found: "\(inputs)", allowed: "1 to \(most)")
        }
        guard let last = layers.last else { throw .parameter(name: "layers", found: "none", allowed: "1 and more") }
        for (index, layer) in layers.enumerated() {
            guard layer.width > 0, layer.width <= most else {
                throw .parameter(name: "width of layer \(index)", found: "\(layer.width)", allowed: "1 to \(most)")
            }
            guard layer.dropout >= 0, layer.dropout < 1 else {
                throw .parameter(
                    name: "dropout of layer \(index)", found: "\(layer.dropout)", allowed: "0 up to below 1")
            }
            try layer.activation.requireValid()
        }
        guard last.dropout == 0 else {
            throw .parameter(name: "dropout of the last layer", found: "\(last.dropout)", allowed: "0")
        }
        self.inputs = inputs
        self.layers = layers
        var (total, width) = (0, inputs)
        for layer in layers {
            // Each is about the square of the bound at most: the sum is looked at before it can overflow.
            total = LayerPlace(start: total, inputs: width, width: layer.width, normalises: layer.normalises).end
            width = layer.width
            guard total <= most else {
                throw .parameter(name: "parameters of the network", found: "\(total) and more", allowed: "1 to \(most)")
            }
        }
    }

    /// How many parameters a network may have: a gigabyte in single precision.
    static let mostParameters = 1 << 28

    /// Hidden layers of one kind and a linear output.
    ///
    /// - Throws: As the designated initialiser.
    public init(
        inputs: Int, hidden: [Int], activation: Activation = .relu, dropout: Double = 0, normalises: Bool = false,
        outputs: Int = 1
    ) throws(LearningError) {
        try self.init(
            inputs: inputs,
            layers: hidden.map {
                NetworkLayer(width: $0, activation: activation, dropout: dropout, normalises: normalises)
            } + [NetworkLayer(width: outputs, activation: .identity)])
    }

    /// How many outputs there are.
    public var outputs: Int { layers[layers.count - 1].width }

    /// How many parameters there are.
    public var parameterCount: Int { places.last?.end ?? 0 }

    /// Where each layer's parameters lie in the one array of all.
    public var places: [LayerPlace] {
        var result: [LayerPlace] = []
        var (start, width) = (0, inputs)
        for layer in layers {
            let place = LayerPlace(start: start, inputs: width, width: layer.width, normalises: layer.normalises)
            result.append(place)
            (start, width) = (place.end, layer.width)
        }
        return result
    }
}
