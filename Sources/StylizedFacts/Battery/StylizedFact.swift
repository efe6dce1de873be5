/// A regularity that prices, volumes and orders of markets share, whatever is traded.
///
/// The numbers are those of the battery. The twentieth, that cash and shares are conserved and no book is crossed, is no
/// statistic: a simulator asserts it on every run.
public enum StylizedFact: Int, CaseIterable, Sendable, Hashable {
    /// Returns do not predict returns.
    case noLinearPredictability = 1
    /// Trade prices bounce between bid and ask.
    case bidAskBounce
    /// Large returns are more frequent than a normal distribution has them.
    case fatTails
    /// The tail falls like a power.
    case tailIndex
    /// Returns over longer spans are more nearly normal.
    case aggregationalGaussianity
    /// Large returns follow large returns, of either sign.
    case volatilityClustering
    /// Tails stay fat after clustering is taken out.
    case conditionalHeavyTails
    /// Falls are followed by more volatility than rises.
    case leverageEffect
    /// Much is traded while prices move much.
    case volumeVolatility
    /// Falls are larger, or faster, than rises.
    case gainLossAsymmetry
    /// Coarse volatility predicts fine volatility better than the reverse.
    case timeScaleAsymmetry
    /// Purchases follow purchases for a long time.
    case orderSignMemory
    /// Prices diffuse: variance grows in proportion to time.
    case priceDiffusivity
    /// Trades come in bursts.
    case tradeDurations
    /// Much is traded at the open and the close.
    case intradaySeasonality
    /// Both sides quote, at a spread of a few ticks.
    case spread
    /// Depth has its hump away from the best price.
    case bookShape
    /// Large orders move the price by a concave function of their size, and the move decays.
    case metaOrderImpact
    /// Correlations of instruments rise with the span over which returns are taken.
    case eppsEffect

    /// A key for files: `fat-tails`.
    public var key: String {
        var key = ""
        for character in "\(self)" {
            if character.isUppercase { key += "-" }
            key += character.lowercased()
        }
        return key
    }
}
