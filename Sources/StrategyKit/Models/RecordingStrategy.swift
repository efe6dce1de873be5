public import Simulation
public import TimeSeries

/// Records the features of a plan and does nothing else.
private struct RecordingStrategy: Strategy {
    /// What is recorded when the run is over.
    final class Tape {
        var rows: [FeatureRows] = []
    }

    private var recorder: FeatureRecorder
    private let tape: Tape
    private let lastStep: Int

    init(_ parameters: NoParameters, for universe: Universe) throws(StrategyError) {
        throw StrategyError("a recording is made from a plan")
    }

    init(_ recorder: FeatureRecorder, lastStep: Int, tape: Tape) {
        self.recorder = recorder
        self.lastStep = lastStep
        self.tape = tape
    }

    mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        _ = recorder.update(market)
        if market.step == lastStep { tape.rows = recorder.rows }
    }
}

extension ModelPlan {
    /// The features of every bar of a panel, as a strategy that runs over it would have seen them by its end.
    ///
    /// - Parameters:
    ///   - broker: The terms, which say when splits take effect.
    ///   - progress: Told now and then how many bars are done; the answer `false` ends it.
    /// - Returns: The instruments of the model; `nil` where `progress` ended it.
    /// - Throws: `StrategyError` where the model names what is not in the panel.
    public func rows(
        on panel: Panel, broker: Broker, progress: (Int) -> Bool = { _ in true }
    ) throws(StrategyError) -> [FeatureRows]? {
        let recorder = try FeatureRecorder(features, for: Universe(panel))
        let steps = EquityCurve.decisionTimes(of: panel).count
        let tape = RecordingStrategy.Tape()
        return withoutActuallyEscaping(progress) { progress in
            var backtest = Backtest(panel: panel, broker: broker)
            backtest.shouldContinue = progress
            let run = backtest.run(RecordingStrategy(recorder, lastStep: steps - 1, tape: tape))
            return run.outcome == .interrupted ? nil : tape.rows
        }
    }
}
