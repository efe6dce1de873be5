public import Core

/// Running sums of several columns over a series, from which sums over a resample are differences.
///
/// Any figure that is a function of sums (moments, correlations, autocorrelations by the products at a lag) is so
/// resampled in O(blocks × columns) instead of O(values × columns). Products of a value with its own past are columns
/// like others: the resample then keeps each with the past it had, which is the "blocks of blocks" bootstrap.
///
/// - Source: Politis & Romano (1994), "The Stationary Bootstrap", section 2, for figures of m consecutive values.
/// - Verified by: `RunningSumsTests`, against resamples that are written out.
public struct RunningSums: Sendable {
    /// The number of places in the series.
    public let count: Int
    /// The number of columns.
    public let columns: Int
    /// Columns rounded up to whole vectors.
    private let vectors: Int
    /// Row i holds the sums over the first i places.
    private let rows: [SIMD4<Double>]

    /// The running sums of columns of one length.
    ///
    /// - Parameter values: By column, shape `[columns][count]`.
    /// - Precondition: There is a column, none is empty, and all are of one length.
    public init(_ values: [[Double]]) {
        let count = values.first?.count ?? 0
        precondition(count > 0 && values.allSatisfy { $0.count == count }, "columns of one length that is not zero")
        (self.count, columns, vectors) = (count, values.count, (values.count + 3) / 4)
        let (vectors, columns) = (vectors, columns)
        rows = [SIMD4<Double>](unsafeUninitializedCapacity: (count + 1) * vectors) { rows, written in
            guard let start = rows.baseAddress else { return }
            start.initialize(repeating: .zero, count: (count + 1) * vectors)
            UnsafeMutableRawPointer(start).withMemoryRebound(to: Double.self, capacity: (count + 1) * vectors * 4) {
                flat in
                for column in 0..<columns {
                    values[column].withUnsafeBufferPointer { values in
                        var total = 0.0
                        for place in 0..<count {
                            total += values[place]
                            flat[(place + 1) * vectors * 4 + column] = total
                        }
                    }
                }
            }
            written = (count + 1) * vectors
        }
    }

    /// The sums over the series itself, by column.
    public var totals: [Double] {
        (0..<columns).map { rows[count * vectors + $0 / 4][$0 % 4] }
    }

    /// The sums over one resample, by column.
    ///
    /// - Parameters:
    ///   - blocks: The blocks of a series of `count` places.
    ///   - stream: Where draws come from.
    ///   - totals: Where the sums are written, shape `[columns]`.
    public func resample(_ blocks: StationaryBlocks, from stream: inout RandomStream, into totals: inout [Double]) {
        precondition(blocks.count == count && totals.count == columns, "blocks of \(count) places, \(columns) sums")
        withUnsafeTemporaryAllocation(of: SIMD4<Double>.self, capacity: vectors) { sums in
            sums.initialize(repeating: .zero)
            rows.withUnsafeBufferPointer { rows in
                blocks.forEach(from: &stream) { start, length in
                    let end = start + length
                    if end <= count {
                        for vector in 0..<vectors {
                            sums[vector] += rows[end * vectors + vector] - rows[start * vectors + vector]
                        }
                    } else {
                        // The block runs on from the beginning.
                        let rest = end - count
                        for vector in 0..<vectors {
                            sums[vector] +=
                                rows[count * vectors + vector] - rows[start * vectors + vector]
                                + rows[rest * vectors + vector]
                        }
                    }
                }
            }
            for column in 0..<columns { totals[column] = sums[column / 4][column % 4] }
        }
    }
}
