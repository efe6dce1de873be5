/// The least value of a function of a few numbers, without its slope.
///
/// The search begins again at the best point until a fresh simplex finds nothing better, since a simplex can collapse where
/// there is no minimum.
///
/// - Source: Nelder & Mead (1965), "A Simplex Method for Function Minimization", with the coefficients 1, 2, ½, ½.
/// - Verified by: `SimplexSearchTests`, and the fits held to other programs.
struct SimplexSearch {
    /// How far values of the simplex may differ at the end, relative to their size.
    var tolerance = 1e-11
    /// The most calls of the function.
    var mostCalls = 6_000

    /// What was found.
    struct Result {
        var point: [Double]
        var value: Double
        var isConverged: Bool
    }

    /// Searches from a point.
    ///
    /// - Parameters:
    ///   - start: Where the function is finite.
    ///   - steps: How far the corners of the first simplex are from `start`.
    ///   - function: What is made small; a value that is no number counts as infinite.
    func minimise(from start: [Double], steps: [Double], _ function: ([Double]) -> Double) -> Result {
        var calls = 0
        func value(_ point: [Double]) -> Double {
            calls += 1
            let value = function(point)
            return value.isNaN ? .infinity : value
        }
        var best = (point: start, value: value(start))
        var scale = 1.0
        while calls < mostCalls {
            let found = descend(best.point, steps.map { $0 * scale }, value) { calls < mostCalls }
            let gain = best.value - found.value
            if found.value < best.value { best = found }
            if gain <= 1e-9 * (1 + abs(best.value)), calls < mostCalls {
                return Result(point: best.point, value: best.value, isConverged: true)
            }
            scale *= 0.5
        }
        return Result(point: best.point, value: best.value, isConverged: false)
    }

    /// One simplex until it has shrunk.
    private func descend(
        _ start: [Double], _ steps: [Double], _ value: ([Double]) -> Double, mayGoOn: () -> Bool
    ) -> (point: [Double], value: Double) {
        let n = start.count
        var corners = [(point: start, value: value(start))]
        for axis in 0..<n {
            var point = start
            point[axis] += steps[axis]
            corners.append((point, value(point)))
        }
        while mayGoOn() {
            corners.sort { $0.value < $1.value }
            let spread = corners[n].value - corners[0].value
            if spread <= tolerance * (1 + abs(corners[0].value)) { break }
            let centre = (0..<n).map { axis in corners[..<n].reduce(0) { $0 + $1.point[axis] } / Double(n) }
            func along(_ factor: Double) -> (point: [Double], value: Double) {
                let point = (0..<n).map { centre[$0] + factor * (corners[n].point[$0] - centre[$0]) }
                return (point, value(point))
            }
            let reflected = along(-1)
            if reflected.value < corners[0].value {
                let expanded = along(-2)
                corners[n] = expanded.value < reflected.value ? expanded : reflected
            } else if reflected.value < corners[n - 1].value {
                corners[n] = reflected
            } else {
                let contracted = along(reflected.value < corners[n].value ? -0.5 : 0.5)
                if contracted.value < min(reflected.value, corners[n].value) {
                    corners[n] = contracted
                } else {
                    for corner in 1...n {
                        let point = (0..<n).map { (corners[0].point[$0] + corners[corner].point[$0]) / 2 }
                        corners[corner] = (point, value(point))
                    }
                }
            }
        }
        return corners.min { $0.value < $1.value } ?? (start, .infinity)
    }
}
