internal import Core
public import LinearAlgebra

/// A multilayer perceptron: a design and its parameters.
///
/// - Verified by: `NetworkOracleTests`, `NetworkGradientTests`.
public struct Network<Element: BLASElement>: Sendable, Equatable {
    /// The layers.
    public let design: NetworkDesign
    /// All parameters, in the order that `design.places` says.
    public let parameters: [Element]

    /// A network of given parameters.
    ///
    /// - Throws: `LearningError.shape` where their number is not that of the design; `.parameter` where one is not
    ///   finite.
    public init(design: NetworkDesign, parameters: [Element]) throws(LearningError) {
        guard parameters.count == design.parameterCount else {
            throw .shape(found: "\(parameters.count) parameters", needed: "\(design.parameterCount) for this network")
        }
        if let index = parameters.firstIndex(where: { !$0.isFinite }) {
            throw .parameter(
                name: "weight \(index) of the network", found: "\(parameters[index])", allowed: "finite numbers")
        }
        self.init(design: design, unchecked: parameters)
    }

    /// A network of parameters that are known to fit.
    init(design: NetworkDesign, unchecked parameters: [Element]) {
        self.design = design
        self.parameters = parameters
    }

    /// A network of random weights, biases 0, gains 1 and shifts 0.
    ///
    /// Weights are uniform within `±√(6 / inputs)` before rectifiers (ReLU, GELU, SiLU and kin) and within
    /// `±√(6 / (inputs + width))` before others.
    ///
    /// - Source: He et al. (2015), "Delving Deep into Rectifiers"; Glorot and Bengio (2010), "Understanding the
    ///   difficulty of training deep feedforward neural networks".
    public init(design: NetworkDesign, seed: NetworkSeed) {
        var parameters = [Element](repeating: 0, count: design.parameterCount)
        for (index, place) in design.places.enumerated() {
            var stream = seed.stream("weights", index: index)
            let spread = design.layers[index].activation.isRectifier ? place.inputs : place.inputs + place.width
            let limit = (6 / Double(spread)).squareRoot()
            for weight in place.weights { parameters[weight] = Element(limit * (2 * stream.uniform() - 1)) }
            for gain in place.gains { parameters[gain] = 1 }
        }
        self.init(design: design, unchecked: parameters)
    }

    /// The weights of a layer, shape `[inputs, width]`.
    public func weights(layer: Int) -> Matrix<Element> {
        let place = design.places[layer]
        var matrix = Matrix<Element>(rows: place.inputs, columns: place.width, order: .rowMajor)
        for row in 0..<place.inputs {
            for column in 0..<place.width {
                matrix[row, column] = parameters[place.start + row * place.width + column]
            }
        }
        return matrix
    }

    /// The biases of a layer, shape `[width]`.
    public func biases(layer: Int) -> [Element] { Array(parameters[design.places[layer].biases]) }

    /// The outputs for all samples of a source, without dropout.
    ///
    /// - Parameters:
    ///   - source: The samples.
    ///   - batch: How many samples are computed at a time; the outputs do not hang on it but for rounding.
    /// - Returns: Shape `[samples, outputs]`, row-major; for classes, logits: `NetworkLoss.probabilities` makes
    ///   probabilities of them.
    /// - Throws: `LearningError.shape` where the samples have another width than the inputs; `.parameter` where `batch`
    ///   is not positive.
    public func predict<Source: BatchSource>(
        _ source: Source, batch: Int = 256
    ) throws(LearningError) -> Matrix<Element> where Source.Element == Element {
        guard source.width == design.inputs else {
            throw .shape(found: "\(source.width) features", needed: "\(design.inputs)")
        }
        guard batch > 0 else { throw .parameter(name: "batch", found: "\(batch)", allowed: "1 and more") }
        let (count, outputs) = (source.count, design.outputs)
        var result = Matrix<Element>(rows: count, columns: outputs, order: .rowMajor)
        guard count > 0 else { return result }
        let workspace = NetworkWorkspace<Element>(
            design: design, capacity: min(batch, count), targets: 0, trains: false)
        workspace.load(parameters)
        let samples = Array(0..<count)
        result.withMutableElements { target in
            for start in stride(from: 0, to: count, by: batch) {
                let rows = min(batch, count - start)
                workspace.pack(source, samples, start..<start + rows)
                workspace.forward(rows: rows, dropout: nil)
                (target + start * outputs).update(from: workspace.outputs, count: rows * outputs)
            }
        }
        return result
    }
}
