import Foundation
import TestSupport

/// A folder with a config and the daily bars that it reads, as a user would have it.
enum AveragesFolder {
    /// Two moving averages that cross, with ranges for both.
    static let config = """
        name: averages
        data: { source: csv, path: goog.csv, calendar: XNYS }
        strategy:
          rules:
            parameters: { fast: { default: 10, range: [2, 60] }, slow: { default: 30, range: [2, 400] } }
            enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
            exit_long: crosses_below(sma(close, $fast), sma(close, $slow))

        """

    /// The same averages with their numbers, over four years and with commission.
    static let plainConfig = """
        name: averages
        data: { source: csv, path: goog.csv, calendar: XNYS, to: 2008-12-31 }
        strategy:
          rules:
            enter_long: crosses_above(sma(close, 10), sma(close, 30))
            exit_long: crosses_below(sma(close, 10), sma(close, 30))
        broker: { commission: { basis_points: 5 } }
        benchmark: none
        """

    /// A folder with `x.yaml` and `goog.csv`.
    static func make(_ config: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(config, to: "x.yaml")
        try FileManager.default.copyItem(
            at: SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv"),
            to: folder.url.appendingPathComponent("goog.csv"))
        return folder
    }
}
