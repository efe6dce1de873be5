internal import Core
internal import Glibc

/// Draws of the exponential distribution with mean 1, in bulk: what `−log U` is, without the logarithm.
///
/// - Source: Marsaglia & Tsang (2000), "The Ziggurat Method for Generating Random Variables", with 256 strips.
/// - Verified by: `NormalDrawsTests/exponentialDrawsHaveTheirLaw`.
struct ExponentialDraws: Sendable {
    /// The tables, which all share.
    static let shared = ExponentialDraws()
    private static let edge = 7.697_117_470_131_05
    private static let area = 3.949_659_822_581_557e-3
    /// The widths of the strips.
    private let widths: [Double]
    /// The share of each strip that lies below the curve on its whole height.
    private let shares: [Double]
    /// The height of the curve at each edge.
    private let heights: [Double]

    init() {
        var edges = [ExponentialDraws.area / exp(-ExponentialDraws.edge), ExponentialDraws.edge]
        for _ in 2..<256 {
            let last = edges[edges.count - 1]
            edges.append(-log(ExponentialDraws.area / last + exp(-last)))
        }
        edges.append(0)
        widths = Array(edges.dropLast())
        shares = (0..<256).map { edges[$0 + 1] / edges[$0] }
        heights = edges.map { exp(-$0) }
    }

    /// Fills memory with draws, each of 32 bits: 8 for the strip and 24 for the place in it, which is finer than any tick.
    ///
    /// - Parameters:
    ///   - target: Shape `[2n]`.
    ///   - words: Scratch memory. Shape `[n]`.
    func fill(
        _ target: UnsafeMutableBufferPointer<Double>, through words: UnsafeMutableBufferPointer<UInt64>,
        from stream: inout RandomStream
    ) {
        stream.fill(words)
        widths.withUnsafeBufferPointer { widths in
            shares.withUnsafeBufferPointer { shares in
                for place in target.indices {
                    let word = words[place >> 1] >> UInt64((place & 1) << 5)
                    let strip = Int(word & 0xff)
                    let share = Double(word >> 8 & 0xff_ffff) * 0x1p-24
                    target[place] = share < shares[strip] ? share * widths[strip] : rest(strip, share, &stream)
                }
            }
        }
    }

    /// The draws of one in a hundred: the tail, which is the distribution again, and the wedges between curve and strip.
    @inline(never)
    private func rest(_ strip: Int, _ share: Double, _ stream: inout RandomStream) -> Double {
        var (strip, share) = (strip, share)
        while true {
            if strip == 0 { return ExponentialDraws.edge - log(1 - stream.uniform()) }
            let x = share * widths[strip]
            let (low, high) = (heights[strip], heights[strip + 1])
            if low + stream.uniform() * (high - low) < exp(-x) { return x }
            let word = stream.next()
            strip = Int(word & 0xff)
            share = Double(word >> 11) * 0x1p-53
            if share < shares[strip] { return share * widths[strip] }
        }
    }
}
