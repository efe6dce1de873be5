/// Value at risk and expected shortfall of returns.
///
/// Losses are negative returns, as everywhere in the project.
public enum TailRisk {
    /// The return below which a share of the observed returns lies.
    ///
    /// - Parameter sorted: Returns in ascending order.
    public static func historicalValueAtRisk(sorted: [Double], level: Double) -> Double? {
        quantile(ofSorted: sorted, level)
    }

    /// The mean of the worst `⌊(n − 1)·level⌋ + 1` returns.
    ///
    /// - Source: Acerbi & Tasche (2002), in the discrete form that empyrical uses.
    public static func historicalExpectedShortfall(sorted: [Double], level: Double) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let count = Int(Double(sorted.count - 1) * level) + 1
        return Reductions.sum(Array(sorted.prefix(count))) / Double(count)
    }

    /// The quantile of a normal distribution bent by skewness `s` and excess kurtosis `k`, in units of the deviation.
    ///
    ///     z + (z² − 1) s/6 + (z³ − 3z) k/24 − (2z³ − 5z) s²/36
    ///
    /// - Source: Cornish & Fisher (1938).
    static func cornishFisher(_ z: Double, skewness s: Double, kurtosisExcess k: Double) -> Double {
        let (square, cube) = (z * z, z * z * z)
        return z + (square - 1) * s / 6 + (cube - 3 * z) * k / 24 - (2 * cube - 5 * z) * s * s / 36
    }

    /// The Cornish–Fisher value at risk, with biased moments (ddof 0), or `nil` when the returns do not vary.
    ///
    /// - Source: Favre & Galeano (2002), "Mean-Modified Value-at-Risk Optimization with Hedge Funds".
    public static func cornishFisherValueAtRisk(_ moments: Moments, level: Double) -> Double? {
        guard let s = moments.skewness, let k = moments.kurtosisRaw, let deviation = moments.standardDeviation(ddof: 0)
        else { return nil }
        let z = NormalDistribution.quantile(level)
        return moments.mean + deviation * cornishFisher(z, skewness: s, kurtosisExcess: k - 3)
    }

    /// Whether the bent quantile rises from −4 to `z`: outside that domain it is no quantile.
    ///
    /// What lies below −4 weighs nothing. The slope is the parabola `a z² + b z + c`.
    static func cornishFisherAscends(below z: Double, skewness s: Double, kurtosisExcess k: Double) -> Bool {
        let (a, b, c) = (k / 8 - s * s / 6, s / 3, 1 - k / 8 + 5 * s * s / 36)
        func slope(_ z: Double) -> Double { (a * z + b) * z + c }
        guard slope(z) > 0, slope(-4) > 0 else { return false }
        let turn = a == 0 ? -.infinity : -b / (2 * a)
        return !(-4...z).contains(turn) || slope(turn) > 0
    }

    /// The mean of the Cornish–Fisher quantiles below the level, in closed form; `nil` outside the expansion's domain.
    ///
    /// The quantile is a cubic in `z`, and `∫ zᵏ φ(z) dz` up to `z(level)` is `−φ`, `level − zφ`, `−(z² + 2)φ` for
    /// `k` = 1, 2, 3.
    ///
    /// - Source: Maillard (2012), "A User's Guide to the Cornish Fisher Expansion".
    /// - Verified by: `TailRiskTests`, against numerical integration.
    public static func cornishFisherExpectedShortfall(_ moments: Moments, level: Double) -> Double? {
        guard let s = moments.skewness, let raw = moments.kurtosisRaw,
            let deviation = moments.standardDeviation(ddof: 0)
        else { return nil }
        let k = raw - 3
        let z = NormalDistribution.quantile(level)
        guard cornishFisherAscends(below: z, skewness: s, kurtosisExcess: k) else { return nil }
        let density = NormalDistribution.density(z)
        let (first, second, third) = (-density, level - z * density, -(z * z + 2) * density)
        let integral =
            first + (second - level) * s / 6 + (third - 3 * first) * k / 24 - (2 * third - 5 * first) * s * s / 36
        return moments.mean + deviation * integral / level
    }
}
