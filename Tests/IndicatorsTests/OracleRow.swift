import Testing

/// A column of the file of third-party figures, and how the catalogue computes it.
struct OracleRow: CustomTestStringConvertible {
    /// The column's name in the file.
    let column: String
    /// The indicator's name in the catalogue.
    let indicator: String
    /// Its parameters.
    let parameters: [Double]
    /// Which of its outputs.
    let output: String
    /// Indicators that are run over the series first: `change` makes returns of prices.
    let prepared: String?
    /// How close the two must be, relative to their size.
    let tolerance: Double
    /// The first row that is compared, where the tool starts differently.
    let from: Int

    init(
        _ column: String, _ indicator: String, _ parameters: [Double] = [], _ output: String = "value",
        of prepared: String? = nil, tolerance: Double = 1e-9, from: Int = 0
    ) {
        self.column = column
        self.indicator = indicator
        self.parameters = parameters
        self.output = output
        self.prepared = prepared
        self.tolerance = tolerance
        self.from = from
    }

    var testDescription: String { column }

    /// All comparisons.
    ///
    /// Tolerances are those of the file's README: 1e-8 where the tool keeps running sums.
    static let all: [OracleRow] = [
        OracleRow("sma_10", "sma", [10]), OracleRow("sma_50", "sma", [50]), OracleRow("ema_talib_20", "ema", [20]),
        OracleRow("wma_14", "wma", [14]), OracleRow("dema_20", "dema", [20]), OracleRow("tema_20", "tema", [20]),
        OracleRow("trima_15", "trima", [15]), OracleRow("kama_10", "kama", [10, 2, 30]),
        OracleRow("t3_5", "t3", [5, 0.7]), OracleRow("hma_16", "hma", [16]), OracleRow("rsi_2", "rsi", [2]),
        OracleRow("rsi_14", "rsi", [14]), OracleRow("mom_10", "momentum", [10]), OracleRow("roc_10", "roc", [10]),
        OracleRow("willr_14", "williams_r", [14]), OracleRow("trange", "true_range"), OracleRow("atr_14", "atr", [14]),
        OracleRow("natr_14", "natr", [14]), OracleRow("adx_14", "adx", [14]), OracleRow("adxr_14", "adxr", [14]),
        OracleRow("dx_14", "dx", [14]), OracleRow("plus_di_14", "plus_di", [14]),
        OracleRow("minus_di_14", "minus_di", [14]), OracleRow("aroon_down_25", "aroon", [25], "down"),
        OracleRow("aroon_up_25", "aroon", [25], "up"), OracleRow("macd", "macd", [12, 26, 9]),
        OracleRow("macd_signal", "macd", [12, 26, 9], "signal"),
        OracleRow("macd_hist", "macd", [12, 26, 9], "histogram"), OracleRow("bb_upper", "bollinger", [20, 2], "upper"),
        OracleRow("bb_middle", "bollinger", [20, 2], "middle"), OracleRow("bb_lower", "bollinger", [20, 2], "lower"),
        OracleRow("stoch_slowk", "stochastic", [14, 3, 3], "k"),
        OracleRow("stoch_slowd", "stochastic", [14, 3, 3], "d"),
        OracleRow("stochf_k", "stochastic_fast", [14, 3], "k"), OracleRow("stochf_d", "stochastic_fast", [14, 3], "d"),
        OracleRow("cci_20", "cci", [20]), OracleRow("obv", "obv"), OracleRow("mfi_14", "mfi", [14]),
        OracleRow("sar", "psar", [0.02, 0.2]), OracleRow("stddev_20", "stddev", [20, 0], tolerance: 1e-8),
        OracleRow("var_20", "variance", [20, 0], tolerance: 1e-8),
        OracleRow("linearreg_14", "linreg", [14], tolerance: 1e-8),
        OracleRow("linearreg_slope_14", "linreg_slope", [14], tolerance: 1e-8),
        OracleRow("linearreg_intercept_14", "linreg_intercept", [14], tolerance: 1e-8),
        OracleRow("tsf_14", "linreg_forecast", [14], tolerance: 1e-8),
        OracleRow("correl_bench_30", "correlation", [30], tolerance: 1e-8),
        OracleRow("beta_bench_60", "beta", [60], of: "change", tolerance: 1e-8),
        OracleRow("donchian_upper_20", "donchian", [20], "upper"),
        OracleRow("donchian_lower_20", "donchian", [20], "lower"),
        OracleRow("donchian_mid_20", "donchian", [20], "middle"),
        OracleRow("keltner_upper", "keltner", [20, 2, 10], "upper"),
        OracleRow("keltner_lower", "keltner", [20, 2, 10], "lower"),
        // The tool seeds its average true range otherwise: what is left of it falls by a tenth a bar.
        OracleRow("supertrend", "supertrend", [10, 3], from: 300),
        OracleRow("supertrend_dir", "supertrend", [10, 3], "direction", from: 300),
        OracleRow("ptc_atr_10", "atr", [10], from: 300),
        OracleRow("ichimoku_conversion", "ichimoku", [9, 26, 52, 0], "conversion"),
        OracleRow("ichimoku_base", "ichimoku", [9, 26, 52, 0], "base"),
        OracleRow("ichimoku_a", "ichimoku", [9, 26, 52, 0], "span_a"),
        // The tool prints middles of shorter windows before there are 52 bars.
        OracleRow("ichimoku_b", "ichimoku", [9, 26, 52, 0], "span_b", from: 51),
        OracleRow("ptc_isa_9", "ichimoku", [9, 26, 52, 26], "span_a"),
        OracleRow("ptc_isb_26", "ichimoku", [9, 26, 52, 26], "span_b"),
        OracleRow("ptc_its_9", "ichimoku", [9, 26, 52, 26], "conversion"),
        OracleRow("ptc_iks_26", "ichimoku", [9, 26, 52, 26], "base"), OracleRow("ret", "change", [1]),
        OracleRow("logret", "log_return", [1]), OracleRow("roll_mean_20", "mean", [20], of: "change"),
        OracleRow("roll_std_20", "stddev", [20, 1], of: "change"),
        OracleRow("roll_skew_20", "skew", [20], of: "change", tolerance: 1e-8),
        OracleRow("roll_kurt_20", "kurtosis", [20], of: "change", tolerance: 1e-8),
        OracleRow("roll_median_20", "median", [20], of: "change"),
        OracleRow("roll_q25_20", "quantile", [20, 0.25], of: "change"),
        OracleRow("roll_rank_pct_20", "rank", [20], of: "change"),
        OracleRow("roll_zscore_20", "zscore", [20], of: "change"),
        OracleRow("roll_corr_60", "correlation", [60], of: "change"),
        OracleRow("roll_cov_60", "covariance", [60], of: "change"),
        OracleRow("roll_beta_60", "beta", [60], of: "change"),
        OracleRow("cmo_14", "cmo", [14]), OracleRow("ppo", "ppo", [12, 26]), OracleRow("trix_15", "trix", [15]),
        OracleRow("ultosc", "ultimate", [7, 14, 28]), OracleRow("bop", "bop"),
        OracleRow("stochrsi_k", "stochastic_rsi", [14, 14, 3], "k"),
        OracleRow("stochrsi_d", "stochastic_rsi", [14, 14, 3], "d"), OracleRow("tsi", "tsi", [25, 13]),
        OracleRow("awesome", "awesome", [5, 34]), OracleRow("vortex_pos_14", "vortex", [14], "plus"),
        OracleRow("vortex_neg_14", "vortex", [14], "minus"), OracleRow("chop_14", "choppiness", [14]),
        OracleRow("ad", "ad"), OracleRow("adosc", "adosc", [3, 10], tolerance: 1e-8), OracleRow("cmf_20", "cmf", [20]),
        OracleRow("parkinson_20", "parkinson", [20, 252]), OracleRow("garman_klass_20", "garman_klass", [20, 252]),
        OracleRow("yang_zhang_20", "yang_zhang", [20, 252]),
        OracleRow("roll_sem_20", "standard_error", [20], of: "change"),
    ]
}
