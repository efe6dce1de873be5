import Core
import InfluxDB
import TimeSeries

extension EndpointMapping {
    /// The presets by name.
    public static let presets: [EndpointMapping] = [yahoo, stooq, binance, alpaca]

    private static let minute = Timestamp.minute

    /// Yahoo's chart: an object of lists in seconds, nulls where there was no trade.
    ///
    /// - Source: there is no documentation of Yahoo's own. The shape as its users type it, such as `api/response.go` of
    ///   github.com/jmiguelrc/sharetracker; its limits as its answers state them: github.com/ranaroussi/yfinance/issues/356
    ///   (seven days of minutes a request), 383 (thirty days of them), 1389 (sixty days), 636 (730 days of hours); its row of the
    ///   present price: `fix_Yahoo_returning_live_separate` of github.com/ranaroussi/yfinance; its refusal of other
    ///   clients: github.com/moneymanagerex/moneymanagerex/issues/7482, github.com/tradingview/yahoo_datafeed/pull/9.
    public static let yahoo: EndpointMapping = {
        var mapping = EndpointMapping(
            name: "yahoo", base: "https://query1.finance.yahoo.com",
            address: "/v8/finance/chart/{symbol}?period1={start}&period2={end}&interval={every}&includePrePost=false",
            columns: [
                Column(.time, "timestamp"), Column(.open, "indicators.quote[0].open"),
                Column(.high, "indicators.quote[0].high"), Column(.low, "indicators.quote[0].low"),
                Column(.close, "indicators.quote[0].close"), Column(.volume, "indicators.quote[0].volume"),
            ])
        mapping.rows = "chart.result[0]"
        mapping.time = .seconds
        mapping.requestTime = .seconds
        mapping.isEmptyWithoutRows = true
        mapping.endsWithLiveRow = true
        mapping.message = "chart.error.description"
        // Whoever does not name itself a browser of these years is answered 429, however little it asks.
        mapping.headers = [
            Item(
                "User-Agent",
                .text(
                    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
                ))
        ]
        mapping.rate = RequestRate(requests: 2, per: Timestamp.second)
        // A day less than is kept: what is asked for has aged when it is looked for.
        mapping.lengths =
            [
                Length(
                    .intraday(nanoseconds: minute), "1m", longestSpan: 7 * Timestamp.day, reach: 29 * Timestamp.day)
            ]
            + [2, 5, 15, 30].map {
                Length(.intraday(nanoseconds: $0 * minute), "\($0)m", reach: 59 * Timestamp.day)
            } + [
                Length(.intraday(nanoseconds: Timestamp.hour), "1h", reach: 729 * Timestamp.day), Length(.day, "1d"),
            ]
        return mapping
    }()

    /// Stooq's daily CSV: `Date,Open,High,Low,Close,Volume`.
    ///
    /// - Source: apis.apis.io/apis/stooq/historical-data-api.
    public static let stooq: EndpointMapping = {
        var mapping = EndpointMapping(
            name: "stooq", base: "https://stooq.com", address: "/q/d/l/?s={symbol}&d1={start}&d2={end}&i={every}",
            columns: [])
        mapping.format = .csv
        mapping.requestTime = .compact
        mapping.lengths = [Length(.day, "d")]
        return mapping
    }()

    /// Binance's klines: lists of milliseconds and texts of numbers, a thousand at most.
    ///
    /// - Source: hexdocs.pm/binance_spot_rest/BinanceSpotRest.Endpoints.MarketData.Klines.Query.html, after Binance's own.
    public static let binance: EndpointMapping = {
        var mapping = EndpointMapping(
            name: "binance", base: "https://api.binance.com",
            address: "/api/v3/klines?symbol={symbol}&interval={every}&startTime={start}&limit=1000",
            columns: [
                Column(.time, "[0]"), Column(.open, "[1]"), Column(.high, "[2]"), Column(.low, "[3]"),
                Column(.close, "[4]"), Column(.volume, "[5]"),
            ])
        mapping.time = .milliseconds
        mapping.requestTime = .milliseconds
        mapping.limit = 1_000
        mapping.message = "msg"
        mapping.rate = RequestRate(requests: 10, per: Timestamp.second)
        mapping.lengths =
            [Length(.intraday(nanoseconds: Timestamp.second), "1s")]
            + [1, 3, 5, 15, 30].map { Length(.intraday(nanoseconds: $0 * minute), "\($0)m") }
            + [1, 2, 4, 6, 8, 12].map { Length(.intraday(nanoseconds: $0 * Timestamp.hour), "\($0)h") }
            + [Length(.day, "1d")]
        return mapping
    }()

    /// Alpaca's stock bars: objects by symbol, in pages.
    ///
    /// - Source: docs.alpaca.markets/reference/stockbars; the OpenAPI text at apis.apis.io/apis/alpaca/market-data-api.
    public static let alpaca: EndpointMapping = {
        var mapping = EndpointMapping(
            name: "alpaca", base: "https://data.alpaca.markets",
            address: "/v2/stocks/bars?symbols={symbol}&timeframe={every}&start={start}&end={end}&limit=10000"
                + "&adjustment=raw&sort=asc",
            columns: [
                Column(.time, "t"), Column(.open, "o"), Column(.high, "h"), Column(.low, "l"), Column(.close, "c"),
                Column(.volume, "v"),
            ])
        mapping.rows = "bars.{symbol}"
        mapping.isEmptyWithoutRows = true
        mapping.page = Page(token: "next_page_token", parameter: "page_token")
        mapping.message = "message"
        mapping.headers = [
            Item("APCA-API-KEY-ID", .secret(.environment("APCA_API_KEY_ID"))),
            Item("APCA-API-SECRET-KEY", .secret(.environment("APCA_API_SECRET_KEY"))),
        ]
        mapping.rate = RequestRate(requests: 3, per: Timestamp.second)
        mapping.lengths =
            [1, 2, 3, 5, 10, 15, 20, 30].map { Length(.intraday(nanoseconds: $0 * minute), "\($0)Min") }
            + [1, 2, 3, 4, 6, 8, 12].map { Length(.intraday(nanoseconds: $0 * Timestamp.hour), "\($0)Hour") }
            + [Length(.day, "1Day")]
        return mapping
    }()
}
