public import Core
public import DataSources
import Simulation
import Statistics
public import StrategyKit
import Synchronization
import TimeSeries

/// A study that has been read and checked: data, strategy and terms, ready to run.
public struct Study: Sendable {
    /// What was asked for.
    public let configuration: StudyConfiguration
    /// The bars, with the steps in which instruments trade.
    public internal(set) var data: LoadedData
    /// What decides.
    public private(set) var plan: StrategyPlan
    /// The memory in which bars and accounts lie, where they would be too large to stay resident.
    public let pages: PagedMemory?
    /// The bars as they were read, before what the config says of instruments and rates.
    let read: ReadBars

    /// Called now and then with the number of bars done and of all bars; the run stops where it returns `false`.
    public typealias Progress = (_ done: Int, _ all: Int) -> Bool

    /// Reads the data of a config and makes its strategy.
    ///
    /// - Parameters:
    ///   - configuration: The config.
    ///   - pages: The memory in which bars and accounts shall lie; `nil`: where `data.memory` says.
    ///   - cache: Where bars of large files are kept between runs; `nil` for nowhere. No result depends on it. Bars that are
    ///     too large to stay resident are not kept.
    ///   - now: The present: what a database has of times that lie a day back is finished, and kept in the cache.
    ///   - progress: Told how many bytes of how many are read; called from any thread.
    public init(
        _ configuration: StudyConfiguration, pages: PagedMemory? = nil, cache: DataCache? = nil,
        now: Timestamp = .present,
        progress: (@Sendable (_ done: Int, _ total: Int) -> Void)? = nil
    ) throws(StudyError) {
        try Study.readyLearning(configuration)
        if configuration.data.isSimulated {
            try self.init(configuration, try Study.simulated(configuration, progress: progress), pages: pages)
            return
        }
        var taken = pages
        let read: ReadBars
        do throws(DataError) {
            if taken == nil {
                let bytes = try Study.memoryEstimate(configuration.data)
                taken = try PagedMemory.needed(for: bytes, limit: configuration.data.memory, folder: "runs")
            }
            let data = configuration.data
            let cache = taken == nil ? cache : nil
            read = try PagedMemory.using(taken) { () throws(DataError) -> ReadBars in
                ReadBars(
                    bars: try MarketData.load(data, cache: cache, now: now, progress: progress),
                    finer: try Study.finerBars(data, cache: cache, progress: progress))
            }
        } catch {
            throw StudyError(error, configuration)
        }
        try self.init(configuration, read, pages: taken)
    }

    /// The study of another config of the same data, whose bars are not read again.
    ///
    /// - Parameters:
    ///   - configuration: A config with the same section `data`, but for its own other keys.
    ///   - other: The study that has read them.
    public init(_ configuration: StudyConfiguration, sharing other: Study) throws(StudyError) {
        precondition(configuration.data == other.configuration.data, "the data of the two configs differ")
        try Study.readyLearning(configuration)
        try self.init(configuration, other.read, pages: other.pages)
    }

    /// The study of another config on a part of the bars of another study, which are not read again.
    ///
    /// - Parameters:
    ///   - configuration: A config whose section `data` says the same of the bars, and of the period what follows.
    ///   - other: The study that has read them.
    ///   - from: Bars that end at or before it only warm inputs (S16); `nil` for none.
    ///   - end: Bars, finer bars and corporate actions after it are left out; `nil` for none.
    init(
        _ configuration: StudyConfiguration, cutting other: Study, from: Timestamp?, through end: Timestamp?
    ) throws(StudyError) {
        try Study.readyLearning(configuration)
        let read = PagedMemory.using(other.pages) { other.read.cut(from: from, through: end) }
        try self.init(configuration, read, pages: other.pages)
    }

