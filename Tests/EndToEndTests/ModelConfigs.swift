import Foundation
import TestSupport

/// The shipped configs by what decides in them, and a small one of a model.
enum ModelConfigs {
    /// The shipped configs whose strategy is a model: what OpenBLAS computes differs in the last digits between processors,
    /// so that their event logs are not compared with recorded ones.
    static let shipped: [String] = GoldenLogTests.all.filter { isModel($0) }

    static func isModel(_ name: String) -> Bool {
        let file = SharedFolder.projectRoot.appendingPathComponent("Strategies/\(name).yaml")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.contains("\n  model:\n")
    }

    /// A network on two and a half years of one stock.
    static func small(_ changes: [(String, String)] = []) -> String {
        var text = """
            name: Small
            data: { source: csv, path: \(RunTests.goog), calendar: XNYS, to: 2007-01-01 }
            strategy:
              model:
                kind: mlp
                parameters: { hidden: [8], epochs: 5, batch: 64 }
                features: { momentum: "close / close[5] - 1", distance: "close / sma(close, 10) - 1" }
                window: 5
                label: { kind: return, horizon: 3 }
                retrain: { every: 50, first: 200 }
                policy: { kind: thresholds, side: both, buy: 0.002, sell: -0.002 }
            benchmark: none
            seed: 5

            """
        for (old, new) in changes { text = text.replacing(old, with: new) }
        return text
    }
}
