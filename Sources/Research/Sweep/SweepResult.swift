public import Core
import ParameterSearch
import Statistics

/// A sweep whose trials are all done.
public struct SweepResult: Sendable {
    /// The plan.
    public let plan: SweepPlan
    /// The trials, in the order of their numbers.
    public let trials: TrialBatch
    /// The dates of the sessions that returns are of.
    public let sessionDates: [CivilDate]
    /// The hashes of the sweep, of the config without any trial's values, and of the bars.
    public let hashes: (sweep: String, config: String, data: String)

    /// A result.
    public init(
        plan: SweepPlan, trials: TrialBatch, sessionDates: [CivilDate],
        hashes: (sweep: String, config: String, data: String)
    ) {
        self.plan = plan
        self.trials = trials
        self.sessionDates = sessionDates
        self.hashes = hashes
    }

    /// How many trials ended in a state.
    public func count(_ state: TrialEnd) -> Int { trials.states.reduce(0) { $0 + ($1 == state ? 1 : 0) } }

    /// The places of the trials that have a figure of an objective, the best first; of equal ones the first trial; none of
    /// those that saw a part of the period only.
    public func ranked(by objective: SweepObjective, most: Int = .max) -> [Int] {
        guard let column = plan.columns.place(of: objective.id) else { return [] }
        var scored: [(place: Int, score: Double)] = []
        for place in 0..<trials.count where plan.isWhole(Int(trials.numbers[place])) {
            if let score = objective.score(trials.figure(column, of: place)) { scored.append((place, score)) }
        }
        scored.sort { ($1.score, $0.place) < ($0.score, $1.place) }
        return scored.prefix(most).map(\.place)
    }

    /// The places of the trials that no other trial beats in every objective, in the order of trials.
    public var paretoFront: [Int] {
        let columns = plan.objectives.compactMap { plan.columns.place(of: $0.id) }
        let scores = (0..<trials.count).map { place -> [Double?] in
            let isWhole = plan.isWhole(Int(trials.numbers[place]))
            return zip(plan.objectives, columns).map { isWhole ? $0.score(trials.figure($1, of: place)) : nil }
        }
        return ParetoFront(of: scores).trials
    }

    /// Why trials failed: each reason with its number of trials and the first of them, the most frequent first.
    public var failures: [(reason: String, count: Int, first: Int)] {
        var found: [String: (count: Int, first: Int)] = [:]
        for place in trials.reasons.keys.sorted() {
            guard let reason = trials.reasons[place] else { continue }
            found[reason, default: (0, Int(trials.numbers[place]))].count += 1
        }
        return found.map { ($0.key, $0.value.count, $0.value.first) }
            .sorted { ($1.1, $0.2) < ($0.1, $1.2) }
    }
}
