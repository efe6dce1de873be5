import Core
import DataSources
public import Reports
import Statistics
import TimeSeries
public import TrialLedger

/// How many trials lie behind a result, and what is left of its Sharpe ratio after them (S72).
public struct TrialsBehind: Sendable, Hashable {
    /// The trials of its family over periods that overlap its own: finished, failed and abandoned ones, each once.
    public let trials: Int
    /// The first digits of the family's key, by which `backtest ledger explain` knows it.
    public let family: String
    /// The probability that the true Sharpe ratio is above what the best of so many lucky trials would show; `nil` where it
    /// cannot be told, as of one trial, or of returns that do not vary.
    public let deflatedSharpe: Double?

    /// What the ledger says of a result that stands in it.
    public init(_ result: StudyResult, study: Study, in ledger: Ledger) throws(LedgerError) {
        let own = TrialStudy(study, kind: "run")
        let summary = try ledger.family(own.familyKey, overlapping: own.period)
        trials = summary.trials
        family = String(own.familyKey.prefix(12))
        let moments = Moments(result.performance.sessionReturns, scale: 1)
        guard let variance = summary.sharpeVariance, summary.trials > 1, let skewness = moments.skewness,
            let kurtosis = moments.kurtosisRaw, let deviation = moments.standardDeviation(ddof: 1)
        else {
            deflatedSharpe = nil
            return
        }
        deflatedSharpe = try? DeflatedSharpe(
            sharpe: moments.mean / deviation, count: moments.count, skewness: skewness, kurtosisRaw: kurtosis,
            trials: Double(summary.trials), varianceOfSharpes: variance
        ).probability
    }

    /// In lines, for a report.
    public var lines: [LabelledText] {
        var lines = [LabelledText("Family", "\(family); see backtest ledger explain \(family)")]
        if let deflatedSharpe {
            lines.insert(LabelledText("Deflated Sharpe ratio", TrialsBehind.percent(deflatedSharpe)), at: 0)
        }
        return lines
    }

    /// In a line, for the terminal.
    public var text: String {
        guard trials > 1 else { return "trials behind it: 1, this one (family \(family))" }
        let deflated = deflatedSharpe.map { "; deflated Sharpe ratio \(TrialsBehind.percent($0))" } ?? ""
        return "trials behind it: \(trials)\(deflated) (family \(family))"
    }

    private static func percent(_ probability: Double) -> String {
        "\(((probability * 1_000).rounded() / 10).shortestText) %"
    }
}
