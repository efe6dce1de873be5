/// How often resamples came above the statistics of the trials.
struct ContestCounts: Sendable {
    /// Numbers by what is held of poor trials.
    struct Exceedances: Sendable {
        var lower = 0
        var consistent = 0
        var upper = 0
    }

    /// Above the highest mean, in the reality check.
    var realityCheck = 0
    /// Above the level of the form with means as they are.
    var plain = Exceedances()
    /// Above the level of the studentised form.
    var studentised = Exceedances()
    /// At or above each trial's own statistic, of the maximum over it and those with lower ones, in rising order.
    var steps: [Int32]

    /// Adds the counts of other resamples.
    mutating func add(_ other: ContestCounts) {
        realityCheck += other.realityCheck
        plain.add(other.plain)
        studentised.add(other.studentised)
        for place in steps.indices { steps[place] += other.steps[place] }
    }
}

extension ContestCounts.Exceedances {
    /// Adds other numbers.
    mutating func add(_ other: ContestCounts.Exceedances) {
        lower += other.lower
        consistent += other.consistent
        upper += other.upper
    }

    /// Counts a resample by its maxima.
    mutating func count(_ maxima: ResampleMaxima.Form, above level: Double) {
        lower += maxima.lower.max() > level ? 1 : 0
        consistent += maxima.consistent.max() > level ? 1 : 0
        upper += maxima.upper.max() > level ? 1 : 0
    }
}
