import Core
import Glibc
import Learning
import LinearAlgebra

/// Measures what stands between features and models: splits, packed batches, sums over windows, labels.
///
/// Prints the best processor time of `repetitions`, on one thread.
func benchmarkLearningData(repetitions: Int = 5) {
    BLASThreads.count = 1
    do {
        try benchmarkSplits(repetitions)
        try benchmarkWindows(repetitions)
        try benchmarkPanel(repetitions)
        try benchmarkLabels(repetitions)
    } catch { print("learning data: \(error)") }
}

/// The least processor time of `body`, in seconds: all of it is one thread's.
private func best(_ repetitions: Int, _ body: () throws -> Void) rethrows -> Double {
    func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
    var best = Double.infinity
    for _ in 0..<repetitions {
        let start = now()
        try body()
        best = min(best, now() - start)
    }
    return best
}

private func rounded(_ value: Double, _ digits: Double = 100) -> String { "\((value * digits).rounded() / digits)" }

/// A million samples with labels of 10 rows.
private func benchmarkSplits(_ repetitions: Int) throws {
    let spans = try SampleSpans(count: 1_000_000, horizon: 10)
    var trained = 0
    func measure(_ name: String, _ splitter: some Splitter) throws {
        let seconds = try best(repetitions) {
            let splits = try splitter.splits(of: spans)
            trained = splits.reduce(0) { $0 + $1.trainingCount }
        }
        print("\(name), 1,000,000 samples: \(rounded(seconds * 1_000)) ms (\(trained) trained on)")
    }
    try measure("walk-forward, 980 folds", WalkForward.rolling(training: 20_000, every: 1_000))
    try measure("purged k-fold of 10", KFold(folds: 10, embargo: .fraction(0.01)))
    try measure("combinatorial 10 over 3", CombinatorialFolds(folds: 10, testFolds: 3, embargo: .fraction(0.001)))
}

/// Windows over 100,000 rows of 8 features.
private func benchmarkWindows(_ repetitions: Int) throws {
    let (rows, width) = (100_000, 8)
    var random = RandomStream(seed: 7, name: "windows")
    let elements = (0..<rows * width).map { _ in random.uniform() - 0.5 }
    let labelled = Array(0..<rows - 1)
    let part = InstrumentSamples(
        times: (0..<rows).map { Int64($0) },
        features: try Matrix(rows: rows, columns: width, order: .rowMajor, elements: elements),
        labels: try LabelSeries(
            rows: labelled, ends: labelled.map { $0 + 1 }, values: labelled.map { _ in random.uniform() - 0.5 }))
    for window in [8, 32, 64] {
        let samples = try SampleSet(features: (0..<width).map { "f\($0)" }, window: window, [part]).known(at: .max)
        var (sums, copied): (WindowMoments?, Matrix<Double>?) = (nil, nil)
        let lags = try best(repetitions) { sums = try samples.moments() }
        let copies = try best(min(2, repetitions)) { copied = try samples.inputs.matrix().gram() }
        var difference = 0.0
        if let sums, let copied {
            for row in 0..<copied.rows { difference = max(difference, abs(sums.gram[row, row] - copied[row, row])) }
        }
        let order = (0..<256 * 64).map { _ in random.below(samples.count) }
        var batch = [Float](repeating: 0, count: 256 * samples.inputs.width)
        let packing = try best(repetitions) {
            for first in stride(from: 0, to: order.count, by: 256) {
                var span = batch.mutableSpan
                try samples.inputs.pack(order[first..<first + 256], into: &span)
            }
        }
        let coefficients = [Double](repeating: 0.1, count: samples.inputs.width)
        var predicted = 0.0
        let products = try best(repetitions) { predicted = try samples.inputs.products(coefficients)[0] }
        print(
            "windows of \(window) × \(width), \(samples.count) samples: normal equations over lags "
                + "\(rounded(lags * 1_000)) ms, of copied windows \(rounded(copies * 1_000)) ms (\(rounded(copies / lags)) "
                + "times, difference \(difference)); batches of 256 packed to Float "
                + "\(rounded(Double(order.count) / packing / 1e6)) million samples/s; predicted "
                + "\(rounded(Double(samples.count) / products / 1e6)) million samples/s (\(predicted))")
    }
}

