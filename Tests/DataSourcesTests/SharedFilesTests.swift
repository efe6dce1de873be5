import Core
import DataSources
import TestSupport
import Testing
import TimeSeries

/// Every file of the shared folder loads with the right number of bars, or fails with the right error.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct SharedFilesTests {
    /// What reading a file must come to.
    enum Outcome: Equatable {
        /// Bars of all instruments.
        case bars(Int)
        /// Trades.
        case trades(Int)
        /// An error: its text behind the path.
        case fails(String)
    }

    struct Case: CustomTestStringConvertible {
        var path: String
        var options: CSVReadOptions
        var outcome: Outcome
        var testDescription: String { path }
    }

    static let sorted = LoadPolicies(order: .sort)
    static let middle: [ColumnUse: String] = [
        .open: "mid(bid_open, ask_open)", .high: "mid(bid_high, ask_high)", .low: "mid(bid_low, ask_low)",
        .close: "mid(bid_close, ask_close)",
    ]
    static let bids: [ColumnUse: String] = [
        .open: "bid_open", .high: "bid_high", .low: "bid_low", .close: "bid_close",
    ]

    static func files(
        _ folder: String, _ names: [String: Int], _ options: CSVReadOptions, suffix: String = ".csv"
    ) -> [Case] {
        names.sorted { $0.key < $1.key }.map {
            Case(path: "\(folder)/\($0.key)\(suffix)", options: options, outcome: .bars($0.value))
        }
    }

    static func fails(_ path: String, _ text: String, _ options: CSVReadOptions = CSVReadOptions(calendar: "XNYS"))
        -> Case
    {
        Case(path: path, options: options, outcome: .fails(text))
    }

    static func bars(_ path: String, _ count: Int, _ options: CSVReadOptions) -> Case {
        Case(path: path, options: options, outcome: .bars(count))
    }

    static let daily = CSVReadOptions(calendar: "XNYS")
    static let djia: [Case] = files(
        "daily/djia_2006_2017",
        [
            // A row without a price is left out: one in 17 files, two in DIS.
            "aapl": 3_019, "axp": 3_019, "ba": 3_019, "cat": 3_019, "csco": 3_019, "cvx": 3_019, "dis": 3_018,
            "ge": 3_019,
            "gs": 3_019, "hd": 3_018, "ibm": 3_019, "intc": 3_019, "jnj": 3_019, "jpm": 3_019, "ko": 3_019,
            "mcd": 3_019,
            "mmm": 3_019, "mrk": 3_018, "msft": 3_019, "nke": 3_019, "xom": 3_019,
        ], CSVReadOptions(calendar: "XNYS", policies: LoadPolicies(ohlc: .repair)))
    static let stocknet: [Case] = files(
        "daily/stocknet_2012_2017",
        Dictionary(
            uniqueKeysWithValues: [
                "aapl", "amzn", "ba", "c", "cat", "csco", "cvx", "d", "dis", "ge", "goog", "hd", "intc", "jnj", "jpm",
                "ko",
                "mcd", "msft", "t", "xom",
            ].map { ($0, 1_258) }), daily)
    static let lean: [Case] =
        files(
            "daily/lean", ["aapl": 5_849, "bac": 5_849, "eem": 5_245, "goog": 4_183, "ibm": 5_849, "spy": 5_849], daily)
        + ["aapl", "bac", "eem", "goog", "ibm", "spy"].map {
            fails(
                "daily/lean/factor_\($0).csv",
                ":1: error: no column for time; the columns are last_date, price_factor, split_factor, reference_price; did "
                    + "you mean last_date? Name it with `columns: { time: NAME }`")
        }
        + ["aapl", "bac", "eem", "goog", "ibm", "qqq", "spwr", "spy"].map {
            fails(
                "daily/lean/map_\($0).csv",
                ":1: error: no column for time; the columns are last_date, ticker, exchange; did you mean last_date? Name it "
                    + "with `columns: { time: NAME }`")
        }
    static let otherDaily: [Case] = [
        bars("daily/etf_closes_2008_2016.csv", 11 * 2_141, daily),
        bars("daily/sp500_adj_closes_1990_2022.csv", 10 * 8_313, daily),
        bars("daily/index/sp500_close_1990_2022.csv", 8_313, daily),
        bars("daily/index/sp500_ohlcv_1999_2018.csv", 5_031, daily),
        // On days on which the exchange is closed the value is a dot, and the row is left out.
        bars("daily/index/vix_2014_2019.csv", 1_259, daily),
        fails(
            "daily/index/wti_1986_2019.csv",
            ":2: error: WTI has a row on 1986-01-02, on which the calendar XNYS has no session (1038 such rows in all; it "
                + "covers 1990-01-02 to 2040-12-31); choose another `calendar`, or leave such rows out with `policies: { closed: drop }`"
        ),
        bars("daily/wiki/aapl.csv", 3_270, CSVReadOptions(calendar: "XNYS", adjust: .total)),
        bars("daily/wiki/goog.csv", 2_148, CSVReadOptions(calendar: "XNYS", adjust: .total)),
    ]

    static let starts = CSVReadOptions(stamp: .start, calendar: "XNYS")
    static let ends = CSVReadOptions(stamp: .end, calendar: "XNYS")
    static let intraday: [Case] =
        [
            bars("hour/eurusd_2017_2018.csv", 5_000, CSVReadOptions(stamp: .start, zone: "UTC", calendar: "24/5")),
            bars("hour/lean/spy.csv", 40_832, starts),
            bars(
                "minute/crypto/btc_perp_2021_12_31_2022_02_01.csv", 45_031,
                CSVReadOptions(stamp: .start, calendar: "24/7")),
            bars(
                "minute/futures/fesx_2006_01_02.csv", 30_889,
                CSVReadOptions(stamp: .end, zone: "Europe/Berlin", calendar: "24/7")),
            bars(
                "minute/fx/fxcm_eurusd_20140501_20140515.csv", 15_857,
                CSVReadOptions(columns: middle, stamp: .start, zone: "UTC-05:00", calendar: "24/5")),
            bars(
                "minute/fx/fxcm_gbpusd_2012_02.csv", 30_117,
                CSVReadOptions(columns: bids, stamp: .start, calendar: "24/5")),
            bars("minute/index/sp500_2019_11_iday.csv", 1_563, starts),
        ]
        + files("minute/lean", ["bac_trades": 3_466, "ibm_trades": 2_566, "spy_trades": 4_839], starts)
        + files(
            "minute/lean", ["bac_quotes": 3_853, "ibm_quotes": 3_398, "spy_quotes": 5_412],
            CSVReadOptions(columns: middle, stamp: .start, calendar: "XNYS"))
        + files(
            "minute/us_2018",
            ["aapl": 17_204, "bac": 17_193, "ge": 17_181, "intc": 17_204, "msft": 17_204, "xom": 17_188], ends)
        + files(
            "minute/alphavantage_2019",
            [
                "aapl_15min": 780, "aapl_1min": 1_948, "aapl_daily": 283, "jpm_1min": 1_950, "msft_1min": 1_948,
                "qqq_1min": 1_948, "spy_15min": 780, "spy_1min": 1_950, "spy_daily": 283, "tsla_1min": 1_946,
                "uga_1min": 388,
                "vix_1min": 1_923,
            ], CSVReadOptions(stamp: .end, calendar: "XNYS", policies: sorted))

    static let dirty: [Case] = [
        bars("dirty/crypto_btc_pair_1m_gaps_2017_11.csv", 13_681, CSVReadOptions(stamp: .start, calendar: "24/7")),
        fails(
            "dirty/fesx_2006_minute_header_mismatch.csv",
            ":2: error: found 8 fields; expected 7 as in the header (Date,Open,High,Low,Close,Volume,OpenInterest)"),
        fails(
            "dirty/guardian_headlines_embedded_newlines.csv",
            ":2: error: found \"19 July 2020\" in column Time; expected a date or time such as 2006-01-03, "
                + "2006-01-03T14:30:00Z or seconds since 1970"),
        fails(
            "dirty/minute_2018/dis.csv",
            ":17173: error: DIS steps back from 2018-04-20T20:00:00Z to 2018-04-09T13:32:00Z (1 such step); allow it with "
                + "`policies: { order: sort }`", ends),
        bars("dirty/minute_2018/juno.csv", 4_263, ends), bars("dirty/minute_2018/regn.csv", 15_225, ends),
    ]
    static let yahoo: [Case] = files(
        "dirty/yahoo",
        [
            "4063_t_1d_bad_stock_split": 22, "4063_t_1d_bad_stock_split_fixed": 22, "8tra_de_1d_missing_div_adjust": 5,
            "8tra_de_1d_missing_div_adjust_fixed": 5, "aet_l_1d_100x_error": 23, "aet_l_1d_100x_error_fixed": 23,
            "asai_l_1h_bad_unit": 20, "asai_l_1h_bad_unit_fixed": 20, "dodfx_1d_cg_double_count": 502,
            "dodfx_1d_cg_double_count_fixed": 502, "ea_15m_no_bad_divs": 319, "sand_1d_bad_div": 662,
            "sand_1d_bad_div_fixed": 662, "spm_mi_1d_bad_stock_split": 22, "spm_mi_1d_bad_stock_split_fixed": 22,
        ],
        CSVReadOptions(
            stamp: .start, calendar: "24/7", policies: LoadPolicies(order: .sort, ohlc: .repair)))

    static let news: [Case] =
        [
            fails(
                "news/bbc_business_headlines_2022_2024.csv",
                ":1: error: no column for time; the columns are timestamp_utc, headline; did you mean timestamp_utc? Name it "
                    + "with `columns: { time: NAME }`"),
            fails(
                "news/cnbc_headlines_2017_2019.csv",
                ":1: error: no column for time; the columns are timestamp_et, headline; did you mean timestamp_et? Name it "
                    + "with `columns: { time: NAME }`"),
        ]
        + ["amzn", "dis", "ge", "jpm", "msft", "xom"].map {
            fails(
                "news/tweets_\($0)_2014_2015.csv",
                ":1: error: no column for time; the columns are timestamp_utc, ticker, text; did you mean timestamp_utc? Name "
                    + "it with `columns: { time: NAME }`")
        }

    static let ticks: [Case] = [
        Case(
            path: "tick/es_futures_2013_09_01_part1.csv.gz", options: CSVReadOptions(zone: "America/Chicago"),
            outcome: .trades(200_000)),
        Case(
            path: "tick/lean_bac_20131007_trades.csv.gz", options: CSVReadOptions(zone: "America/New_York"),
            outcome: .trades(88_172)),
        Case(
            path: "tick/lean_ibm_20131007_trades.csv.gz", options: CSVReadOptions(zone: "America/New_York"),
            outcome: .trades(24_293)),
        // A row carries a bid or an ask, the other side is zero and so no price.
        Case(
            path: "tick/lean_ibm_20131007_quotes.csv.gz",
            options: CSVReadOptions(columns: [.price: "bid", .size: "bid_size"], zone: "America/New_York"),
            outcome: .trades(54_533)),
        Case(
            path: "tick/oanda_eurusd_20140508_quotes.csv.gz",
            options: CSVReadOptions(columns: [.price: "mid(bid, ask)"], zone: "UTC"), outcome: .trades(87_833)),
        Case(
            path: "tick/bitstamp_btcusd_orders_2015_05_01.csv.gz", options: CSVReadOptions(policies: sorted),
            outcome: .trades(50_414)),
        Case(
            path: "tick/binance_spot_btcusdt_2024_08_08_l2.csv.gz",
            options: CSVReadOptions(columns: [.time: "local_ns"], policies: sorted), outcome: .trades(191_927)),
    ]

    static let cases = otherDaily + djia + stocknet + lean + intraday + dirty + yahoo + news + ticks

    @Test(arguments: cases)
    func aFileLoadsOrFailsAsItShould(_ one: Case) throws {
        var options = one.options
        let path = SharedFolder.path("data/" + one.path)
        options.paths = [path]
        options.hashesSources = false
        let outcome: Outcome
        do throws(DataError) {
            if case .trades = one.outcome {
                outcome = .trades(try MarketData.loadTicks(options).series.reduce(0) { $0 + $1.count })
            } else {
                outcome = .bars(try MarketData.load(options).panel.barCount)
            }
        } catch {
            let text = error.description
            outcome = .fails(text.hasPrefix(path) ? String(text.dropFirst(path.count)) : text)
        }
        #expect(outcome == one.outcome)
    }

    @Test func everyFileOfTheManifestHasItsCase() throws {
        let manifest = try FigureTable(path: SharedFolder.path("data/manifest.csv")).texts("file")
        #expect(Set(manifest).subtracting(Self.cases.map(\.path)).sorted() == [])
        #expect(Self.cases.count == manifest.count)
    }
}
