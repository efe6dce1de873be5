internal import Core
internal import LinearAlgebra

/// All that a step of training or a prediction needs in memory, allocated once: parameters, gradient, the optimiser's
/// state and the values of a batch.
final class NetworkWorkspace<Element: BLASElement> {
    let design: NetworkDesign
    let capacity: Int
    let parameterCount: Int
    /// How many labels a sample has.
    let targets: Int
    let parameters: UnsafeMutablePointer<Element>
    let gradient: UnsafeMutablePointer<Element>
    /// The optimiser's running sums.
    let firstMoments: UnsafeMutablePointer<Element>
    let secondMoments: UnsafeMutablePointer<Element>
    /// Shape `[capacity, inputs]`.
    let inputs: UnsafeMutablePointer<Element>
    /// Shape `[capacity, targets]`.
    let labels: UnsafeMutablePointer<Element>
    /// Shape `[capacity]`.
    let weights: UnsafeMutablePointer<Element>
    let layers: [LayerBuffers<Element>]
    private let arena: UnsafeMutableRawPointer

    /// Room for batches of up to `capacity` samples.
    ///
    /// - Parameter trains: Whether there is room for a gradient and the optimiser's sums; without, only `forward` works.
    init(design: NetworkDesign, capacity: Int, targets: Int, trains: Bool = true) {
        self.design = design
        self.capacity = capacity
        self.targets = targets
        let places = design.places
        let parameterCount = design.parameterCount
        self.parameterCount = parameterCount
        // Each place begins on a cache line; what is left over between them is less than one.
        let line = 64 / MemoryLayout<Element>.size
        var total = (trains ? 4 : 1) * parameterCount + 4 * line + capacity * (design.inputs + targets + 1) + 3 * line
        for place in places { total += capacity * (6 * place.width + 1) + 7 * line }
        let bytes = total * MemoryLayout<Element>.stride
        arena = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        arena.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        let start = arena.bindMemory(to: Element.self, capacity: total)
        var used = 0
        func take(_ count: Int) -> UnsafeMutablePointer<Element> {
            defer { used += (count + line - 1) / line * line }
            return start + used
        }
        parameters = take(parameterCount)
        gradient = take(trains ? parameterCount : 0)
        firstMoments = take(trains ? parameterCount : 0)
        secondMoments = take(trains ? parameterCount : 0)
        inputs = take(capacity * design.inputs)
        labels = take(capacity * targets)
        weights = take(capacity)
        layers = zip(design.layers, places).map {
            LayerBuffers(layer: $0.0, place: $0.1, capacity: capacity, arena: take)
        }
        invariant(used <= total, "the places of a network take \(used) elements of \(total)")
    }

    deinit { arena.deallocate() }

    /// The last layer's outputs, shape `[rows, outputs]`.
    var outputs: UnsafeMutablePointer<Element> { layers[layers.count - 1].outputs }

    /// Takes over parameters.
    func load(_ values: [Element]) { copy(values, to: parameters) }

    /// The parameters as they are.
    var currentParameters: [Element] { array(parameters) }

    /// A copy of one of the arrays of which each parameter has an element.
    func array(_ place: UnsafeMutablePointer<Element>) -> [Element] {
        Array(UnsafeBufferPointer(start: place, count: parameterCount))
    }

    /// Whether all parameters, and the sum of their squares, are finite.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func hasFiniteParameters() -> Bool { Vectors.dot(parameters, parameters, count: parameterCount).isFinite }

    func copy(_ values: [Element], to place: UnsafeMutablePointer<Element>) {
        values.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress else { return }
            place.update(from: base, count: source.count)
        }
    }

    /// Packs the features of the samples at some places of `order` into the inputs.
    func pack<Source: BatchSource>(_ source: Source, _ order: [Int], _ range: Range<Int>)
    where Source.Element == Element {
        order.withUnsafeBufferPointer { source.fill(UnsafeBufferPointer(rebasing: $0[range]), into: inputs) }
    }

    /// Packs labels and weights of the samples at some places of `order`.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func packLabels(_ source: Matrix<Element>, weights given: [Element]?, _ order: [Int], _ range: Range<Int>) {
        let (targets, labels, weights) = (targets, labels, weights)
        source.withElements { base in
            for (row, place) in range.enumerated() {
                let sample = order[place]
                for column in 0..<targets { labels[row * targets + column] = base[sample * targets + column] }
                if let given { weights[row] = given[sample] }
            }
        }
    }

    /// Sums the loss of the outputs over the packed samples.
    ///
    /// - Parameter makesGradient: Whether its derivative by the outputs is written for the way back.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    func loss(_ loss: NetworkLoss, rows: Int, isWeighted: Bool, makesGradient: Bool) -> Double {
        let last = layers[layers.count - 1]
        let batch = LossBatch(
            outputs: last.outputs, labels: labels, weights: isWeighted ? weights : nil, rows: rows,
            width: design.outputs)
        return loss.evaluate(batch, gradient: makesGradient ? last.delta : nil)
    }
}