/// Ten instruments of 8,300 days, 50 features, retrained each month on all of the past.
private func benchmarkPanel(_ repetitions: Int) throws {
    var random = RandomStream(seed: 8, name: "panel")
    let parts = try (0..<10).map { place in
        let rows = 8_300 - 300 * place
        let labelled = Array(0..<rows - 5)
        return InstrumentSamples(
            instrument: InstrumentIndex(place), times: (0..<rows).map { Int64($0 + 300 * place) },
            features: try Matrix(
                rows: rows, columns: 50, order: .rowMajor, elements: (0..<rows * 50).map { _ in random.uniform() }),
            labels: try LabelSeries(
                rows: labelled, ends: labelled.map { $0 + 5 }, values: labelled.map { _ in random.uniform() }))
    }
    let names = (0..<50).map { "f\($0)" }
    var set = try SampleSet(features: names, parts)
    let making = try best(repetitions) { set = try SampleSet(features: names, parts) }
    for (name, walk) in [
        ("expanding", WalkForward.expanding(first: 1_260, every: 21)),
        ("rolling 1,260", WalkForward.rolling(training: 1_260, every: 21)),
    ] {
        var (folds, trained) = (0, 0)
        let folding = try best(repetitions) {
            folds = 0
            trained = 0
            for fold in try set.folds(walk) {
                folds += 1
                trained += fold.training.count
            }
        }
        let scaling = try best(1) {
            for fold in try set.folds(walk) { _ = try fold.transformed(by: Standardisation()) }
        }
        let summing = try best(1) { for fold in try set.folds(walk) { _ = try fold.training.moments() } }
        var summed = 0
        let sharing = try best(1) {
            let blocks = try MomentBlocks(set)
            for fold in try set.folds(walk) { summed += try blocks.moments(of: fold.training).count }
        }
        print(
            "panel of \(set.count) samples × 50 (made in \(rounded(making * 1_000)) ms), \(folds) folds, \(name), "
                + "\(trained) trained on: folds \(rounded(folding * 1_000)) ms, standardised \(rounded(scaling)) s, normal "
                + "equations \(rounded(summing)) s, from shared blocks \(rounded(sharing)) s (\(summed))")
    }
}

/// A million rows.
private func benchmarkLabels(_ repetitions: Int) throws {
    var random = RandomStream(seed: 9, name: "labels")
    var (price, prices) = (100.0, [Double]())
    for _ in 0..<1_000_000 {
        price *= 1 + 0.002 * (random.uniform() - 0.5)
        prices.append(price)
    }
    let widths = [Double](repeating: 0.001, count: prices.count)
    let rows = Array(prices.indices)
    var count = 0
    func measure(_ name: String, _ body: () throws -> Int) throws {
        let seconds = try best(repetitions) { count = try body() }
        print("\(name), 1,000,000 rows: \(rounded(seconds * 1_000)) ms (\(count))")
    }
    try measure("returns over 10 rows") { try HorizonReturn(to: 10).labels(.close(prices)).count }
    var outcomes: [TripleBarrier.Outcome] = []
    try measure("triple barrier, at most 20 rows") {
        outcomes = try TripleBarrier(gain: 1.5, loss: 1.5, longest: 20).outcomes(
            .close(prices), events: rows, widths: widths)
        return outcomes.count
    }
    try measure("uniqueness") {
        try SampleWeights.uniqueness(LabelSeries(touched: outcomes), count: prices.count).count
    }
    try measure("fractional difference of 282 weights") { try FractionalDifference(order: 0.4).column(prices).count }
    try measure("cumulative sum filter") { try CumulativeSumFilter.events(prices, threshold: 0.01).count }
}
