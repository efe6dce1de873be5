/// The gates of the facts: constants, which no market moves.
///
/// Each bound is wide enough for the figures that real markets show, and narrow enough that a walk of independent normal
/// steps fails where the fact is about tails or clustering. The empirical values are those of Cont (2001), "Empirical
/// Properties of Asset Returns: Stylized Facts and Statistical Issues" (sections in brackets), unless another source is
/// named.
public enum FactGates {
    /// The largest share of autocorrelations outside their 95 % bounds: twice the 5 % that chance gives [4.1].
    public static let shareOutside = FactBound.atMost(0.1)
    /// The largest magnitude of an autocorrelation of returns beyond five minutes [4.1].
    public static let correlation = FactBound.below(0.05)
    /// The first autocorrelation of trade prices: negative, as they bounce between bid and ask (Roll 1984).
    public static let bounce = FactBound.below(0)
    /// The first autocorrelation of mids, which do not bounce.
    public static let midCorrelation = FactBound.within(-0.1, 0.1)
    /// Excess kurtosis at one to five minutes: 16 to 74 in Cont's table 1.
    public static let kurtosis = FactBound.above(3, below: 200)
    /// The tail index: near 3, from 2 to 5 in Cont's section 5.
    ///
    /// - Source: Gopikrishnan et al. (1999), "Scaling of the Distribution of Fluctuations of Financial Market Indices".
    public static let tailIndex = FactBound.within(2, 5)
    /// Kurtosis at 120 intervals over that at one.
    public static let aggregation = FactBound.below(0.5)
    /// The rise of kurtosis from one scale to the next beyond both intervals: none.
    public static let rise = FactBound.atMost(0)
    /// The first autocorrelation of magnitudes [7].
    public static let clustering = FactBound.above(0.1)
    /// The lower end of the interval of the autocorrelation of magnitudes at lag 50 [7].
    public static let lasting = FactBound.above(0)
    /// The exponent of the decay of the autocorrelation of magnitudes: 0.2 to 0.4 in Cont's section 7.
    public static let decay = FactBound.within(0.1, 0.6)
    /// The p value of the Ljung–Box test on magnitudes.
    public static let ljungBox = FactBound.below(1e-3)
    /// Excess kurtosis of GARCH residuals [7].
    public static let residualKurtosis = FactBound.above(0)
    /// That, over the kurtosis of the returns themselves.
    public static let residualShare = FactBound.below(1)
    /// Correlation of volume with magnitude (Karpoff 1987, "The Relation Between Price Changes and Trading Volume").
    public static let volumeCorrelation = FactBound.above(0.2)
    /// The exponent of the memory of order signs: near 0.6.
    ///
    /// - Source: Lillo & Farmer (2004), "The Long Memory of the Efficient Market"; Bouchaud et al. (2004), "Fluctuations
    ///   and Response in Financial Markets".
    public static let signMemory = FactBound.within(0.3, 0.9)
    /// Variance ratios from 10 to 300 seconds.
    public static let varianceRatio = FactBound.within(0.8, 1.25)
    /// The shape of durations between trades: they come in bursts.
    ///
    /// - Source: Ivanov et al. (2004), "Common Scaling Patterns in Intertrade Times of U. S. Stocks".
    public static let durationShape = FactBound.below(1)
    /// The curvature of volume over the day: a U (Jain & Joh 1988, "The Dependence Between Hourly Prices and Trading
    /// Volume").
    public static let curvature = FactBound.above(0)
    /// The share of the variance of volume over the day that a parabola takes.
    public static let determination = FactBound.above(0.3)
    /// The share of time without a quote on both sides.
    public static let noQuote = FactBound.below(0.001)
    /// The lower end of the interval of the mean impact of meta-orders: without impact its exponent means nothing.
    public static let meanImpact = FactBound.above(0)
    /// The exponent of the impact of meta-orders: near a half; below 1 is concave.
    ///
    /// - Source: Tóth et al. (2011), "Anomalous Price Impact and the Critical Nature of Liquidity in Financial Markets".
    public static let impact = FactBound.within(0.3, 0.8)
    /// The impact some time after the end over that at the end: decayed (Bouchaud, Farmer & Lillo 2009, section 6).
    public static let impactLeft = FactBound.below(1)
    /// The fall of the mean correlation from one scale to the next coarser, beyond its interval: none (Epps 1979).
    public static let eppsFall = FactBound.atMost(0)
    /// The rise of the mean correlation from the finest to the coarsest scale.
    public static let eppsRise = FactBound.above(0)
}
