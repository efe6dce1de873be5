public import Core

/// The key of all of a network's random numbers: the run, the fold and the model in it.
///
/// Each use (starting weights of a layer, the order of an epoch, what a step leaves out) has a stream of its own, named
/// and counted, so that no number depends on threads, on other models or on where a training was interrupted.
public struct NetworkSeed: Sendable, Equatable {
    /// The seed of the run.
    public var run: UInt64
    /// The fold of the validation, from 0.
    public var fold: Int
    /// The model, from 0.
    public var model: Int
    /// The member of an ensemble, from 0.
    public var member: Int

    /// A key.
    public init(run: UInt64, fold: Int = 0, model: Int = 0, member: Int = 0) {
        self.run = run
        self.fold = fold
        self.model = model
        self.member = member
    }

    /// The seed of this fold, model and member.
    var key: UInt64 {
        var seed = run
        for (name, index) in [("fold", fold), ("model", model), ("member", member)] {
            var stream = RandomStream(seed: seed, name: name, index: UInt64(truncatingIfNeeded: index))
            seed = stream.next()
        }
        return seed
    }

    /// The stream of a use, such as `weights` of layer 2.
    public func stream(_ name: String, index: Int) -> RandomStream {
        RandomStream(seed: key, name: name, index: UInt64(truncatingIfNeeded: index))
    }
}
