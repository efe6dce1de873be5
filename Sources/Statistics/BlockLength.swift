internal import Glibc

/// The mean block length of the stationary bootstrap that minimises the error of the variance of the mean.
///
/// - Parameter values: A series, shape `[n]`.
/// - Returns: A length in `1...⌈min(3√n, n/3)⌉`; below 1 the estimate is raised to 1. 1 when the values do not vary.
/// - Complexity: O(n√n).
/// - Source: Politis & White (2004), "Automatic Block-Length Selection for the Dependent Bootstrap", with the
///   correction of Patton, Politis & White (2009).
/// - Verified by: `BootstrapTests/blockLengthAgreesWithTheOracle`.
public func optimalBlockLength(of values: [Double]) -> Double {
    optimalBlockLengths(of: values).stationary
}

/// The mean block length of the stationary bootstrap, and the fixed one of the circular block bootstrap.
///
/// Both as `optimalBlockLength`; before they are clamped the circular one is longer by the cube root of 1.5.
///
/// - Parameter values: A series, shape `[n]`.
/// - Verified by: `BootstrapTests/blockLengthAgreesWithTheOracle`.
public func optimalBlockLengths(of values: [Double]) -> (stationary: Double, circular: Double) {
    let moments = Moments(values, scale: 1)
    guard moments.varies, values.count > 8 else { return (1, 1) }
    let count = values.count
    let n = Double(count)
    let largest = min(3 * n.squareRoot(), n / 3).rounded(.up)
    let run = max(5, Int(log10(n)))
    let lags = min(count - 2, Int(n.squareRoot().rounded(.up)) + run)
    let bound = 2 * (log10(n) / n).squareRoot()
    let total = moments.sumOfSquares
    var covariances = [total / n]
    var correlations = [1.0]
    // The sums of squares without the first, and without the last, values: each correlation has its own overlap.
    var (head, tail) = (total, total)
    for lag in 0...lags {
        let (first, last) = (values[lag] - moments.mean, values[count - 1 - lag] - moments.mean)
        head -= first * first
        tail -= last * last
        if lag == 0 { continue }
        let product = Reductions.products(values, about: moments.mean, values, about: moments.mean, lag: lag)
        covariances.append(product / n)
        correlations.append(abs(product) / (head * tail).squareRoot())
    }
    // The first lag after which `run` correlations in a row are within the noise.
    var cut: Int?
    for lag in stride(from: run, through: lags, by: 1)
    where correlations[(lag - run)..<lag].allSatisfy({ $0 < bound }) {
        cut = lag - run
        break
    }
    let bandwidth = min(cut.map { 2 * max($0, 1) } ?? lags, lags)
    var (slope, level) = (0.0, covariances[0])
    for lag in stride(from: 1, through: bandwidth, by: 1) {
        let share = Double(lag) / Double(bandwidth)
        let weight = share <= 0.5 ? 1 : 2 * (1 - share)
        slope += 2 * weight * Double(lag) * covariances[lag]
        level += 2 * weight * covariances[lag]
    }
    // d is 2·level² for the stationary and 4/3·level² for the circular bootstrap.
    let length = { (factor: Double) in
        let length = cbrt(2 * slope * slope / (factor * level * level)) * cbrt(n)
        return length.isFinite ? max(1, min(length, largest)) : largest
    }
    return (length(2), length(4.0 / 3))
}
