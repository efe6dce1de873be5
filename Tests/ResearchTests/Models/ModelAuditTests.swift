import Core
import Learning
import Research
import Simulation
import StrategyKit
import Testing
import TimeSeries

/// Models that are trained on the future in one way or another, each to be caught and blamed by the column that knows;
/// and honest ones, which must pass.
@Suite struct ModelAuditTests {
    /// The columns that findings blame, distinct; a finding lies before its cut.
    private func blamed(_ making: @escaping Audit.Making) throws -> [String] {
        let report = try AuditTests.report(try ModelStudyFixture.study(), making: making)
        #expect(!report.isClean)
        for finding in report.causality.findings { #expect(finding.difference.time <= finding.cut, "\(report.text)") }
        return Array(Set(report.causality.findings.map(\.difference.cause))).sorted()
    }

    private static let prediction = ["prediction of GOOG, read by policy"]
    private static let feature = ["planted of GOOG, read by prediction"]

    @Test("S67 S74: the study in which leaks are planted is clean without them")
    func s74TheStudyItselfIsClean() throws {
        let study = try ModelStudyFixture.study()
        let report = try AuditTests.report(study)
        #expect(report.isClean && report.tracedColumns == 3 && report.causality.cuts.count >= 4, "\(report.text)")
        // Orders are sent, and so predictions are made.
        #expect(try study.run().run.log.contains { if case .submitted = $0.body { true } else { false } })
    }

    @Test("S67 S74: a model fitted on all bars is caught at its predictions")
    func s74AModelFittedOnEverythingIsCaught() throws {
        let making = PlantedModel.making { everything throws(LearningError) in
            try PlantedModel.FittedBeforehand(on: everything)
        }
        #expect(try blamed(making) == ModelAuditTests.prediction)
    }

    @Test("S66 S74: training samples that overlap what is predicted, without a purge, are caught")
    func s66AnOverlapWithoutPurgeIsCaught() throws {
        // A label ends four sessions after its decision: all samples decided by now, known or not.
        let making = PlantedModel.making { PlantedModel.Impatient(everything: $0, ahead: 7 * Timestamp.day) }
        #expect(try blamed(making) == ModelAuditTests.prediction)
    }

    @Test("S67 S74: retraining with tomorrow is caught")
    func s67RetrainingWithTomorrowIsCaught() throws {
        let making = PlantedModel.making { PlantedModel.Impatient(everything: $0, ahead: Timestamp.day) }
        #expect(try blamed(making) == ModelAuditTests.prediction)
    }

    @Test("S68 S74: a scaler before the model that was fitted on everything is caught")
    func s68AScalerFittedOnEverythingIsCaught() throws {
        let making = PlantedModel.making { everything throws(LearningError) in
            // Of penalised coefficients the scale matters.
            RidgeRegression(penalties: [100]).behind(try PlantedModel.ScalerOfEverything(of: everything))
        }
        #expect(try blamed(making) == ModelAuditTests.prediction)
    }

    @Test("S68 S74: a feature scaled by the mean and deviation of all bars is caught by its name")
    func s68AFeatureScaledOverEverythingIsCaught() throws {
        #expect(
            try blamed(PlantedModel.making(feature: { Cheat.scaled($0.series[0].close) })) == ModelAuditTests.feature)
    }

    @Test("S66 S74: tomorrow's close as a feature is caught by its name")
    func s66TomorrowsCloseIsCaught() throws {
        let making = PlantedModel.making(feature: { panel in
            let close = panel.series[0].close
            return Array(close.dropFirst()) + [close.last ?? .nan]
        })
        #expect(try blamed(making) == ModelAuditTests.feature)
    }

    @Test("S66 S74: a label inside the window is caught by the feature's name")
    func s66ALabelInsideTheWindowIsCaught() throws {
        let making = PlantedModel.making(feature: { panel in
            let plan = try #require(try ModelStudyFixture.configuration().plan.model)
            let rows = try #require(try plan.rows(on: panel, broker: Broker()))[0]
            var values = [Double](repeating: 0, count: rows.count)
            if rows.count > plan.label.reach {
                let labels = try plan.label.labels(rows)
                for (row, value) in zip(labels.rows, labels.values) { values[row] = value }
            }
            return values
        })
        #expect(try blamed(making) == ModelAuditTests.feature)
    }

    /// Honest studies of several kinds.
    struct Honest: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var changes: [(line: String, new: String)]
        var bars: ModelStudyFixture.Bars
        var columns: Int
    }

    static let honest = [
        Honest(
            testDescription: "ridge over ten stocks",
            changes: [
                ("momentum: \"close / close[5] - 1\"", "momentum: { value: \"close / close[5] - 1\", across: rank }"),
                ("[]", "[winsorise, standardise]"), ("every: 5, first: 60", "every: 40, window: 150"),
                ("[0.01]", "[1, 100]"),
                (
                    "kind: thresholds, side: both, buy: 0.002, exit_long: 0, sell: -0.002, exit_short: 0, weight: 0.5",
                    "kind: rank, side: both, top: 2, every: 5, weight: 0.5"
                ),
            ], bars: .closes, columns: 30),
        Honest(
            testDescription: "a network on minutes",
            changes: [
                ("kind: ridge", "kind: mlp"),
                ("penalties: [0.01]", "hidden: [4], epochs: 3, batch: 32, validation: 0.2, patience: 2"),
                ("[]", "[standardise]"), ("kind: return", "kind: scaled-return"), ("every: 5", "every: 40"),
                ("0.002", "0.02"),
            ], bars: .minutes, columns: 3),
        Honest(
            testDescription: "a ridge that takes in every bar",
            changes: [
                ("kind: ridge", "kind: rolling-ridge"), ("penalties: [0.01]", "window: 50, penalty: 0.01"),
                ("every: 5", "every: 1"),
            ], bars: .days, columns: 3),
    ]

    @Test("S69 S73 S74: models of configs are clean, on several threads too", arguments: honest)
    func s74ModelsOfConfigsAreClean(one: Honest) throws {
        let study = try ModelStudyFixture.study(ModelStudyFixture.model(one.changes), on: one.bars)
        let report = try AuditTests.report(study)
        #expect(report.isClean && report.tracedColumns == one.columns, "\(report.text)")
        #expect(report.causality.findings.isEmpty && report.causality.cuts.count >= 4, "\(report.text)")
        #expect(report.determinism.rows.contains { $0.variation == "4 threads" })
        for row in report.determinism.rows { #expect(row.difference == nil, "\(row.variation): \(report.text)") }
        let result = try study.run()
        #expect(result.run.log.contains { if case .submitted = $0.body { true } else { false } }, "no orders")
        let check = try Audit(study, options: AuditFixture.options()).quickCheck(from: result.run.firstTradingStep ?? 0)
        #expect(!check.hasFound && check.reason == nil && check.tracedColumns == one.columns, "\(check.text)")
    }
}
