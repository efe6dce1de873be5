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
    @specialized(where Element == Float)
    @specialized(where Element == Double)
    public func firstNotFinite() -> (sample: Int, feature: Int)? {
        let (width, count) = (width, count)
        return features.withElements { base in
            for row in 0..<count {
                let line = base + row * width
                // Squares that are finite prove a row at once; of others each feature is looked at.
                guard !Vectors.dot(line, line, count: width).isFinite else { continue }
                for column in 0..<width where !line[column].isFinite { return (row, column) }
            }
            return nil
        }
    }
}
