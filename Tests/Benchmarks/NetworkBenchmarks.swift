import CAllocations
import Core
import Foundation
import Learning
import LinearAlgebra
import TestSupport

/// Workload W6: 200,000 windows of 64 values, a network 64–64–32–1 with ReLU, squared error, Adam, batches of 256 in single
/// precision, 5 epochs, one BLAS thread.
///
/// Prints samples a second of processor time of the whole training, from a copied matrix and from windows over the series, the training
/// error, calls of the allocator for each step more, and what the bare products of a step allow.
func benchmarkNetwork(samples: Int = 200_000, repetitions: Int = 5) {
    let threads = BLASThreads.count
    BLASThreads.count = 1
    defer { BLASThreads.count = threads }
    let length = 64
    let series = (0..<samples + length).map { ReferenceWorkload.gauss(1, $0) }
    let labels = (0..<samples).map { sample -> Float in
        let t = sample + length
        let sum = series[t - 1] + series[t - 2] + series[t - 3] + series[t - 4]
        return Float(0.3 * sum + 0.2 * series[t - 1] * series[t - 2] + 0.5 * ReferenceWorkload.gauss(2, sample))
    }
    do {
        let column = try Matrix(rows: series.count, columns: 1, order: .rowMajor, elements: series.map { Float($0) })
        let windows = try WindowSource(column, length: length, ends: (0..<samples).map { $0 + length - 1 })
        var copied = Matrix<Float>(rows: samples, columns: length, order: .rowMajor)
        for row in 0..<samples { for place in 0..<length { copied[row, place] = column[row + place, 0] } }
        let matrix = MatrixSource(copied)
        let bound = bareProducts(widths: [length, 64, 32, 1], batch: 256)
        try train(matrix, labels, "rows of a matrix", repetitions: repetitions, bound: bound)
        try train(windows, labels, "windows of a series", repetitions: repetitions, bound: bound)
        try trainWithDropout(matrix, labels)
        try countAllocations(matrix, labels)
        try wideNetwork(labels)
    } catch { print("network: \(error)") }
}

private func plan(batch: Int = 256, epochs: Int) -> TrainingPlan {
    TrainingPlan(batch: batch, epochs: epochs, seed: NetworkSeed(run: 1))
}

private func train<Source: BatchSource>(
    _ source: Source, _ labels: [Float], _ name: String, repetitions: Int, bound: Double
) throws where Source.Element == Float {
    let design = try NetworkDesign(inputs: source.width, hidden: [64, 32])
    let trainer = try NetworkTrainer(
        design: design, plan: plan(epochs: 5), data: TrainingData(source: source, labels: labels))
    var best = Double.infinity
    var error = 0.0
    for _ in 0..<repetitions {
        let start = processorSeconds()
        let network = try trainer.train().get()
        best = min(best, processorSeconds() - start)
        let outputs = try network.predict(source).elements(.rowMajor)
        error = zip(outputs, labels).reduce(0) { $0 + Double($1.0 - $1.1) * Double($1.0 - $1.1) } / Double(labels.count)
    }
    let rate = Double(5 * source.count) / best
    print(
        "network W6, \(name): \(Int(rate / 1_000)) k samples/s, training error \(error); a step takes "
            + "\(tenths(best / Double(5 * source.count) * 256 * 1e6)) µs, its bare products \(tenths(bound * 1e6)) µs")
    // Other starting weights than the peers', which reach 0.2492; the noise alone is 0.25.
    invariant(error < 0.254, "the training error of W6 is \(error)")
}

/// What dropout adds to a training: the same network with and without it, in turn.
private func trainWithDropout(_ source: MatrixSource<Float>, _ labels: [Float]) throws {
    let rates = try [0, 0.1, 0.5].map { dropout in
        let trainer = try NetworkTrainer(
            design: NetworkDesign(inputs: source.width, hidden: [64, 32], dropout: dropout), plan: plan(epochs: 1),
            data: TrainingData(source: source, labels: labels))
        var best = Double.infinity
        for _ in 0..<5 {
            let start = processorSeconds()
            _ = try trainer.train()
            best = min(best, processorSeconds() - start)
        }
        return Double(source.count) / best
    }
    print(
        "network W6 with dropout 0, 0.1 and 0.5: \(rates.map { "\(Int($0 / 1_000))" }.joined(separator: ", ")) k "
            + "samples/s; a training with 0.1 takes \(tenths(100 * rates[0] / rates[1])) % of the time of one without")
}

