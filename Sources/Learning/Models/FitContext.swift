/// What a fit is given besides its samples.
public struct FitContext: Sendable {
    /// The key of all random numbers of the fit: the run, the fold, the model.
    public var seed: NetworkSeed
    /// Asked now and then; the answer `true` ends the fit with `LearningError.cancelled`.
    public var isCancelled: @Sendable () -> Bool
    /// Told about each epoch of models that learn in epochs.
    public var onEpoch: @Sendable (EpochRecord) -> Void

    /// A context.
    public init(
        seed: NetworkSeed = NetworkSeed(run: 0), isCancelled: @escaping @Sendable () -> Bool = { false },
        onEpoch: @escaping @Sendable (EpochRecord) -> Void = { _ in }
    ) {
        self.seed = seed
        self.isCancelled = isCancelled
        self.onEpoch = onEpoch
    }
}
