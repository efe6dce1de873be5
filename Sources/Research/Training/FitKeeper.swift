import Learning
import Synchronization

/// Keeps how far a fit has come, with the epochs that were told, so that after an interruption both go on.
///
/// Of states that come fast those are kept that lie two seconds apart, and the one at which the work is wanted no more.
final class FitKeeper: Sendable {
    private struct State {
        var epochs: [FoldOutcome.Epoch]
        var lastKept: ContinuousClock.Instant?
    }

    private let archive: FoldArchive?
    private let number: Int
    private let isCancelled: @Sendable () -> Bool
    private let state: Mutex<State>

    /// A keeper of one fit.
    ///
    /// - Parameters:
    ///   - archive: Where states are kept; `nil` for nowhere.
    ///   - number: The fold.
    ///   - isCancelled: Whether the work is wanted no more.
    init(_ archive: FoldArchive?, number: Int, isCancelled: @escaping @Sendable () -> Bool) {
        self.archive = archive
        self.number = number
        self.isCancelled = isCancelled
        state = Mutex(State(epochs: [], lastKept: nil))
    }

    /// The epochs told so far, those before an interruption among them.
    var epochs: [FoldOutcome.Epoch] { state.withLock { $0.epochs } }

    /// What a fit that is kept is given: the context with its cancellation, its states and its epochs.
    ///
    /// - Parameter onEpoch: Told about each epoch, too.
    func keeping(
        _ context: FitContext, onEpoch: @escaping @Sendable (EpochRecord) -> Void = { _ in }
    ) -> FitContext {
        var context = context
        context.isCancelled = isCancelled
        context.checkpoint = checkpoint
        context.onEpoch = { record in
            self.note(record)
            onEpoch(record)
        }
        return context
    }

    /// Takes note of an epoch.
    private func note(_ record: EpochRecord) {
        state.withLock { state in
            // A model that fits several networks begins again.
            if record.epoch == 0 { state.epochs.removeAll() }
            state.epochs.append(.init(training: record.trainingLoss, validation: record.validationLoss))
        }
    }

    /// Where the fit leaves its states; `nil` where they are kept nowhere.
    private var checkpoint: FitCheckpoint? {
        guard let archive else { return nil }
        return FitCheckpoint(
            load: {
                guard let unfinished = archive.unfinished(self.number) else { return nil }
                self.state.withLock { $0.epochs = unfinished.epochs }
                return unfinished.state
            },
            save: { saved in
                let now = ContinuousClock.now
                let epochs = self.state.withLock { state -> [FoldOutcome.Epoch]? in
                    let isDue = state.lastKept.map { now - $0 >= .seconds(2) } ?? false
                    if state.lastKept == nil { state.lastKept = now }
                    guard isDue || self.isCancelled() else { return nil }
                    state.lastKept = now
                    return state.epochs
                }
                if let epochs { archive.keep(.init(state: saved, epochs: epochs), of: self.number) }
            })
    }

    /// The fit is over.
    func finish() { archive?.forgetUnfinished(number) }
}
