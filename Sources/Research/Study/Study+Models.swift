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
    ///
    /// - Throws: `StudyError.interrupted` where `shouldContinue` ends it.
    func modelOutcomes(
        _ strategy: any Strategy, _ run: Run, _ shouldContinue: (_ barsDone: Int) -> Bool
    ) throws(StudyError) -> [ModelOutcome] {
        var outcomes: [ModelOutcome] = []
        for member in DecidingMember.all(of: strategy) {
            guard let model = member.strategy as? ModelStrategy else { continue }
            let rows = try rows(model, run, shouldContinue)
            let trainings = run.log.compactMap { event -> Training? in
                guard case .trained(let training) = event.body, training.strategy == member.place,
                    member.isTime(of: event.time)
                else { return nil }
                return training
            }
            let from = [data.from, member.after].compactMap { $0 }.max()
            outcomes.append(
                ModelOutcome(
                    name: member.name ?? model.plan.kind, plan: model.plan, record: model.record, rows: rows,
                    trainings: trainings, from: from, through: member.through))
        }
        return outcomes
    }

    /// What is known of a model's instruments in the end: what the run has recorded, if it has seen all bars.
    private func rows(
        _ model: ModelStrategy, _ run: Run, _ shouldContinue: (_ barsDone: Int) -> Bool
    ) throws(StudyError) -> [FeatureRows] {
        if run.outcome == .finished { return model.record.rows }
        do throws(StrategyError) {
            let rows = try model.plan.rows(on: data.panel, broker: configuration.broker, progress: shouldContinue)
            if let rows { return rows }
        } catch { throw .unsuitable("strategy.model: \(error.description)") }
        throw .interrupted
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
