import Core
import DataSources
public import Reports
import Simulation
import Statistics
import StrategyKit
import TimeSeries

/// The result as the report shows it.
extension StudyResult {
    /// Ids of the headline table's metrics, in order.
    static let headline = [
        "total_return", "cagr", "volatility", "sharpe", "sharpe_autocorrelation_adjusted", "sortino", "calmar",
        "max_drawdown", "longest_drawdown_days", "exposure_time", "turnover", "costs_total", "round_trips_count",
        "round_trips_win_rate", "round_trips_profit_factor",
    ]

    /// Everything that the page shows.
    ///
    /// - Parameters:
    ///   - command: The command that reproduces the run.
    ///   - history: What depends on history, clock or host.
    public func reportContent(run name: String, command: String, history: ReportHistory) -> ReportContent {
        let input = performance.input
        let first = firstTradingStep
        var content = ReportContent(
            name: configuration.reportTitle,
            provenance: ReportProvenance(
                run: name, dataHash: hashes.data, configHash: hashes.config, eventsHash: hashes.events,
                version: Version.current, seed: configuration.seed, command: command,
                configuration: configuration.canonicalYAML),
            period: period, bars: data.panel.series.reduce(0) { $0 + tradedBars(of: $1).count },
            universe: data.panel.instruments.map(\.symbol),
            equity: Reports.EquityCurve(
                initialEquity: input.initialCapital, time: input.times, equity: input.equity,
                cash: LongArray.copy(curve.cash[first...]), grossExposure: LongArray.copy(curve.grossValue[first...]),
                netExposure: LongArray.copy(curve.netValue[first...]), benchmark: benchmark?.equity ?? []),
            currency: configuration.broker.currency)
        content.notes = configuration.notes ?? ""
        content.strategy = strategyText
        content.assumptions = assumptions
        content.costModel = costModel
        content.dataNotes = data.report.entries.prefix(50).map { entry in
            let phrases = entry.counts.phrases
            return LabelledText(
                entry.symbol,
                "\(entry.bars) bars, calendar \(entry.calendar), adjusted: \(entry.adjustment.rawValue)"
                    + (phrases.isEmpty ? "" : "; " + phrases.joined(separator: ", ")))
        }
        content.warnings = warnings
        content.history = history
        content.comparisons = benchmark.map { [$0.name] } ?? []
        content.metrics = metricFigures
        content.headline = StudyResult.headline
        content.daily = DailyReturns(
            dates: input.sessionDates.count == performance.sessionReturns.count ? input.sessionDates : [],
            returns: performance.sessionReturns, benchmark: performance.benchmarkReturns)
        content.rolling = rollingFigures
        content.drawdowns = performance.worstDrawdowns(10).map {
            DrawdownEpisode(
                peak: $0.peak, trough: $0.trough, recovery: $0.recovery, depth: $0.depth, bars: $0.bars, days: $0.days)
        }
        content.tails = MetricCatalogue.all.filter { $0.group == .tails }.map(\.id)
        content.exposure = MetricCatalogue.all.filter { $0.group == .exposure }.map(\.id)
        content.prices = data.panel.series.prefix(25).map { $0 }
        content.trades = tradeRows
        content.openPositions = openPositions
        content.costs = costLines
        content.income = incomeLines
        content.orderOutcomes = orderOutcomes
        if run.log.contains(where: { if case .submitted(let order) = $0.body { order.parent != .none } else { false } })
        {
            content.ambiguousBars = AmbiguousBars(
                count: ambiguousBarCount,
                returnAllStopsFirst: intrabar.map { $0.allStopsFirst / input.initialCapital - 1 },
                returnAllTargetsFirst: intrabar.map { $0.allTargetsFirst / input.initialCapital - 1 },
                withoutFinerData: barsWithoutFiner?.count)
        }
        content.walkForward = walkForward
        content.venue = market?.report
        content.audit = auditPage
        content.coverage = coverage
        if let section = modelsSection { content.extraSections.append(section) }
        if let section = strategiesSection { content.extraSections.append(section) }
        return content
    }

    /// The bars of a series from the first trading instant to the last decision.
    func tradedBars(of series: BarSeries) -> Range<Int> {
        let first = series.firstIndex(endingAtOrAfter: Timestamp(nanoseconds: performance.input.times.first ?? 0))
        let last = series.firstIndex(endingAtOrAfter: period.upperBound + 1)
        return first..<max(first, last)
    }

