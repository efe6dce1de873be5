#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif
internal import LinearAlgebra

/// The outputs of a batch beside what they should be.
struct LossBatch<Element: BLASElement> {
    /// Shape `[rows, width]`.
    let outputs: UnsafeMutablePointer<Element>
    /// Shape `[rows, width]`, or `[rows]` of class numbers.
    let labels: UnsafeMutablePointer<Element>
    /// Shape `[rows]`, or `nil` where all samples weigh the same.
    let weights: UnsafeMutablePointer<Element>?
    let rows: Int
    let width: Int

    /// Sums a loss of each output by itself.
    @inline(__always)
    func each(
        _ gradient: UnsafeMutablePointer<Element>?, _ body: (Double, Double) -> (loss: Double, slope: Double)
    ) -> Double {
        var total = 0.0
        let share = 1 / Double(rows * width)
        for row in 0..<rows {
            let weight = weights.map { Double($0[row]) } ?? 1
            for place in row * width..<(row + 1) * width {
                let term = body(Double(outputs[place]), Double(labels[place]))
                total += weight * term.loss
                gradient?[place] = Element(weight * share * term.slope)
            }
        }
        return total
    }

    /// Sums the cross-entropy of the classes.
    @inline(__always)
    func softmax(_ gradient: UnsafeMutablePointer<Element>?) -> Double {
        var total = 0.0
        for row in 0..<rows {
            let logits = outputs + row * width
            let weight = weights.map { Double($0[row]) } ?? 1
            var greatest = Double(logits[0])
            for column in 1..<width where !(Double(logits[column]) <= greatest) { greatest = Double(logits[column]) }
            var sum = 0.0
            for column in 0..<width { sum += exp(Double(logits[column]) - greatest) }
            let label = Int(labels[row])
            total += weight * (log(sum) + greatest - Double(logits[label]))
            guard let gradient else { continue }
            let share = weight / Double(rows)
            for column in 0..<width {
                let probability = exp(Double(logits[column]) - greatest) / sum
                gradient[row * width + column] = Element(share * (probability - (column == label ? 1 : 0)))
            }
        }
        return total
    }
}
