import Learning
import Synchronization

/// The states that a fit saved, oldest first, and the epochs that it told.
final class KeptStates: Sendable {
    private let states = Mutex<[StoredModel]>([])
    private let epochs = Mutex<[Int]>([])
    private let questions = Mutex(0)
    private let first: StoredModel?

    /// A place with a state in it, or none.
    init(_ first: StoredModel? = nil) { self.first = first }

    /// What was saved.
    var saved: [StoredModel] { states.withLock { $0 } }
    /// What was told.
    var told: [Int] { epochs.withLock { $0 } }

    /// A context that saves here, and is cancelled when it is asked for the time after `steps`.
    func context(run: UInt64 = 7, cancelledAfter steps: Int = .max) -> FitContext {
        FitContext(
            seed: NetworkSeed(run: run),
            isCancelled: {
                self.questions.withLock { asked in
                    asked += 1
                    return asked > steps
                }
            },
            onEpoch: { record in self.epochs.withLock { $0.append(record.epoch) } },
            checkpoint: FitCheckpoint(
                load: { self.saved.last ?? self.first }, save: { state in self.states.withLock { $0.append(state) } }))
    }
}
