import Compression
import Core
import Foundation
import TestSupport
import Testing

@testable import StylizedFacts

/// Figures of scipy 1.17.1, statsmodels 0.15.0, arch 8.0.0 and numpy 2.4.6 on the data of the repository.
///
/// Daily figures are of log returns of the closes of `Data/daily/sp500.csv`, those of trades of
/// `Data/tick/es_trades.csv.gz`.
@Suite struct OracleFactsTests {
    private static func index() throws -> (study: ReturnStudy, returns: SampledReturns) {
        let table = try SmallMarkets.table("daily/sp500.csv")
        let closes = table.numbers("close")
        let bars = BarColumns(
            starts: closes.indices.map { Int64($0) * Timestamp.day }, width: Timestamp.day, closes: closes,
            volumes: table.numbers("volume"))
        let returns = SampledReturns(of: bars, sessions: [], longestSilence: 0)
        return (try #require(ReturnStudy(returns)), returns)
    }

    private static func trades() throws -> TradeColumns {
        let path = SharedFolder.projectRoot.appendingPathComponent("Data/tick/es_trades.csv.gz")
        let packed = [UInt8](try Data(contentsOf: path))
        let text = String(decoding: try Gzip.inflate(packed, atMost: 1 << 26) ?? [], as: UTF8.self)
        var trades = TradeColumns(times: [], prices: [], sizes: [])
        for line in text.split(separator: "\n").dropFirst() {
            let cells = line.split(separator: ",")
            // 2013-09-01T17:00:00.083: only differences matter.
            let clock = cells[0].split { "-T:.".contains($0) }.compactMap { Int64($0) }
            let hasFraction = clock.count == 7
            let milliseconds =
                ((clock[2] * 24 + clock[3]) * 60 + clock[4]) * 60_000 + clock[5] * 1_000 + (hasFraction ? clock[6] : 0)
            trades.times.append(milliseconds * 1_000_000)
            trades.prices.append(Double(cells[1]) ?? .nan)
            trades.sizes.append(Double(cells[2]) ?? .nan)
        }
        return trades
    }

    private static let battery = {
        var options = StylizedFactsBattery.Options()
        options.resamples = 0
        return StylizedFactsBattery(options)
    }()

    @Test func kurtosisAndSkewness() throws {
        let (study, returns) = try Self.index()
        // scipy.stats.kurtosis of non-overlapping sums.
        let theirs = [
            1: 8.169196103558178, 5: 4.140573371556473, 30: 3.513893834375331, 120: 3.1246617844957107,
        ]
        for (scale, figure) in theirs {
            let ours = Self.battery.bootstrap.kurtosis(returns.sums(of: scale), blockLength: 1, name: .fatTails)
            #expect(agree(ours.value, figure), "\(scale)")
        }
        // scipy.stats.skew.
        #expect(agree(Self.battery.gainLossAsymmetry(study).estimate.value, -0.2046108311550337))
        let aggregated = Self.battery.aggregationalGaussianity(study)
        #expect(agree(aggregated.details[0].estimate.value, 8.169196103558178))
        #expect(agree(aggregated.details[3].estimate.value, 3.1246617844957107))
        #expect(agree(aggregated.estimate.value, 3.1246617844957107 / 8.169196103558178))
    }

    @Test func autocorrelations() throws {
        let (study, _) = try Self.index()
        // statsmodels.tsa.stattools.acf(adjusted=True) of |r| and of r.
        let magnitudes = study.correlations(
            study.centredMagnitudes, study.centredMagnitudes, scale: study.magnitudeSquares, lags: [1, 10, 50, 100])
        for (ours, theirs) in zip(
            magnitudes, [0.24430550995614042, 0.2908068401413581, 0.17003603946339957, 0.12257289456574658])
        { #expect(agree(ours, theirs)) }
        let returns = study.correlations(study.centred, study.centred, scale: study.sumOfSquares, lags: [1, 5, 60])
        for (ours, theirs) in zip(returns, [-0.07009788805276801, -0.04600504564348491, 0.010757278521258917]) {
            #expect(agree(ours, theirs))
        }
        // numpy: 1.96 √(Σ x²(t) x²(t−5)) / Σ x² · n/(n − 5).
        let first = Self.battery.noLinearPredictability(study)
        #expect(agree(first.curves[0].band.high[0], 0.05716568557571852))
    }

    @Test func clustering() throws {
        let (study, _) = try Self.index()
        let result = Self.battery.volatilityClustering(study)
        #expect(agree(result.estimate.value, 0.24430550995614042))
        // statsmodels.stats.diagnostic.acorr_ljungbox(|r|, lags=[20]).
        #expect(agree(result.details.first { $0.name == "Ljung–Box" }?.estimate.value ?? .nan, 7876.603907179398))
        // numpy.polyfit of logarithms.
        #expect(agree(result.details[0].estimate.value, 0.19987111684184514))
        // The p value that acorr_ljungbox gives of the returns themselves.
        #expect(agree(ChiSquared.above(116.18924244145171, degrees: 20), 1.4415925227790027e-15, relative: 1e-10))
        // scipy.stats.chi2.sf.
        #expect(agree(ChiSquared.above(20, degrees: 20), 0.4579297144718523, relative: 1e-11))
        #expect(agree(ChiSquared.above(3, degrees: 1), 0.08326451666355042, relative: 1e-11))
    }

    @Test func hill() throws {
        let (study, _) = try Self.index()
        let falling = study.magnitudes.sorted(by: >)
        // numpy: 1/mean(ln(s[:k]/s[k])).
        for (share, tail, theirs) in [
            (0.01, 50, 3.8253720847437154), (0.05, 251, 2.932221658133633), (0.1, 503, 2.656898099405271),
        ] {
            let ours = try #require(HillIndex(falling: falling, share: share))
            #expect(ours.tail == tail && agree(ours.index, theirs))
        }
    }

    @Test func varianceRatios() throws {
        let (_, returns) = try Self.index()
        // arch.unitroot.VarianceRatio(trend="c", robust=True, debiased=True, overlap=True).
        let theirs = [
            (2, 0.9301162005814699, -2.806676435590086), (5, 0.8363314841411933, -2.7690138515442175),
            (10, 0.747961976690926, -2.715127957395648), (30, 0.6972178577628277, -1.8035476004035031),
        ]
        let ours = VarianceRatio.ratios(returns.values, runs: returns.runs, horizons: theirs.map(\.0))
        for (ours, theirs) in zip(ours, theirs) {
            let ours = try #require(ours)
            #expect(agree(ours.ratio, theirs.1), "\(theirs.0): \(ours)")
            #expect(agree(ours.statistic, theirs.2), "\(theirs.0): \(ours)")
        }
    }

    @Test func leverageVolumeAndScales() throws {
        let (study, returns) = try Self.index()
        // numpy, by the definition.
        let leverage = Self.battery.leverageEffect(study)
        #expect(agree(leverage.details[0].estimate.value, -0.12522160184203418))
        #expect(agree(leverage.details[1].estimate.value, -0.0860248041079699))
        #expect(agree(Self.battery.timeScaleAsymmetry(study).estimate.value, 0.13134850430162354))
        // scipy.stats.pearsonr.
        #expect(agree(Self.battery.volumeVolatility(study, returns).estimate.value, 0.19890290579252673))
    }

    @Test func garch() throws {
        let (_, returns) = try Self.index()
        // arch_model(100·r, mean="Constant", vol="GARCH", p=1, q=1), backcast = mean(e²); its search ends near 1e-6.
        let fit = try #require(GARCHFit(returns.values.map { 100 * $0 }))
        #expect(fit.hasConverged)
        #expect(agree(fit.model.mean, 0.05239124060554545, relative: 1e-3))
        #expect(agree(fit.model.constant, 0.017747344106875156, relative: 1e-3))
        #expect(agree(fit.model.shock, 0.10200591400627991, relative: 1e-3))
        #expect(agree(fit.model.memory, 0.8851968184502129, relative: 1e-4))
        #expect(agree(fit.logLikelihood, -6941.730444063975, relative: 1e-8), "\(fit.logLikelihood)")
        #expect(fit.logLikelihood > -6941.730444063975 - 1e-5, "arch found a better one")
        let (study, _) = try Self.index()
        let residual = Self.battery.conditionalHeavyTails(study).estimate.value
        #expect(agree(residual, 1.726237974689365, relative: 1e-4))
    }

    @Test func flowOfTrades() throws {
        let trades = try Self.trades()
        #expect(trades.times.count == 200_000)
        let record = MarketRecord(name: "ES", trades: trades)
        let runs = TradingRuns(of: record, longestSilence: 30 * Timestamp.minute)
        let flow = try #require(OrderFlow(record, runs: runs))
        #expect(flow.durations.count == 42_642 && flow.ties == 157_356 && flow.signs.source == .tickRule)
        // The equation of maximum likelihood by scipy.optimize.brentq; weibull_min.fit(floc=0) has 0.45477 and 1.12607.
        let shape = try #require(WeibullShape(flow.durations))
        #expect(agree(shape.shape, 0.45477358894297326) && agree(shape.scale, 1.126073984782647, relative: 1e-4))
        // As one session, as statsmodels has it: acf(adjusted=True) of signs and of price changes.
        let whole = TradingRuns(of: record, longestSilence: 10 * Timestamp.day)
        let one = try #require(OrderFlow(record, runs: whole))
        #expect(one.orders.count == 43_657)
        let signs = Self.battery.orderSignMemory(one).curves[0]
        for (lag, theirs) in [(1.0, 0.533444567793952), (10, 0.16274893339338997), (100, 0.009861852098754184)] {
            let place = try #require(signs.places.firstIndex(of: lag))
            // Ours has one mean for both ends of a pair.
            #expect(agree(signs.values[place], theirs, absolute: 1e-5), "lag \(lag): \(signs.values[place])")
        }
        #expect(agree(Self.battery.bidAskBounce(one, nil).estimate.value, -0.29670631709720147, relative: 1e-7))
    }

    @Test func parabola() throws {
        let places = (0..<30).map(Double.init)
        let values = places.map { 1.5 - 0.2 * $0 + 0.01 * $0 * $0 + cos($0) }
        let fit = try #require(QuadraticFit(places, values))
        // numpy.polyfit(…, 2).
        #expect(agree(fit.coefficients.square, 0.009583738257820279, relative: 1e-8))
        #expect(agree(fit.coefficients.linear, -0.1983318970389639, relative: 1e-8))
        #expect(agree(fit.coefficients.constant, 1.5784692937690077, relative: 1e-8))
        #expect(agree(fit.determination, 0.6366363350577948, relative: 1e-8))
        #expect(QuadraticFit([1, 1, 1, 1], [1, 2, 3, 4]) == nil)
    }

    @Test func correlationsByScale() throws {
        let table = try SmallMarkets.table("daily/stocks_closes.csv")
        let bars = ["aapl", "jpm", "ko"].map { name -> BarColumns in
            let closes = table.numbers(name)
            return BarColumns(
                starts: closes.indices.map { Int64($0) * Timestamp.day }, width: Timestamp.day, closes: closes)
        }
        let result = Self.battery.eppsEffect(MarketRecord(name: "three", instruments: bars))
        // numpy, by the definition.
        for (ours, theirs) in zip(
            result.details, [0.27157216030340986, 0.22904392505399918, 0.2384594759048656, 0.2727861899190193])
        { #expect(agree(ours.estimate.value, theirs), "\(ours.name)") }
        // Daily closes are simultaneous: no Epps effect between one and five days.
        #expect(result.verdict == .failed)
    }
}
