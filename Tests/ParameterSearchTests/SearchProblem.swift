import ParameterSearch

#if canImport(Glibc)
    import Glibc
#endif

/// A function with a known maximum over a space.
struct SearchProblem: Sendable {
    var space: SearchSpace
    var value: @Sendable (SearchPoint) -> Double

    /// Minus the function of Branin (1972): three maxima of −0.397887.
    static func branin() throws -> SearchProblem {
        SearchProblem(space: try SearchFixtures.space("x=-5.0:10", "y=0.0:15")) { point in
            let (x, y) = (point.values[0].number ?? .nan, point.values[1].number ?? .nan)
            let bend = y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6
            return -(bend * bend + 10 * (1 - 1 / (8 * .pi)) * cos(x) + 10)
        }
    }

    /// Minus the squared distance from (3, 10, 0.02 on its scale), and a different loss for each word: at most 0 at `b`.
    static func sphereWithWords() throws -> SearchProblem {
        SearchProblem(
            space: try SearchFixtures.space("x=-10.0:10", "n=1:50", "rate=1e-4:1:log", "word=a,b,c,d", where: "x < n")
        ) { point in
            let numbers = point.values.map { $0.number ?? .nan }
            let losses: [SearchValue: Double] = [.word("a"): 0.5, .word("b"): 0, .word("c"): 1, .word("d"): 2]
            let parts = [(numbers[0] - 3) / 10, (numbers[1] - 10) / 25, log(numbers[2] / 0.02) / log(1e4)]
            return -parts.reduce(losses[point.values[3]] ?? .nan) { $0 + $1 * $1 }
        }
    }

    /// Minus the function of Hartman with six variables (1973): a maximum of 3.32237 among six.
    static func hartman() throws -> SearchProblem {
        let rows: [(height: Double, a: [Double], p: [Double])] = [
            (1.0, [10, 3, 17, 3.5, 1.7, 8], [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886]),
            (1.2, [0.05, 10, 17, 0.1, 8, 14], [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991]),
            (3.0, [3, 3.5, 1.7, 10, 17, 8], [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650]),
            (3.2, [17, 8, 0.05, 10, 0.1, 14], [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381]),
        ]
        let axes = try (0..<6).map { try SearchFixtures.axis("x\($0)=0.0:1") }
        return SearchProblem(space: try SearchSpace(axes: axes)) { point in
            rows.reduce(0) { sum, row in
                var exponent = 0.0
                for (place, value) in point.values.enumerated() {
                    let distance = (value.number ?? .nan) - row.p[place]
                    exponent += row.a[place] * distance * distance
                }
                return sum + row.height * exp(-exponent)
            }
        }
    }

    /// The best value of so many trials, and all points in order.
    func run(_ search: some AdaptiveSearch, trials: Int) -> (best: Double, points: [SearchPoint]) {
        var search = search
        var points: [SearchPoint] = []
        var best = -Double.infinity
        while points.count < trials {
            let round = search.propose()
            if round.isEmpty { break }
            let values = round.map { value($0.point) }
            for (proposal, value) in zip(round, values).prefix(trials - points.count) {
                points.append(proposal.point)
                best = max(best, value)
            }
            search.observe(values)
        }
        return (best, points)
    }

    /// The best value of as many random trials.
    func runRandom(trials: Int, seed: UInt64) throws -> Double {
        SearchFixtures.points(try RandomPlan(space, count: trials, seed: seed)).map(value).max() ?? -.infinity
    }
}
