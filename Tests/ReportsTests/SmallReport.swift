import Core
import Reports
import TimeSeries

/// A report of 60 sessions and four lots, small enough to be read as a golden file.
enum SmallReport {
    /// How many sessions it has.
    static let sessions = 60

    /// Ends of the sessions: weekdays from 2024-01-02 on, at 21:00 UTC.
    static let ends: [Int64] = {
        var date = CivilDate(year: 2024, month: 1, day: 2)
        var ends: [Int64] = []
        while ends.count < sessions {
            if date.weekday <= 5 { ends.append(Timestamp(date, hour: 21).nanoseconds) }
            date = date + 1
        }
        return ends
    }()

    /// A calendar that no chart asks.
    static let calendar = TradingCalendar(name: "none", zone: .utc, periodsPerYear: 252, sessions: [])

    /// Bars that rise by a cent a session and swing by ten.
    static func prices(_ symbol: String = "ABC", count: Int = sessions) -> BarSeries {
        let bars = (0..<count).map { place -> Bar in
            let end = place < ends.count ? ends[place] : ends[0] + Int64(place) * Timestamp.day
            let close = 100 + Double(place) / 100 + Double(place % 7) * 0.1
            return Bar(
                start: Timestamp(nanoseconds: end - 6 * Timestamp.hour), end: Timestamp(nanoseconds: end),
                open: close - 0.05, high: close + 0.1, low: close - 0.1, close: close, volume: 1_000)
        }
        return BarSeries(instrument: Instrument(symbol: symbol), calendar: calendar, bars: bars)
    }

    /// A lot that was entered at one session and left at another.
    static func trade(_ number: Int, from entry: Int, to exit: Int, instrument: String = "ABC") -> TradeRow {
        let (bought, sold) = (100 + Double(entry) / 100, 100 + Double(exit) / 100 - Double(number % 2))
        return TradeRow(
            roundTrip: number, instrument: instrument, side: number % 3 == 0 ? .short : .long, quantity: 100,
            entryTime: Timestamp(nanoseconds: ends[entry] - 6 * Timestamp.hour), entryPrice: bought,
            exitTime: Timestamp(nanoseconds: ends[exit]), exitPrice: sold, grossPnl: (sold - bought) * 100, costs: 2,
            netPnl: (sold - bought) * 100 - 2, tradeReturn: (sold - bought) / bought - 0.0002, bars: exit - entry,
            maximumAdverseExcursion: -0.01, maximumFavourableExcursion: 0.02, entryReason: "rule",
            exitReason: number % 2 == 0 ? "target" : "stop")
    }

    /// The whole report.
    static func content(name: String = "Small report") -> ReportContent {
        let returns = (0..<sessions).map { Double($0 % 5 - 2) / 1_000 + 0.0002 }
        var equity: [Cash] = []
        for change in returns { equity.append((equity.last ?? 10_000) * (1 + change)) }
        var content = ReportContent(
            name: name,
            provenance: ReportProvenance(
                run: "small-report-00000000", dataHash: String(repeating: "a", count: 64),
                configHash: String(repeating: "b", count: 64), eventsHash: String(repeating: "c", count: 64),
                version: "0.0.0", seed: 7, command: "backtest run small.yaml", configuration: "name: Small report\n"),
            period: Timestamp(nanoseconds: ends[0] - 6 * Timestamp.hour)..<Timestamp(nanoseconds: ends[sessions - 1]),
            bars: sessions, universe: ["ABC"],
            equity: EquityCurve(
                initialEquity: 10_000, time: ends, equity: equity, cash: equity.map { $0 / 2 },
                grossExposure: equity.map { $0 / 2 }, netExposure: equity.map { $0 / 2 },
                benchmark: equity.map { $0 * 1.01 }))
        content.strategy = "rules: close > 100"
        content.assumptions = [
            ReportAssumption(
                key: "market_fill", choice: "next-open", leaning: .neutral, meaning: "Fills at the next open."),
            ReportAssumption(
                key: "limit_fill", choice: "touch", leaning: .optimistic, meaning: "Fills when touched."),
        ]
        content.costModel = [LabelledText("Commission", "1 per order")]
        content.warnings = [
            ReportWarning(severity: .note, code: "open-position", text: "One position is open."),
            ReportWarning(severity: .serious, code: "stale-price", count: 3, text: "Prices were stale."),
        ]
        content.history = ReportHistory(trials: 3, circumstances: [LabelledText("Took", "0.1 s")])
        content.comparisons = ["Buy and hold"]
        content.metrics = [
            MetricFigure(
                id: "sharpe", label: "Sharpe ratio", group: "Ratios", unit: .ratio, value: .value(0.7134),
                comparisons: [.value(0.5)], definition: "arith,ddof=1,rf=0,ppy=252",
                meaning: "Mean over standard deviation.", count: 60,
                interval: ConfidenceInterval(lower: -1, upper: 2, method: "bootstrap")),
            MetricFigure(
                id: "alpha", label: "Alpha", group: "Benchmark", unit: .fraction,
                value: .unavailable(reason: "n=3, at least 30 are needed"), definition: "ols",
                meaning: "What beta does not explain.", count: 3),
        ]
        content.headline = ["sharpe", "alpha", "no-such-metric"]
        content.tails = ["alpha"]
        content.daily = DailyReturns(
            dates: ends.map { Timestamp(nanoseconds: $0).date }, returns: returns, benchmark: returns)
        content.rolling = [
            RollingFigure(
                label: "Rolling Sharpe ratio", unit: .ratio, definition: "window=20", time: ends,
                values: (0..<sessions).map { $0 < 20 ? .nan : Double($0 % 9) / 4 - 1 })
        ]
        content.drawdowns = [
            DrawdownEpisode(
                peak: Timestamp(nanoseconds: ends[0]), trough: Timestamp(nanoseconds: ends[2]), recovery: nil,
                depth: -0.003, bars: 59, days: 81)
        ]
        content.prices = [prices()]
        content.trades = (1...4).map { trade($0, from: $0 * 10, to: $0 * 10 + 5) }
        content.openPositions = [
            OpenPosition(
                instrument: "ABC", side: .long, quantity: 5, entryTime: Timestamp(nanoseconds: ends[50]),
                entryPrice: 100.5, markPrice: 101, unrealisedPnl: 2.5, isStale: true)
        ]
        content.costs = [CostLine(label: "Commission", amount: 8)]
        content.orderOutcomes = [
            CountedLine(kind: "submitted", reason: "", count: 9),
            CountedLine(kind: "rejected", reason: "cash", count: 1),
        ]
        content.ambiguousBars = AmbiguousBars(count: 1, returnAllStopsFirst: -0.01, returnAllTargetsFirst: 0.02)
        content.coverage = [
            DataCoverage(
                instrument: "ABC", source: "Data/abc.csv", bars: 60, first: content.period.lowerBound,
                last: content.period.upperBound, findings: [CountedLine(kind: "duplicates", reason: "", count: 2)])
        ]
        return content
    }

    /// A stand-in for the chart library.
    static let library = ChartLibrary(
        script: "window.Library = '</script>';", style: ".library{}", licence: "MIT licence.", version: "9.9.9")
}
