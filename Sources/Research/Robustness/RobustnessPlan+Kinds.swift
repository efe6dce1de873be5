import Core
import DataSources
import Simulation
import Statistics
import StrategyKit
import SyntheticHistories
import TimeSeries

/// What each kind varies.
extension RobustnessPlan {
    /// Adds the groups of a kind.
    mutating func add(_ kind: RobustnessConfiguration.Kind, isWanted: @escaping () -> Bool) throws(Inapplicable) {
        switch kind {
        case .trades: try addTrades(isWanted: isWanted)
        case .bars: try addBars()
        case .noise: try addNoise()
        case .delays: addDelays()
        case .costs: try addCosts()
        case .periods: addPeriods()
        case .instruments: try addInstruments()
        }
    }

    /// Adds a group of runs that differ in their draws only.
    private mutating func addDrawn(
        _ kind: RobustnessConfiguration.Kind, _ name: String, _ title: String, _ change: RobustnessChange,
        base: RobustnessFigures? = nil, fan: (places: CurvePlaces, curve: [Double]) = (.none, [])
    ) {
        var group = RobustnessGroup(kind: kind, name: name, title: title, isDrawn: true, base: base ?? self.base)
        (group.curvePlaces, group.baseCurve) = fan
        groups.append(
            PlannedGroup(
                group: group,
                tasks: (0..<settings.runs).map { RobustnessTask(number: $0, label: name, change: change) }))
    }

    /// Adds a group of runs each of which varies something else.
    private mutating func addListed(
        _ kind: RobustnessConfiguration.Kind, _ name: String, _ title: String,
        _ runs: [(label: String, change: RobustnessChange)]
    ) {
        guard !runs.isEmpty else { return }
        groups.append(
            PlannedGroup(
                group: RobustnessGroup(kind: kind, name: name, title: title, isDrawn: false, base: base),
                tasks: runs.enumerated().map {
                    RobustnessTask(number: $0.offset, label: $0.element.label, change: $0.element.change)
                }))
    }

    private mutating func addTrades(isWanted: @escaping () -> Bool) throws(Inapplicable) {
        let returns = try closedTradeReturns(isWanted: isWanted)
        guard settings.tradeBlock <= returns.count else {
            throw Inapplicable(
                reason:
                    "a block of \(settings.tradeBlock) trades is drawn at a time, and the run closed \(returns.count)")
        }
        tradeReturns = returns
        let kept = CurveSample.places(returns.count)
        var wealth = [1.0]
        let path = TradePath(returns, order: Array(returns.indices), compounded: settings.compoundsTrades) {
            wealth.append($0)
        }
        let base = RobustnessFigures(
            totalReturn: path.wealth - 1, maximumDrawdown: path.drawdown, trades: returns.count,
            isRuined: path.wealth <= 0)
        let fan = (CurvePlaces.trades(kept), kept.map { $0 < wealth.count ? wealth[$0] : 0 })
        addDrawn(
            .trades, "shuffled", "the same \(returns.count) trades in another order", .trades(.shuffled), base: base,
            fan: fan)
        let block = settings.tradeBlock > 1 ? ", \(settings.tradeBlock) in a row at a time" : ""
        addDrawn(
            .trades, "resampled", "\(returns.count) trades drawn with replacement\(block)",
            .trades(.withReplacement(block: settings.tradeBlock)), base: base, fan: fan)
    }

    private mutating func addBars() throws(Inapplicable) {
        guard study.configuration.data.external.isEmpty else {
            throw Inapplicable(
                reason:
                    "the series of data.external are of their own times, and would not fit drawn bars; leave them out")
        }
        var parameters = BlockBootstrap.Parameters()
        parameters.length = settings.barBlock ?? 0
        let bootstrap: BlockBootstrap
        do throws(HistoryError) {
            bootstrap = try BlockBootstrap(study.data.panel, places: asItIs.places, parameters)
        } catch {
            guard case .blockTooLong(let length, let sessions) = error else {
                throw Inapplicable(reason: error.description)
            }
            throw Inapplicable(
                reason: "\(HistoryError.tooLong(length, sessions)); make robustness.bars.block smaller")
        }
        self.bootstrap = bootstrap
        let fan = asItIs.fan
        addDrawn(
            .bars, "resampled",
            "histories of whole sessions drawn in blocks, on average \(rounded(bootstrap.parameters.length)) in a row",
            .bars, fan: (fan.curve.isEmpty ? .none : .sessions(fan.shown), fan.curve))
        for note in bootstrap.notes(length: "robustness.bars.block: 20") { notes.append(Note(kind: .bars, text: note)) }
        noteFiner(.bars)
        let hasDatedRates = study.configuration.broker.rates.entries.contains { entry in
            if case .series = entry.source { true } else { false }
        }
        if hasDatedRates || !study.configuration.broker.referenceRates.dates.isEmpty {
            notes.append(Note(kind: .bars, text: "Rates of interest and currencies from files stay at their dates."))
        }
    }

