internal import Core

/// Positions whose days can be taken in another order, and what they make of returns.
struct TimedPositions: Sendable {
    let positions: [[Double]]
    let returns: [[Double]]
    let statistic: PositionPermutation.Statistic

    /// The size of a result, by which rounding is told: the mean absolute product, 1 for a ratio.
    var size: Double {
        guard statistic == .mean, let days = positions.first?.count else { return 1 }
        var sum = 0.0
        for (held, moves) in zip(positions, returns) {
            for day in 0..<days { sum += abs(held[day] * moves[day]) }
        }
        return sum / Double(days)
    }

    /// The statistic where day t holds the positions of day `order[t]`.
    func result(order: [Int]) -> Double {
        var results = [Double](repeating: 0, count: order.count)
        for (held, moves) in zip(positions, returns) {
            for day in order.indices { results[day] += held[order[day]] * moves[day] }
        }
        let moments = Moments(results, scale: 1)
        switch statistic {
        case .mean: return moments.mean
        case .sharpe:
            guard moments.varies, let deviation = moments.standardDeviation(ddof: 1) else { return 0 }
            return moments.mean / deviation
        }
    }

    /// All days later by so many.
    static func shifted(by shift: Int, days: Int) -> [Int] {
        (0..<days).map { ($0 + days - shift) % days }
    }

    /// The order of days in a permutation.
    static func order(_ scheme: PositionPermutation.Scheme, days: Int, seed: UInt64, number: Int) -> [Int] {
        var stream = RandomStream(seed: seed, name: "judgement.permutation", index: UInt64(number))
        switch scheme {
        case .circularShift: return shifted(by: 1 + stream.below(days - 1), days: days)
        case .whole: return shuffled(days, &stream)
        case .blocks(let length):
            let blocks = shuffled((days + length - 1) / length, &stream)
            return blocks.flatMap { block in (block * length)..<min(days, (block + 1) * length) }
        }
    }

    /// `0..<count` in any order, each as likely: the shuffle of Fisher and Yates.
    private static func shuffled(_ count: Int, _ stream: inout RandomStream) -> [Int] {
        var order = Array(0..<count)
        for place in stride(from: count - 1, to: 0, by: -1) { order.swapAt(place, stream.below(place + 1)) }
        return order
    }
}
