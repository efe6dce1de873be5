public import LinearAlgebra

/// Samples that a network can be trained on: what packs the features of any of them into a batch.
///
/// A conformer must give the same features for the same sample at every call, and fill every element of the batch:
/// `BatchSourceTests` shows both forms that are there held against a plain copy.
public protocol BatchSource<Element>: Sendable {
    /// The type of a feature.
    associatedtype Element: BLASElement

    /// How many samples there are.
    var count: Int { get }
    /// How many features a sample has.
    var width: Int { get }

    /// Writes the features of each sample, one row of `width` after the other.
    ///
    /// - Parameters:
    ///   - samples: Places of samples, each in `0 ..< count`.
    ///   - batch: The place of the rows, `samples.count × width` elements.
    func fill(_ samples: UnsafeBufferPointer<Int>, into batch: UnsafeMutablePointer<Element>)

    /// The first sample with a feature that is NaN or infinite, and the feature.
    func firstNotFinite() -> (sample: Int, feature: Int)?
}

extension BatchSource {
    /// Packs one sample after the other and looks at each feature.
    public func firstNotFinite() -> (sample: Int, feature: Int)? {
        var features = [Element](repeating: 0, count: width)
        for sample in 0..<count {
            let bad: Int? = features.withUnsafeMutableBufferPointer { row in
                guard let base = row.baseAddress else { return nil }
                withUnsafePointer(to: sample) { fill(UnsafeBufferPointer(start: $0, count: 1), into: base) }
                return row.firstIndex { !$0.isFinite }
            }
            if let bad { return (sample, bad) }
        }
        return nil
    }
}
