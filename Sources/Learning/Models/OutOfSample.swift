public import Core

/// Forecasts of samples by models that had not seen them, fold by fold, with what came true.
///
/// All columns have one element a forecast, in the order of folds and, within one, of time.
public struct OutOfSample: Sendable {
    /// The fold whose model forecast, from 0.
    public internal(set) var folds: [Int] = []
    /// The instrument.
    public internal(set) var instruments: [InstrumentIndex] = []
    /// The last row of the window, within the instrument.
    public internal(set) var rows: [Int] = []
    /// When the forecast could be made.
    public internal(set) var starts: [Int64] = []
    /// The forecasts.
    public internal(set) var forecasts: [Double] = []
    /// What came true.
    public internal(set) var labels: [Double] = []

    /// How good they are.
    public var score: PredictionScore { PredictionScore(forecasts: forecasts, labels: labels) }

    /// How good those of one fold are.
    public func score(fold: Int) -> PredictionScore {
        let places = folds.indices.filter { folds[$0] == fold }
        return PredictionScore(forecasts: places.map { forecasts[$0] }, labels: places.map { labels[$0] })
    }
}

extension SampleSet {
    /// Fits a model in every fold of a split and has it forecast what that fold holds out.
    ///
    /// - Parameters:
    ///   - model: Fitted anew in each fold.
    ///   - splitter: How samples are divided; of combinatorial folds every held-out block is forecast once a fold.
    ///   - context: Its seed's fold is counted up, and each fold has a part of its checkpoint.
    /// - Throws: `LearningError` of the split or a fit; `.cancelled`.
    public func outOfSample(
        _ model: some Model, _ splitter: some Splitter, in context: FitContext = FitContext()
    ) throws(LearningError) -> OutOfSample {
        var result = OutOfSample()
        let folds = try folds(splitter)
        let names = folds.indices.map { "fold \($0)" }
        let states = context.checkpoint.map { CheckpointGroup($0, names: names) }
        for (number, fold) in folds.enumerated() {
            guard !context.isCancelled() else { throw .cancelled }
            var context = context
            context.seed.fold = number
            context.checkpoint = states?.checkpoint(names[number])
            let fitted = try model.fit(fold.training, in: context)
            result.forecasts += try fitted.predict(fold.test.inputs)
            result.folds += [Int](repeating: number, count: fold.test.count)
            result.instruments += fold.test.inputs.instruments
            result.rows += fold.test.inputs.rows
            result.starts += fold.test.starts
            result.labels += fold.test.labels
        }
        return result
    }
}