    private init(_ configuration: StudyConfiguration, _ read: ReadBars, pages: PagedMemory?) throws(StudyError) {
        plan = configuration.plan
        self.read = read
        self.pages = pages
        var loaded = read.bars
        if let finer = read.finer { try Study.lay(finer, beside: &loaded, configuration) }
        loaded.panel = Panel(
            loaded.panel.series.map { series in
                var series = series
                series.instrument = configuration.instruments.instrument(
                    series.instrument.symbol, currency: configuration.broker.currency)
                return series
            })
        try Study.addExternal(to: &loaded, configuration)
        let (terms, sources, repairs) = try Study.terms(configuration, loaded.panel)
        var configuration = configuration
        configuration.broker = terms
        loaded.sources += sources
        loaded.report.entries += repairs
        self.configuration = configuration
        data = loaded
        let named =
            configuration.instruments.bySymbol.map { (key: "instruments", symbol: $0.symbol) }
            + (configuration.instruments.executeOn ?? []).map { (key: "data.execute_on", symbol: $0) }
        for (key, symbol) in named where loaded.panel.index(of: symbol) == nil {
            let symbols = loaded.panel.instruments.map(\.symbol)
            let near = nearestName(to: symbol, among: symbols).map { "; did you mean '\($0)'?" } ?? ""
            throw .unsuitable(
                "\(key): there is no instrument '\(symbol)' in the data\(near); there are "
                    + symbols.joined(separator: ", "), at: configuration.place(of: "\(key).\(symbol)"))
        }
        guard loaded.panel.instruments.contains(where: \.isTradable) else {
            throw .unsuitable(
                "instruments: none of them is tradable; say tradable: true for one, or name it in data.execute_on",
                at: configuration.place(of: "instruments"))
        }
        _ = try Study.make(plan, configuration, for: Universe(loaded.panel))
        try Study.checkPrices(configuration, loaded.panel)
        try Study.checkTicks(configuration, loaded.panel)
        try Study.checkDividends(configuration, loaded.panel)
        if case .symbol(let symbol) = configuration.benchmark, loaded.panel.index(of: symbol) == nil {
            let symbols = loaded.panel.instruments.map(\.symbol).joined(separator: ", ")
            throw .unsuitable(
                "benchmark: there is no instrument '\(symbol)' in the data; there are \(symbols)",
                at: configuration.place(of: "benchmark"))
        }
    }

    /// Refuses securities with prices below zero, at which neither sizes nor costs mean anything.
    private static func checkPrices(_ configuration: StudyConfiguration, _ panel: Panel) throws(StudyError) {
        for series in panel.series where series.instrument.isTradable && series.instrument.kind == .security {
            guard let bar = series.low.firstIndex(where: { $0 < 0 }) else { continue }
            let symbol = series.instrument.symbol
            throw .unsuitable(
                "\(symbol) has a price of \(series.low[bar].shortestText) in the bar that ends at "
                    + "\(Timestamp(nanoseconds: series.end[bar])), below zero, which no security has: mend the data, say "
                    + "instruments.\(symbol).kind: future, or tradable: false for signals only",
                at: configuration.place(of: "instruments.\(symbol)"))
        }
    }

    /// Refuses rules in ticks for instruments without a tick.
    private static func checkTicks(_ configuration: StudyConfiguration, _ panel: Panel) throws(StudyError) {
        var key: String?
        if configuration.broker.costs.slippage.ticks > 0 { key = "broker.slippage.ticks" }
        if case .throughTicks(let ticks) = configuration.broker.fill.limit, ticks > 0 { key = "broker.fill.limit" }
        guard let key, let instrument = panel.instruments.first(where: { $0.isTradable && $0.tickSize == 0 }) else {
            return
        }
        throw .unsuitable(
            "\(key) counts ticks, but \(instrument.symbol) has no tick size; set instruments.default.tick_size, or "
                + "instruments.\(instrument.symbol).tick_size", at: configuration.place(of: key))
    }

    /// Refuses dividends in other currencies than their prices.
    private static func checkDividends(
        _ configuration: StudyConfiguration, _ panel: Panel
    ) throws(StudyError) {
        for series in panel.series {
            for action in series.actions {
                guard let currency = action.currency, currency != series.instrument.currency else { continue }
                throw .unsuitable(
                    "data.actions: the dividend of \(series.instrument.symbol) on \(action.date) is in \(currency), its "
                        + "prices in \(series.instrument.currency); convert it to the currency of the prices",
                    at: configuration.place(of: "data.actions"))
            }
        }
    }

