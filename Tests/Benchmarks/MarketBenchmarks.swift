import Core
import Glibc
import MarketSimulator
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
    benchmarkMarketMemory()
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

/// The shortest run of several, in seconds, and its counts; each must make the same trades.
private func bestRun(_ configuration: MarketConfiguration, _ repetitions: Int) -> (Double, MarketCounts) {
    var best = Double.infinity
    var first: MarketCounts?
    for _ in 0..<repetitions {
        do {
            var sink = IgnoredMarket()
            var market = try Market(configuration)
            let elapsed = ContinuousClock().measure { market.run(into: &sink) }
            market.checkConservation()
            best = min(best, Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18)
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
