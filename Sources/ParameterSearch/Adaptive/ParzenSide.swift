#if canImport(Glibc)
    internal import Glibc
#endif

/// One axis of the parts of a `ParzenDensity`; the prior is the last part.
struct ParzenSide {
    enum Shape { case continuous, ordered, words }

    var shape: Shape
    /// How many values a finite axis has.
    var count: Int
    var centres: [Double]
    var widths: [Double]
    /// The chance of the part's own word and of each other.
    var chances: (own: Double, other: Double) = (1, 1)

    /// The place of a finite axis's value at a share.
    func place(_ share: Double) -> Int { min(max(Int(share * Double(count)), 0), count - 1) }

    /// How much of a part's normal density, uncut, lies over the value at a share.
    func mass(of part: Int, at share: Double) -> Double {
        let place = Double(place(share))
        let scale = 0.5.squareRoot() / widths[part]
        let lower = (place / Double(count) - centres[part]) * scale
        let upper = ((place + 1) / Double(count) - centres[part]) * scale
        // The difference of two tails is taken on the side where both are small.
        return lower > 0 ? 0.5 * (erfc(lower) - erfc(upper)) : 0.5 * (erfc(-upper) - erfc(-lower))
    }

    /// The widths of normal densities about some points of an axis.
    static func widths(_ centres: some Collection<Double>) -> [Double] {
        let centres = Array(centres)
        let order = centres.indices.sorted { (centres[$0], $0) < (centres[$1], $1) }
        let least = 1 / Double(min(100, 2 + centres.count))
        var widths = [Double](repeating: 1, count: centres.count)
        for (rank, place) in order.enumerated() {
            let centre = centres[place]
            var width = max(centre, 1 - centre)
            if order.count > 1 {
                let before = rank > 0 ? centre - centres[order[rank - 1]] : 0
                let after = rank + 1 < order.count ? centres[order[rank + 1]] - centre : 0
                width = max(before, after)
            }
            widths[place] = min(max(width, least), 1)
        }
        return widths
    }

    /// The chance that a standard normal number is below a bound.
    static func normal(_ bound: Double) -> Double { 0.5 * erfc(-bound * 0.5.squareRoot()) }
}
