import Core
import DataSources
import Learning
import Reports
import StrategyKit

/// The scores of a training's report.
extension TrainingResult {
    /// How many of some forecasts say something of their own.
    static func independent(_ forecasts: [FoldOutcome.Forecast], horizon: Int) -> Int {
        struct Sample: Hashable {
            var instrument: Int
            var row: Int
        }
        var seen: Set<Sample> = []
        let distinct = forecasts.filter { seen.insert(Sample(instrument: $0.instrument, row: $0.row)).inserted }
        return EffectiveCount.independent(
            labels: distinct.map(\.label), instants: distinct.map(\.start), overlap: horizon)
    }

    private func independent(_ forecasts: [FoldOutcome.Forecast]) -> Int {
        TrainingResult.independent(forecasts, horizon: plan.label.horizon)
    }

    /// The scores of some forecasts.
    ///
    /// - Parameter means: The mean of the training labels for each, against which R² is measured.
    func trainingScore(
        _ name: String, _ values: [Double], _ labels: [Double], means: [Double], independent: Int
    ) -> TrainingScore {
        let score = plan.score(values, labels)
        func coefficient(_ value: Double?) -> IntervalFigure {
            guard let value else {
                return IntervalFigure(
                    .unavailable(reason: score.count < 3 ? "n=\(score.count)" : "the forecasts do not vary"),
                    count: score.count)
            }
            return IntervalFigure(
                .value(value),
                interval: score.interval(of: value, independent: independent).map {
                    ConfidenceInterval(
                        lower: $0.lowerBound, upper: $0.upperBound, method: "Fisher's z, n=\(independent)")
                }, count: score.count)
        }
        let hits = score.hitRate.map { rate in
            IntervalFigure(
                .value(rate),
                interval: score.hitInterval(independent: independent).map {
                    ConfidenceInterval(lower: $0.lowerBound, upper: $0.upperBound, method: "Wilson")
                }, count: score.signedCount)
        }
        return TrainingScore(
            name: name, count: score.count, informationCoefficient: coefficient(score.informationCoefficient),
            rankInformationCoefficient: coefficient(score.rankInformationCoefficient),
            hitRate: hits ?? IntervalFigure(.unavailable(reason: "no forecast has a sign"), count: 0),
            rSquared: rSquared(values, labels, means),
            rootMeanSquaredError: score.count > 0
                ? .value(score.rootMeanSquaredError) : .unavailable(reason: "no forecasts"))
    }

    /// One less the squared error over that of the mean of the training labels.
    private func rSquared(_ values: [Double], _ labels: [Double], _ means: [Double]) -> FigureValue {
        guard values.count == means.count, !values.isEmpty else { return .unavailable(reason: "no forecasts") }
        var (errors, spread) = (0.0, 0.0)
        for place in values.indices {
            // Probabilities stand against 0 and 1, of which the mean is that of the labels, moved likewise.
            let (value, mean) = (onLabels(values[place]), means[place])
            errors += (labels[place] - value) * (labels[place] - value)
            spread += (labels[place] - mean) * (labels[place] - mean)
        }
        return spread > 0 ? .value(1 - errors / spread) : .unavailable(reason: "the labels do not vary")
    }

    /// A prediction on the scale of the labels: a probability of 1 or -1 as what it expects.
    private func onLabels(_ value: Double) -> Double {
        plan.model.predictsProbability && !plan.label.hasSide ? 2 * value - 1 : value
    }

    func baselineScores(_ all: [FoldOutcome.Forecast], _ means: [Double]) -> [TrainingScore] {
        let (labels, independent) = (all.map(\.label), independentCount)
        /// A baseline forecasts labels; where the model gives probabilities it is scored as one.
        func asModel(_ value: Double) -> Double {
            isOfClasses && !plan.label.hasSide ? (max(-1, min(1, value)) + 1) / 2 : value
        }
        return [("zero", "zero"), ("last value", "last"), ("mean (buy and hold)", "mean")].map { title, name in
            trainingScore(title, baseline(name).map(asModel), labels, means: means, independent: independent)
        }
    }

