import Research

/// The config that `backtest new` writes.
enum ConfigTemplate {
    /// A file name in plain letters.
    static func fileName(for name: String) -> String { PlainName.of(name, or: "study") + ".yaml" }

    /// A text as a YAML scalar in double quotes.
    private static func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: " ") + "\""
    }

    static func text(name: String, data: String) -> String {
        """
        # One file is one reproducible study. `backtest schema` prints every key; `backtest list indicators` every indicator.
        name: \(quoted(name))
        data:
          source: csv
          path: \(quoted(data))
          calendar: XNYS            # sessions and holidays; 24/7 and 24/5 for markets that hardly close
          adjust: total             # the file has raw prices and an adjusted close; `none` for prices as they are
        strategy:
          rules:
            parameters:
              fast: { default: 20, range: [5, 100] }
              slow: { default: 100, range: [20, 300] }
            enter_long: crosses_above(sma(close, $fast), sma(close, $slow))
            exit_long: crosses_below(sma(close, $fast), sma(close, $slow))
            size: { percent_of_equity: 95 }
            stop_loss: { percent: 10 }
        broker:
          cash: 100_000
          commission: { per_share: 0.005, minimum: 1 }
          slippage: { basis_points: 1 }
        benchmark: buy-and-hold
        seed: 1

        """
    }
}
