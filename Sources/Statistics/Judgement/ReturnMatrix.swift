/// The returns of trials over the same days, those of a trial together.
///
/// Kept in the precision in which they came, 32 bits a return as a ledger stores them or 64; every sum over them is in
/// 64 bits.
///
/// - Verified by: `ReturnMatrixTests`.
public struct ReturnMatrix: Sendable {
    /// The returns, trial after trial.
    enum Storage: Sendable {
        case singles([Float])
        case doubles([Double])
    }

    /// The number of trials.
    public let trialCount: Int
    /// The number of days.
    public let dayCount: Int
    /// The returns, trial after trial.
    let storage: Storage

    /// A matrix of 32-bit returns.
    ///
    /// - Parameters:
    ///   - trials: The number of trials, at least 1.
    ///   - days: The number of days, at least 1.
    ///   - values: Simple returns as fractions, trial after trial, shape `[trials · days]`.
    /// - Throws: `shape` where the numbers do not go together, `notFinite` for a return that is NaN or infinite.
    public init(trials: Int, days: Int, values: [Float]) throws(JudgementError) {
        try ReturnMatrix.checkShape(trials: trials, days: days, values: values.count)
        if let place = firstNotFinite(values) {
            throw .notFinite(trial: place / days, day: place % days)
        }
        (trialCount, dayCount, storage) = (trials, days, .singles(values))
    }

    /// A matrix of 64-bit returns, with the same parameters and errors.
    public init(trials: Int, days: Int, values: [Double]) throws(JudgementError) {
        try ReturnMatrix.checkShape(trials: trials, days: days, values: values.count)
        if let place = firstNotFinite(values) {
            throw .notFinite(trial: place / days, day: place % days)
        }
        (trialCount, dayCount, storage) = (trials, days, .doubles(values))
    }

    /// A matrix of the returns of each trial, in 64 bits.
    ///
    /// - Throws: `shape` where lengths differ or there is nothing, `notFinite` for a return that is NaN or infinite.
    public init(_ trials: [[Double]]) throws(JudgementError) {
        let days = trials.first?.count ?? 0
        if let odd = trials.firstIndex(where: { $0.count != days }) {
            throw .shape(
                found: "\(trials[odd].count) returns of trial \(odd)", needed: "the \(days) days of trial 0")
        }
        try self.init(trials: trials.count, days: days, values: trials.flatMap { $0 })
    }

    private static func checkShape(trials: Int, days: Int, values: Int) throws(JudgementError) {
        guard trials > 0, days > 0 else {
            throw .shape(found: "\(trials) trials over \(days) days", needed: "at least one trial and one day")
        }
        // Days are counted in 30 bits where blocks are drawn.
        guard days < 1 << 30, trials < 1 << 31 else {
            throw .shape(found: "\(trials) trials over \(days) days", needed: "fewer than 2³¹ trials and 2³⁰ days")
        }
        guard values == trials * days else {
            throw .shape(found: "\(values) returns", needed: "\(trials * days), for \(trials) trials over \(days) days")
        }
    }

    /// The returns of a trial, shape `[days]`.
    public func returns(ofTrial trial: Int) -> [Double] {
        [Double](unsafeUninitializedCapacity: dayCount) { buffer, count in
            load(trial, into: buffer)
            count = dayCount
        }
    }

    /// Writes the returns of a trial to the first `dayCount` places of a buffer.
    func load(_ trial: Int, into buffer: UnsafeMutableBufferPointer<Double>) {
        let first = trial * dayCount
        switch storage {
        case .doubles(let values):
            values.withUnsafeBufferPointer { values in
                for day in 0..<dayCount { buffer[day] = values[first + day] }
            }
        case .singles(let values):
            values.withUnsafeBufferPointer { values in
                for day in 0..<dayCount { buffer[day] = Double(values[first + day]) }
            }
        }
    }
}

/// The place of the first value that is NaN or infinite.
private func firstNotFinite<Value: BinaryFloatingPoint & SIMDScalar>(_ values: [Value]) -> Int? {
    // Zero times such a value is NaN: a block is looked at one by one only where that has happened.
    let block = 4_096
    let width = MemoryLayout<Value>.stride
    return values.withUnsafeBytes { bytes in
        var start = 0
        while start < values.count {
            let end = min(start + block, values.count)
            var lanes = SIMD16<Value>.zero
            var index = start
            while index + 16 <= end {
                lanes += bytes.loadUnaligned(fromByteOffset: index * width, as: SIMD16<Value>.self) * 0
                index += 16
            }
            let clean = lanes == .zero && values[index..<end].allSatisfy(\.isFinite)
            if !clean, let place = values[start..<end].firstIndex(where: { !$0.isFinite }) { return place }
            start = end
        }
        return nil
    }
}
