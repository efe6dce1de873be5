import Core
import DataSources
import Learning
import LinearAlgebra
import Simulation
import StrategyKit
import TimeSeries

/// What a study with models needs.
extension Study {
    /// Makes the linear algebra of a study with models ready: one thread a fit, and known to compute rightly.
    static func readyLearning(_ configuration: StudyConfiguration) throws(StudyError) {
        guard !configuration.plan.models.isEmpty else { return }
        BLASThreads.count = 1
        do throws(LinearAlgebraError) { try BLASCheck.require() } catch { throw .unsuitable(error.description) }
    }

    /// What the models of a strategy that has run predicted.
    func modelOutcomes(_ strategy: any Strategy) throws(StudyError) -> [ModelOutcome] {
        let members: [(name: String?, strategy: any Strategy)] =
            if let group = strategy as? StrategyGroup {
                zip(group.parts, group.strategies).map { ($0.name, $1) }
            } else { [(nil, strategy)] }
        var outcomes: [ModelOutcome] = []
        for case (let name, let model as ModelStrategy) in members {
            let rows: [FeatureRows]?
            do throws(StrategyError) {
                rows = try model.plan.rows(on: data.panel, broker: configuration.broker)
            } catch { throw .unsuitable("strategy.model: \(error.description)") }
            outcomes.append(
                ModelOutcome(name: name ?? model.plan.kind, plan: model.plan, record: model.record, rows: rows ?? []))
        }
        return outcomes
    }

    /// Why no decision could be taken where a model decides; `nil` where none does, or one was fitted.
    func untrained(_ run: Run) -> StudyError? {
        guard let plan = self.plan.models.first else { return nil }
        var failure: String?
        for case .trained(let training) in run.log.lazy.map(\.body) {
            if training.failure.isEmpty { return nil }
            failure = training.failure
        }
        let place = configuration.place(of: "strategy.model")
        if let failure { return .unsuitable("strategy.model: it was never fitted: \(failure)", at: place) }
        return .unsuitable(
            "strategy.model: it was never fitted: it trains \(plan.schedule.text), and the data hold \(run.stepCount); give "
                + "more data or a smaller retrain.first", at: place)
    }
}
