internal import Glibc
internal import Statistics

extension GARCH {
    /// By maximum likelihood; with drawn innovations by that of normal ones, which is consistent for others too.
    ///
    /// The first variance follows from the backcast: the squares of the first 75 returns with weights 0.94ⁱ. The search is over
    /// log omega, alpha + beta and alpha/(alpha + beta), so that no point of it is outside the model, from a calm and a lively
    /// start.
    ///
    /// - Source: Bollerslev (1986), section 5; Bollerslev & Wooldridge (1992) for the normal likelihood of other innovations; the
    ///   backcast is that of J.P. Morgan's RiskMetrics (1996).
    public static func fit(_ returns: [Double], yearsPerBar: Double, options: Parameters) -> ReturnFit<Self> {
        let moments = Moments(returns)
        let n = Double(returns.count)
        let deviation = (moments.sumOfSquares / n).squareRoot()
        let scaled = returns.map { ($0 - moments.mean) / deviation }
        let isStudent = options.innovations == .student
        func parts(_ point: [Double]) -> (mean: Double, omega: Double, alpha: Double, beta: Double, degrees: Double) {
            let persistence = 0.9999 / (1 + exp(-point[2]))
            let alpha = persistence / (1 + exp(-point[3]))
            return (
                point[0], exp(min(5, point[1])), alpha, persistence - alpha,
                isStudent ? min(500, 2.05 + exp(point[4])) : 0
            )
        }
        func cost(_ point: [Double]) -> Double {
            let (mean, omega, alpha, beta, degrees) = parts(point)
            return -GARCH.logLikelihood(scaled, mean, omega, alpha, beta, degrees: isStudent ? degrees : nil) / n
        }
        let search = SimplexSearch(tolerance: 1e-12, mostCalls: returns.count > 50_000 ? 2_000 : 6_000)
        let starts = [[0.0, log(0.02), 4.0, -2.2], [0.0, log(0.1), 2.2, -1.4]].map {
            $0 + (isStudent ? [log(5.0)] : [])
        }
        let steps = [0.05, 0.7, 0.7, 0.5] + (isStudent ? [0.5] : [])
        let found = starts.map { search.minimise(from: $0, steps: steps, cost) }
        let best = found[0].value <= found[1].value ? found[0] : found[1]
        let (mean, omega, alpha, beta, degrees) = parts(best.point)
        var parameters = options
        parameters.mean = moments.mean + mean * deviation
        parameters.omega = max(1e-18, omega * deviation * deviation)
        (parameters.alpha, parameters.beta) = (alpha, beta)
        if isStudent { parameters.degrees = degrees }
        return ReturnFit(
            Self(parameters, yearsPerBar: yearsPerBar), logLikelihood: -n * (best.value + log(deviation)),
            isConverged: best.isConverged,
            note: best.isConverged
                ? nil : "the likelihood of garch did not settle; the best of \(search.mostCalls) points is taken")
    }

    /// The mean of the squares of the first 75 values with weights that fall by 0.94 each.
    static func backcast(_ noise: [Double]) -> Double {
        var (sum, weights, weight) = (0.0, 0.0, 1.0)
        for value in noise.prefix(75) {
            sum += weight * value * value
            weights += weight
            weight *= 0.94
        }
        return sum / weights
    }

    static func firstVariance(backcast: Double, _ omega: Double, _ alpha: Double, _ beta: Double) -> Double {
        omega + (alpha + beta) * backcast
    }

    /// The logarithm of the likelihood of returns.
    ///
    /// - Parameter degrees: Of Student's t; `nil` for normal innovations.
    static func logLikelihood(
        _ returns: [Double], _ mean: Double, _ omega: Double, _ alpha: Double, _ beta: Double, degrees: Double?
    ) -> Double {
        let head = returns.prefix(75).map { $0 - mean }
        var variance = firstVariance(backcast: backcast(head), omega, alpha, beta)
        var sum = 0.0
        // Products of several variances are within the range of numbers, and one logarithm does for all.
        var (product, count) = (1.0, 0)
        func flush() {
            sum -= 0.5 * log(product)
            (product, count) = (1, 0)
        }
        if let degrees {
            let (half, width) = ((degrees + 1) / 2, degrees - 2)
            var inner = 1.0
            for value in returns {
                let noise = value - mean
                let square = noise * noise
                product *= variance
                inner *= 1 + square / (width * variance)
                count += 1
                if count == 8 || !(inner < 1e100) || !(product > 1e-100 && product < 1e100) {
                    sum -= half * log(inner)
                    inner = 1
                    flush()
                }
                variance = omega + alpha * square + beta * variance
            }
            sum -= half * log(inner)
            flush()
            return sum + Double(returns.count) * LogDensity.studentConstant(degrees: degrees)
        }
        for value in returns {
            let noise = value - mean
            let square = noise * noise
            product *= variance
            count += 1
            sum -= 0.5 * square / variance
            if count == 8 || !(product > 1e-100 && product < 1e100) { flush() }
            variance = omega + alpha * square + beta * variance
        }
        flush()
        return sum - 0.5 * Double(returns.count) * log(2 * Double.pi)
    }
}
