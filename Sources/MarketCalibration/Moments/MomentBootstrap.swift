internal import Core
internal import Statistics

/// How uncertain the moments of a record are, by the stationary bootstrap of its half hours.
///
/// - Source: Politis and Romano (1994), "The Stationary Bootstrap"; the block length of Politis and White (2004) for the
///   half-hourly sums of absolute returns. Franke and Westerhoff (2012), section
///   4.2, weight moments by a block bootstrap of the real series likewise.
/// - Verified by: `CalibrationMomentTests`.
struct MomentBootstrap: Sendable {
    /// Standard errors.
    let errors: [Double]
    /// Correlations of the moments' estimates.
    let correlations: SymmetricMatrix
    /// Resamples in which all moments were defined.
    let resamples: Int

    /// Resamples cells; `nil` where fewer than half of the resamples have all moments.
    init?(_ cells: MomentCells, _ moments: [CalibrationMoment], resamples: Int, seed: UInt64) {
        guard cells.count > 1 else { return nil }
        let longest = cells.means.map { optimalBlockLength(of: $0) }.max() ?? 1
        // Spreads and activity persist within a day longer than short records show: a block is a day at least.
        let day = Double(cells.count) / Double(cells.days)
        let length = min(max(longest, day), max(1, Double(cells.count) / 3))
        let blocks = StationaryBlocks(meanLength: max(1, length), count: cells.count)
        var draws: [[Double]] = []
        for resample in 0..<resamples {
            var stream = RandomStream(seed: seed, name: "calibration.bootstrap", index: UInt64(resample))
            var weights = [Double](repeating: 0, count: cells.count)
            for place in blocks.places(cells.count, from: &stream) { weights[place] += 1 }
            let values = cells.values(of: moments, weights: weights)
            if values.allSatisfy(\.isFinite) { draws.append(values) }
        }
        guard draws.count > 1, draws.count * 2 >= resamples else { return nil }
        self.resamples = draws.count
        let n = Double(draws.count)
        let means = moments.indices.map { place in draws.reduce(0) { $0 + $1[place] } / n }
        var covariance = SymmetricMatrix(size: moments.count)
        for row in moments.indices {
            for column in 0...row {
                covariance[row, column] =
                    draws.reduce(0) { $0 + ($1[row] - means[row]) * ($1[column] - means[column]) } / (n - 1)
            }
        }
        let errors = moments.indices.map { covariance[$0, $0].squareRoot() }
        var correlations = SymmetricMatrix(size: moments.count)
        for row in moments.indices {
            for column in 0...row {
                let scale = errors[row] * errors[column]
                correlations[row, column] = row == column ? 1 : scale > 0 ? covariance[row, column] / scale : 0
            }
        }
        (self.errors, self.correlations) = (errors, correlations)
    }
}
