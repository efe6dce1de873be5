public import Statistics

/// The trials of one or more finished sweeps over the same sessions, each once.
public struct JudgedTrials: Sendable {
    /// A trial that has figures.
    public struct Trial: Sendable, Hashable {
        /// The place of its sweep.
        public let sweep: Int
        /// Its number there.
        public let number: Int
    }

    /// The sweeps.
    public let sweeps: [FinishedSweep]
    /// The trials that have figures, sweep after sweep in the order of numbers.
    public let trials: [Trial]
    /// The moments of the session returns of each, over the sessions in which it could trade.
    public let figures: [TrialFigures]
    /// The number of trials without figures.
    public let failed: Int
    /// The number of trials that stand in an earlier sweep already.
    public let repeated: Int
    /// The returns of those trials whose returns are kept, 0 in sessions before a trial could trade.
    public let returns: ReturnMatrix
    /// The trials that the rows of `returns` are of, by their places.
    public let rows: [Int]
    /// The sessions in a year, as the sweeps annualised by them.
    public let periodsPerYear: Double
    /// What must be known of how the trials were taken.
    public let notes: [String]

    /// As few sessions as this bear no judgement.
    static let fewestSessions = 20

    /// Puts sweeps together.
    ///
    /// - Throws: `different` for sweeps of other sessions, `trials` where fewer than two trials have figures and returns,
    ///   where none varies, or for too few sessions; `unreadable`.
    public init(_ sweeps: [FinishedSweep]) throws(SweepJudgementError) {
        guard let first = sweeps.first else { throw .unsuitable("there is no sweep to judge") }
        for other in sweeps.dropFirst() { try JudgedTrials.checkSessions(first, other) }
        let path = first.shownName
        var (trials, figures): ([Trial], [TrialFigures]) = ([], [])
        var (values, rows): ([Float], [Int]) = ([], [])
        var (failed, repeated, flat, ruined) = (0, 0, 0, 0)
        var known: Set<String> = []
        var periods: Double?
        for (place, sweep) in sweeps.enumerated() {
            let moments = try TrialMomentColumns(sweep)
            if periods == nil { periods = moments.periodsPerYear }
            // Points of one plan are distinct: only several sweeps can hold a trial twice.
            let identities = sweeps.count > 1 ? TrialIdentities(sweep) : nil
            var places = [Int](repeating: -1, count: sweep.plan.count)
            let isFinished = sweep.isFinished
            for number in 0..<sweep.plan.count {
                if let identities, !known.insert(identities.identity(of: number)).inserted {
                    repeated += 1
                } else if isFinished[number] {
                    places[number] = trials.count
                    trials.append(Trial(sweep: place, number: number))
                    figures.append(moments.figures(of: number))
                } else {
                    failed += 1
                }
            }
            for (row, number) in sweep.returnTrials.enumerated() where places[number] >= 0 {
                let returns = sweep.returns[(row * sweep.sessions.count)..<((row + 1) * sweep.sessions.count)]
                // Equity fell to zero: of such a trial there are no returns.
                guard returns.contains(where: { !$0.isNaN }) else {
                    ruined += 1
                    continue
                }
                if returns.first?.isNaN == true { flat += 1 }
                rows.append(places[number])
                values.append(contentsOf: returns.lazy.map { $0.isNaN ? 0 : $0 })
            }
        }
        guard first.sessions.count >= JudgedTrials.fewestSessions else {
            throw .trials(
                path: path,
                .tooFewDays(
                    found: first.sessions.count, needed: JudgedTrials.fewestSessions, purpose: "a judgement"))
        }
        guard rows.count > 1 else {
            throw .trials(
                path: path,
                .tooFewTrials(found: rows.count, needed: 2, purpose: "a judgement, counting those with returns"))
        }
        guard figures.contains(where: { $0.sharpe != nil }), let periods else {
            throw .trials(path: path, .noVariation(purpose: "a judgement"))
        }
        do throws(JudgementError) {
            returns = try ReturnMatrix(trials: rows.count, days: first.sessions.count, values: values)
        } catch { throw .trials(path: path, error) }
        (self.sweeps, self.trials, self.figures, self.failed) = (sweeps, trials, figures, failed)
        (self.repeated, self.rows, periodsPerYear) = (repeated, rows, periods)
        notes = JudgedTrials.notes(
            sweeps, repeated: repeated, failed: failed, flat: flat, ruined: ruined, rows: rows.count,
            finished: trials.count)
    }

    private static func notes(
        _ sweeps: [FinishedSweep], repeated: Int, failed: Int, flat: Int, ruined: Int, rows: Int, finished: Int
    ) -> [String] {
        var notes: [String] = []
        func say(_ count: Int, _ text: String) {
            if count > 0 { notes.append("\(count) \(count == 1 ? "trial" : "trials") \(text)") }
        }
        say(repeated, "stood in more than one sweep and count once.")
        say(failed, "came to no figures; they count in the number of trials, not in the variance of Sharpe ratios.")
        say(
            flat,
            "could not trade in the first sessions, for want of bars to warm up: in tests over all trials they count as "
                + "flat there, with a return of 0; their own figures leave these sessions out.")
        say(ruined, "lost all equity and have no returns; they count in the number of trials only.")
        if rows + ruined < finished {
            notes.append(
                "Returns are kept of a seeded sample of \(rows) of \(finished) trials: overfitting, superiority and the "
                    + "effective number of trials are those of the sample.")
        }
        if Set(sweeps.map(\.hashes.data)).count > 1 {
            notes.append("The sweeps ran over different bars of the same sessions.")
        }
        return notes
    }

    /// Refuses sweeps whose days do not stand side by side.
    private static func checkSessions(_ one: FinishedSweep, _ other: FinishedSweep) throws(SweepJudgementError) {
        guard one.sessions != other.sessions else { return }
        func shown(_ sweep: FinishedSweep) -> String {
            guard let first = sweep.sessions.first, let last = sweep.sessions.last else { return "no sessions" }
            return "\(sweep.sessions.count) sessions from \(first) to \(last)"
        }
        var text = "\(one.shownName) has \(shown(one)), \(other.shownName) has \(shown(other))"
        if let (mine, theirs) = zip(one.sessions, other.sessions).first(where: { $0 != $1 }) {
            text += "; the first that differs is \(mine) there and \(theirs) here"
        }
        throw .different(text + ": sweeps count together over the same sessions only; judge each by itself")
    }
}
