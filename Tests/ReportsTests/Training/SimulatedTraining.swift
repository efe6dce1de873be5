import Core
import Reports

/// A training report whose forecasts, scores and folds come from simulated returns with a weak signal in them.
struct SimulatedTraining {
    var seed: UInt64 = 5
    var instruments = 3
    /// Forecasts of each instrument.
    var forecasts = 1_500
    var folds = 12
    /// Instants between forecasts, nanoseconds.
    var step = Timestamp.day
    /// The standard deviation of returns.
    var volatility = 0.014
    var kind = ForecastTarget.Kind.returns

    static let start = Timestamp(CivilDate(year: 2006, month: 1, day: 3), hour: 14, minute: 30)

    func content() -> TrainingReport {
        var report = TrainingReport(
            title: "Ten stocks, five sessions ahead", model: "ridge regression",
            target: ForecastTarget(
                kind: kind, name: "return from the next open to the open five sessions later", instant: .labelEnd))
        report.parameters = [LabelledText("penalty", "chosen in the fold from 1e-3 … 1e3"), LabelledText("seed", "7")]
        report.provenance = [
            LabelledText("Data", String(repeating: "3f", count: 32)),
            LabelledText("Config", String(repeating: "a9", count: 32)), LabelledText("Version", "0.4.0"),
            LabelledText("Seed", "7"),
        ]
        report.command = "backtest train configs/ten-stocks.yaml --seed 7"
        report.configuration = "name: Ten stocks\nmodel:\n  kind: ridge\n"
        report.warnings = [
            ReportWarning(severity: .note, code: "short-history", count: 2, text: "Two instruments begin later."),
            ReportWarning(severity: .serious, code: "overlap", text: "Labels overlap: n counts them as independent."),
        ]
        report.assumptions = [
            LabelledText("Label", "open(t+1) to open(t+6)"), LabelledText("Window", "20 sessions"),
            LabelledText("Validation", "walk-forward, expanding, retrained every 125 sessions"),
            LabelledText("Purge", "labels that reach into the test"), LabelledText("Embargo", "5 samples"),
        ]
        report.features = (0..<8).map { TrainingFeature(name: "momentum\($0)", expression: "change(close, \($0 + 1))") }
        fillForecasts(of: &report)
        fillScores(of: &report)
        fillFolds(of: &report)
        fillInputs(of: &report)
        return report
    }

