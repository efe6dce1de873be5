#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// What a Kalman filter believes of the coefficients after the samples so far, the intercept first.
public struct KalmanState: Sendable, Equatable, Codable {
    /// The mean of each coefficient.
    public private(set) var coefficients: [Double]
    /// Their covariance by rows; symmetric to the bit.
    ///
    /// Shape `[k + 1, k + 1]`.
    public private(set) var covariance: [Double]
    /// The logarithm of the density of all labels seen, each given those before it.
    public private(set) var logLikelihood = 0.0
    /// How many samples were seen.
    public private(set) var samples = 0
    private let process: [Double]
    private let observation: Double

    init(process: [Double], observation: Double, prior: Double) {
        let size = process.count
        self.process = process
        self.observation = observation
        coefficients = [Double](repeating: 0, count: size)
        covariance = [Double](repeating: 0, count: size * size)
        for index in 0..<size { covariance[index * size + index] = prior }
    }

    /// The function in force.
    public var function: LinearFunction {
        LinearFunction(intercept: coefficients[0], coefficients: Array(coefficients.dropFirst()))
    }

    /// The mean and the variance of the next label; the row must have as many features as the filter.
    public func forecast(_ row: [Double]) -> (mean: Double, variance: Double) {
        let (mean, variance, _) = look(row)
        return (mean, variance + observation)
    }

    /// Takes a sample in; the row must have as many features as the filter, and be finite as the label.
    public mutating func observe(_ row: [Double], _ label: Double, weight: Double = 1) {
        let size = coefficients.count
        let (mean, spread, gain) = look(row)
        let variance = spread + observation / weight
        let error = label - mean
        logLikelihood -= 0.5 * (log(2 * Double.pi * variance) + error * error / variance)
        for left in 0..<size {
            coefficients[left] += gain[left] * error / variance
            for right in 0...left {
                var value = covariance[left * size + right]
                if samples > 0, left == right { value += process[left] }
                value -= gain[left] * gain[right] / variance
                covariance[left * size + right] = value
                covariance[right * size + left] = value
            }
        }
        samples += 1
    }

    /// Where the step before the sample leads: mean and variance of the value, and its covariance with each coefficient.
    private func look(_ row: [Double]) -> (Double, Double, [Double]) {
        let size = coefficients.count
        precondition(row.count + 1 == size, "a row of \(row.count) features for a filter of \(size - 1)")
        var gain = [Double](repeating: 0, count: size)
        var (mean, variance) = (coefficients[0], 0.0)
        for index in 1..<max(1, size) { mean += coefficients[index] * row[index - 1] }
        for left in 0..<size {
            var total = covariance[left * size]
            for right in 1..<max(1, size) { total += covariance[left * size + right] * row[right - 1] }
            // The prior holds for the first sample: coefficients move between samples.
            if samples > 0 { total += process[left] * (left == 0 ? 1 : row[left - 1]) }
            gain[left] = total
            variance += total * (left == 0 ? 1 : row[left - 1])
        }
        return (mean, variance, gain)
    }
}
