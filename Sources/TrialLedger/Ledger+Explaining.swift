public import Core
internal import GRDB

extension Ledger {
    /// Says for people what counts in a family and why: the trials, the repeats that were merged, what has no Sharpe ratio,
    /// and what lies over other periods.
    ///
    /// - Parameters:
    ///   - key: The family's key.
    ///   - period: The period of the result that is judged; `nil` for all trials of the family.
    /// - Throws: `noFamily` where the ledger has no trial of it over the period.
    public func explanation(
        of key: String, overlapping period: Range<Timestamp>? = nil
    ) throws(LedgerError) -> String {
        let summary = try family(key, overlapping: period)
        let all = period == nil ? summary : try family(key)
        let merged = try repeats(of: key, overlapping: period)
        var lines = [
            "Family \(key.prefix(12)): \(summary.text)",
            "Strategies \(summary.strategies.joined(separator: ", ")); instruments "
                + summary.instruments.joined(separator: ", "),
            "N = \(summary.trials) trials: \(summary.finished) finished, \(summary.failed) failed, "
                + "\(summary.abandoned) abandoned. All of them count, because each was a chance to be lucky.",
        ]
        if summary.running > 0 {
            lines.append("Running: \(summary.running); they count when they end, or when their process is gone.")
        }
        lines.append("Sharpe ratios: " + sharpeText(summary))
        lines.append(
            "Attempts: \(summary.attempts); \(summary.repeats) of them repeat a trial (same config, data and period) and "
                + "add nothing.")
        for trial in merged.shown {
            lines.append(
                "  trial \(trial.identity): attempts \(trial.attempts.map(String.init).joined(separator: ", "))"
                    + (trial.differ ? "; THEIR SHARPE RATIOS DIFFER, the first finished one counts" : ""))
        }
        if merged.count > merged.shown.count {
            lines.append("  and \(merged.count - merged.shown.count) more repeated trials")
        }
        lines += periodLines(summary, all, period)
        return lines.joined(separator: "\n") + "\n"
    }

    private func sharpeText(_ summary: FamilySummary) -> String {
        var text = "\(summary.sharpeCount) of \(summary.finished) finished trials have one"
        if let best = summary.bestSharpe, let attempt = summary.bestAttempt {
            text += "; best \(best.shortestText) per session (attempt \(attempt))"
        }
        if let variance = summary.sharpeVariance { text += "; variance \(variance.shortestText)" }
        return text + ". Failed and abandoned trials count in N, not in the variance."
    }

    private func periodLines(
        _ summary: FamilySummary, _ all: FamilySummary, _ period: Range<Timestamp>?
    ) -> [String] {
        func shown(_ periods: [Range<Timestamp>]) -> String {
            periods.map { "\($0.lowerBound) to \($0.upperBound)" }.joined(separator: ", ")
        }
        var lines = ["Periods, those that overlap joined: " + shown(summary.periods)]
        if let period {
            lines.append(
                "Asked for \(shown([period])): trials whose period overlaps it count, so that one more day of data does not "
                    + "reset N; \(all.trials - summary.trials) trials of the family over other periods do not.")
        }
        return lines
    }

    /// A trial with several attempts.
    private struct RepeatedTrial {
        var identity: TrialIdentity
        var attempts: [Int64]
        var sharpe: Double?
        var differ = false
    }

    private func repeats(
        of key: String, overlapping period: Range<Timestamp>?
    ) throws(LedgerError) -> (shown: [RepeatedTrial], count: Int) {
        try reading { database in
            let family = try familyRow(database, key)
            let studies = try StudyTable(database, of: self, family: family)
            var trials: [TrialIdentity: RepeatedTrial] = [:]
            try visitAttempts(database, studies, family: family, overlapping: period) { attempt in
                let sharpe = attempt.trial.sharpe
                guard var trial = trials[attempt.identity] else {
                    trials[attempt.identity] = RepeatedTrial(
                        identity: attempt.identity, attempts: [attempt.trial.attempt], sharpe: sharpe)
                    return
                }
                trial.attempts.append(attempt.trial.attempt)
                if let sharpe, let first = trial.sharpe, first != sharpe { trial.differ = true }
                trial.sharpe = trial.sharpe ?? sharpe
                trials[attempt.identity] = trial
            }
            let repeated = trials.values.filter { $0.attempts.count > 1 }.sorted {
                // What needs a look comes first.
                $0.differ == $1.differ ? $0.attempts[0] < $1.attempts[0] : $0.differ
            }
            return (Array(repeated.prefix(20)), repeated.count)
        }
    }
}
