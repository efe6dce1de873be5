#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// The learning rate of each step: a rate, how it falls, and a warm-up at the beginning.
///
/// - Verified by: `TrainingPlanTests/schedulesFollowTheirFormulas`.
public struct LearningRateSchedule: Sendable, Equatable {
    /// How the rate falls.
    public enum Decay: Sendable, Equatable {
        /// Not at all.
        case constant
        /// By `factor` after each `epochs` epochs.
        case step(epochs: Int, factor: Double)
        /// By `factor` after each epoch.
        case exponential(factor: Double)
        /// `floor + (rate − floor) (1 + cos π p) / 2` with the share `p` of the steps after the warm-up that are done.
        ///
        /// - Source: Loshchilov and Hutter (2017), "SGDR", eq. 5, one cycle.
        case cosine(floor: Double = 0)
    }

    /// The greatest rate.
    public var rate: Double
    /// How it falls.
    public var decay: Decay
    /// How many steps at the beginning rise evenly to the rate; the first has `rate / warmUpSteps`.
    public var warmUpSteps: Int

    /// A schedule; one rate for all steps by default.
    public init(rate: Double = 1e-3, decay: Decay = .constant, warmUpSteps: Int = 0) {
        self.rate = rate
        self.decay = decay
        self.warmUpSteps = warmUpSteps
    }

    /// The rate of a step, from 0.
    public func rate(step: Int, stepsPerEpoch: Int, epochs: Int) -> Double {
        let warm = step < warmUpSteps ? Double(step + 1) / Double(warmUpSteps) : 1
        let epoch = step / max(1, stepsPerEpoch)
        switch decay {
        case .constant: return warm * rate
        case .step(let length, let factor): return warm * rate * pow(factor, Double(epoch / max(1, length)))
        case .exponential(let factor): return warm * rate * pow(factor, Double(epoch))
        case .cosine(let floor):
            let steps = max(1, stepsPerEpoch * epochs - warmUpSteps)
            let share = min(1, Double(max(0, step - warmUpSteps)) / Double(steps))
            return warm * (floor + (rate - floor) * 0.5 * (1 + cos(Double.pi * share)))
        }
    }

    func requireValid() throws(LearningError) {
        guard rate > 0, rate.isFinite else {
            throw .parameter(name: "learning rate", found: "\(rate)", allowed: "positive numbers")
        }
        guard warmUpSteps >= 0 else {
            throw .parameter(name: "warm-up steps", found: "\(warmUpSteps)", allowed: "0 and more")
        }
        switch decay {
        case .constant: break
        case .step(let epochs, let factor):
            guard epochs > 0 else {
                throw .parameter(name: "epochs of a step of the rate", found: "\(epochs)", allowed: "1 and more")
            }
            try LearningRateSchedule.requireFactor(factor)
        case .exponential(let factor): try LearningRateSchedule.requireFactor(factor)
        case .cosine(let floor):
            guard floor >= 0, floor <= rate else {
                throw .parameter(name: "floor of the learning rate", found: "\(floor)", allowed: "0 to \(rate)")
            }
        }
    }

    private static func requireFactor(_ factor: Double) throws(LearningError) {
        guard factor > 0, factor <= 1 else {
            throw .parameter(name: "factor of the learning rate", found: "\(factor)", allowed: "above 0 up to 1")
        }
    }
}
