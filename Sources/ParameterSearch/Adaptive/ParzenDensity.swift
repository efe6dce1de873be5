internal import Core
#if canImport(Glibc)
    internal import Glibc
#endif

/// The density of some points, as shares of each axis in `0...1`: a mixture with one part at each point and one for the prior.
///
///     p(x) = Σ_k w_k Π_axes p_k,axis(x)
///
/// In order, p_k is a normal density about the point, cut to the axis, and of a finite axis integrated over each value's part.
/// Its width is the larger of the distances to the neighbours on the axis (at the ends: to the one there is, alone: to the
/// farther end), within `1 / min(100, 2 + n) ... 1`; the prior stands at the middle with width 1. Of words, p_k is
/// `(1 + s) / (1 + s · words)` for the point's own and `s / (1 + s · words)` for others, `s = priorWeight / (n + 1)`; the prior
/// is even.
///
/// - Source: Bergstra, Bardenet, Bengio, Kégl (2011), "Algorithms for Hyper-Parameter Optimization", section 4; parts that are
///   products over the axes as in Falkner, Klein, Hutter (2018), "BOHB", section 3; widths and words as in Watanabe (2023),
///   "Tree-Structured Parzen Estimator: Understanding Its Algorithm Components", section 3.3.
/// - Verified by: `ParzenDensityTests`.
struct ParzenDensity {
    private var sides: [ParzenSide] = []
    /// How many points there are.
    private let points: Int
    private let priorPart: Double
    /// For each part its weight over all that does not depend on where the density is asked for.
    private var heights: [Double]

    /// The density of points on axes.
    init(of rows: [[Double]], axes: [SearchAxis], priorWeight: Double) {
        points = rows.count
        priorPart = priorWeight / (Double(rows.count) + priorWeight)
        heights = [Double](repeating: 1 / (Double(rows.count) + priorWeight), count: rows.count) + [priorPart]
        for (place, axis) in axes.enumerated() {
            var side = ParzenSide(
                shape: axis.count == nil ? .continuous : axis.isOrdered ? .ordered : .words, count: axis.count ?? 0,
                centres: rows.map { $0[place] } + [0.5], widths: [])
            if side.shape == .words {
                let smoothing = priorWeight / Double(rows.count + 1)
                let all = 1 + smoothing * Double(side.count)
                side.chances = ((1 + smoothing) / all, smoothing / all)
            } else {
                side.widths = ParzenSide.widths(side.centres.dropLast()) + [1]
                for part in heights.indices {
                    let (centre, width) = (side.centres[part], side.widths[part])
                    heights[part] /=
                        ParzenSide.normal((1 - centre) / width) - ParzenSide.normal(-centre / width)
                    if side.shape == .continuous { heights[part] /= width * (2 * Double.pi).squareRoot() }
                }
            }
            sides.append(side)
        }
    }

    /// The shares of a random point from the density.
    func draw(from stream: inout RandomStream) -> [Double] {
        let part = stream.uniform() < priorPart ? points : stream.below(points)
        return sides.map { side in
            guard side.shape != .words else {
                let own = side.chances.own - side.chances.other
                let isOwn = part < points && stream.uniform() < own
                return isOwn
                    ? side.centres[part] : (Double(stream.below(side.count)) + 0.5) / Double(side.count)
            }
            // The centre lies inside, so that a third of the draws do at least.
            while true {
                let radius = (-2 * log(1 - stream.uniform())).squareRoot()
                let share = side.centres[part] + side.widths[part] * radius * cos(2 * .pi * stream.uniform())
                if 0...1 ~= share { return share }
            }
        }
    }

    /// The logarithm of the density at the shares of a point; on finite axes, of the chance of the value there.
    func logarithm(at shares: [Double]) -> Double {
        var sum = 0.0
        for part in heights.indices {
            var factor = heights[part]
            var squares = 0.0
            for (axis, side) in sides.enumerated() {
                switch side.shape {
                case .continuous:
                    let distance = (shares[axis] - side.centres[part]) / side.widths[part]
                    squares += distance * distance
                case .ordered: factor *= side.mass(of: part, at: shares[axis])
                case .words:
                    if part == points {
                        factor /= Double(side.count)
                    } else {
                        let isOwn = side.place(shares[axis]) == side.place(side.centres[part])
                        factor *= isOwn ? side.chances.own : side.chances.other
                    }
                }
                // Nothing is left that would count beside the prior.
                if squares > 100 || factor < 1e-250 { break }
            }
            if squares <= 100 { sum += factor * exp(-0.5 * squares) }
        }
        return log(max(sum, .leastNormalMagnitude))
    }
}
