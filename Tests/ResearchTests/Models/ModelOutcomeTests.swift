import Core
import DataSources
import Foundation
import Learning
import LinearAlgebra
import Reports
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

@testable import Research

/// What a run says of its models.
@Suite struct ModelOutcomeTests {
    /// Predicts nothing but a zero, and fails where the first number of a window is above a level.
    private struct Fragile: Model {
        struct Fitted: FittedModel {
            let width: Int

            func predict(_ inputs: SampleInputs) throws(LearningError) -> [Double] {
                let matrix = try inputs.matrix()
                for row in 0..<inputs.count where matrix[row, 0] > 0.02 {
                    throw .parameter(name: "the input", found: "much", allowed: "little")
                }
                return [Double](repeating: 0, count: inputs.count)
            }
        }

        func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fitted {
            Fitted(width: 4)
        }
    }

    /// Is fitted for as long as it is wanted.
    private struct Endless: Model {
        func fit(_ samples: TrainingSamples, in context: FitContext) throws(LearningError) -> Fragile.Fitted {
            while !context.isCancelled() {}
            throw .cancelled
        }
    }

    private static func document(_ result: StudyResult) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(result.document.prettyText.utf8)) as? [String: Any])
    }

    /// Three strategies, of which two are models that train at different times.
    private static func several() throws -> Study {
        func indented(_ text: String) -> String {
            text.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        }
        let slow = ModelStudyFixture.model([("every: 5", "every: 40")])
        return try Study(
            try StudyConfiguration(
                yaml: """
                    name: Several
                    data: { source: csv, \(ModelStudyFixture.Bars.days.text) }
                    strategies:
                      - name: slow
                        model:
                    \(indented(slow))
                      - name: rules
                        rules: { enter_long: close > 0, size: { percent_of_equity: 10 } }
                      - name: fast
                        model:
                    \(indented(ModelStudyFixture.model))
                    broker: { cash: 1_000_000 }
                    benchmark: none
                    """, file: "several.yaml"))
    }

    @Test func eachOfSeveralModelsHasItsOwnFits() throws {
        let study = try Self.several()
        let result = try study.run()
        #expect(result.models.map(\.name) == ["slow", "fast"])
        let alone = try ModelStudyFixture.study().run()
        let counts = result.models.map(\.trainings.count)
        #expect(counts[0] > 2 && counts[1] > 2 * counts[0] && counts[1] == alone.models[0].trainings.count)
        #expect(result.models[1].trainings.map(\.hash) == alone.models[0].trainings.map(\.hash))
        #expect(result.models[1].trainings.map(\.number) == Array(1...counts[1]))
        let models = try #require(try Self.document(result)["models"] as? [[String: Any]])
        #expect(models.map { $0["trainings"] as? Int } == counts)
        #expect(models.map { $0["last_model"] as? String } == result.models.map { $0.trainings.last?.hash })
        let lines = String(decoding: result.eventBytes, as: UTF8.self).split(separator: "\n")
            .filter { $0.contains("\"event\":\"trained\"") }
        #expect(lines.count { $0.contains("\"strategy\":\"slow\"") } == counts[0])
        #expect(lines.count { $0.contains("\"strategy\":\"fast\"") } == counts[1])
        #expect(lines.count == counts[0] + counts[1])
    }

    @Test func theLineOfARunNamesWhatTheConfigSets() throws {
        let model = "ridge on 2 features × 2 bars, penalties [0.01], return over 3 bars, next open to open"
        #expect(try ModelStudyFixture.study().run().strategyText == "ridge model: \(model)")
        let unset = ModelStudyFixture.model([("parameters: { penalties: [0.01] }\n", "")])
        #expect(
            try ModelStudyFixture.study(unset).run().strategyText
                == "ridge model: ridge on 2 features × 2 bars, return over 3 bars, next open to open")
        #expect(
            try Self.several().run().strategyText
                == "slow, rules, fast: slow.penalties [0.01], fast.penalties [0.01]")
    }

    @Test func predictionsBeforeTheDataBeginToCountAreLeftOut() throws {
        let whole = try ModelStudyFixture.study().run()
        let from = try ModelStudyFixture.study(changes: ["data.from=2005-02-01"]).run()
        let (all, kept) = (try #require(whole.models.first), try #require(from.models.first))
        let opening = try #require(from.data.from).nanoseconds
        #expect(all.predictions.contains { $0.time <= opening })
        #expect(kept.predictions == all.predictions.filter { $0.time > opening } && kept.predictions.count > 20)
        let labels = zip(all.predictions, all.labels).filter { $0.0.time > opening }.map(\.1)
        #expect(zip(kept.labels, labels).allSatisfy { $0.bitPattern == $1.bitPattern })
        #expect(kept.labels.count == kept.predictions.count && kept.score.count < all.score.count)
        #expect(from.predictionsCSV.split(separator: "\n").count == kept.predictions.count + 1)
    }

    @Test func predictionsThatFailAreAWarningOfTheRun() throws {
        let fragile = ModelStudyFixture.model([
            ("kind: ridge", "kind: fragile"), ("parameters: { penalties: [0.01] }\n", ""),
        ])
        let study = try ModelStudyFixture.study(fragile, models: [.model("fragile", "Fails") { Fragile() }])
        let result = try study.run()
        let model = try #require(result.models.first)
        let first = try #require(model.firstFailure)
        #expect(model.failureCount > 5 && model.predictions.count > 5)
        #expect(model.predictions.allSatisfy { $0.time != first.time })
        let text =
            "\(model.failureCount) predictions of fragile failed, and nothing was done at them; the first, of GOOG at "
            + "\(Timestamp(nanoseconds: first.time)): the input is much; allowed is little"
        let warning = try #require(result.warnings.first { $0.code == "failed-predictions" })
        #expect(warning.text == text && warning.severity == .warning && warning.count == model.failureCount)
        let warnings = try #require(try Self.document(result)["warnings"] as? [[String: Any]])
        #expect(warnings.contains { $0["text"] as? String == text })
        #expect(!(try ModelStudyFixture.study().run().warnings.contains { $0.code == "failed-predictions" }))
    }

    @Test func anInterruptionEndsARunInsideAFit() throws {
        let endless = ModelStudyFixture.model([
            ("kind: ridge", "kind: endless"), ("parameters: { penalties: [0.01] }\n", ""),
        ])
        let study = try ModelStudyFixture.study(endless, models: [.model("endless", "Never done") { Endless() }])
        var told: [Int] = []
        let isCut = TrainingFixture.isInterrupted { () throws(StudyError) in
            try study.run { done, all in
                told.append(done)
                #expect(all == study.data.panel.barCount)
                return told.count < 100
            }
        }
        #expect(isCut)
        #expect(told.count >= 100 && told.last.map { $0 > 50 && $0 < 150 } == true)
    }

    @Test func anInterruptionEndsTheChecksOfARun() throws {
        let study = try ModelStudyFixture.study()
        var search = Audit(study)
        search.isWanted = { false }
        let unwanted = search
        #expect(TrainingFixture.isInterrupted { () throws(StudyError) in try unwanted.quickCheck(from: 70) })
        #expect(TrainingFixture.isInterrupted { () throws(StudyError) in try unwanted.run() })
        #expect(TrainingFixture.isInterrupted { () throws(StudyError) in try study.trace { false } })
    }
}
