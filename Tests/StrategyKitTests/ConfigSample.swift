import StrategyKit

/// Small configs for tests.
enum ConfigSample {
    /// The config of the design, shortened.
    static let golden = """
        name: Golden cross on Apple
        data:
          source: csv
          path: Data/daily/aapl.csv
          calendar: XNYS
          adjust: total
          from: 2006-01-03
        strategy:
          rules:
            parameters: { fast: { default: 50, range: [5, 100] }, slow: { default: 200, range: [20, 300] } }
            enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
            exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
            size: { percent_of_equity: 95 }
        broker:
          cash: 100_000
          commission: { per_share: 0.005, minimum: 1 }
          slippage: { basis_points: 1 }
        benchmark: buy-and-hold
        seed: 42
        """

    /// The least config with some lines of rules, the first on line 5 of the file.
    static func rules(_ lines: String) -> String {
        "data: { path: a.csv, calendar: XNYS }\nbroker: { cash: 1000 }\nstrategy:\n  rules:\n"
            + lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)\n" }.joined()
    }

    /// The text of the error of a config; `nil` where it is valid.
    static func error(_ yaml: String, overrides: [String] = []) -> String? {
        do {
            let overrides = try overrides.map { text throws(ConfigError) in try ConfigOverride(text) }
            _ = try StudyConfiguration(yaml: yaml, file: "a.yaml", overrides: overrides)
            return nil
        } catch {
            return error.description
        }
    }
}
