import Core
import TrialLedger

/// By what the ledger knows a trial, as the worker that ran it says: it has the trial's config and bars at hand.
struct WorkerIdentity: Sendable, Hashable {
    /// The trial.
    let number: UInt32
    /// The hash of its config.
    let config: String
    private let familyKey: String
    private let familyText: String
    private let strategy: String
    private let dataHash: String
    private let period: Range<Timestamp>
    private let instruments: [String]

    /// What a trial shares with others.
    init(number: UInt32, config: String, study: TrialStudy) {
        self.number = number
        self.config = config
        familyKey = study.familyKey
        familyText = study.familyText
        strategy = study.strategy
        dataHash = study.dataHash
        period = study.period
        instruments = study.instruments
    }

    /// The identity that some texts say; `nil` where they say none.
    init?(number: UInt32, texts: [String]) {
        guard texts.count >= 7, let lower = Int64(texts[5]), let upper = Int64(texts[6]), lower <= upper else {
            return nil
        }
        self.number = number
        (config, familyKey, familyText) = (texts[0], texts[1], texts[2])
        (strategy, dataHash) = (texts[3], texts[4])
        period = Timestamp(nanoseconds: lower)..<Timestamp(nanoseconds: upper)
        instruments = Array(texts[7...])
    }

    /// The same as texts.
    var texts: [String] {
        [
            config, familyKey, familyText, strategy, dataHash, String(period.lowerBound.nanoseconds),
            String(period.upperBound.nanoseconds),
        ] + instruments
    }

    /// What it shares with others, where all else is as in a study of this process.
    func study(like own: TrialStudy) -> TrialStudy {
        var study = own
        (study.familyKey, study.familyText) = (familyKey, familyText)
        (study.strategy, study.instruments) = (strategy, instruments)
        (study.dataHash, study.period) = (dataHash, period)
        return study
    }
}
