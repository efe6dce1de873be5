public import LinearAlgebra

/// Predicts sample by sample, as the bars of a run come, in memory that is allocated once.
///
/// Of one thread: another needs a predictor of its own. The outputs are those of `Network.predict` but for the rounding of
/// products of another size.
///
/// - Verified by: `NetworkPredictorTests`.
public final class NetworkPredictor<Element: BLASElement> {
    /// The network.
    public let network: Network<Element>
    private let workspace: NetworkWorkspace<Element>

    /// A predictor of a network.
    public init(_ network: Network<Element>) {
        self.network = network
        workspace = NetworkWorkspace(design: network.design, capacity: 1, targets: 0, trains: false)
        workspace.load(network.parameters)
    }

    /// Computes the outputs of one sample, without dropout.
    ///
    /// - Parameters:
    ///   - features: Shape `[inputs]`.
    ///   - outputs: Shape `[outputs]`, replaced; for classes, logits.
    /// - Throws: `LearningError.shape` where the numbers of features or outputs are not the network's; `.notFinite` for a
    ///   feature that is NaN or infinite.
    /// - Complexity: One matrix product a layer; no allocation.
    public func predict(_ features: Span<Element>, into outputs: inout MutableSpan<Element>) throws(LearningError) {
        let design = network.design
        guard features.count == design.inputs else {
            throw .shape(found: "\(features.count) features", needed: "\(design.inputs)")
        }
        guard outputs.count == design.outputs else {
            throw .shape(found: "room for \(outputs.count) outputs", needed: "\(design.outputs)")
        }
        for index in features.indices {
            guard features[index].isFinite else { throw .notFinite(sample: 0, feature: index) }
            workspace.inputs[index] = features[index]
        }
        workspace.forward(rows: 1, dropout: nil)
        for index in outputs.indices { outputs[index] = workspace.outputs[index] }
    }

    /// The outputs of one sample, without dropout.
    ///
    /// - Throws: `LearningError.shape`, `.notFinite`.
    public func predict(_ features: [Element]) throws(LearningError) -> [Element] {
        var result = [Element](repeating: 0, count: network.design.outputs)
        var span = result.mutableSpan
        try predict(features.span, into: &span)
        return result
    }
}
