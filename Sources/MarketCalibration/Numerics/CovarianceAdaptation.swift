internal import Core
internal import Glibc

/// A search by evolution with covariance matrix adaptation in the unit cube.
///
/// A generation of points is drawn from a normal distribution; the better half moves its mean, shape and size. Points
/// outside the cube are mirrored at its faces, and the distribution learns from where they came to lie: learning from where
/// they were drawn would let it widen without end. It is never wider than half the cube.
///
/// - Source: Hansen (2016), "The CMA Evolution Strategy: A Tutorial", arXiv 1604.00772, figure 6, with the default settings
///   of table 1 without negative weights.
/// - Verified by: `CovarianceAdaptationTests`.
struct CovarianceAdaptation: Sendable {
    /// Points of a generation.
    let population: Int
    /// The mean of the distribution.
    private(set) var mean: [Double]
    private var step: Double
    private var covariance: SymmetricMatrix
    private var conjugatePath: [Double]
    private var shapePath: [Double]
    private var generation = 0
    private let weights: [Double]
    private let effective: Double
    private var stream: RandomStream
    /// The points of the present generation.
    private var drawn: [[Double]] = []

    /// A search around a point.
    init(around mean: [Double], step: Double, population: Int? = nil, stream: RandomStream) {
        let n = mean.count
        self.mean = mean
        self.step = step
        self.stream = stream
        let population = population ?? 4 + Int(3 * log(Double(n)))
        self.population = population
        let raw = (1...(population / 2)).map { log((Double(population) + 1) / 2) - log(Double($0)) }
        let total = raw.reduce(0, +)
        weights = raw.map { $0 / total }
        effective = 1 / weights.reduce(0) { $0 + $1 * $1 }
        covariance = SymmetricMatrix(size: n)
        for place in 0..<n { covariance[place, place] = 1 }
        conjugatePath = [Double](repeating: 0, count: n)
        shapePath = conjugatePath
    }

    /// The widest deviation of the distribution along an axis, in sides of the cube.
    var spread: Double { step * (mean.indices.map { covariance[$0, $0] }.max() ?? 0).squareRoot() }

    /// The points of the next generation, in the cube.
    mutating func ask() -> [[Double]] {
        let (values, vectors) = covariance.eigen()
        let roots = values.map { max(0, $0).squareRoot() }
        drawn = (0..<population).map { _ in
            var point = mean
            for (root, vector) in zip(roots, vectors) {
                let length = step * root * normal()
                for place in point.indices { point[place] += length * vector[place] }
            }
            return point.map(CovarianceAdaptation.mirrored)
        }
        return drawn
    }

    /// Learns from the distances of the points that `ask` gave, in their order; infinite ones are worst.
    mutating func tell(_ distances: [Double]) {
        let n = Double(mean.count)
        let order = distances.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }
        let steps = order.prefix(weights.count).map { place in
            mean.indices.map { (drawn[place][$0] - mean[$0]) / step }
        }
        let move = mean.indices.map { axis in zip(weights, steps).reduce(0) { $0 + $1.0 * $1.1[axis] } }
        let sizeRate = (effective + 2) / (n + effective + 5)
        let damping = 1 + 2 * max(0, ((effective - 1) / (n + 1)).squareRoot() - 1) + sizeRate
        let shapeRate = (4 + effective / n) / (n + 4 + 2 * effective / n)
        let rankOne = 2 / ((n + 1.3) * (n + 1.3) + effective)
        let rankMany = min(1 - rankOne, 2 * (effective - 2 + 1 / effective) / ((n + 2) * (n + 2) + effective))
        let (values, vectors) = covariance.eigen()
        var whitened = [Double](repeating: 0, count: mean.count)
        for (value, vector) in zip(values, vectors) where value > 0 {
            let length = zip(vector, move).reduce(0) { $0 + $1.0 * $1.1 } / value.squareRoot()
            for axis in mean.indices { whitened[axis] += length * vector[axis] }
        }
        generation += 1
        let sizeFactor = (sizeRate * (2 - sizeRate) * effective).squareRoot()
        for axis in mean.indices {
            mean[axis] += step * move[axis]
            conjugatePath[axis] = (1 - sizeRate) * conjugatePath[axis] + sizeFactor * whitened[axis]
        }
        let length = conjugatePath.reduce(0) { $0 + $1 * $1 }.squareRoot()
        let expected = n.squareRoot() * (1 - 1 / (4 * n) + 1 / (21 * n * n))
        let settled = (1 - pow(1 - sizeRate, 2 * Double(generation))).squareRoot()
        let isSteady = length / settled < (1.4 + 2 / (n + 1)) * expected
        let shapeFactor = isSteady ? (shapeRate * (2 - shapeRate) * effective).squareRoot() : 0
        for axis in mean.indices {
            shapePath[axis] = (1 - shapeRate) * shapePath[axis] + shapeFactor * move[axis]
        }
        let kept = 1 - rankOne - rankMany + (isSteady ? 0 : rankOne * shapeRate * (2 - shapeRate))
        for row in mean.indices {
            for column in 0...row {
                let many = zip(weights, steps).reduce(0) { $0 + $1.0 * $1.1[row] * $1.1[column] }
                covariance[row, column] =
                    kept * covariance[row, column] + rankOne * shapePath[row] * shapePath[column] + rankMany * many
            }
        }
        step *= exp(min(1, sizeRate / damping * (length / expected - 1)))
        if spread > 0.5 { step *= 0.5 / spread }
    }

    /// A standard normal number, by the method of Box and Muller (1958).
    private mutating func normal() -> Double {
        (-2 * log(1 - stream.uniform())).squareRoot() * cos(2 * .pi * stream.uniform())
    }

    /// The point of `0...1` on which a number falls when the line is folded at 0 and 1.
    static func mirrored(_ value: Double) -> Double {
        let folded = abs(value).truncatingRemainder(dividingBy: 2)
        return folded <= 1 ? folded : 2 - folded
    }
}
