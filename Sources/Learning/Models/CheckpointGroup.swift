internal import Synchronization

/// One place for the states of several fits, each under a name of its own.
///
/// A fit that is done leaves its last state there, from which it is done again at once.
final class CheckpointGroup: Sendable {
    /// The tag in `StoredModel.kind`.
    static let storedKind = "checkpoints"

    private let outer: FitCheckpoint
    private let stored: Mutex<StoredModel>

    /// The states that were saved, of those names alone that a fit here has.
    init(_ outer: FitCheckpoint, names: [String]) {
        self.outer = outer
        var found = StoredModel(kind: CheckpointGroup.storedKind)
        if let loaded = outer.load(), loaded.kind == found.kind {
            for name in names { found.parts[name] = loaded.parts[name] }
        }
        stored = Mutex(found)
    }

    /// The place of one fit.
    func checkpoint(_ name: String) -> FitCheckpoint {
        FitCheckpoint(
            load: { self.stored.withLock { $0.parts[name] } },
            save: { state in
                let all = self.stored.withLock { stored in
                    stored.parts[name] = state
                    return stored
                }
                self.outer.save(all)
            })
    }
}
