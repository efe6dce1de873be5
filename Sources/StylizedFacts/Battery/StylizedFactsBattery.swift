internal import Core

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
        /// Which facts are measured: all, or few where only they are wanted.
        public var facts = Set(StylizedFact.allCases)
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
        let sample = MarketSample(record, options)
        let results = StylizedFact.allCases.filter(options.facts.contains).map { fact -> FactResult in
            var result = measure(fact, sample)
            if let text = options.mechanisms[fact] { result.mechanism = text }
            return result
        }
        return Scorecard(
            name: record.name, results: results, sampling: sampling(sample), resamples: options.resamples,
            seed: options.seed)
    }

    /// The scorecard of a market that left nothing to measure: every fact with the reason why.
    public func scorecard(ofNothing name: String, because reason: String) -> Scorecard {
        Scorecard(
            name: name,
            results: StylizedFact.allCases.filter(options.facts.contains).map { FactResult($0, notMeasurable: reason) },
            sampling: [], resamples: options.resamples, seed: options.seed)
    }

    private func measure(_ fact: StylizedFact, _ sample: MarketSample) -> FactResult {
        let (record, runs, returns, study) = (sample.record, sample.runs, sample.returns, sample.study)
        func ofReturns(_ measure: (ReturnStudy) -> FactResult) -> FactResult {
            study.map(measure) ?? FactResult(fact, notMeasurable: tooFew(returns), count: returns.values.count)
        }
        return switch fact {
        case .noLinearPredictability: ofReturns(noLinearPredictability)
        case .bidAskBounce: bidAskBounce(sample.flow, study)
        case .fatTails: ofReturns(fatTails)
        case .tailIndex: ofReturns(tailIndex)
        case .aggregationalGaussianity: ofReturns(aggregationalGaussianity)
        case .volatilityClustering: ofReturns(volatilityClustering)
        case .conditionalHeavyTails: ofReturns(conditionalHeavyTails)
        case .leverageEffect: ofReturns(leverageEffect)
        case .volumeVolatility: volumeVolatility(study, returns)
        case .gainLossAsymmetry: ofReturns(gainLossAsymmetry)
        case .timeScaleAsymmetry: ofReturns(timeScaleAsymmetry)
        case .orderSignMemory: orderSignMemory(sample.flow)
        case .priceDiffusivity: priceDiffusivity(record, runs, returns)
        case .tradeDurations: tradeDurations(sample.flow)
        case .intradaySeasonality: intradaySeasonality(returns)
        case .spread: spread(record, runs)
        case .bookShape: bookShape(record)
        case .metaOrderImpact: metaOrderImpact(record, returns)
        case .eppsEffect: eppsEffect(record)
        }
    }

    private func tooFew(_ returns: SampledReturns) -> String {
        returns.values.count < ReturnStudy.fewest
            ? "needs \(ReturnStudy.fewest) returns, there are \(returns.values.count)" : "returns do not vary"
    }

    /// What stands for what, for the head of the scorecard.
    private func sampling(_ sample: MarketSample) -> [Scorecard.SamplingLine] {
        let (record, returns) = (sample.record, sample.returns)
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
        if let flow = sample.flow { lines.append(Scorecard.SamplingLine("Order signs", flow.signs.source.label)) }
        if let quotes = record.quotes {
            lines.append(Scorecard.SamplingLine("Quotes", "\(quotes.times.count)"))
        }
        lines.append(
            Scorecard.SamplingLine(
                "Intervals", "95 %, stationary bootstrap, \(options.resamples) resamples, seed \(options.seed)"))
        return lines
    }
}
