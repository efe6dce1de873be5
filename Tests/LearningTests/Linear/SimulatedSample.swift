import Core
import LinearAlgebra
import TestSupport
import Testing

/// Samples with known coefficients, a pure function of the seed.
struct SimulatedSample {
    var random: RandomStream

    init(seed: UInt64, index: UInt64 = 0) { random = RandomStream(seed: seed, name: "simulated sample", index: index) }

    /// A number of mean 0 and variance 1: twelve uniform ones summed, less six.
    mutating func normal() -> Double { (0..<12).reduce(-6.0) { sum, _ in sum + random.uniform() } }

    mutating func normals(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }

    mutating func features(_ rows: Int, _ columns: Int, order: MatrixOrder = .columnMajor) throws -> Matrix<Double> {
        try Matrix(rows: rows, columns: columns, order: order, elements: normals(rows * columns))
    }

    /// `intercept + features · coefficients + noise`.
    mutating func labels(
        _ features: Matrix<Double>, _ coefficients: [Double], intercept: Double = 0.5, noise: Double = 1
    ) throws -> [Double] {
        try (features * coefficients).map { intercept + $0 + noise * normal() }
    }
}
