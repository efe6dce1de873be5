/// Where a fit leaves how far it has come, so that one that was interrupted goes on to the same bits.
///
/// Models that learn in epochs save after each and when they are cancelled, and go on from what they load if it is of the
/// same parameters, seed and samples; anything else that is loaded is ignored, and the fit starts anew. Other models
/// take no notice.
///
/// - Verified by: `FitCheckpointTests`.
public struct FitCheckpoint: Sendable {
    /// What was saved last; `nil` where nothing was.
    public var load: @Sendable () -> StoredModel?
    /// Keeps a state in place of those before it, or leaves it out where keeping each would cost too much.
    public var save: @Sendable (StoredModel) -> Void

    /// A place for the state of a fit.
    public init(load: @escaping @Sendable () -> StoredModel?, save: @escaping @Sendable (StoredModel) -> Void) {
        self.load = load
        self.save = save
    }
}
