public import Core
internal import Glibc

/// Standard normal draws in bulk.
///
/// - Source: Marsaglia & Tsang (2000), "The Ziggurat Method for Generating Random Variables", with 256 strips; strip and
///   place are of other bits of one word, as Doornik (2005) asks for.
/// - Verified by: `NormalDrawsTests`: moments to the sixth, shares in the tails, and the Kolmogorov distance.
public struct NormalDraws: Sendable {
    private static let edge = 3.654_152_885_361_009
    private static let area = 4.928_673_233_974_655e-3
    /// The widths of the strips.
    private let widths: [Double]
    /// The share of each strip that lies below the curve on its whole height.
    private let shares: [Double]
    /// The height of the curve at each edge.
    private let heights: [Double]

    /// The tables.
    public init() {
        func height(_ x: Double) -> Double { exp(-0.5 * x * x) }
        var edges = [NormalDraws.area / height(NormalDraws.edge), NormalDraws.edge]
        for _ in 2..<256 {
            let last = edges[edges.count - 1]
            edges.append((-2 * log(NormalDraws.area / last + height(last))).squareRoot())
        }
        edges.append(0)
        widths = Array(edges.dropLast())
        shares = (0..<256).map { edges[$0 + 1] / edges[$0] }
        heights = edges.map(height)
    }

    /// Fills memory with draws.
    ///
    /// Words are taken 256 at a time, and all of them even where fewer are needed, so that the first draws of a longer fill
    /// are those of a shorter one.
    ///
    /// - Complexity: O(`count`); about 1.01 words of the stream each.
    public func fill(_ target: UnsafeMutableBufferPointer<Double>, from stream: inout RandomStream) {
        let block = 256
        widths.withUnsafeBufferPointer { widths in
            shares.withUnsafeBufferPointer { shares in
                withUnsafeTemporaryAllocation(of: UInt64.self, capacity: block) { words in
                    var first = 0
                    while first < target.count {
                        stream.fill(words)
                        for place in 0..<min(block, target.count - first) {
                            let word = words[place]
                            let strip = Int(word & 0xff)
                            let share = Double(Int64(bitPattern: word) >> 11) * 0x1p-52
                            target[first + place] =
                                abs(share) < shares[strip] ? share * widths[strip] : rest(strip, share, &stream)
                        }
                        first += block
                    }
                }
            }
        }
    }

    /// A draw.
    public func next(from stream: inout RandomStream) -> Double {
        let word = stream.next()
        let strip = Int(word & 0xff)
        let share = Double(Int64(bitPattern: word) >> 11) * 0x1p-52
        return abs(share) < shares[strip] ? share * widths[strip] : rest(strip, share, &stream)
    }

    /// The draws of one in a hundred: the tail, and the wedges between curve and strip.
    @inline(never)
    private func rest(_ strip: Int, _ share: Double, _ stream: inout RandomStream) -> Double {
        var (strip, share) = (strip, share)
        while true {
            if strip == 0 {
                let sign = share < 0 ? -1.0 : 1
                while true {
                    let x = -log(1 - stream.uniform()) / NormalDraws.edge
                    let y = -log(1 - stream.uniform())
                    if 2 * y > x * x { return sign * (NormalDraws.edge + x) }
                }
            }
            let x = share * widths[strip]
            let (low, high) = (heights[strip], heights[strip + 1])
            if low + stream.uniform() * (high - low) < exp(-0.5 * x * x) { return x }
            let word = stream.next()
            strip = Int(word & 0xff)
            share = Double(Int64(bitPattern: word) >> 11) * 0x1p-52
            if abs(share) < shares[strip] { return share * widths[strip] }
        }
    }
}

extension NormalDraws {
    /// The tables, which all share.
    static let shared = NormalDraws()
}
