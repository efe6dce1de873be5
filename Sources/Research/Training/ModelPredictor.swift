public import Core
import DataSources
public import Foundation
public import Learning
import Simulation
public import StrategyKit
import TimeSeries

/// A model that was read from its file, with the config that says what it must be given.
public struct ModelPredictor: Sendable {
    /// What is predicted for one bar.
    public struct Prediction: Hashable, Sendable {
        /// The end of the bar.
        public var time: Timestamp
        /// The instrument.
        public var symbol: String
        /// The prediction.
        public var value: Double
    }

    /// The config that the model was trained with.
    public let configuration: StudyConfiguration
    /// The file.
    public let file: ModelFile
    private let path: String
    private let plan: ModelPlan
    private let fitted: any FittedModel

    /// The model's name.
    public var name: String { file.description.name }

    /// Reads a model.
    ///
    /// - Parameters:
    ///   - registry: The strategies that its config may name.
    ///   - models: The models that its config may name.
    ///   - restorers: What reads kinds of models back.
    /// - Throws: `ModelFileError`; `ConfigError` where its config is none of this program's.
    public init(
        reading url: URL, registry: StrategyRegistry = StrategyRegistry(), models: ModelRegistry = ModelRegistry(),
        restorers: ModelRestorers = .builtIn
    ) throws {
        path = url.relativePath
        file = try ModelFile(reading: url)
        configuration = try StudyConfiguration(
            yaml: file.description.config, file: path, registry: registry, models: models)
        guard let plan = configuration.plan.model else {
            throw ModelFileError(
                path: path,
                reason: .model(
                    .parameter(name: "the config in it", found: "without a model", allowed: "strategy.model")))
        }
        self.plan = plan
        let fitted = try file.fitted(by: restorers, at: path)
        let width = plan.window * plan.features.features.count
        guard fitted.width == width else {
            throw ModelFileError(
                path: path,
                reason: .model(
                    .shape(
                        found: "a model of windows of \(fitted.width) numbers",
                        needed: "\(width): \(plan.window) bars of \(plan.features.features.count) features")))
        }
        self.fitted = fitted
    }

    /// How many windows are predicted at a time.
    private static let batch = 4_096

    /// What is predicted on the bars of a study, from its `data.from` on, in order of time and then instrument.
    ///
    /// - Parameters:
    ///   - newestOnly: Whether only the newest prediction of each instrument is asked for.
    ///   - progress: Told how many bars of how many are done; the answer `false` ends it.
    /// - Throws: `StudyError.interrupted`; `.unsuitable` where the data do not hold what the model reads.
    public func predictions(
        on study: Study, newestOnly: Bool = false, progress: (_ done: Int, _ all: Int) -> Bool = { _, _ in true }
    ) throws(StudyError) -> [Prediction] {
        let bars = study.data.panel.barCount
        let rows: [FeatureRows]?
        do throws(StrategyError) {
            rows = try plan.rows(on: study.data.panel, broker: study.configuration.broker) { progress($0, bars) }
        } catch { throw .unsuitable("\(path): \(error.description)") }
        guard let rows else { throw .interrupted }
        let from = study.data.from?.nanoseconds ?? .min
        var found: [Prediction] = []
        for one in rows {
            let symbol = study.data.panel[one.instrument].instrument.symbol
            let ends = one.wholeWindows(plan.window).filter { one.times[$0] > from }
            let asked = newestOnly ? Array(ends.suffix(1)) : ends
            for start in stride(from: 0, to: asked.count, by: ModelPredictor.batch) {
                let part = asked[start..<min(asked.count, start + ModelPredictor.batch)]
                let values: [Double]
                do throws(LearningError) {
                    values = try fitted.predict(
                        try SampleInputs(
                            features: plan.features.names, window: plan.window,
                            instruments: part.map { _ in one.instrument },
                            values: part.flatMap { one.values(windowEnding: $0, of: plan.window) }))
                } catch { throw .unsuitable("\(path): \(error.description)") }
                for (row, value) in zip(part, values) {
                    found.append(
                        Prediction(time: Timestamp(nanoseconds: one.times[row]), symbol: symbol, value: value))
                }
            }
        }
        return found.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }.map(\.element)
    }
}
