import Core
import DataSources
import StrategyKit
import TimeSeries
public import TrialLedger

extension TrialStudy {
    /// What trials of a study share in the ledger.
    ///
    /// - Parameters:
    ///   - study: The study, its bars read.
    ///   - kind: How they are run, in a word: `run`, `sweep`.
    ///   - sweep: The hash of the sweep that they belong to.
    public init(_ study: Study, kind: String, sweep: String? = nil) {
        let instruments = study.data.panel.instruments.map(\.symbol)
        let rules = study.configuration.familyText
        let text = rules + "on " + instruments.joined(separator: ", ")
        let period = study.data.panel.period ?? Timestamp(nanoseconds: 0)..<Timestamp(nanoseconds: 1)
        self.init(
            familyKey: SHA256.hexDigest(of: text), familyText: text, strategy: study.plan.name,
            instruments: instruments, dataHash: study.dataHash, period: period, kind: kind, sweep: sweep,
            version: Version.current)
    }
}
