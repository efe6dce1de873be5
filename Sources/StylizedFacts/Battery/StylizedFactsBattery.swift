internal import Core
internal import Statistics

/// Measures the stylised facts of a market and holds them against their gates.
///
///     let card = try StylizedFactsBattery().scorecard(of: record)
///
/// Returns, products and durations never cross the end of a session. Every figure that is a function of sums has an
/// interval by the stationary bootstrap with the block length of Politis and White. The battery is a function of the
/// record, the options and the seed.
///
/// - Verified by: `BatteryTests`: a Gaussian walk fails tails and clustering, GARCH(1,1) with Student's t passes both,
///   permuted real returns keep tails and lose clustering. Each statistic by `OracleFactsTests`, against scipy, statsmodels
///   and arch.
public struct StylizedFactsBattery: Sendable {
    /// How a record is measured.
    public struct Options: Sendable {
        /// The span of returns in nanoseconds, above 0, where they are sampled from quotes or trades.
        public var interval = Timestamp.minute
        /// Silence of trades and quotes, or of bars, that ends a session where none are named, in nanoseconds.
        public var longestSilence = 30 * Timestamp.minute
        /// How many resamples intervals are made of; 0 for none.
        public var resamples = 500
        /// The seed of the resamples.
        public var seed: UInt64 = 1
        /// Whether the market is meant to have busy opens and closes: else the U shape is reported only.
        public var expectsSeasonality = true
        /// What makes each fact in this market, where that differs from `StylizedFact.mechanism`.
        public var mechanisms: [StylizedFact: String] = [:]

        /// One-minute returns, 500 resamples.
        public init() {}
    }

    /// How records are measured.
    public var options: Options

    /// A battery.
    ///
    /// - Precondition: The interval is above 0.
    public init(_ options: Options = Options()) {
        precondition(options.interval > 0, "an interval of \(options.interval) ns")
        self.options = options
    }

    /// Intervals of the options.
    var bootstrap: FactBootstrap { FactBootstrap(resamples: options.resamples, seed: options.seed) }

    /// Measures a market.
    ///
    /// - Throws: Where columns are of different lengths or out of order, a figure is impossible, or there is nothing.
    /// - Complexity: O(trades + quotes + returns × lags + resamples × blocks).
    public func scorecard(of record: MarketRecord) throws(MarketRecordError) -> Scorecard {
        try record.check()
        let hasEvents = record.trades?.times.isEmpty == false || record.quotes?.times.isEmpty == false
        let runs = TradingRuns(of: record, longestSilence: options.longestSilence)
        var returns = SampledReturns(interval: options.interval, source: .lastTrade)
        if hasEvents {
            returns = SampledReturns(of: record, runs: runs, interval: options.interval, withVolumes: true)
        } else if let bars = record.bars {
            returns = SampledReturns(of: bars, sessions: record.sessions, longestSilence: options.longestSilence)
        }
        let study = ReturnStudy(returns)
        var results: [FactResult] = []
        for fact in [
            StylizedFact.noLinearPredictability, .fatTails, .tailIndex, .aggregationalGaussianity,
            .volatilityClustering, .conditionalHeavyTails, .leverageEffect, .gainLossAsymmetry, .timeScaleAsymmetry,
        ] {
            guard let study else {
                results.append(FactResult(fact, notMeasurable: tooFew(returns), count: returns.values.count))
                continue
            }
            results.append(measure(fact, study))
        }
        results.append(volumeVolatility(study, returns))
        results.append(intradaySeasonality(returns))
        let flow = OrderFlow(record, runs: runs)
        results += [bidAskBounce(record, flow, study), orderSignMemory(flow), tradeDurations(flow)]
        results.append(priceDiffusivity(record, runs, returns))
        results += [spread(record, runs), bookShape(record), metaOrderImpact(record), eppsEffect(record)]
        for place in results.indices {
            if let text = options.mechanisms[results[place].fact] { results[place].mechanism = text }
        }
        results.sort { $0.fact.rawValue < $1.fact.rawValue }
        return Scorecard(
            name: record.name, results: results, sampling: sampling(record, runs, returns, flow),
            resamples: options.resamples, seed: options.seed)
    }

    private func measure(_ fact: StylizedFact, _ study: ReturnStudy) -> FactResult {
        switch fact {
        case .noLinearPredictability: noLinearPredictability(study)
        case .fatTails: fatTails(study)
        case .tailIndex: tailIndex(study)
        case .aggregationalGaussianity: aggregationalGaussianity(study)
        case .volatilityClustering: volatilityClustering(study)
        case .conditionalHeavyTails: conditionalHeavyTails(study)
        case .leverageEffect: leverageEffect(study)
        case .gainLossAsymmetry: gainLossAsymmetry(study)
        default: timeScaleAsymmetry(study)
        }
    }

    private func tooFew(_ returns: SampledReturns) -> String {
        returns.values.count < ReturnStudy.fewest
            ? "needs \(ReturnStudy.fewest) returns, there are \(returns.values.count)" : "returns do not vary"
    }

    /// What stands for what, for the head of the scorecard.
    private func sampling(
        _ record: MarketRecord, _ runs: TradingRuns, _ returns: SampledReturns, _ flow: OrderFlow?
    ) -> [Scorecard.SamplingLine] {
        var lines = [
            Scorecard.SamplingLine(
                "Returns", "\(returns.values.count) \(returns.source.label) returns over \(returns.intervalLabel)"),
            Scorecard.SamplingLine(
                "Sessions",
                record.sessions.isEmpty
                    ? "\(returns.runs.count), parted by silences above \(SampledReturns.label(options.longestSilence))"
                    : "\(record.sessions.count) named, \(returns.runs.count) with returns"),
        ]
        if let trades = record.trades {
            lines.append(Scorecard.SamplingLine("Trades", "\(trades.times.count)"))
        }
        if let flow { lines.append(Scorecard.SamplingLine("Order signs", flow.signs.source.label)) }
        if let quotes = record.quotes {
            lines.append(Scorecard.SamplingLine("Quotes", "\(quotes.times.count)"))
        }
        lines.append(
            Scorecard.SamplingLine(
                "Intervals", "95 %, stationary bootstrap, \(options.resamples) resamples, seed \(options.seed)"))
        return lines
    }
}
