internal import Glibc

/// The shape and scale of a Weibull distribution by maximum likelihood.
///
///     Σ xᵏ ln x / Σ xᵏ − 1/k − mean(ln x) = 0
///
/// Durations of a Poisson process have the shape 1; below 1 they come in bursts.
///
/// - Source: Cohen (1965), "Maximum Likelihood Estimation in the Weibull Distribution", eq. 2.4; solved by Newton's method
///   from a subsample's shape.
/// - Verified by: `OracleFactsTests/weibullShape`, against scipy on real durations.
public struct WeibullShape: Sendable, Hashable {
    /// k.
    public let shape: Double
    /// The scale, in the unit of the values.
    public let scale: Double

    /// The distribution of values above 0.
    ///
    /// - Parameter values: Shape `[n]`, each above 0 and finite.
    /// - Returns: `nil` with fewer than two values or where they do not vary.
    /// - Complexity: O(n) for each of some five steps.
    public init?(_ values: [Double]) {
        let count = values.count
        guard count > 1 else { return nil }
        var logs = [Double](repeating: 0, count: count)
        var sum = 0.0
        for place in 0..<count {
            logs[place] = log(values[place])
            sum += logs[place]
        }
        let mean = sum / Double(count)
        var squares = 0.0
        for place in 0..<count {
            logs[place] -= mean
            squares += logs[place] * logs[place]
        }
        guard squares > 1e-24 * Double(count) else { return nil }
        // The logarithm of a Weibull variable has the deviation π/(√6·k).
        var shape = Double.pi / (6 * squares / Double(count)).squareRoot()
        for stride in [max(1, count / 65_536), 1] {
            for _ in 0..<60 {
                let step = WeibullShape.step(logs, shape: shape, stride: stride)
                shape = max(shape / 4, shape - step)
                if abs(step) < shape * (stride == 1 ? 1e-12 : 1e-4) { break }
            }
        }
        guard shape.isFinite else { return nil }
        self.shape = shape
        scale = exp(mean + log(WeibullShape.powers(logs, shape: shape, stride: 1).zeroth / Double(count)) / shape)
    }

    /// Sums of `xᵏ`, `xᵏ ln x` and `xᵏ ln² x`, where the mean logarithm is 0.
    private static func powers(
        _ logs: [Double], shape: Double, stride: Int
    ) -> (zeroth: Double, first: Double, second: Double) {
        logs.withUnsafeBufferPointer { logs in
            var sums = (zeroth: 0.0, first: 0.0, second: 0.0)
            var place = 0
            while place < logs.count {
                let power = exp(shape * logs[place])
                sums.zeroth += power
                sums.first += power * logs[place]
                sums.second += power * logs[place] * logs[place]
                place += stride
            }
            return sums
        }
    }

    private static func step(_ logs: [Double], shape: Double, stride: Int) -> Double {
        let sums = powers(logs, shape: shape, stride: stride)
        let ratio = sums.first / sums.zeroth
        var mean = 0.0
        if stride > 1 {
            // A subsample's own mean logarithm is not quite 0.
            var count = 0.0
            for place in Swift.stride(from: 0, to: logs.count, by: stride) {
                mean += logs[place]
                count += 1
            }
            mean /= count
        }
        let value = ratio - 1 / shape - mean
        return value / (sums.second / sums.zeroth - ratio * ratio + 1 / (shape * shape))
    }
}
