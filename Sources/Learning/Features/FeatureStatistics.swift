/// Figures of one feature over training rows, shared by the transforms.
enum FeatureStatistics {
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

extension TrainingSamples {
    /// Mean and standard deviation of each feature over the newest rows, the latter 0 where the feature is constant.
    ///
    /// Two passes, summed by blocks of 256 rows; the deviation is that of the population (`ddof` 0). Values that differ
    /// by rounding alone count as constant: by less than 16 ulps of the greatest.
    func newestMoments() -> (means: [Double], deviations: [Double]) {
        let width = inputs.table.width
        var bounds = [Double](repeating: .infinity, count: 2 * width)
        // The least values, then the greatest with their sign changed, so that both are minima.
        let sums = bounds.withUnsafeMutableBufferPointer { bounds in
            summedByBlocks { row, sums in
                for column in 0..<width {
                    let value = row[column]
                    bounds[column] = value < bounds[column] ? value : bounds[column]
                    bounds[width + column] = -value < bounds[width + column] ? -value : bounds[width + column]
                    sums[column] += value
                }
            }
        }
        var means = sums.map { $0 / Double(count) }
        let squares = means.withUnsafeBufferPointer { means in
            summedByBlocks { row, sums in
                for column in 0..<width {
                    let deviation = row[column] - means[column]
                    sums[column] += deviation * deviation
                }
            }
        }
        var deviations = squares.map { ($0 / Double(count)).squareRoot() }
        for column in 0..<width {
            let (least, greatest) = (bounds[column], -bounds[width + column])
            guard !(greatest - least > 16 * Double.ulpOfOne * max(abs(least), abs(greatest))) else { continue }
            // Halves: the sum of two great numbers may be infinite.
            means[column] = least / 2 + greatest / 2
            deviations[column] = 0
        }
        return (means, deviations)
    }

    /// Sums over the newest row of each sample of what `add` adds to a vector of `K`.
    @inline(__always)
    private func summedByBlocks(
        _ add: (_ row: UnsafePointer<Double>, _ sums: UnsafeMutablePointer<Double>) -> Void
    ) -> [Double] {
        let (width, newest) = (inputs.table.width, (inputs.window - 1) * inputs.table.width)
        var total = [Double](repeating: 0, count: width)
        var block = total
        inputs.table.values.withUnsafeBufferPointer { values in
            guard let source = values.baseAddress else { return }
            for first in stride(from: 0, to: count, by: 256) {
                block.withUnsafeMutableBufferPointer { block in
                    guard let sums = block.baseAddress else { return }
                    for column in 0..<width { sums[column] = 0 }
                    for sample in first..<min(first + 256, count) { add(source + inputs.offset(sample) + newest, sums) }
                }
                for column in 0..<width { total[column] += block[column] }
            }
        }
        return total
    }
}
