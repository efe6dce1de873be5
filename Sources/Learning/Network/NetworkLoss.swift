#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
public import LinearAlgebra

/// What training makes small: a mean over the samples (and, but for softmax, over the outputs).
///
/// - Verified by: `NetworkOracleTests` (squared, Huber, binary cross-entropy), `NetworkGradientTests` (all).
public enum NetworkLoss: Sendable, Equatable {
    /// `(ŷ − y)²`, not halved.
    case squared
    /// `e² / 2` for errors up to `delta`, `delta (|e| − delta / 2)` beyond.
    ///
    /// - Source: Huber (1964), "Robust Estimation of a Location Parameter".
    case huber(delta: Double)
    /// `log(1 + e^z) − y z` of a logit `z` and a label from 0 to 1.
    case binaryCrossEntropy
    /// `log Σ e^{z_j} − z_y` of the logits of all classes and the number of the right one.
    case softmaxCrossEntropy

    /// How many labels a sample has: the number of its class, or one for each output.
    public func labels(outputs: Int) -> Int { self == .softmaxCrossEntropy ? 1 : outputs }

    /// What network outputs mean: probabilities for classes, the outputs themselves for the others.
    ///
    /// - Parameter outputs: Shape `[samples, outputs]`.
    /// - Returns: The same shape; for softmax each row sums to 1.
    public func probabilities<Element: BLASElement>(_ outputs: Matrix<Element>) -> Matrix<Element> {
        var result = outputs
        switch self {
        case .squared, .huber: break
        case .binaryCrossEntropy:
            for row in 0..<outputs.rows {
                for column in 0..<outputs.columns {
                    result[row, column] = Element(Activation.logistic(Double(outputs[row, column])))
                }
            }
        case .softmaxCrossEntropy:
            for row in 0..<outputs.rows {
                let logits = (0..<outputs.columns).map { Double(outputs[row, $0]) }
                let greatest = logits.max() ?? 0
                let weights = logits.map { exp($0 - greatest) }
                let total = weights.reduce(0, +)
                for column in 0..<outputs.columns { result[row, column] = Element(weights[column] / total) }
            }
        }
        return result
    }

    func requireValid(outputs: Int) throws(LearningError) {
        switch self {
        case .huber(let delta):
            guard delta > 0, delta.isFinite else {
                throw .parameter(name: "delta of the Huber loss", found: "\(delta)", allowed: "positive numbers")
            }
        case .softmaxCrossEntropy:
            guard outputs > 1 else {
                throw .parameter(
                    name: "outputs", found: "\(outputs)",
                    allowed: "2 and more with softmax cross-entropy; take binary cross-entropy for one")
            }
        case .squared, .binaryCrossEntropy: break
        }
    }

    /// Sums the loss over a batch in double precision, and writes its derivative by each output where asked.
    ///
    /// - Parameters:
    ///   - batch: The outputs, labels and weights.
    ///   - gradient: Shape `[rows, width]`; the derivative of the mean over the batch.
    /// - Returns: The sum over samples and outputs; divided by `terms`, the mean.
    @inline(__always)
    func evaluate<Element: BLASElement>(
        _ batch: LossBatch<Element>, gradient: UnsafeMutablePointer<Element>?
    ) -> Double {
        switch self {
        case .squared:
            return batch.each(gradient) { output, label in
                let error = output - label
                return (error * error, 2 * error)
            }
        case .huber(let delta):
            return batch.each(gradient) { output, label in
                let error = output - label
                return abs(error) <= delta
                    ? (0.5 * error * error, error)
                    : (delta * (abs(error) - 0.5 * delta), error < 0 ? -delta : delta)
            }
        case .binaryCrossEntropy:
            return batch.each(gradient) { logit, label in
                // Only numbers up to 1 are ever raised to: no logit is too large.
                let small = exp(-abs(logit))
                let probability = logit >= 0 ? 1 / (1 + small) : small / (1 + small)
                return (max(logit, 0) - logit * label + log1p(small), probability - label)
            }
        case .softmaxCrossEntropy: return batch.softmax(gradient)
        }
    }

    /// How many terms the mean over `rows` samples has.
    func terms(rows: Int, width: Int) -> Int { self == .softmaxCrossEntropy ? rows : rows * width }
}
