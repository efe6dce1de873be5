public import Core
public import Simulation

/// Calm and wild times that change by chance.
///
///     r[t] = means[s[t]] + deviations[s[t]]·z[t],    P(s[t] = j | s[t−1] = i) = transitions[i][j]
///
/// Regimes are in the order of their deviations. All instruments take the same uniform draw for their next regime, each
/// through its own chances, so that wild times come together as far as the chains allow. A history begins in a regime of the
/// stationary law.
///
/// - Source: Hamilton (1989), "A New Approach to the Economic Analysis of Nonstationary Time Series and the Business Cycle".
///   The fit is by expectation–maximisation; see `RegimeSwitching+Fit`.
/// - Verified by: `RegimeSwitchingTests`: fits held to `MarkovRegression` of statsmodels 0.15, and parameters found again.
public struct RegimeSwitching: ReturnModel {
    /// The regimes, per bar.
    public struct Parameters: StrategyParameters, Hashable {
        /// How many there are.
        public var regimes = 2
        /// Mean log return of a bar in each.
        public var means = [0.0008, -0.001]
        /// Deviation of the log return of a bar in each.
        public var deviations = [0.008, 0.02]
        /// Chances of the next regime, by rows of this one.
        public var transitions = [0.98, 0.02, 0.04, 0.96]
        /// The defaults.
        public init() {}
        /// One each.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .integer("regimes", \.regimes, in: 2...3, "How many regimes there are"),
                .numbers("means", \.means, in: -1...1, count: 2...3, "Mean log return of a bar in each regime"),
                .numbers(
                    "deviations", \.deviations, in: 1e-9...5, count: 2...3, "Deviation of a bar's log return in each"),
                .numbers(
                    "transitions", \.transitions, in: 0...1, count: 4...9,
                    "Chances of the next regime, by rows of this one, each of a sum of 1"),
            ]
        }
    }

    /// What it hangs on.
    public let parameters: Parameters
    /// The stationary law.
    private let stationary: [Double]

    /// A model; it knows bars and no years.
    ///
    /// - Precondition: `problem(with:)` finds none.
    public init(_ parameters: Parameters, yearsPerBar: Double) {
        self.parameters = parameters
        stationary = RegimeSwitching.stationary(parameters.transitions, count: parameters.regimes)
    }

    /// What is wrong with lists that are not of one size, or rows that have no sum of 1.
    public static func problem(with parameters: Parameters) -> HistoryError? {
        let count = parameters.regimes
        for (name, found, needed) in [
            ("means", parameters.means.count, count), ("deviations", parameters.deviations.count, count),
            ("transitions", parameters.transitions.count, count * count),
        ] where found != needed {
            return .parameter(name: name, problem: "has \(found) numbers, and \(count) regimes need \(needed)")
        }
        for row in 0..<count {
            let sum = parameters.transitions[(row * count)..<((row + 1) * count)].reduce(0, +)
            guard abs(sum - 1) < 1e-6 else {
                return .parameter(
                    name: "transitions",
                    problem: "has a row \(row + 1) with the sum \(ParameterValue.number(sum)), not 1")
            }
        }
        return nil
    }

    /// Whether it takes draws that are common to all instruments.
    public static var usesCommonDraws: Bool { true }

    /// Replaces innovations by log returns.
    public func fill(_ path: ReturnPath, own: inout RandomStream, common: UnsafeBufferPointer<Double>) {
        let count = parameters.regimes
        let (means, deviations, transitions) = (parameters.means, parameters.deviations, parameters.transitions)
        var regime = 0
        for bar in path.returns.indices {
            let uniform = common[bar]
            var (next, sum) = (0, bar == 0 ? stationary[0] : transitions[regime * count])
            while uniform >= sum, next < count - 1 {
                next += 1
                sum += bar == 0 ? stationary[next] : transitions[regime * count + next]
            }
            regime = next
            path.returns[bar] = means[regime] + deviations[regime] * path.returns[bar]
            path.variances[bar] = deviations[regime] * deviations[regime]
        }
    }

    /// The stationary law of a chain, by repeated squaring of its chances.
    static func stationary(_ transitions: [Double], count: Int) -> [Double] {
        var power = transitions
        for _ in 0..<40 {
            var square = [Double](repeating: 0, count: count * count)
            for row in 0..<count {
                for column in 0..<count {
                    for inner in 0..<count {
                        square[row * count + column] += power[row * count + inner] * power[inner * count + column]
                    }
                }
            }
            // Rounding must not make the sums drift.
            for row in 0..<count {
                let sum = square[(row * count)..<((row + 1) * count)].reduce(0, +)
                for column in 0..<count { square[row * count + column] /= sum }
            }
            power = square
        }
        return (0..<count).map { column in (0..<count).reduce(0) { $0 + power[$1 * count + column] } / Double(count) }
    }
}
