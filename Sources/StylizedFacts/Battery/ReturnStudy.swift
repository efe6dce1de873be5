internal import Statistics

/// Returns of a record and what several facts need of them.
struct ReturnStudy: Sendable {
    /// The fewest returns on which a fact is measured.
    static let fewest = 500

    /// The returns as sampled.
    let returns: SampledReturns
    /// Returns less their mean.
    let centred: [Double]
    /// `Σ` of the squares of those.
    let sumOfSquares: Double
    /// Magnitudes of returns.
    let magnitudes: [Double]
    /// Magnitudes less their mean.
    let centredMagnitudes: [Double]
    /// `Σ` of the squares of those.
    let magnitudeSquares: Double
    /// The mean block length that suits the magnitudes, the more dependent of the two.
    let blockLength: Double

    /// A study; `nil` with fewer than `fewest` returns, or where they do not vary.
    init?(_ returns: SampledReturns) {
        guard returns.values.count >= ReturnStudy.fewest else { return nil }
        let moments = Moments(returns.values)
        magnitudes = returns.values.map { abs($0) }
        let size = Moments(magnitudes)
        guard moments.varies, size.varies else { return nil }
        self.returns = returns
        centred = returns.values.map { $0 - moments.mean }
        sumOfSquares = moments.sumOfSquares
        centredMagnitudes = magnitudes.map { $0 - size.mean }
        magnitudeSquares = size.sumOfSquares
        blockLength = FactBootstrap.blockLength(magnitudes)
    }

    /// The number of returns.
    var count: Int { centred.count }

    /// `one-minute mid returns`.
    var basis: String { "\(returns.source.label) returns over \(returns.intervalLabel)" }

    /// Autocorrelations with as many pairs as there are: `[Σ x(t)y(t−k)/N(k)] / [scale/n]`.
    func correlations(_ x: [Double], _ y: [Double], scale: Double, lags: [Int]) -> [Double] {
        let sums = LagProducts.sums(x, y, runs: returns.runs, lags: lags)
        return zip(sums, lags).map { sum, lag in
            let pairs = Double(LagProducts.pairs(returns.runs, lag: lag))
            return pairs > 0 ? sum / pairs * Double(count) / scale : .nan
        }
    }
}