    private mutating func addNoise() throws(Inapplicable) {
        let external = study.configuration.data.external.flatMap { one in one.fields.map { "\(one.name).\($0)" } }
        let kept = study.data.panel.instruments.map(\.symbol).filter { symbol in
            external.contains { symbol == $0 || symbol.hasSuffix(".\($0)") }
        }
        noise = BarNoise(study.data.panel, window: settings.noiseWindow, keeping: Set(kept))
        for level in settings.noiseLevels {
            addDrawn(
                .noise, level.shortestText,
                "prices displaced by up to \(level.shortestText) of the mean true range of \(settings.noiseWindow) bars",
                .noise(level: level))
        }
        noteFiner(.noise)
    }

    private mutating func noteFiner(_ kind: RobustnessConfiguration.Kind) {
        guard study.data.panel.hasFinerBars else { return }
        notes.append(
            Note(
                kind: kind,
                text:
                    "The bars of data.finer are left out of these runs: inside bars fills follow the pessimistic path.")
        )
    }

    private mutating func addDelays() {
        addListed(
            .delays, "all", "all orders late by the same number of bars",
            settings.delayBars.map { ("\($0) bar\($0 == 1 ? "" : "s")", .lateBars($0)) })
        if !settings.delayWeights.isEmpty {
            let total = settings.delayWeights.reduce(0, +)
            let chances = settings.delayWeights.map { "\(rounded($0 / total * 100)) %" }.joined(separator: ", ")
            addDrawn(
                .delays, "drawn", "each order 0, 1, 2 … bars late, with chances of \(chances)",
                .drawnBars(settings.delayWeights))
        }
        guard !settings.latencies.isEmpty else { return }
        guard study.configuration.broker.fill.market != .sameClose else {
            notes.append(
                Note(
                    kind: .delays,
                    text:
                        "Latencies are left out: broker.fill.market: same-close has no time between decision and fill.")
            )
            return
        }
        for latency in settings.latencies {
            let text = RobustnessConfiguration.text(ofLatency: latency)
            addDrawn(.delays, "up to \(text)", "each order up to \(text) on its way", .latency(latency))
        }
    }

    private mutating func addCosts() throws(Inapplicable) {
        let costs = study.configuration.broker.costs
        guard costs.times(2) != costs else {
            throw Inapplicable(
                reason: "the config has no costs; give broker.commission, broker.slippage or broker.spread")
        }
        addListed(
            .costs, "factors", "all costs times a factor",
            costFactors.map { ($0.shortestText, .costs($0)) })
        let (least, most) = (settings.costRange[0], settings.costRange[1])
        addDrawn(
            .costs, "drawn",
            "commission and slippage each times a factor from \(least.shortestText) to \(most.shortestText)",
            .drawnCosts(least...max(least, most)))
    }

    /// The factors of all costs: those of the settings, and the one that is asked for where it lies beyond them.
    var costFactors: [Double] {
        guard let least = settings.thresholds.leastBreakEven, least > settings.costFactors.max() ?? 0 else {
            return settings.costFactors
        }
        return settings.costFactors + [least]
    }

    private mutating func addPeriods() {
        let dates = tradedDates
        guard let first = dates.first, let last = dates.last else { return }
        let parts = min(settings.parts, dates.count)
        addListed(
            .periods, "parts", "parts of equally many sessions of the run as it is",
            (0..<parts).map { part in
                let (from, next) = (part * dates.count / parts, (part + 1) * dates.count / parts)
                return (
                    "\(dates[from]) to \(dates[next - 1])", .period(from: dates[from], through: dates[next - 1])
                )
            })
        let years = first.components.year...last.components.year
        if years.count > 1 {
            addListed(
                .periods, "years", "calendar years of the run as it is",
                years.filter { year in dates.contains { $0.components.year == year } }.map { year in
                    (
                        String(year),
                        .period(
                            from: max(first, CivilDate(year: year, month: 1, day: 1)),
                            through: min(last, CivilDate(year: year, month: 12, day: 31)))
                    )
                })
        }
        addListed(
            .periods, "without the best sessions", "the whole period without its best session returns",
            settings.bestSessions.filter { $0 < outcome.returns.count }.map { count in
                ("without the best \(count)", .withoutBest(count))
            })
    }

    private mutating func addInstruments() throws(Inapplicable) {
        let rates = study.configuration.broker.rates.entries.compactMap { entry -> String? in
            if case .instrument(let symbol) = entry.source { symbol } else { nil }
        }
        let symbols = study.data.panel.instruments.filter { $0.isTradable && !rates.contains($0.symbol) }.map(\.symbol)
        guard symbols.count > 1 else {
            throw Inapplicable(reason: "there is one instrument, \(symbols.first ?? "") alone")
        }
        addListed(
            .instruments, "without one", "each instrument left out of the data",
            symbols.map { ("without \($0)", .without([$0])) })
        addListed(
            .instruments, "alone", "each instrument alone in the data",
            symbols.map { symbol in ("\(symbol) alone", .without(symbols.filter { $0 != symbol })) })
    }

    private func rounded(_ value: Double) -> String { ((value * 10).rounded() / 10).shortestText }
}
