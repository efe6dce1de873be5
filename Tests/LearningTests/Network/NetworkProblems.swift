import Core
import LinearAlgebra

@testable import Learning

/// Small training problems, each a function of a seed.
enum NetworkProblems {
    static func features(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix<Double> {
        var random = RandomStream(seed: seed, name: "features")
        var matrix = Matrix<Double>(rows: rows, columns: columns, order: .rowMajor)
        for row in 0..<rows { for column in 0..<columns { matrix[row, column] = random.uniform() * 2 - 1 } }
        return matrix
    }

    /// A curved function of the features with noise.
    static func regression(
        rows: Int = 300, columns: Int = 4, noise: Double = 0.1, seed: UInt64
    ) throws -> TrainingData<MatrixSource<Double>> {
        let features = features(rows, columns, seed: seed)
        var random = RandomStream(seed: seed, name: "noise")
        let labels = (0..<rows).map { row in
            let wave = features[row, 0] * features[row, 1] + abs(features[row, 2])
            return wave + noise * (random.uniform() * 2 - 1)
        }
        return try TrainingData(source: MatrixSource(features), labels: labels)
    }

    /// Which of the quadrants of the first two features a sample lies in, of `classes` in turn.
    static func quadrants(
        rows: Int = 400, classes: Int, seed: UInt64
    ) throws -> TrainingData<MatrixSource<Double>> {
        let features = features(rows, 2, seed: seed)
        let labels = (0..<rows).map { row -> Double in
            let quadrant = features[row, 0] > 0 ? (features[row, 1] > 0 ? 0 : 1) : (features[row, 1] > 0 ? 3 : 2)
            return Double(quadrant % classes)
        }
        return try TrainingData(source: MatrixSource(features), labels: labels)
    }
}