    /// The scores by instrument; none where there is one.
    var instrumentScores: [TrainingScore] {
        let all = forecasts
        let means = baseline("mean")
        let symbols = study.data.panel.instruments.map(\.symbol)
        let instruments = Set(all.map(\.instrument)).sorted()
        guard instruments.count > 1 else { return [] }
        return instruments.map { instrument in
            let places = all.indices.filter { all[$0].instrument == instrument }
            return trainingScore(
                symbols[instrument], places.map { all[$0].value }, places.map { all[$0].label },
                means: places.map { means[$0] }, independent: independent(places.map { all[$0] }))
        }
    }

    func trainingFold(_ fold: FoldOutcome) -> TrainingFold {
        func periods(_ stretches: [FoldOutcome.Stretch]) -> [Range<Timestamp>] {
            stretches.map { Timestamp(nanoseconds: $0.from)..<Timestamp(nanoseconds: $0.through + 1) }
        }
        func count(_ stretches: [FoldOutcome.Stretch]) -> Int { stretches.reduce(0) { $0 + $1.count } }
        var shown = TrainingFold(
            number: fold.number + 1, training: periods(fold.training), trainingCount: count(fold.training),
            test: periods(fold.test), testCount: count(fold.test))
        shown.purged = periods(fold.purged)
        shown.purgedCount = count(fold.purged)
        shown.embargoed = periods(fold.embargoed)
        shown.embargoedCount = count(fold.embargoed)
        let values = fold.forecasts.map(\.value)
        let score = trainingScore(
            "", values, fold.forecasts.map(\.label), means: fold.baselines["mean"] ?? [],
            independent: independent(fold.forecasts))
        shown.informationCoefficient = score.informationCoefficient.value
        shown.rankInformationCoefficient = score.rankInformationCoefficient.value
        shown.hitRate = score.hitRate.value
        shown.rSquared = score.rSquared
        shown.rootMeanSquaredError = score.rootMeanSquaredError
        shown.epochs = fold.epochs.isEmpty ? nil : fold.epochs.count
        shown.stopped = fold.failure ?? fold.note ?? ""
        return shown
    }

    /// Forecasts by instrument in order of the ends of their labels, several of which may end at once; of combinatorial
    /// folds the first for each sample.
    var instrumentForecasts: [InstrumentForecasts] {
        let symbols = study.data.panel.instruments.map(\.symbol)
        var known: [Int: [Int: FoldOutcome.Forecast]] = [:]
        for one in forecasts where known[one.instrument]?[one.row] == nil {
            known[one.instrument, default: [:]][one.row] = one
        }
        return known.keys.sorted().map { instrument in
            let sorted = (known[instrument] ?? [:]).values.sorted { ($0.end, $0.row) < ($1.end, $1.row) }
            return InstrumentForecasts(
                instrument: symbols[instrument], time: sorted.map(\.end), forecast: sorted.map(\.value),
                truth: sorted.map { truth($0.label) })
        }
    }

    /// A label as it stands beside a prediction: of two classes 0 and 1.
    private func truth(_ label: Double) -> Double { isOfClasses && !plan.label.hasSide ? (label + 1) / 2 : label }

    var calibration: [CalibrationBin] {
        let all = forecasts
        // What overlaps or moves together says less than its number.
        let widening = (Double(all.count) / Double(max(1, independentCount))).squareRoot()
        guard
            let bins = try? Calibration(
                forecasts: all.map(\.value), labels: all.map { truth($0.label) }, bins: all.count < 200 ? 5 : 10)
        else { return [] }
        return bins.bins.map {
            CalibrationBin(
                meanForecast: $0.meanForecast, meanTruth: $0.meanLabel,
                standardError: ($0.standardError ?? .nan) * widening,
                count: $0.count)
        }
    }

    /// The mean over the folds that were looked at; the deviation is that over folds, or over the repeats of one.
    var importance: [Reports.FeatureImportance] {
        let looked = folds.filter { !$0.importance.isEmpty }
        return plan.features.names.compactMap { name in
            let found = looked.compactMap { fold in fold.importance.first { $0.feature == name } }
            guard let first = found.first else { return nil }
            let mean = found.reduce(0) { $0 + $1.drop } / Double(found.count)
            guard found.count > 1 else {
                return Reports.FeatureImportance(feature: name, meanDrop: mean, deviation: first.spread)
            }
            let squares = found.reduce(0) { $0 + ($1.drop - mean) * ($1.drop - mean) }
            return Reports.FeatureImportance(
                feature: name, meanDrop: mean, deviation: (squares / Double(found.count - 1)).squareRoot())
        }
    }
}