    private var metricFigures: [MetricFigure] {
        let byID = Dictionary((benchmark?.metrics ?? []).map { ($0.id, $0) }) { first, _ in first }
        let method = performance.bootstrap.map {
            "stationary bootstrap, \($0.resamples) resamples, mean block \(($0.blockLength * 10).rounded() / 10)"
        }
        return zip(MetricCatalogue.all, metrics).map { declaration, value in
            MetricFigure(
                id: value.id, label: declaration.labelledTitle, group: declaration.group.title,
                unit: FigureUnit(declaration.unit), value: FigureValue(value),
                comparisons: benchmark == nil
                    ? [] : [byID[value.id].map { FigureValue($0) } ?? .unavailable(reason: "not computed")],
                definition: value.definition, meaning: declaration.formula, count: value.n,
                interval: value.interval.map {
                    ConfidenceInterval(lower: $0.low, upper: $0.high, level: 0.95, method: method ?? "bootstrap")
                })
        }
    }

    private var rollingFigures: [RollingFigure] {
        let input = performance.input
        let window = Int(input.periodsPerYear / 2)
        guard performance.sessionReturns.count == input.sessionEnds.count, performance.sessionReturns.count > window
        else { return [] }
        let times = input.sessionEnds.map { input.times[$0 - 1] }
        func figure(_ label: String, _ unit: FigureUnit, _ values: [Double]) -> RollingFigure {
            RollingFigure(
                label: label, unit: unit,
                definition: "over \(window) sessions, annualised with \(input.periodsPerYear.shortestText)",
                time: times,
                values: values)
        }
        return [
            figure(
                "Rolling Sharpe ratio", .ratio,
                RollingStatistics.sharpe(
                    performance.excessReturns, window: window, periodsPerYear: input.periodsPerYear)),
            figure(
                "Rolling volatility", .fraction,
                RollingStatistics.volatility(
                    performance.sessionReturns, window: window, periodsPerYear: input.periodsPerYear)),
        ]
    }

    private var openPositions: [OpenPosition] {
        ledger.open.map { lot in
            OpenPosition(
                instrument: symbol(lot.instrument), side: lot.side == .buy ? .long : .short, quantity: lot.quantity,
                entryTime: lot.entryTime, entryPrice: lot.entryPrice, markPrice: lot.exitPrice,
                unrealisedPnl: lot.netPnl, isStale: lot.exitTime < period.upperBound)
        }
    }

    private var costLines: [CostLine] {
        var commission: Cash = 0
        var slippage: Cash = 0
        for event in run.log {
            guard case .filled(let fill) = event.body else { continue }
            commission += fill.commission
            slippage += fill.slippage(multiplier: data.panel[fill.instrument].instrument.multiplier)
        }
        let borrowing = run.borrowingCost
        let spread = configuration.broker.costs.spread
        let hasSpread = spread.half > 0 || spread.halfRate > 0
        return [
            CostLine(label: "Commission", amount: commission),
            CostLine(label: hasSpread ? "Slippage and half-spread" : "Slippage", amount: slippage),
        ] + (borrowing > 0 ? [CostLine(label: "Borrowing", amount: borrowing)] : [])
            + (run.interest.paid > 0 ? [CostLine(label: "Interest paid", amount: run.interest.paid)] : [])
    }

    private var coverage: [DataCoverage] {
        data.report.entries.map { entry in
            DataCoverage(
                instrument: entry.symbol, source: entry.path,
                sourceHash: data.sources.first { $0.path == entry.path }?.sha256 ?? "", bars: entry.bars,
                first: entry.period?.lowerBound, last: entry.period?.upperBound,
                findings: entry.counts.phrases.map { phrase in
                    let parts = phrase.split(separator: " ", maxSplits: 1)
                    return CountedLine(
                        kind: parts.count > 1 ? String(parts[1]) : phrase, reason: "", count: Int(parts[0]) ?? 0)
                })
        }
    }
}

extension FigureUnit {
    init(_ unit: MetricUnit) {
        self =
            switch unit {
            case .ratio: .ratio
            case .fraction, .probability: .fraction
            case .currency: .cash
            case .bars: .bars
            case .days: .days
            case .sessions, .count: .count
            }
    }
}

extension FigureValue {
    init(_ metric: MetricValue) {
        self = metric.value.map { .value($0) } ?? .unavailable(reason: metric.reason ?? "n/a")
    }
}
