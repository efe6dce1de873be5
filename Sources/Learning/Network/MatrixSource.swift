public import LinearAlgebra

/// Samples that are the rows of a matrix.
public struct MatrixSource<Element: BLASElement>: BatchSource {
    /// The features, row-major and without gaps; shape `[samples, width]`.
    public let features: Matrix<Element>

    /// The rows of a matrix; it is copied only where its rows do not lie one after the other.
    public init(_ features: Matrix<Element>) { self.features = features.packed(.rowMajor) }

    /// How many samples there are.
    public var count: Int { features.rows }
    /// How many features a sample has.
    public var width: Int { features.columns }

    /// Copies rows.
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func fill(_ samples: UnsafeBufferPointer<Int>, into batch: UnsafeMutablePointer<Element>) {
        let (width, count) = (width, count)
        features.withElements { base in
            for (row, sample) in samples.enumerated() {
                precondition(sample >= 0 && sample < count, "no such sample")
                (batch + row * width).update(from: base + sample * width, count: width)
            }
        }
    }

    /// The first sample with a feature that is NaN or infinite.
    public func firstNotFinite() -> (sample: Int, feature: Int)? {
        do throws(LinearAlgebraError) { try features.requireFinite() } catch {
            if case .notFinite(let row, let column) = error { return (row, column) }
        }
        return nil
    }
}
