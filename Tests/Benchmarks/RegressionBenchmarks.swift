import Glibc
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
/// Prints refits a second of one thread's processor time, and the error of the predictions.
func benchmarkRegression(repetitions: Int = 7) {
    guard let (features, labels) = regressionWorkload(rows: 1_000_000, features: 8) else { return }
    let model = RollingRegression(window: 256)
    var best = Duration.seconds(3_600)
    var fit: RollingFit?
    for _ in 0..<repetitions {
        let time = ProcessorTime.measure { fit = try? model.fit(features: features, labels: labels) }
        best = min(best, time)
    }
    guard let fit else { return }
    print(
        "rolling least squares, 8 features, window 256: \(Int(1e6 / (best / .seconds(1)))) refits/s of processor time, "
            + "root mean square error \(rootMeanSquare(fit.predictions, labels)), last \(fit.predictions.last ?? .nan)")
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

/// The second part of workload W5: ridge refitted every 1,000 rows on the last 20,000 of 1,000,000.
///
/// Prints fits a second of processor time on one BLAS thread, predictions included, and the error of the predictions.
func benchmarkWalkForwardRidge(repetitions: Int = 5) {
    let threads = BLASThreads.count
    BLASThreads.count = 1
    defer { BLASThreads.count = threads }
    for columns in [8, 64] {
        guard let (features, labels) = regressionWorkload(rows: 1_000_000, features: columns) else { return }
        let model = WalkForwardRidge(window: 20_000, step: 1_000, penalty: 1)
        var best = Duration.seconds(3_600)
        var fit: WalkForwardFit?
        for _ in 0..<repetitions {
            let time = ProcessorTime.measure { fit = try? model.fit(features: features, labels: labels) }
            best = min(best, time)
        }
        guard let fit else { return }
        print(
            "walk-forward ridge, \(columns) features: \(Int(Double(fit.fits.count) / (best / .seconds(1)))) fits/s of "
                + "processor time, root mean square error \(rootMeanSquare(fit.predictions, labels))")
    }
}

/// Ten instruments of 33 years of days with 50 features each, ridge refitted every 21 days on the last 2,520.
///
/// Prints seconds for all of them, one after the other, on one BLAS thread.
func benchmarkMonthlyRidge(repetitions: Int = 5) {
    let threads = BLASThreads.count
    BLASThreads.count = 1
    defer { BLASThreads.count = threads }
    guard let (features, labels) = regressionWorkload(rows: 8_316, features: 50) else { return }
    let model = WalkForwardRidge(window: 2_520, step: 21, penalty: 10)
    var best = Duration.seconds(3_600)
    var fits = 0
    for _ in 0..<repetitions {
        fits = 0
        let time = ProcessorTime.measure {
            for _ in 0..<10 { fits += (try? model.fit(features: features, labels: labels))?.fits.count ?? 0 }
        }
        best = min(best, time)
    }
    print("monthly ridge of ten instruments over 33 years, 50 features: \(fits) fits in \(best) of processor time")
}

/// The time that this process has kept processors busy: what a machine shared with others does not distort.
enum ProcessorTime {
    static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    static func measure(_ body: () -> Void) -> Duration {
        let before = now
        body()
        return now - before
    }
}
