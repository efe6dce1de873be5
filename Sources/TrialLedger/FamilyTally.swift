import Core

/// Counts the trials of families, an attempt at a time, every trial once.
struct FamilyTally {
    /// A trial as far as its attempts were seen.
    struct Trial {
        var family: Int64
        var state: TrialState
        /// The first attempt in that state.
        var attempt: Int64
        var sharpe: Double?
        var attempts = 1
    }

    private struct Key: Hashable {
        var family: Int64
        var identity: TrialIdentity
    }

    /// The trials in the order of their first attempts, so that sums are the same in every process.
    private(set) var trials: [Trial] = []
    private var places: [Key: Int] = [:]

    /// Adds an attempt.
    mutating func add(_ identity: TrialIdentity, _ trial: Trial) {
        let key = Key(family: trial.family, identity: identity)
        guard let place = places[key] else {
            places[key] = trials.count
            trials.append(trial)
            return
        }
        trials[place].attempts += 1
        if FamilyTally.rank(trial.state) > FamilyTally.rank(trials[place].state) {
            let attempts = trials[place].attempts
            trials[place] = trial
            trials[place].attempts = attempts
        }
    }

    private static func rank(_ state: TrialState) -> Int {
        switch state {
        case .finished: 3
        case .failed: 2
        case .abandoned: 1
        case .running: 0
        }
    }

    /// Writes the counts into the summaries of the families by the numbers of their rows.
    func fill(_ summaries: inout [Int64: FamilySummary]) {
        for trial in trials {
            summaries[trial.family]?.count(trial)
        }
        var squares: [Int64: Double] = [:]
        for trial in trials {
            guard let sharpe = trial.sharpe, let mean = summaries[trial.family]?.sharpeMean else { continue }
            squares[trial.family, default: 0] += (sharpe - mean) * (sharpe - mean)
        }
        for (family, sum) in squares {
            guard let count = summaries[family]?.sharpeCount, count > 1 else { continue }
            summaries[family]?.sharpeVariance = sum / Double(count - 1)
        }
    }
}

extension FamilySummary {
    /// Counts a trial and moves the mean of the Sharpe ratios.
    fileprivate mutating func count(_ trial: FamilyTally.Trial) {
        attempts += trial.attempts
        switch trial.state {
        case .finished: finished += 1
        case .failed: failed += 1
        case .abandoned: abandoned += 1
        case .running: running += 1
        }
        guard let sharpe = trial.sharpe else { return }
        sharpeCount += 1
        let mean = sharpeMean ?? 0
        sharpeMean = mean + (sharpe - mean) / Double(sharpeCount)
        if bestSharpe.map({ sharpe > $0 }) ?? true {
            (bestSharpe, bestAttempt) = (sharpe, trial.attempt)
        }
    }
}