    private func fillForecasts(of report: inout TrainingReport) {
        report.forecasts = (0..<instruments).map { place in
            var random = RandomStream(seed: seed, name: "training report", index: UInt64(place))
            func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + random.uniform() } }
            var (time, forecast, truth): ([Int64], [Double], [Double]) = ([], [], [])
            for index in 0..<forecasts {
                let signal = normal()
                time.append(SimulatedTraining.start.nanoseconds + Int64(index) * step)
                switch kind {
                case .probability:
                    let chance = min(0.95, max(0.05, 0.5 + 0.08 * signal))
                    forecast.append(chance)
                    truth.append(random.uniform() < chance ? 1 : 0)
                case .returns, .value:
                    forecast.append(volatility * 0.08 * signal)
                    truth.append(volatility * (0.06 * signal + normal()))
                }
            }
            return InstrumentForecasts(instrument: "STOCK\(place)", time: time, forecast: forecast, truth: truth)
        }
        let pairs = report.forecasts.flatMap { zip($0.forecast, $0.truth) }.sorted { $0.0 < $1.0 }
        let size = max(1, pairs.count / 10)
        report.calibration = stride(from: 0, to: pairs.count - size + 1, by: size).map { first in
            let bin = pairs[first..<first + size]
            let mean = bin.reduce(0) { $0 + $1.1 } / Double(size)
            let squares = bin.reduce(0) { $0 + ($1.1 - mean) * ($1.1 - mean) }
            return CalibrationBin(
                meanForecast: bin.reduce(0) { $0 + $1.0 } / Double(size), meanTruth: mean,
                standardError: (squares / Double(max(1, size - 1)) / Double(size)).squareRoot(), count: size)
        }
    }

    /// Pearson's correlation.
    static func correlation(_ x: some Collection<Double>, _ y: some Collection<Double>) -> Double {
        let n = Double(x.count)
        let (meanX, meanY) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
        var (xx, yy, xy) = (0.0, 0.0, 0.0)
        for (a, b) in zip(x, y) {
            xx += (a - meanX) * (a - meanX)
            yy += (b - meanY) * (b - meanY)
            xy += (a - meanX) * (b - meanY)
        }
        return xy / (xx * yy).squareRoot()
    }

    static func score(_ name: String, _ forecast: [Double], _ truth: [Double]) -> TrainingScore {
        let n = forecast.count
        let found = Set(forecast).count > 1 ? correlation(forecast, truth) : .nan
        let reach = 1.96 / Double(n).squareRoot()
        let hits = Double(zip(forecast, truth).count { ($0 < 0) == ($1 < 0) }) / Double(n)
        let error = zip(forecast, truth).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / Double(n)
        let variance = truth.reduce(0) { $0 + $1 * $1 } / Double(n)
        func figure(_ value: Double, _ method: String) -> IntervalFigure {
            guard value.isFinite else {
                return IntervalFigure(.unavailable(reason: "the forecasts do not vary"), count: n)
            }
            let interval = ConfidenceInterval(lower: value - reach, upper: value + reach, method: method)
            return IntervalFigure(.value(value), interval: interval, count: n)
        }
        return TrainingScore(
            name: name, count: n, informationCoefficient: figure(found, "Fisher's z"),
            rankInformationCoefficient: figure(found * 0.95, "Fisher's z"), hitRate: figure(hits, "Wilson"),
            rSquared: .value(1 - error / variance), rootMeanSquaredError: .value(error.squareRoot()))
    }

    private func fillScores(of report: inout TrainingReport) {
        let forecast = report.forecasts.flatMap(\.forecast)
        let truth = report.forecasts.flatMap(\.truth)
        report.score = SimulatedTraining.score("ridge", forecast, truth)
        let last = report.forecasts.flatMap { one -> [Double] in [0.0] + one.truth.dropLast() }
        report.baselines = [
            SimulatedTraining.score("zero", truth.map { _ in 0 }, truth),
            SimulatedTraining.score("last value", last, truth),
            SimulatedTraining.score("mean", truth.map { _ in 0.0003 }, truth),
            SimulatedTraining.score("buy and hold", truth.map { _ in volatility }, truth),
        ]
        report.smallestDetectable = DetectableCorrelation(
            correlation: 2.8 / Double(truth.count).squareRoot(), count: truth.count,
            method: "two-sided 5 %, power 80 %")
        report.instrumentScores = report.forecasts.map {
            SimulatedTraining.score($0.instrument, $0.forecast, $0.truth)
        }
    }

    private func fillFolds(of report: inout TrainingReport) {
        let length = max(1, forecasts / folds)
        let history = Int64(750)
        func at(_ index: Int64) -> Timestamp { SimulatedTraining.start + index * step }
        for number in 0..<folds {
            let first = Int64(number * length)
            let places = number * length..<min(forecasts, (number + 1) * length)
            var fold = TrainingFold(
                number: number + 1, training: [at(-history)..<at(first - 5)],
                trainingCount: instruments * Int(history + first - 5), test: [at(first)..<at(first + Int64(length))],
                testCount: instruments * length)
            fold.purged = [at(first - 5)..<at(first)]
            fold.purgedCount = 5 * instruments
            fold.embargoed = [at(first + Int64(length))..<at(first + Int64(length) + 5)]
            fold.embargoedCount = 5 * instruments
            let score = SimulatedTraining.score(
                "fold", report.forecasts.flatMap { $0.forecast[places] }, report.forecasts.flatMap { $0.truth[places] })
            fold.informationCoefficient = score.informationCoefficient.value
            fold.rankInformationCoefficient = score.rankInformationCoefficient.value
            fold.hitRate = score.hitRate.value
            fold.rSquared = score.rSquared
            fold.rootMeanSquaredError = score.rootMeanSquaredError
            fold.epochs = 60
            fold.stopped = "no better since epoch \(40 + number % 17)"
            report.folds.append(fold)
            var random = RandomStream(seed: seed, name: "loss", index: UInt64(number))
            let training = (0..<60).map { 0.1 + 1 / Double(1 + $0) + 0.02 * random.uniform() }
            let validation = (0..<60).map { epoch -> Double in
                let rise = 0.15 + 0.001 * Double(epoch)
                return rise + 1 / Double(1 + epoch) + 0.03 * random.uniform()
            }
            report.lossCurves.append(
                LossCurve(name: "fold \(number + 1)", training: training, validation: validation))
        }
        report.finalModel = FinalModel(
            period: at(-history)..<at(Int64(forecasts)), samples: instruments * forecasts, file: "ten-stocks.model")
    }

    private func fillInputs(of report: inout TrainingReport) {
        var random = RandomStream(seed: seed, name: "inputs")
        report.importance = report.features.map { feature in
            FeatureImportance(
                feature: feature.name, meanDrop: 0.02 * random.uniform() - 0.004,
                deviation: 0.004 * random.uniform())
        }
        report.drift = report.features.map { feature in
            let index = 0.4 * random.uniform()
            return FeatureDrift(
                feature: feature.name, trainingMean: 0.0002, trainingDeviation: 0.013, testMean: 0.0003,
                testDeviation: 0.017, populationStabilityIndex: .value(index),
                kolmogorovSmirnovDistance: .value(index / 2))
        }
    }
}
