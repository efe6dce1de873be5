import Core
import DataSources
import Foundation
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
        BLASThreads.count = try Study.algebraThreads(ProcessInfo.processInfo.environment)
        do throws(LinearAlgebraError) { try BLASCheck.require() } catch { throw .unsuitable(error.description) }
    }

    /// The variable that sets how many threads a product of matrices takes.
    static let threadsVariable = "BACKTEST_BLAS_THREADS"

    /// How many threads a product of matrices takes: one, unless the environment says otherwise.
    ///
    /// - Throws: `StudyError.unsuitable` where it says no number from 1 to 256.
    static func algebraThreads(_ environment: [String: String]) throws(StudyError) -> Int {
        guard let text = environment[threadsVariable], !text.isEmpty else { return 1 }
        guard let count = Int(text), (1...256).contains(count) else {
            throw .unsuitable("\(threadsVariable) is '\(text)'; it is a whole number from 1 to 256")
        }
        return count
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
