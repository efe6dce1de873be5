import Core
import Foundation
import Learning
import StrategyKit

/// One fold of a training: fitted on its training samples, asked about those held out.
struct FoldRun {
    let plan: ModelPlan
    let fold: Fold
    /// Its place among the folds, from 1.
    let shown: Int
    /// How many folds there are.
    let count: Int
    /// The labels of each instrument, by its place.
    let labels: [Int: LabelSeries]
    let data: SampleSet
    let rows: [FeatureRows]
    /// Whether it is looked at what features are worth.
    let inspects: Bool
    /// Where it is kept how far a fit has come; `nil` for nowhere.
    let archive: FoldArchive?
    let isCancelled: @Sendable () -> Bool
    let progress: TrainingStudy.Progress

    /// Its number, which the seed of the fit hangs on.
    private var number: Int { fold.split.fold }

    /// Fits the model and tests it.
    ///
    /// A fit that fails leaves a fold without forecasts that says why, so that one fold does not lose the others.
    ///
    /// - Throws: `StudyError.interrupted`.
    func outcome() throws(StudyError) -> FoldOutcome {
        let spans = data.spans
        func stretch(_ places: Range<Int>) -> FoldOutcome.Stretch {
            .init(
                from: spans.starts[places.lowerBound], through: spans.starts[places.upperBound - 1],
                count: places.count)
        }
        func stretches(_ places: RangeSet<Int>) -> [FoldOutcome.Stretch] { places.ranges.map(stretch) }
        // Neighbouring blocks of combinatorial folds stay apart: paths take them one by one.
        var outcome = FoldOutcome(
            number: number, training: stretches(fold.split.training), purged: stretches(fold.split.purged),
            embargoed: stretches(fold.split.embargoed), test: fold.split.test.map(stretch), forecasts: [],
            baselines: [:], epochs: [], importance: [], seconds: 0)
        let (shown, count, progress) = (shown, count, progress)
        let keeper = FitKeeper(archive, number: number, isCancelled: isCancelled)
        let context = keeper.keeping(plan.context(fold: number)) { record in
            progress(.epoch(record.epoch + 1, fold: shown, of: count))
        }
        let clock = ContinuousClock()
        let start = clock.now
        do throws(LearningError) {
            let fitted = try plan.model.fit(try training(), in: context)
            outcome.seconds = (clock.now - start) / .seconds(1)
            try test(fitted, &outcome)
        } catch {
            if error == .cancelled { throw .interrupted }
            outcome.seconds = (clock.now - start) / .seconds(1)
            outcome.failure = error.description
        }
        outcome.epochs = keeper.epochs
        keeper.finish()
        return outcome
    }

    /// The training samples, weighted by what is known at the training: a label of the test weighs nothing.
    private func training() throws(LearningError) -> TrainingSamples {
        guard plan.label.weighting != .equal else { return fold.training }
        let samples = fold.training
        let (instruments, ends) = (samples.inputs.instruments, samples.inputs.rows)
        let opening = plan.validation == .walkForward ? opening : nil
        var known: [Int: [Int: Double]] = [:]
        for one in rows {
            guard let labels = labels[one.instrument.place] else { continue }
            let isKnown: (Int) -> Bool
            if let opening {
                isKnown = { one.times[labels.ends[$0]] <= opening }
            } else {
                let learnt = Set(zip(instruments, ends).filter { $0.0 == one.instrument }.map(\.1))
                isKnown = { learnt.contains(labels.rows[$0]) }
            }
            let own = labels.compactMap { isKnown($0) ? labels.values[$0] : nil }
            guard let weights = try plan.label.weights(own, one) else { continue }
            known[one.instrument.place] = Dictionary(uniqueKeysWithValues: zip(own.rows, weights))
        }
        return try samples.weighted(
            zip(instruments, ends).map { instrument, row in known[instrument.place]?[row] ?? 1 })
    }

    /// When a model that walks forward is fitted: at the first sample behind those learnt from and those purged, which is
    /// not tested where it comes before `data.from`.
    private var opening: Int64 {
        let (training, purged) = (fold.split.training.ranges.last, fold.split.purged.ranges.last)
        return data.spans.starts[max(training?.upperBound ?? 0, purged?.upperBound ?? 0)]
    }

    private func test(_ fitted: any FittedModel, _ outcome: inout FoldOutcome) throws(LearningError) {
        let test = fold.test
        let values = try fitted.predict(test.inputs)
        if let value = values.first(where: { !$0.isFinite }) {
            throw .parameter(name: "a forecast of the model", found: "\(value)", allowed: "finite numbers")
        }
        let (instruments, places, starts, ends, labels) = (
            test.inputs.instruments, test.inputs.rows, test.starts, test.ends, test.labels
        )
        for place in 0..<test.count {
            outcome.forecasts.append(
                .init(
                    instrument: instruments[place].place, row: places[place], start: starts[place], end: ends[place],
                    value: values[place], label: labels[place]))
        }
        outcome.baselines = try baselines()
        outcome.note = FoldRun.choice(fitted)
        guard inspects, test.count >= 30 else { return }
        let measure = PermutationImportance(repeats: 5, seed: plan.seed)
        let importance = try measure.measure(fitted, on: test, isCancelled: isCancelled)
        outcome.importance = importance.map {
            .init(feature: $0.features.joined(separator: ", "), drop: $0.mean, spread: $0.deviation ?? 0)
        }
    }

    /// What a model that chooses among several chose; `nil` for others.
    private static func choice(_ fitted: any FittedModel) -> String? {
        if let chosen = fitted as? SelectedModel.Fitted { return "chose \(chosen.label)" }
        if let behind = fitted as? any TransformedFit { return choice(behind.innerFit) }
        return nil
    }

    /// What needs no learning to speak of: nothing moves; the training's mean; the newest label known.
    private func baselines() throws(LearningError) -> [String: [Double]] {
        let test = fold.test
        let mean = try Baseline(.mean).fit(fold.training, in: FitContext())
        var last: [Double] = []
        for (instrument, row) in zip(test.inputs.instruments, test.inputs.rows) {
            last.append(labels[instrument.place]?.newest(knownAt: row) ?? 0)
        }
        return ["mean": try mean.predict(test.inputs), "last": last, "zero": [Double](repeating: 0, count: test.count)]
    }
}

extension LabelSeries {
    /// The newest label that has ended at or before a row.
    fileprivate func newest(knownAt row: Int) -> Double? {
        // Labels of one horizon end in order; those of barriers nearly so.
        var place = rows.firstPlace { $0 >= row }
        while place > 0 {
            place -= 1
            if ends[place] <= row { return values[place] }
        }
        return nil
    }
}
