import Core
import Learning
import LinearAlgebra
import Research
import Simulation
import StrategyKit
import TimeSeries

/// Models and features that know what they must not, each prepared on the whole panel that an audit hands over.
enum PlantedModel {
    /// A fitted model of any type, kept.
    struct Kept: FittedModel {
        let model: any FittedModel
        var width: Int { model.width }
        func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] { try model.predict(inputs) }
    }

    /// A model that was fitted before the run, on all there is.
    struct FittedBeforehand: Model {
        let fitted: Kept

        init(on everything: SampleSet) throws(LearningError) {
            let samples = try everything.known(at: .max)
            fitted = Kept(model: try RidgeRegression(penalties: [0.01]).fit(samples, in: FitContext()))
        }

        func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Kept { fitted }
    }

    /// A model that is fitted on schedule, but on samples whose labels end only after it is.
    struct Impatient: Model {
        let everything: SampleSet
        /// How far it looks, in nanoseconds.
        let ahead: Int64

        func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Kept {
            let now = samples.ends.max() ?? 0
            let more = try everything.known(at: now + ahead)
            return Kept(model: try RidgeRegression(penalties: [0.01]).fit(more, in: context))
        }
    }

    /// A scaler that was fitted before the run, on all there is.
    struct ScalerOfEverything: FeatureTransform {
        let fitted: Standardisation.Fitted

        init(of everything: SampleSet) throws(LearningError) {
            fitted = try Standardisation().fit(try everything.known(at: .max))
        }

        func fit(_ samples: TrainingSamples) throws(LearningError) -> Standardisation.Fitted { fitted }
    }

    /// The small study with a model in the place of its own.
    ///
    /// Where the panel lets no model be prepared, such as one whose future is not numbers, nothing is predicted.
    static func making(
        _ planted: @escaping @Sendable (SampleSet) throws(LearningError) -> any Model
    ) -> Audit.Making {
        { @Sendable (panel: Panel) throws(StrategyError) -> any Strategy in
            do {
                let plan = try ModelStudyFixture.configuration().plan
                guard let honest = plan.model else { throw StrategyError("no model") }
                let everything = try ModelStudyFixture.samples(honest, on: panel)
                let model = (try? planted(everything)) ?? Baseline(.zero)
                let leaking = try ModelStudyFixture.configuration(
                    ModelStudyFixture.model([
                        ("kind: ridge", "kind: planted"), ("parameters: { penalties: [0.01] }\n", ""),
                    ]),
                    models: [.model("planted", "A model that leaks") { model }])
                return try leaking.plan.make(for: Universe(panel))
            } catch { throw StrategyError(String(describing: error)) }
        }
    }

    /// The small study with one more feature, which was computed on the whole panel.
    static func making(feature values: @escaping @Sendable (Panel) throws -> [Double]) -> Audit.Making {
        { @Sendable (panel: Panel) throws(StrategyError) -> any Strategy in
            do {
                let prepared = PreparedIndicator.declaration("planted", try values(panel))
                let leaking = try ModelStudyFixture.configuration(
                    ModelStudyFixture.model([("momentum:", "planted: planted(close), momentum:")]),
                    indicators: [prepared])
                return try leaking.plan.make(for: Universe(panel))
            } catch { throw StrategyError(String(describing: error)) }
        }
    }
}
