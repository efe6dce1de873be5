/// What the moments tell about the parameters at the best point.
///
///     V = (1 + T/S) (J'WJ)⁻¹
///
/// with the derivatives J of the moments by the places on the axes of the parameters (central differences with common
/// random numbers), the weights W, T training days, and S simulated ones over all replications. It is the covariance of the
/// estimate where W is the inverse covariance of the moments; with shrinkage it is approximate.
///
/// - Source: McFadden (1989), "A Method of Simulated Moments", section 3; Pakes and Pollard (1989), "Simulation and the
///   Asymptotics of Optimization Estimators", theorem 3.3.
/// - Verified by: `IdentificationTests`.
public struct CalibrationIdentification: Sendable, Hashable {
    /// A parameter's part of a combination.
    public struct Share: Sendable, Hashable {
        /// The parameter's path.
        public var path: String
        /// Its weight, of vectors of length 1, on the axes of the search cube.
        public var weight: Double
    }

    /// Derivatives: by moment, then parameter, for a whole side of the search cube.
    public var jacobian: [[Double]]
    /// The eigenvalues of J'WJ, ascending.
    public var eigenvalues: [Double]
    /// The greatest eigenvalue over the least; infinite where the least is not above 0.
    public var conditionNumber: Double
    /// The combination of parameters that the moments tell least about.
    public var leastIdentified: [Share]
    /// The standard error along it, in sides of the search cube.
    public var leastError: Double
    /// Standard errors by parameter, in sides of the search cube.
    public var standardErrors: [Double]
    /// Correlations of the estimates; 0 where they are unknown.
    public var correlations: [[Double]]

    /// Whether the 95 % interval along the least identified combination is as wide as a side of the search cube: then the data
    /// do not say more about it than the ranges did.
    public var isWeak: Bool { !(1.96 * leastError < 0.5) }

    /// The figures of derivatives.
    init(jacobian: [[Double]], weighting: MomentWeighting, paths: [String], simulationFactor: Double) {
        let count = paths.count
        let columns = (0..<count).map { column in
            jacobian.indices.map { jacobian[$0][column] / weighting.scales[$0] }
        }
        var information = SymmetricMatrix(size: count)
        for row in 0..<count {
            for column in 0...row {
                information[row, column] = weighting.inverse.product(columns[row], columns[column])
            }
        }
        let (values, vectors) = information.eigen()
        let greatest = values.last ?? 0
        // Below this the least eigenvalues are roundings of zero.
        let floor = 1e-12 * greatest
        var covariance = SymmetricMatrix(size: count)
        for row in 0..<count {
            for column in 0...row {
                for (value, vector) in zip(values, vectors) {
                    let product = vector[row] * vector[column]
                    if value > floor {
                        covariance[row, column] += simulationFactor * product / value
                    } else if abs(product) > 1e-12 {
                        covariance[row, column] += product > 0 ? .infinity : -.infinity
                    }
                }
            }
        }
        let least = values.first ?? 0
        self.jacobian = jacobian
        eigenvalues = values
        conditionNumber = least > floor ? greatest / least : .infinity
        leastIdentified = zip(paths, vectors.first ?? []).map { Share(path: $0, weight: $1) }
        leastError = least > floor ? (simulationFactor / least).squareRoot() : .infinity
        standardErrors = (0..<count).map { covariance[$0, $0].squareRoot() }
        correlations = (0..<count).map { row in
            (0..<count).map { column in
                let scale = (covariance[row, row] * covariance[column, column]).squareRoot()
                return row == column ? 1 : scale.isFinite && scale > 0 ? covariance[row, column] / scale : 0
            }
        }
    }

    /// The pairs of parameters, those whose estimates correlate most first; places in the order of parameters.
    var strongestPairs: [(Int, Int)] {
        var pairs: [(Int, Int)] = []
        for first in correlations.indices {
            for second in correlations.indices where second > first { pairs.append((first, second)) }
        }
        return pairs.sorted {
            let (a, b) = (abs(correlations[$0.0][$0.1]), abs(correlations[$1.0][$1.1]))
            return a == b ? $0 < $1 : a > b
        }
    }
}
