/// One layer of a network: weights and biases, then layer normalisation, activation and dropout in this order.
public struct NetworkLayer: Sendable, Equatable {
    /// How many values it gives.
    public var width: Int
    /// The function of each sum.
    public var activation: Activation
    /// The share of values left out at random in each training step, the others scaled up by what is missing.
    ///
    /// - Source: Srivastava et al. (2014), "Dropout", with the scaling in training.
    public var dropout: Double
    /// Whether each sample's sums are brought to mean 0 and variance 1, then scaled and shifted by learnt amounts.
    ///
    /// - Source: Ba, Kiros and Hinton (2016), "Layer Normalization", with 1e-5 added to the variance.
    public var normalises: Bool

    /// A layer.
    public init(width: Int, activation: Activation = .relu, dropout: Double = 0, normalises: Bool = false) {
        self.width = width
        self.activation = activation
        self.dropout = dropout
        self.normalises = normalises
    }
}
