/// Where a layer's parameters lie in the one array of all of a network's: weights (one row for each input), biases,
/// then gains and shifts of the layer normalisation where there is one.
public struct LayerPlace: Sendable, Equatable {
    /// The first weight.
    public let start: Int
    /// How many values the layer takes.
    public let inputs: Int
    /// How many values the layer gives.
    public let width: Int
    /// Whether there are gains and shifts.
    public let normalises: Bool

    /// The weights, row-major of shape `[inputs, width]`.
    public var weights: Range<Int> { start..<start + inputs * width }
    /// The biases, shape `[width]`.
    public var biases: Range<Int> { weights.upperBound..<weights.upperBound + width }
    /// The gains, shape `[width]`; empty without layer normalisation.
    public var gains: Range<Int> { biases.upperBound..<biases.upperBound + (normalises ? width : 0) }
    /// The shifts, shape `[width]`; empty without layer normalisation.
    public var shifts: Range<Int> { gains.upperBound..<gains.upperBound + (normalises ? width : 0) }
    /// One past the last parameter.
    public var end: Int { shifts.upperBound }
}
