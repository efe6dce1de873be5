import Core
import Dispatch
import Glibc
import MarketSimulator
import Synchronization
import TimeSeries

/// The market of the published reference configuration, half an hour and a whole day of it: kernel messages a second, counted
/// as ABIDES counts them, and the other presets by the day.
///
/// Checks that each repetition makes the same trades, that cash and shares are conserved and
/// prints the memory of a day with all that a recorder keeps.
func benchmarkMarket(repetitions: Int = 7) {
    let abides = 34_000.0
    for (name, seconds) in [("half an hour", 1_800.0), ("a day", 23_400.0)] {
        var configuration = MarketPreset.reference.configuration
        configuration.session.length = seconds
        let (best, counts) = bestRun(configuration, repetitions)
        let rate = Double(counts.messages) / best
        print(
            "market, reference configuration, \(name): \(rounded(rate / 1e6)) million kernel messages/s "
                + "(\(rounded(rate / abides)) times ABIDES' \(Int(abides))), \(rounded(best * 1_000)) ms, "
                + "\(counts.messages) messages, \(counts.trades) trades")
    }
    for preset in MarketPreset.allCases where preset != .reference {
        let (best, counts) = bestRun(preset.configuration, 3)
        print(
            "market, preset \(preset.rawValue), a day: \(rounded(Double(counts.messages) / best / 1e6)) million kernel "
                + "messages/s, \(rounded(best * 1_000)) ms, \(counts.messages) messages, \(counts.trades) trades")
    }
    benchmarkChartists()
    benchmarkMarketMemory()
    benchmarkMarketsSideBySide()
}

/// The market of the sample CI2002 of PAMS: a hundred traders of forecasts by fundamental and noise, one order a second.
///
/// `pams` 0.3.0 makes 8,200 orders a second of it on one Zen 4 core (2,100 orders, Python 3.11); 6,200 in `peers.md`.
private func benchmarkChartists() {
    var chartists = ChartistParameters()
    (chartists.chartWeight, chartists.size) = (.fixed(0), .fixed(1))
    var configuration = MarketConfiguration()
    configuration.instruments[0].fundamental.mean = 30_000
    configuration.instruments[0].fundamental.volatility = 0
    configuration.groups = [ParticipantGroup("chartists", count: 100, .chartist(chartists))]
    let (best, counts) = bestRun(configuration, 7)
    print(
        "market, a hundred FCN traders, a day: \(rounded(Double(counts.orders) / best / 1e3)) thousand orders/s "
            + "(\(rounded(Double(counts.orders) / best / 8_200)) times pams' 8200), \(counts.orders) orders, "
            + "\(counts.trades) trades")
}

/// Twenty-four liquid markets of an hour by one thread, and by two that take the next as `backtest simulate --runs`
/// does: ten pairs in turns, the median ratio.
private func benchmarkMarketsSideBySide() {
    var ratios: [Double] = []
    for pair in 0..<10 {
        var seconds = [0.0, 0.0]
        for threads in pair % 2 == 0 ? [1, 2] : [2, 1] {
            seconds[threads - 1] = ContinuousClock().measure { runMarkets(24, threads: threads) } / .seconds(1)
        }
        ratios.append(seconds[0] / seconds[1])
    }
    ratios.sort()
    print("market, independent runs on two threads: \(rounded(ratios[5] * 100) / 100) times one (median of ten)")
}

/// Markets of the liquid preset with seeds that follow each other.
private func runMarkets(_ count: Int, threads: Int) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: threads) { _ in
        while true {
            let seed = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard seed < count else { return }
            var configuration = MarketPreset.liquid.configuration
            configuration.seed = UInt64(seed)
            configuration.session.length = 3_600
            do {
                var sink = IgnoredMarket()
                var market = try Market(configuration)
                market.run(into: &sink)
            } catch {
                invariant(false, "the preset is refused: \(error)")
            }
        }
    }
}

/// A day of the liquid preset with all that a recorder keeps.
private func benchmarkMarketMemory() {
    let configuration = MarketPreset.liquid.configuration
    do {
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        let elapsed = ContinuousClock().measure { market.run(into: &recorder) }
        let trades = recorder.trades[0].count
        let quotes = recorder.quotes[0].count
        print(
            "market, preset liquid with a recorder, a day: \(elapsed), \(trades) trades and \(quotes) quotes kept, peak "
                + "memory of the process \(peakMemory()) MB")
        invariant(trades > 10_000 && recorder.barSeries().count > 380, "a liquid day without trades")
    } catch {
        invariant(false, "the preset is refused: \(error)")
    }
}

/// Seconds of processor time of this thread: what others do on the machine is left out.
private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}

/// The shortest run of several, in seconds of processor time, and its counts; each must make the same trades.
private func bestRun(_ configuration: MarketConfiguration, _ repetitions: Int) -> (Double, MarketCounts) {
    var best = Double.infinity
    var first: MarketCounts?
    for _ in 0..<repetitions {
        do {
            var sink = IgnoredMarket()
            var market = try Market(configuration)
            let before = threadSeconds()
            market.run(into: &sink)
            best = min(best, threadSeconds() - before)
            market.checkConservation()
            invariant(first == nil || first == market.counts, "the same seed made another market")
            first = market.counts
        } catch {
            invariant(false, "the preset is refused: \(error)")
        }
    }
    return (best, first ?? MarketCounts())
}

/// The most memory that the process had, in MB.
private func peakMemory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1_024
}

private func rounded(_ value: Double) -> Double { (value * 10).rounded() / 10 }
