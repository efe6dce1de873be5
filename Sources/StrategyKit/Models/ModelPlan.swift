import Core
import Indicators
import Learning
public import Simulation

/// A model strategy, checked and ready to be made for any universe.
public struct ModelPlan: Sendable {
    /// How a model is tested.
    public enum Validation: Sendable, Equatable {
        /// As it is retrained.
        case walkForward
        /// Purged folds with an embargo.
        case kFold(KFold)
        /// Every choice of folds.
        case combinatorial(CombinatorialFolds)

        init(_ model: ConfigValue) {
            let embargo = Embargo.fraction(model["validation.embargo"]?.number ?? 0.01)
            let folds = model["validation.folds"]?.whole
            switch model["validation.kind"]?.text {
            case "k-fold": self = .kFold(KFold(folds: folds ?? 5, embargo: embargo))
            case "combinatorial":
                let tested = model["validation.test_folds"]?.whole ?? 2
                self = .combinatorial(CombinatorialFolds(folds: folds ?? 6, testFolds: tested, embargo: embargo))
            default: self = .walkForward
            }
        }
    }

    /// What learns, by name.
    public let kind: String
    /// Its parameters with their values, in order.
    public let parameters: [(name: String, value: ParameterValue)]
    /// The names of those that nothing reads beside the values of the others.
    public let idleParameters: [String]
    /// The names of those that the config gives, or that were set besides; the others have their defaults.
    let stated: Set<String>
    /// What learns, behind its transforms and with what it selects among.
    public let model: any Model
    /// What a prediction is made from.
    public let features: FeatureProgram
    /// How many bars of features a prediction sees.
    public let window: Int
    /// The transforms before the model, as texts.
    public let transforms: [String]
    /// What is predicted.
    public let label: LabelPlan
    /// When the model is fitted anew.
    public let schedule: TrainingSchedule
    /// How it is tested.
    public let validation: Validation
    /// What is done with the predictions.
    public let policy: PolicyPlan
    /// The seed of the study.
    public let seed: UInt64

    /// The parameters that are not left to their defaults, in order.
    public var statedParameters: [(name: String, value: ParameterValue)] {
        parameters.filter { stated.contains($0.name) }
    }

    /// What it is, in a line: `ridge on 12 features × 5 bars`.
    public var text: String {
        let bars = window == 1 ? "" : " × \(window) bars"
        return "\(kind) on \(features.features.count) feature\(features.features.count == 1 ? "" : "s")\(bars)"
    }

    /// What a fit is given besides its samples.
    ///
    /// - Parameter number: The fold, or the number of the training in a run.
    public func context(fold number: Int) -> FitContext { FitContext(seed: NetworkSeed(run: seed, fold: number)) }
}

extension ModelConfiguration {
    /// Checks the model against what there is, with other values for some parameters.
    ///
    /// - Throws: All that is wrong, each at its line and column.
    func plan(
        models: ModelRegistry, indicators: [IndicatorDeclaration],
        setting values: [(name: String, value: ParameterValue)] = []
    ) throws(ConfigError) -> ModelPlan {
        guard let declaration = models.named(kind) else {
            let names = models.models.map(\.name)
            throw .invalid([
                .init(
                    section["kind"]?.place ?? section.place,
                    "unknown model '\(kind)'\(separator(for: kind, among: names)) models: "
                        + names.joined(separator: ", "))
            ])
        }
        var problems: [ConfigError.Problem] = []
        let parameters = declaration.parameters.values(
            of: kind, in: section["parameters"]?.entries ?? [], setting: values, problems: &problems)
        var features: FeatureProgram?
        let label = LabelPlan(section)
        do throws(ConfigError) {
            features = try FeatureProgram(section, needsWidth: label.kind.needsWidth, indicators: indicators)
        } catch { problems += error.problems }
        var (model, idle): ((any Model)?, [ParameterUse]) = (nil, [])
        if problems.isEmpty {
            do throws(ConfigError) {
                let grid = try grid(declaration)
                idle = declaration.uses.filter { use in !grid.contains { use.isRead(in: parameters + $0) } }
                // What a sweep sets may leave to one trial what another reads.
                if values.isEmpty { problems += faults(of: idle, in: grid.map { parameters + $0 }) }
                model = try learner(declaration, parameters, grid)
            } catch { problems += error.problems }
        }
        if let model, model.predictsProbability, !label.hasSide, label.kind != .sign || label.deadBand != nil {
            problems.append(
                .init(
                    section["label.kind"]?.place ?? section.place,
                    "'\(kind)' predicts the probability of one of two labels; choose label.kind: sign without a dead band, "
                        + "or give label.side"))
        }
        if let model, model.predictsClass, !label.hasSide, label.kind != .sign, label.kind != .tripleBarrier {
            problems.append(
                .init(
                    section["label.kind"]?.place ?? section.place,
                    "'\(kind)' predicts one of a few labels here; choose label.kind: sign or triple-barrier, or give "
                        + "label.side"))
        }
        let policy = PolicyPlan(
            section, predictsProbability: model?.predictsProbability == true || label.hasSide, horizon: label.horizon)
        if model != nil { problems += faults(of: policy, followsSide: label.hasSide) }
        guard problems.isEmpty, let features, let model else { throw .invalid(StudyConfiguration.sorted(problems)) }
        return ModelPlan(
            kind: kind, parameters: parameters, idleParameters: idle.map(\.name),
            stated: Set((section["parameters"]?.entries ?? []).map(\.key.text) + values.map(\.name)), model: model,
            features: features,
            window: section["window"]?.whole ?? 1, transforms: ConfiguredTransform.all(section).map(\.text),
            label: label, schedule: schedule, validation: ModelPlan.Validation(section), policy: policy, seed: seed)
    }

