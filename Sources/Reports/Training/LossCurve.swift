/// The loss of one training by epoch.
public struct LossCurve: Hashable, Sendable {
    /// Its name: `fold 3`.
    public var name: String
    /// The loss on the training samples after each epoch.
    public var training: [Double]
    /// The loss on the validation samples after each epoch; empty where there were none.
    public var validation: [Double]

    /// A curve.
    public init(name: String, training: [Double], validation: [Double]) {
        self.name = name
        self.training = training
        self.validation = validation
    }
}