    /// The same study with another strategy, such as one with other parameters.
    func deciding(by plan: StrategyPlan) -> Study {
        var study = self
        study.plan = plan
        return study
    }

    /// A new strategy in its starting state.
    func strategy() throws(StudyError) -> any Strategy {
        try Study.make(plan, configuration, for: Universe(data.panel))
    }

    private static func make(
        _ plan: StrategyPlan, _ configuration: StudyConfiguration, for universe: Universe
    ) throws(StudyError) -> any Strategy {
        do { return try plan.make(for: universe) } catch {
            let (key, place) = configuration.decision
            throw .unsuitable("\(key): \(error.description)", at: place)
        }
    }

    /// What trades, in a line.
    private var strategyText: String {
        let values = plan.shownParameters.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
        if let model = plan.model {
            let parts = [model.text, values, model.labelText(on: data.panel)].filter { !$0.isEmpty }
            return "\(plan.name): \(parts.joined(separator: ", "))"
        }
        return values.isEmpty ? plan.name : "\(plan.name): \(values)"
    }

    /// Runs the strategy and derives everything from its log.
    ///
    /// - Parameter isPlain: Whether every bar is visited even where the fast path would do (S78).
    public func run(
        isPlain: Bool = false, progress: Progress = { _, _ in true }
    ) throws(StudyError) -> StudyResult {
        try PagedMemory.using(pages) { () throws(StudyError) -> StudyResult in
            if configuration.venue == .market { return try runInMarket(progress) }
            // The fast path has a column for every signal.
            return try runHere(isPlain: isPlain || pages != nil, progress)
        }
    }

    private func runHere(isPlain: Bool, _ progress: Progress) throws(StudyError) -> StudyResult {
        let panel = data.panel
        let bars = panel.barCount
        func isGoingOn(_ done: Int) -> Bool { progress(done, bars) }
        return try withoutActuallyEscaping(isGoingOn) { shouldContinue throws(StudyError) -> StudyResult in
            var backtest = Backtest(panel: panel, broker: configuration.broker, from: data.from)
            backtest.shouldContinue = shouldContinue
            let strategy = try strategy()
            let run = backtest.run(strategy: strategy, isPlain: isPlain)
            guard run.outcome != .interrupted else { throw .interrupted }
            guard let first = run.firstTradingStep else { throw neverWarm(run, warmUp: strategy.warmUpBars) }
            var result = try result(of: run, from: first, backtest, isPlain: isPlain)
            let end = Timestamp(nanoseconds: result.curve.times.last ?? 0)
            result.strategies = StrategyOutcome.all(of: run, panel, configuration.broker, from: first, end: end)
            result.models = try modelOutcomes(strategy, run, shouldContinue)
            return result
        }
    }

    func neverWarm(_ run: Run, warmUp: Int) -> StudyError {
        if let untrained = untrained(run) { return untrained }
        let isBefore = data.from.map { from in data.panel.period.map { from < $0.upperBound } ?? false } ?? true
        if warmUp < run.stepCount, isBefore {
            return .unsuitable(
                "no decision could be taken: what \(configuration.decision.key) computes was undefined at every one of "
                    + "\(run.stepCount) bars, as it is of prices that do not vary, of windows that never fill, or of fewer "
                    + "prices than instruments; look at the data, or choose other windows or another rule",
                at: configuration.decision.place)
        }
        let from = data.from.map { ", and data.from is \($0)" } ?? ""
        return .unsuitable(
            "no decision could be taken: the strategy needs \(warmUp) bars to warm up, the data hold "
                + "\(run.stepCount)\(from); give more data, shorter windows or an earlier data.from",
            at: data.from == nil ? configuration.decision.place : configuration.place(of: "data.from"))
    }

