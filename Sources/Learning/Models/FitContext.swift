/// What a fit is given besides its samples.
public struct FitContext: Sendable {
    /// The key of all random numbers of the fit: the run, the fold, the model.
    public var seed: NetworkSeed
    /// Asked now and then; the answer `true` ends the fit with `LearningError.cancelled`.
    public var isCancelled: @Sendable () -> Bool
    /// Told about each epoch of models that learn in epochs.
    public var onEpoch: @Sendable (EpochRecord) -> Void
    /// Where the fit leaves how far it has come; epochs done before it was interrupted are not told again.
    public var checkpoint: FitCheckpoint?

    /// A context.
    public init(
        seed: NetworkSeed = NetworkSeed(run: 0), isCancelled: @escaping @Sendable () -> Bool = { false },
        onEpoch: @escaping @Sendable (EpochRecord) -> Void = { _ in }, checkpoint: FitCheckpoint? = nil
    ) {
        self.seed = seed
        self.isCancelled = isCancelled
        self.onEpoch = onEpoch
        self.checkpoint = checkpoint
    }
}
