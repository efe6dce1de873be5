internal import Core

/// Sobol's sequence of points that fill a cube evenly, in the order of Gray codes.
///
/// The point i of axis d is the exclusive or of those direction numbers v_j whose bit j is set in `i ^ (i >> 1)`, over 2^32.
/// Any 2^k points from a multiple of 2^k have exactly one in each of 2^k equal parts of every axis.
///
/// - Source: Sobol' (1967); Antonov, Saleev (1979) for the order; direction numbers in `SobolDirections`.
/// - Verified by: `SobolPlanTests`, against SciPy.
struct SobolSequence {
    /// The most axes.
    static let mostAxes = SobolDirections.polynomials.count + 1

    /// Thirty-two direction numbers for each axis.
    private let directions: [[UInt32]]
    /// A number for each axis that every point is shifted by.
    private let shifts: [UInt32]

    /// The sequence over so many axes.
    ///
    /// - Parameter seed: Shifts all points of an axis by exclusive or with one random number of 32 bits, which keeps the
    ///   even filling; `nil` gives the sequence itself, which begins in the lower corner.
    /// - Precondition: `axes` is in `1...mostAxes`.
    init(axes: Int, seed: UInt64?) {
        directions = (0..<axes).map(SobolSequence.directions)
        guard let seed else {
            shifts = [UInt32](repeating: 0, count: axes)
            return
        }
        shifts = (0..<axes).map { axis in
            var stream = RandomStream(seed: seed, name: "parameter search: sobol", index: UInt64(axis))
            return UInt32(truncatingIfNeeded: stream.next())
        }
    }

    /// Writes the point of a place below 2^32, each share in `0 ..< 1`.
    func write(_ place: Int, into shares: inout [Double]) {
        let code = UInt32(truncatingIfNeeded: place ^ (place >> 1))
        for axis in shares.indices {
            var bits = shifts[axis]
            var rest = code
            while rest != 0 {
                bits ^= directions[axis][rest.trailingZeroBitCount]
                rest &= rest &- 1
            }
            shares[axis] = Double(bits) * 0x1p-32
        }
    }

    /// The direction numbers of an axis, from s numbers m_j and a polynomial over two elements of degree s.
    ///
    ///     m_j = 2·a_1·m_(j−1) ⊕ … ⊕ 2^s·m_(j−s) ⊕ m_(j−s),   v_j = m_j · 2^(31 − j)
    ///
    /// - Source: Bratley, Fox (1988), "Algorithm 659".
    private static func directions(axis: Int) -> [UInt32] {
        guard axis > 0 else { return (0..<32).map { 1 << UInt32(31 - $0) } }
        let (polynomial, initial) = SobolDirections.polynomials[axis - 1]
        let degree = initial.count
        var numbers: [UInt32] = initial
        for place in degree..<32 {
            var number = numbers[place - degree]
            for lag in 1...degree where polynomial >> UInt32(degree - lag) & 1 == 1 {
                number ^= numbers[place - lag] << UInt32(lag)
            }
            numbers.append(number)
        }
        return numbers.enumerated().map { $1 << UInt32(31 - $0) }
    }
}
