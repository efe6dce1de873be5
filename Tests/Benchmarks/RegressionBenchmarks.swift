import Learning
import LinearAlgebra
import TestSupport

/// The numbers of workload W5: features and labels as in `../shared/workloads/w5_regression.py`, by rows.
func regressionWorkload(rows: Int, features: Int) -> (features: Matrix<Double>, labels: [Double])? {
    var values = [Double](repeating: 0, count: rows * features)
    var labels = [Double](repeating: 0, count: rows)
    for row in 0..<rows {
        var product = 0.0
        for column in 0..<features {
            let value = ReferenceWorkload.gauss(100 + UInt64(column), row)
            values[row * features + column] = value
            product += value * (Double(column + 1) / 8)
        }
        labels[row] = product + 0.1 + 0.5 * ReferenceWorkload.gauss(99, row)
    }
    guard let matrix = try? Matrix(rows: rows, columns: features, order: .rowMajor, elements: values) else {
        return nil
    }
    return (matrix, labels)
}

/// Workload W5: 1,000,000 rows, eight features and an intercept, window 256, refitted at each row.
///
/// Prints refits a second on one thread, and the error of the predictions.
func benchmarkRegression(repetitions: Int = 7) {
    guard let (features, labels) = regressionWorkload(rows: 1_000_000, features: 8) else { return }
    let model = RollingRegression(window: 256)
    var best = Duration.seconds(3_600)
    var fit: RollingFit?
    for _ in 0..<repetitions {
        let time = ContinuousClock().measure { fit = try? model.fit(features: features, labels: labels) }
        best = min(best, time)
    }
    guard let fit else { return }
    print(
        "rolling least squares, 8 features, window 256: \(Int(1e6 / (best / .seconds(1)))) refits/s, root mean square "
            + "error \(rootMeanSquare(fit.predictions, labels)), last \(fit.predictions.last ?? .nan)")
}

/// The root of the mean squared error over the rows that have a prediction.
func rootMeanSquare(_ predictions: [Double], _ labels: [Double]) -> Double {
    var (total, count) = (0.0, 0)
    for (prediction, label) in zip(predictions, labels) where !prediction.isNaN {
        total += (prediction - label) * (prediction - label)
        count += 1
    }
    return (total / Double(count)).squareRoot()
}
