internal import Glibc

/// The Gaussian log-likelihood of returns under GARCH(1,1), with its gradient by recursion.
///
/// - Source: Fiorentini, Calzolari & Panattoni (1996), eqs. 4 to 8.
/// - Verified by: `GARCHTests/theGradientIsThatOfDifferences`.
struct GARCHLikelihood: Sendable {
    /// The returns.
    let returns: [Double]
    private let mean: Double
    private let variance: Double

    /// The likelihood of returns.
    init(_ returns: [Double]) {
        self.returns = returns
        let n = Double(max(1, returns.count))
        let mean = returns.reduce(0, +) / n
        self.mean = mean
        variance = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n
    }

    /// The log-likelihood and its gradient by ω, α, β and μ.
    func evaluate(_ model: GARCHModel) -> (value: Double, gradient: SIMD4<Double>) {
        // mean(e²) and its derivative by μ, without a pass over the series.
        let shift = mean - model.mean
        let start = variance + shift * shift
        var h = model.constant + model.persistence * start
        var slope = SIMD4(1, start, start, -2 * shift * model.persistence)
        var gradient = SIMD4<Double>.zero
        var squares = 0.0
        var logs = 0.0
        var product = 1.0
        let (mu, omega, alpha, beta) = (model.mean, model.constant, model.shock, model.memory)
        returns.withUnsafeBufferPointer { returns in
            for place in 0..<returns.count {
                let error = returns[place] - mu
                let square = error * error
                let inverse = 1 / h
                let standard = square * inverse
                squares += standard
                // One logarithm for eight factors; variances near 1 cannot leave the range of a double in so few.
                product *= h
                if place & 7 == 7 {
                    logs += log(product)
                    product = 1
                }
                gradient += slope * (0.5 * (standard - 1) * inverse)
                gradient[3] += error * inverse
                slope = SIMD4(1, square, h, -2 * alpha * error) + slope * beta
                h = omega + alpha * square + beta * h
            }
        }
        logs += log(product)
        let constant = Double(returns.count) * log(2 * Double.pi)
        return (-0.5 * (constant + logs + squares), gradient)
    }
}