/// Calls of the allocator for each step more: trainings of one epoch over few and over many samples.
private func countAllocations(_ source: MatrixSource<Float>, _ labels: [Float]) throws {
    let design = try NetworkDesign(
        inputs: source.width,
        layers: [
            NetworkLayer(width: 64, activation: .relu, dropout: 0.1, normalises: true),
            NetworkLayer(width: 32, activation: .gelu), NetworkLayer(width: 1, activation: .identity),
        ])
    let calls = try [10, 100].map { steps in
        let count = steps * 256
        let rows = MatrixSource(source.features.rows(0..<count))
        let trainer = try NetworkTrainer(
            design: design, plan: plan(epochs: 1), data: TrainingData(source: rows, labels: Array(labels[..<count])))
        _ = try trainer.train()
        allocations_begin()
        _ = try trainer.train()
        return allocations_end()
    }
    guard calls[0] >= 0 else {
        print("allocations of a network's training: the C library of this machine cannot count them")
        return
    }
    print("allocations of a network's training: \(calls[0]) in 10 steps, \(calls[1]) in 100")
    invariant(calls[0] == calls[1], "a step of training allocates")
}

/// A network whose time goes into products: what it reaches of the bare ones.
private func wideNetwork(_ labels: [Float], steps: Int = 20) throws {
    let (batch, width) = (512, 512)
    var features = Matrix<Float>(rows: batch * steps, columns: width, order: .rowMajor)
    for row in 0..<features.rows {
        for column in 0..<width { features[row, column] = Float(ReferenceWorkload.gauss(3, row * width + column)) }
    }
    let design = try NetworkDesign(inputs: width, hidden: [width, width])
    let trainer = try NetworkTrainer(
        design: design, plan: plan(batch: batch, epochs: 5),
        data: TrainingData(source: MatrixSource(features), labels: Array(labels[..<features.rows])))
    var (best, bound) = (Double.infinity, Double.infinity)
    for _ in 0..<3 {
        bound = min(bound, bareProducts(widths: [width, width, width, 1], batch: batch, repetitions: 1))
        let start = processorSeconds()
        _ = try trainer.train()
        best = min(best, (processorSeconds() - start) / Double(5 * steps))
    }
    print(
        "network 512–512–512–1, batch 512: a step takes \(tenths(best * 1e6)) µs, its bare products "
            + "\(tenths(bound * 1e6)) µs: \(tenths(100 * bound / best)) %")
}

/// Seconds of the matrix products of one step alone, on packed memory that is there already; the best of some.
private func bareProducts(widths: [Int], batch: Int, repetitions: Int = 7) -> Double {
    let size = (widths.max() ?? 1) * max(batch, widths.max() ?? 1)
    let buffers = (0..<3).map { _ in UnsafeMutablePointer<Float>.allocate(capacity: size) }
    defer { for buffer in buffers { buffer.deallocate() } }
    for buffer in buffers { for index in 0..<size { buffer[index] = Float(ReferenceWorkload.gauss(4, index)) } }
    let (a, b, c) = (buffers[0], buffers[1], buffers[2])
    var best = Double.infinity
    let rounds = max(1, 200 / (size / 16_384))
    for _ in 0..<repetitions {
        let start = processorSeconds()
        for _ in 0..<rounds {
            for layer in 1..<widths.count {
                let (from, to) = (widths[layer - 1], widths[layer])
                guard to > 1 else {
                    Float.gemv(rowMajor: true, transpose: false, batch, from, alpha: 1, a, from, b, beta: 0, c)
                    Float.gemv(rowMajor: true, transpose: true, batch, from, alpha: 1, a, from, b, beta: 0, c)
                    continue
                }
                Float.gemm(
                    rowMajor: true, transposeA: false, transposeB: false, batch, to, from, alpha: 1, a, from, b, to,
                    beta: 0, c, to)
                Float.gemm(
                    rowMajor: true, transposeA: true, transposeB: false, from, to, batch, alpha: 1, a, from, b, to,
                    beta: 0, c, to)
                guard layer > 1 else { continue }
                Float.gemm(
                    rowMajor: true, transposeA: false, transposeB: true, batch, from, to, alpha: 1, a, to, b, to,
                    beta: 0, c, from)
            }
        }
        best = min(best, (processorSeconds() - start) / Double(rounds))
    }
    return best
}

/// Seconds of processor time so far: what runs beside on a busy machine is not in them, and all here is one thread.
private func processorSeconds() -> Double { Double(clock()) / Double(CLOCKS_PER_SEC) }

/// A number with one digit after the point.
private func tenths(_ number: Double) -> String {
    let whole = Int((number * 10).rounded())
    return "\(whole / 10).\(whole % 10)"
}
