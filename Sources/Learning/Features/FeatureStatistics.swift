import LinearAlgebra

/// Figures of one feature over training rows, shared by the transforms.
enum FeatureStatistics {
    /// Mean and standard deviation, the latter 0 where the feature is constant.
    ///
    /// Two passes; the deviation is that of the population (`ddof` 0). Values that differ by rounding alone count as
    /// constant: by less than 16 ulps of the greatest.
    static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        var (least, greatest) = (Double.infinity, -Double.infinity)
        for value in values { (least, greatest) = (min(least, value), max(greatest, value)) }
        // Halves: the sum of two great numbers may be infinite.
        guard greatest - least > 16 * Double.ulpOfOne * max(abs(least), abs(greatest)) else {
            return (least / 2 + greatest / 2, 0)
        }
        let mean = Vectors.mean(values)
        let squares = Vectors.sumOfSquares(values.map { $0 - mean })
        return (mean, (squares / Double(values.count)).squareRoot())
    }

    /// The quantile at a fraction of ascending values, on the line between two neighbours.
    ///
    /// - Source: Hyndman and Fan (1996), definition 7.
    static func quantile(_ sorted: [Double], _ fraction: Double) -> Double {
        let place = fraction * Double(sorted.count - 1)
        let below = min(Int(place), sorted.count - 1)
        let above = min(below + 1, sorted.count - 1)
        return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
    }

    /// Throws where a fraction does not lie in a range.
    static func check(_ fraction: Double, _ name: String, in range: ClosedRange<Double>) throws(LearningError) {
        guard range.contains(fraction) else {
            throw .parameter(
                name: name, found: "\(fraction)", allowed: "from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
