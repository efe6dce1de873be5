internal import Core

/// The correlations of all pairs of some trials.
struct CorrelationSample: Sendable {
    /// The trials, in rising order.
    let trials: [Int]
    /// Their correlations, shape `[trials · trials]`.
    let correlations: [Double]

    /// The correlations of trials whose returns vary.
    init(_ returns: ReturnMatrix, trials: [Int], workers: Int) {
        self.trials = trials
        let (count, days) = (trials.count, returns.dayCount)
        let directions = [Double](unsafeUninitializedCapacity: count * days) { buffer, initialised in
            nonisolated(unsafe) let all = buffer
            WorkerThreads.run(pieces: count, workers: workers) { row in
                let part = UnsafeMutableBufferPointer(rebasing: all[(row * days)..<((row + 1) * days)])
                returns.loadDirection(trials[row], into: part)
            }
            initialised = count * days
        }
        correlations = [Double](unsafeUninitializedCapacity: count * count) { buffer, initialised in
            nonisolated(unsafe) let all = buffer
            directions.withUnsafeBufferPointer { directions in
                nonisolated(unsafe) let directions = directions
                WorkerThreads.run(pieces: count, workers: workers) { row in
                    all.initializeElement(at: row * count + row, to: 1)
                    for other in stride(from: 0, to: row, by: 4) {
                        let last = row - 1
                        let others = SIMD4(other, min(other + 1, last), min(other + 2, last), min(other + 3, last))
                        let products = CorrelationSample.products(directions, row: row, others: others, days: days)
                        for lane in 0..<4 {
                            let value = max(-1, min(1, products[lane]))
                            all.initializeElement(at: row * count + others[lane], to: value)
                            all.initializeElement(at: others[lane] * count + row, to: value)
                        }
                    }
                }
            }
            initialised = count * count
        }
    }

    /// The products of one row with four others.
    private static func products(
        _ rows: UnsafeBufferPointer<Double>, row: Int, others: SIMD4<Int>, days: Int
    ) -> SIMD4<Double> {
        let bytes = UnsafeRawBufferPointer(rows)
        let (own, at) = (row * days, others &* days)
        var (a, b, c, d) = (SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero, SIMD4<Double>.zero)
        var day = 0
        while day + 4 <= days {
            let x = bytes.loadUnaligned(fromByteOffset: (own + day) * 8, as: SIMD4<Double>.self)
            a += x * bytes.loadUnaligned(fromByteOffset: (at.x + day) * 8, as: SIMD4<Double>.self)
            b += x * bytes.loadUnaligned(fromByteOffset: (at.y + day) * 8, as: SIMD4<Double>.self)
            c += x * bytes.loadUnaligned(fromByteOffset: (at.z + day) * 8, as: SIMD4<Double>.self)
            d += x * bytes.loadUnaligned(fromByteOffset: (at.w + day) * 8, as: SIMD4<Double>.self)
            day += 4
        }
        var totals = SIMD4(a.sum(), b.sum(), c.sum(), d.sum())
        while day < days {
            let x = rows[own + day]
            totals += x * SIMD4(rows[at.x + day], rows[at.y + day], rows[at.z + day], rows[at.w + day])
            day += 1
        }
        return totals
    }

    /// The mean of the squares of the correlations of two different trials; 0 with fewer than two.
    var meanSquare: Double {
        let count = trials.count
        guard count > 1 else { return 0 }
        let total = Reductions.sum(correlations.map { $0 * $0 }) - Double(count)
        return total / Double(count * (count - 1))
    }
}

extension ReturnMatrix {
    /// Writes a trial's deviations from its mean, scaled so that products of two trials are correlations.
    ///
    /// - Returns: Whether the returns vary; without variation all that is written is zero.
    @discardableResult
    func loadDirection(_ trial: Int, into buffer: UnsafeMutableBufferPointer<Double>) -> Bool {
        _ = loadDeviations(trial, benchmark: nil, into: buffer)
        let squares = Reductions.deviations(UnsafeBufferPointer(buffer), about: 0).squares
        let varies = squares > 1e-28 * Double(dayCount)
        let scale = varies ? 1 / squares.squareRoot() : 0
        for day in 0..<dayCount { buffer[day] *= scale }
        return varies
    }
}
