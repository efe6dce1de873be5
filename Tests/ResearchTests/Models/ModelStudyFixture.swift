import Core
import DataSources
import Foundation
import Indicators
import Learning
import Research
import Simulation
import StrategyKit
import TestSupport
import Testing
import TimeSeries

/// Small studies of models on shipped data.
enum ModelStudyFixture {
    /// What a config says of the data, by a word.
    enum Bars: String {
        /// Two hundred days of one stock.
        case days
        /// The closes of ten stocks, six hundred days of each.
        case closes
        /// Three hundred minutes of the E-mini.
        case minutes

        var text: String {
            let root = SharedFolder.projectRoot.appendingPathComponent("Data").path
            return switch self {
            case .days: "path: \(root)/daily/goog.csv, calendar: XNYS, to: 2005-06-06"
            case .closes: "path: \(root)/daily/stocks_closes.csv, layout: wide, calendar: XNYS, to: 1992-05-13"
            case .minutes: "path: \(root)/minute/es.csv, calendar: 24/7, stamp: start, to: 2013-09-02T03:30:00Z"
            }
        }
    }

    /// Two features, a window of two bars, a label of three: what most studies here learn.
    static let model = """
        kind: ridge
        parameters: { penalties: [0.01] }
        features: { momentum: "close / close[5] - 1", distance: "close / sma(close, 10) - 1" }
        window: 2
        transforms: []
        label: { kind: return, horizon: 3 }
        retrain: { every: 5, first: 60 }
        policy: { kind: thresholds, side: both, buy: 0.002, exit_long: 0, sell: -0.002, exit_short: 0, weight: 0.5 }
        """

    /// The model with other lines.
    static func model(_ changes: [(line: String, new: String)]) -> String {
        var text = model
        for (line, new) in changes { text = text.replacing(line, with: new) }
        return text
    }

    static func configuration(
        _ model: String = model, on bars: Bars = .days, models: [ModelDeclaration] = [],
        indicators: [IndicatorDeclaration] = [], changes: [String] = []
    ) throws -> StudyConfiguration {
        let lines = model.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
        return try StudyConfiguration(
            yaml: """
                name: Small
                data: { source: csv, \(bars.text) }
                strategy:
                  model:
                \(lines)
                broker: { cash: 1_000_000 }
                benchmark: none
                seed: 5
                """, file: "small.yaml", overrides: try changes.map { try ConfigOverride($0) },
            models: ModelRegistry(models), indicators: IndicatorCatalogue.all + indicators)
    }

    static func study(
        _ model: String = model, on bars: Bars = .days, models: [ModelDeclaration] = [], changes: [String] = []
    ) throws -> Study {
        try Study(try configuration(model, on: bars, models: models, changes: changes))
    }

    /// A study of so many minutes that progress is told before they are done.
    static func long(in folder: TemporaryFolder) throws -> Study {
        var text = "time,open,high,low,close,volume\n"
        let start = Timestamp(CivilDate(year: 2020, month: 1, day: 1))
        for minute in 0..<66_000 {
            let price = 100 + minute % 7
            text += "\(start + Int64(minute) * Timestamp.minute),\(price),\(price),\(price),\(price),10\n"
        }
        let path = try folder.write(text, to: "long.csv")
        return try study(changes: [
            "data.path=\(path)", "data.to=2030-01-01", "data.calendar=24/7", "data.stamp=start",
        ])
    }

    /// The samples of a study's model over a whole panel.
    static func samples(_ study: Study) throws -> SampleSet {
        try samples(try #require(study.plan.model), on: study.data.panel)
    }

    static func samples(_ plan: ModelPlan, on panel: Panel) throws -> SampleSet {
        let rows = try #require(try plan.rows(on: panel, broker: Broker()))
        return try SampleSet(rows, features: plan.features.names, window: plan.window, label: plan.label)
    }
}
