internal import Core
internal import Glibc

/// The fundamental value of an instrument along a day, advanced on demand.
///
/// It moves on a grid of instants whose k-th step always takes the k-th draws of its own stream, so that who asks, and how
/// often, changes nothing. The step from one point of the grid to the next is exact:
///
///     r(t + Δ) = r̄ + (r(t) − r̄) e^(−κΔ) + σ √((1 − e^(−2κΔ)) / 2κ) ε
///
/// - Source: Uhlenbeck and Ornstein (1930), "On the Theory of the Brownian Motion", eq. for the transition density.
/// - Verified by: `FundamentalProcessTests` against mean, variance and autocorrelation in closed form.
struct FundamentalProcess {
    private let parameters: FundamentalParameters
    private let step: Int64
    private let decay: Double
    private let deviation: Double
    private var own: RandomStream
    private var common: RandomStream
    private var jumps: RandomStream
    private var untilJump: Double
    private var next: Int64 = 0
    /// The value now, in ticks.
    private(set) var value: Double

    /// The process of one instrument of a run.
    init(_ parameters: FundamentalParameters, seed: UInt64, instrument: Int) {
        self.parameters = parameters
        step = max(1, Int64(parameters.interval * 1e9))
        let (kappa, delta) = (parameters.reversion, parameters.interval)
        decay = exp(-kappa * delta)
        let variance = kappa > 1e-12 ? -expm1(-2 * kappa * delta) / (2 * kappa) : delta
        deviation = parameters.volatility * variance.squareRoot()
        own = RandomStream(seed: seed, name: "fundamental", index: UInt64(instrument))
        common = RandomStream(seed: seed, name: "fundamental.common")
        jumps = RandomStream(seed: seed, name: "fundamental.jumps", index: UInt64(instrument))
        untilJump = jumps.exponential()
        value = parameters.mean
    }

    /// Begins a day: the first of all at the mean, a later one after the move of the night.
    mutating func beginDay(at nanoseconds: Int64, isFirst: Bool) {
        next = nanoseconds + step
        if !isFirst { move(parameters.overnightDeviation) }
    }

    /// Moves by a given amount at once: news.
    mutating func shift(by ticks: Double) { value = max(1, value + ticks) }

    /// The value at an instant of the day, not before those asked earlier.
    mutating func value(at nanoseconds: Int64, _ activity: borrowing ActivityClock) -> Double {
        while next <= nanoseconds {
            value = parameters.mean + (value - parameters.mean) * decay
            var spread = deviation
            if parameters.activityExponent > 0 {
                spread *= pow(activity.level(at: next), parameters.activityExponent / 2)
            }
            move(spread)
            jump()
            next += step
        }
        return value
    }

    private mutating func move(_ spread: Double) {
        let loading = parameters.commonLoading
        var shock = own.normal()
        if loading != 0 { shock = loading * common.normal() + (1 - loading * loading).squareRoot() * shock }
        value = max(1, value + spread * shock)
    }

    private mutating func jump() {
        untilJump -= parameters.jumpRate * parameters.interval
        while untilJump <= 0 {
            let size = parameters.jumpMean + parameters.jumpDeviation * jumps.normal()
            shift(by: jumps.chance(0.5) ? size : -size)
            untilJump += jumps.exponential()
        }
    }
}