    func result(
        of run: Run, from first: Int, _ backtest: Backtest, isPlain: Bool
    ) throws(StudyError) -> StudyResult {
        let panel = data.panel
        let events = EventText.bytes(
            of: run.log, symbols: panel.instruments.map(\.symbol), attribution: run.attribution)
        var hash = SHA256()
        hash.update(events)
        let curve = Simulation.EquityCurve(
            log: run.log, panel: panel, initialCash: configuration.broker.cash, stepCount: run.stepCount,
            terms: configuration.broker)
        let end = Timestamp(nanoseconds: curve.times.last ?? 0)
        let ledger = TradeLedger(log: run.log, panel: panel, end: end, terms: configuration.broker)
        var input = performanceInput(curve, ledger, run, from: first)
        var comparison: (name: String, curve: Simulation.EquityCurve)?
        if let benchmark = Benchmark(configuration.benchmark, traded: plan.tradedSymbols, panel: panel) {
            comparison = (
                benchmark.name,
                benchmark.curve(
                    panel, account: configuration.broker,
                    // The first bar to decide on is the first that ends after it.
                    from: Timestamp(nanoseconds: curve.times[first] - 1), stepCount: run.stepCount)
            )
        }
        if let comparison, !comparison.curve.equity.isEmpty {
            input.benchmark = LongArray.copy(comparison.curve.equity[first...])
            input.benchmarkInitial = configuration.broker.cash
        }
        let performance = Performance(input)
        return StudyResult(
            configuration: configuration, strategyText: strategyText, data: data, run: run, eventBytes: events,
            hashes: .init(data: dataHash, config: configuration.hash, events: hash.hexDigest()), curve: curve,
            ledger: ledger, performance: performance, metrics: MetricCatalogue.evaluate(performance),
            benchmark: comparison.flatMap { comparison in
                input.benchmarkRun.map { benchmark in
                    var benchmark = benchmark
                    benchmark.grossExposure = Study.fractions(
                        comparison.curve.grossValue[first...], of: input.benchmark)
                    benchmark.netExposure = benchmark.grossExposure
                    // It buys once, with all its money, and pays nothing.
                    benchmark.tradedNotional = configuration.broker.cash
                    benchmark.totalCosts = 0
                    return .init(
                        name: comparison.name, equity: input.benchmark,
                        metrics: MetricCatalogue.evaluate(Performance(benchmark)))
                }
            }, intrabar: try intrabarOutcomes(of: run, backtest, isPlain: isPlain))
    }

    /// The result under both extreme assumptions, where an assumption was made at all (S27).
    private func intrabarOutcomes(
        of run: Run, _ backtest: Backtest, isPlain: Bool
    ) throws(StudyError) -> StudyResult.IntrabarOutcomes? {
        let isAmbiguous = run.log.contains { event in
            if case .ambiguous = event.body { true } else { false }
        }
        guard isAmbiguous else { return nil }
        func finalEquity(_ path: IntrabarPath) throws(StudyError) -> Cash {
            if configuration.broker.fill.intrabar == path { return run.finalEquity }
            var broker = configuration.broker
            broker.fill.intrabar = path
            var other = Backtest(panel: backtest.panel, broker: broker, from: backtest.from)
            other.shouldContinue = backtest.shouldContinue
            let run = other.run(strategy: try strategy(), isPlain: isPlain)
            guard run.outcome != .interrupted else { throw .interrupted }
            return run.finalEquity
        }
        return .init(allStopsFirst: try finalEquity(.pessimistic), allTargetsFirst: try finalEquity(.optimistic))
    }
}

/// What was read for a study; studies of the same data share it.
struct ReadBars: Sendable {
    var bars: LoadedData
    var finer: LoadedData?
    /// The hash of the bars, found once for all of them.
    let hash = BarHash()
}

/// The hash of a panel, which whoever asks first computes: it takes a look at every bar.
final class BarHash: Sendable {
    private let known = Mutex<String?>(nil)

    func value(of panel: Panel) -> String {
        known.withLock { known in
            let hash = known ?? panel.hash()
            known = hash
            return hash
        }
    }
}
