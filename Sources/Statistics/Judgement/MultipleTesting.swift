internal import Glibc

/// P-values of many tests, adjusted so that each can be compared with the level meant for all of them.
public enum MultipleTesting: String, Sendable, Hashable, CaseIterable {
    /// `min(1, M·p)`: bounds the chance of one false claim, whatever the dependence.
    case bonferroni
    /// Bonferroni step by step, `max over smaller p of min(1, (M − rank + 1)·p)`: the same bound, more power.
    case holm
    /// `1 − (1 − p)^M`: the same bound for independent tests.
    case sidak
    /// `min over larger p of M·p/rank`: bounds the expected share of false claims, for tests that depend positively.
    case benjaminiHochberg
    /// Benjamini–Hochberg times `Σ 1/i`: the same bound, whatever the dependence.
    case benjaminiYekutieli

    /// The adjusted p-values, in the order given.
    ///
    /// - Parameters:
    ///   - pValues: From 0 to 1.
    ///   - others: The number of further tests whose p-values count as 1, of trials that failed.
    /// - Throws: `parameter` for a p-value outside 0 to 1 or NaN, or a negative number of others.
    /// - Source: Holm (1979); Šidák (1967); Benjamini & Hochberg (1995); Benjamini & Yekutieli (2001).
    /// - Verified by: `MultipleTestingTests`.
    public func adjusted(_ pValues: [Double], others: Int = 0) throws(JudgementError) -> [Double] {
        if let odd = pValues.firstIndex(where: { !($0 >= 0 && $0 <= 1) }) {
            throw .parameter(name: "p-value \(odd)", found: "\(pValues[odd])", allowed: "0 to 1")
        }
        guard others >= 0 else { throw .parameter(name: "further tests", found: "\(others)", allowed: "0 or more") }
        let count = Double(pValues.count + others)
        let order = pValues.indices.sorted { (pValues[$0], $0) < (pValues[$1], $1) }
        var adjusted = pValues
        switch self {
        case .bonferroni:
            for place in adjusted.indices { adjusted[place] = min(1, count * adjusted[place]) }
        case .sidak:
            for place in adjusted.indices { adjusted[place] = -expm1(count * log1p(-adjusted[place])) }
        case .holm:
            var highest = 0.0
            for (rank, place) in order.enumerated() {
                highest = max(highest, min(1, (count - Double(rank)) * pValues[place]))
                adjusted[place] = highest
            }
        case .benjaminiHochberg, .benjaminiYekutieli:
            var factor = count
            if self == .benjaminiYekutieli {
                factor = 0
                for rank in stride(from: count, to: 0, by: -1) { factor += 1 / rank }
                factor *= count
            }
            // The largest of the others' p-values, 1 at the last rank, bounds nothing below.
            var lowest = 1.0
            for (rank, place) in order.enumerated().reversed() {
                lowest = min(lowest, factor * pValues[place] / Double(rank + 1))
                adjusted[place] = lowest
            }
        }
        return adjusted
    }
}
