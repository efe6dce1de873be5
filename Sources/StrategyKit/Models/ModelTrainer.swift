import Core
import Learning
import Simulation

/// Fits a model on schedule inside a run (S67).
struct ModelTrainer {
    private let plan: ModelPlan
    /// The instants so far at which some window was whole, in nanoseconds.
    private var instants: [Int64] = []
    /// The model in force.
    private(set) var fitted: (any FittedModel)?
    /// When it was fitted; `nil` where it cannot take in what is new since.
    private var trainedAt: Int64?
    /// When the last of the samples was decided that it learnt from.
    private var learntThrough = Int64.min
    /// How many fits were tried.
    private var number = 0
    /// Which of them gave the model in force; 0 for none.
    private(set) var numberInForce = 0

    init(_ plan: ModelPlan) { self.plan = plan }

    /// Says that features were computed anew in other units, after a split: what was learnt of the old ones cannot be
    /// added to.
    mutating func noteRescaling() { trainedAt = nil }

    /// Lets an instant pass at which some window is whole, and fits the model where that is due.
    ///
    /// - Parameters:
    ///   - rows: What is known at that instant, and no more.
    ///   - isCancelled: Asked now and then; the answer `true` ends a fit.
    /// - Returns: The fit; `nil` where none was due.
    /// - Throws: `LearningError.cancelled`. Other failures of a fit are in what is returned.
    mutating func pass(
        _ now: Timestamp, rows: [FeatureRows], isCancelled: @escaping @Sendable () -> Bool
    ) throws(LearningError) -> Training? {
        let isDue = plan.schedule.isDue(after: instants.count)
        instants.append(now.nanoseconds)
        guard isDue else { return nil }
        number += 1
        do throws(LearningError) {
            let samples = try fit(by: now.nanoseconds, rows, isCancelled)
            trainedAt = now.nanoseconds
            learntThrough = samples.starts.last ?? .min
            numberInForce = number
            return Training(
                number: number, sampleCount: samples.count,
                from: Timestamp(nanoseconds: samples.starts.first ?? now.nanoseconds),
                through: Timestamp(nanoseconds: samples.ends.max() ?? now.nanoseconds), hash: hash)
        } catch {
            if error == .cancelled { throw error }
            return Training(number: number, sampleCount: 0, from: now, through: now, failure: error.description)
        }
    }

    /// Fits the model, or has it take in what is new, where it can and learns from all of the past.
    ///
    /// All is learnt again where that would give another model: with weights, which change for old samples as new ones come,
    /// with labels beside those of other instruments, which may be known long after their own rows, and where labels end in another order than they were decided in, as with gaps or barriers.
    ///
    /// - Returns: What was learnt from, in an update what was new.
    private mutating func fit(
        by now: Int64, _ rows: [FeatureRows], _ isCancelled: @escaping @Sendable () -> Bool
    ) throws(LearningError) -> TrainingSamples {
        if let updating = plan.model as? any UpdatingModel, plan.schedule.longest == nil,
            plan.label.weighting == .equal, plan.label.across == nil, let before = fitted, let trainedAt,
            let set = try? samples(newest(rows, since: trainedAt)),
            let new = set.known(at: now, after: trainedAt), new.starts[0] > learntThrough
        {
            fitted = nil
            do throws(LearningError) {
                fitted = try updating.updated(anyOf: before, with: new)
            } catch {
                fitted = before
                throw error
            }
            return new
        }
        let known = try known(by: now, rows)
        var context = plan.context(fold: number - 1)
        context.isCancelled = isCancelled
        fitted = try plan.model.fit(known, in: context)
        return known
    }

    /// The beginning of the digest of the model in force; empty where it cannot be stored.
    private var hash: String {
        guard let fitted, let stored = try? StoredModel(of: fitted) else { return "" }
        return String(stored.digest.prefix(16))
    }

    /// The rows that samples need whose label has ended since an instant.
    private func newest(_ rows: [FeatureRows], since instant: Int64) -> [FeatureRows] {
        rows.map { one in
            one.from(max(0, one.times.firstPlace { $0 >= instant } - 2 * plan.label.reach - plan.window))
        }
    }

    /// The samples whose label has ended by now, the newest ones where the schedule is rolling.
    ///
    /// Of a long past only the stretch is made into samples that holds them, and the labels that overlap with theirs.
    /// Weights by return are relative to those of all the past, which is then needed whole.
    private func known(by now: Int64, _ rows: [FeatureRows]) throws(LearningError) -> TrainingSamples {
        guard let longest = plan.schedule.longest, plan.label.weighting != .attribution else {
            return try samples(rows).known(at: now, longest: plan.schedule.longest)
        }
        var stretch = longest + 2 * plan.label.reach + 1
        while stretch < instants.count {
            let first = instants[instants.count - stretch]
            let part = rows.map { one in
                one.from(max(0, one.times.firstPlace { $0 >= first } - plan.window + 1 - plan.label.reach))
            }
            let known = try? samples(part).known(at: now, longest: longest)
            // Of instants before the first not all instruments have a sample here.
            if let known, known.stepCount == longest, known.starts[0] >= first { return known }
            stretch *= 2
        }
        return try samples(rows).known(at: now, longest: longest)
    }

    private func samples(_ rows: [FeatureRows]) throws(LearningError) -> SampleSet {
        try SampleSet(rows, features: plan.features.names, window: plan.window, label: plan.label)
    }
}

extension TrainingSamples {
    /// How many distinct instants they were decided at.
    fileprivate var stepCount: Int {
        var (count, last) = (0, Int64.min)
        for start in starts where start != last { (count, last) = (count + 1, start) }
        return count
    }
}