    /// Levels that exclude one another, of which one is a default, known only with the model.
    private func faults(of policy: PolicyPlan, followsSide: Bool) -> [ConfigError.Problem] {
        var problems: [ConfigError.Problem] = []
        func add(_ name: String, _ found: Double, _ word: String, _ other: String, _ level: Double, _ why: String) {
            guard let value = section["policy"]?[name], section["policy"]?[other] == nil else { return }
            problems.append(
                .init(
                    value.place,
                    "'strategy.model.policy.\(name)' is \(found.shortestText), \(word) '\(other)', which is "
                        + "\(level.shortestText) where absent: \(why)"))
        }
        let flaps = "a position would be closed at the bar that opens it"
        if policy.exitLong > policy.buy { add("exit_long", policy.exitLong, "above", "buy", policy.buy, flaps) }
        // Of a side that is followed or not, buy and exit_long say when; the other two are not read.
        if followsSide { return problems }
        if policy.exitShort < policy.sell { add("exit_short", policy.exitShort, "below", "sell", policy.sell, flaps) }
        if policy.side == .both, policy.sell > policy.buy {
            let both = "a prediction between them would do both"
            add("sell", policy.sell, "above", "buy", policy.buy, both)
            add("buy", policy.buy, "below", "sell", policy.sell, both)
        }
        return problems
    }

    /// The model with its parameters, or the choice of several, behind its transforms.
    private func learner(
        _ declaration: ModelDeclaration, _ parameters: [(name: String, value: ParameterValue)],
        _ grid: [[(name: String, value: ParameterValue)]]
    ) throws(ConfigError) -> any Model {
        let transforms = ConfiguredTransform.all(section)
        // Transforms stand before each candidate, so that inner tests are held out of their fits, too (S68).
        func made(_ values: [(name: String, value: ParameterValue)]) throws(ConfigError) -> any Model {
            var model: any Model
            do throws(StrategyError) { model = try declaration.make(values) } catch {
                throw .invalid([
                    .init(section["parameters"]?.place ?? section.place, "'\(kind)': \(error.description)")
                ])
            }
            for transform in transforms.reversed() { model = transform.before(model) }
            return model
        }
        if let select = section["select"] {
            var all: [(label: String, model: any Model)] = []
            for one in grid {
                let values = parameters.filter { parameter in !one.contains { $0.name == parameter.name } } + one
                let text = one.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
                all.append((text, try made(values)))
            }
            return selecting(among: all, select)
        }
        return try made(parameters)
    }

    /// Every combination of the values to try; one of none where there is nothing to choose.
    private func grid(
        _ declaration: ModelDeclaration
    ) throws(ConfigError) -> [[(name: String, value: ParameterValue)]] {
        var problems: [ConfigError.Problem] = []
        var grid: [[(name: String, value: ParameterValue)]] = [[]]
        for entry in section["select.parameters"]?.entries ?? [] {
            var column: [(name: String, value: ParameterValue)] = []
            for element in entry.value.elements where problems.isEmpty {
                let alone = ConfigValue.Entry(key: entry.key, value: element)
                let found = declaration.parameters.values(of: kind, in: [alone], setting: [], problems: &problems)
                if let value = found.first(where: { $0.name == entry.key.text }) { column.append(value) }
            }
            guard grid.count * max(1, column.count) <= 1_000 else {
                problems.append(
                    .init(entry.key.place, "the values to choose among make more than 1000 combinations; give fewer"))
                break
            }
            grid = grid.flatMap { row in column.map { row + [$0] } }
        }
        guard problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(problems)) }
        return grid
    }

    private func selecting(among candidates: [(label: String, model: any Model)], _ select: ConfigValue) -> any Model {
        let metric = select["metric"]?.text.flatMap { SelectedModel.Metric(rawValue: $0) } ?? .informationCoefficient
        return SelectedModel(
            candidates.map { SelectedModel.Candidate(label: $0.label, model: $0.model) }, by: metric,
            over: LastParts(count: select["folds"]?.whole ?? 3))
    }
}
