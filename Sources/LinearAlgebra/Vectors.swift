/// Sums over vectors in a stated order: eight lanes over consecutive blocks of eight, the lanes folded by halves, then
/// the tail.
///
/// The order is part of the result, so that figures are the same bits on every machine; BLAS level 1 gives other last
/// digits on other processors. The rounding error grows with `n / 8`, not `n`.
public enum Vectors {
    /// `Σ aᵢ bᵢ` over the first `count` elements.
    @inlinable
    public static func dot<Element: BLASElement>(
        _ a: UnsafePointer<Element>, _ b: UnsafePointer<Element>, count: Int
    ) -> Element {
        let (left, right) = (UnsafeRawPointer(a), UnsafeRawPointer(b))
        let size = MemoryLayout<Element>.size
        var lanes = SIMD8<Element>(repeating: 0)
        var index = 0
        while index + 8 <= count {
            lanes +=
                left.loadUnaligned(fromByteOffset: index * size, as: SIMD8<Element>.self)
                * right.loadUnaligned(fromByteOffset: index * size, as: SIMD8<Element>.self)
            index += 8
        }
        var total = fold(lanes)
        while index < count {
            total += a[index] * b[index]
            index += 1
        }
        return total
    }

    /// `Σ aᵢ bᵢ`; the vectors must be of one length.
    @inlinable
    public static func dot<Element: BLASElement>(_ a: [Element], _ b: [Element]) -> Element {
        precondition(a.count == b.count, "a product of vectors of \(a.count) and \(b.count) elements")
        return a.withUnsafeBufferPointer { left in
            b.withUnsafeBufferPointer { right in
                guard let first = left.baseAddress, let second = right.baseAddress else { return 0 }
                return dot(first, second, count: left.count)
            }
        }
    }

    /// `Σ aᵢ`.
    @inlinable
    public static func sum<Element: BLASElement>(_ a: [Element]) -> Element {
        a.withUnsafeBytes { bytes in
            let (count, size) = (a.count, MemoryLayout<Element>.size)
            var lanes = SIMD8<Element>(repeating: 0)
            var index = 0
            while index + 8 <= count {
                lanes += bytes.loadUnaligned(fromByteOffset: index * size, as: SIMD8<Element>.self)
                index += 8
            }
            var total = fold(lanes)
            while index < count {
                total += bytes.loadUnaligned(fromByteOffset: index * size, as: Element.self)
                index += 1
            }
            return total
        }
    }

    /// The mean; NaN of nothing.
    @inlinable
    public static func mean<Element: BLASElement>(_ a: [Element]) -> Element { sum(a) / Element(a.count) }

    /// `Σ aᵢ²`.
    @inlinable
    public static func sumOfSquares<Element: BLASElement>(_ a: [Element]) -> Element { dot(a, a) }

    @inlinable
    static func fold<Element: BLASElement>(_ lanes: SIMD8<Element>) -> Element {
        let four = SIMD4(
            lanes[0] + lanes[4], lanes[1] + lanes[5], lanes[2] + lanes[6], lanes[3] + lanes[7])
        return (four[0] + four[2]) + (four[1] + four[3])
    }
}
