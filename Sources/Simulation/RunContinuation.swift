/// Asks, from inside a run, whether it is still wanted: for strategies whose decisions take long, as a fit does.
///
/// It is asked on the thread of the run, on which a strategy decides and its fits run.
///
/// - Verified by: `RunContinuationTests`.
public struct RunContinuation: @unchecked Sendable {
    private let shouldContinue: (_ barsDone: Int) -> Bool
    private let barsPerStep: Int

    init(barsPerStep: Int = 1, _ shouldContinue: @escaping (_ barsDone: Int) -> Bool = { _ in true }) {
        self.barsPerStep = barsPerStep
        self.shouldContinue = shouldContinue
    }

    /// Whether the run is still wanted; whoever waits for it is told how far it has come.
    ///
    /// - Parameter step: The step of the decision.
    public func isWanted(at step: Int) -> Bool { shouldContinue(step * barsPerStep) }
}
