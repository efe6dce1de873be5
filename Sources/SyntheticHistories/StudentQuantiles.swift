internal import Core
internal import Statistics

/// The map of normal to Student draws with a variance of 1.
///
/// The quantile is known at multiples of 1/64 to nine deviations, and linear between: off by less than 0.1 % of its value
/// for four degrees or more.
///
/// - Verified by: `GARCHTests/studentDrawsHaveTheirMoments`.
struct StudentQuantiles: Sendable {
    private static let cells = 64 * 9
    private let values: [Double]

    init(degrees: Double) {
        let scale = ((degrees - 2) / degrees).squareRoot()
        values = (0...StudentQuantiles.cells + 1).map { cell in
            let tail = 2 * NormalDistribution.cumulative(-Double(cell) / 64)
            return cell == 0 ? 0 : scale * StudentDistribution.critical(tail: tail, degrees: degrees)
        }
    }

    /// Replaces normal draws.
    func replace(_ draws: UnsafeMutableBufferPointer<Double>) {
        values.withUnsafeBufferPointer { values in
            for place in draws.indices {
                let position = min(abs(draws[place]) * 64, Double(StudentQuantiles.cells))
                let cell = Int(position)
                let value = values[cell] + (position - Double(cell)) * (values[cell + 1] - values[cell])
                draws[place] = draws[place] < 0 ? -value : value
            }
        }
    }
}
