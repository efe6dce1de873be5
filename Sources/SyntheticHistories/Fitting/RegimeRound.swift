internal import Glibc

/// The parameters of regimes, and the rounds that improve them.
struct RegimeRound {
    private(set) var means: [Double]
    private(set) var variances: [Double]
    private(set) var transitions: [Double]
    /// Of the parameters before the last round.
    private(set) var logLikelihood = -Double.infinity
    private let values: [Double]
    private let count: Int
    private var forward: [Double]
    private static let leastVariance = 1e-4

    /// Parameters of groups of values, by the mean square around each.
    ///
    /// - Parameter values: Mean 0, variance 1.
    init(_ values: [Double], regimes: Int, window: Int) {
        (self.values, count) = (values, regimes)
        var sums = [0.0]
        for value in values { sums.append(sums[sums.count - 1] + value * value) }
        let activity = values.indices.map { place in
            let (low, high) = (max(0, place - window / 2), min(values.count, place + (window + 1) / 2))
            return (sums[high] - sums[low]) / Double(high - low)
        }
        // Two thirds of the time are calm.
        let order = activity.indices.sorted { (activity[$0], $0) < (activity[$1], $1) }
        let shares = regimes == 2 ? [0, 0.67, 1] : [0, 0.45, 0.85, 1]
        means = [Double](repeating: 0, count: regimes)
        variances = (0..<regimes).map { regime in
            let group = order[Int(shares[regime] * Double(order.count))..<Int(shares[regime + 1] * Double(order.count))]
            let sum = group.reduce(0) { $0 + values[$1] * values[$1] }
            return max(RegimeRound.leastVariance * 100, sum / Double(max(1, group.count)))
        }
        let stay = window == 1 ? 0.8 : 0.97
        transitions = (0..<regimes * regimes).map { cell in
            cell / regimes == cell % regimes ? stay : (1 - stay) / Double(regimes - 1)
        }
        forward = [Double](repeating: 0, count: values.count * regimes)
    }

    /// Filters, smooths, and takes the parameters that suit the chances best.
    mutating func improve() {
        filter()
        let (n, k) = (values.count, count)
        var (weights, sums) = ([Double](repeating: 0, count: k), [Double](repeating: 0, count: k))
        var (squares, moves) = (sums, [Double](repeating: 0, count: k * k))
        let old = means
        var (smoothed, earlier) = (Array(forward[((n - 1) * k)...]), [Double](repeating: 0, count: k))
        for place in stride(from: n - 1, through: 0, by: -1) {
            let value = values[place]
            for regime in 0..<k {
                weights[regime] += smoothed[regime]
                sums[regime] += smoothed[regime] * value
                let distance = value - old[regime]
                squares[regime] += smoothed[regime] * distance * distance
            }
            guard place > 0 else { break }
            for regime in 0..<k { earlier[regime] = 0 }
            let base = (place - 1) * k
            for next in 0..<k {
                var predicted = 0.0
                for regime in 0..<k { predicted += forward[base + regime] * transitions[regime * k + next] }
                guard predicted > 0 else { continue }
                let ratio = smoothed[next] / predicted
                for regime in 0..<k {
                    let joint = forward[base + regime] * transitions[regime * k + next] * ratio
                    moves[regime * k + next] += joint
                    earlier[regime] += joint
                }
            }
            swap(&smoothed, &earlier)
        }
        for regime in 0..<k where weights[regime] > 1e-8 {
            let mean = sums[regime] / weights[regime]
            let shift = mean - old[regime]
            means[regime] = mean
            variances[regime] = max(RegimeRound.leastVariance, squares[regime] / weights[regime] - shift * shift)
            let all = moves[(regime * k)..<((regime + 1) * k)].reduce(0, +)
            guard all > 0 else { continue }
            for next in 0..<k { transitions[regime * k + next] = moves[regime * k + next] / all }
        }
    }

    /// The chances of regimes given the returns so far, and the likelihood.
    private mutating func filter() {
        let (n, k) = (values.count, count)
        let scales = variances.map { 1 / (2 * Double.pi * $0).squareRoot() }
        let factors = variances.map { -0.5 / $0 }
        var predicted = RegimeSwitching.stationary(transitions, count: k)
        var sum = 0.0
        for place in 0..<n {
            var total = 0.0
            for regime in 0..<k {
                let distance = values[place] - means[regime]
                let joint = predicted[regime] * scales[regime] * exp(factors[regime] * distance * distance) + 1e-300
                forward[place * k + regime] = joint
                total += joint
            }
            sum += log(total)
            for regime in 0..<k { forward[place * k + regime] /= total }
            for next in 0..<k {
                var chance = 0.0
                for regime in 0..<k { chance += forward[place * k + regime] * transitions[regime * k + next] }
                predicted[next] = chance
            }
        }
        logLikelihood = sum
    }
}
