extension StylizedFact {
    /// What it is called.
    public var title: String {
        switch self {
        case .noLinearPredictability: "No linear predictability"
        case .bidAskBounce: "Bid–ask bounce"
        case .fatTails: "Fat tails"
        case .tailIndex: "Tail index"
        case .aggregationalGaussianity: "Aggregational Gaussianity"
        case .volatilityClustering: "Volatility clustering"
        case .conditionalHeavyTails: "Conditional heavy tails"
        case .leverageEffect: "Leverage effect"
        case .volumeVolatility: "Volume and volatility"
        case .gainLossAsymmetry: "Gain/loss asymmetry"
        case .timeScaleAsymmetry: "Asymmetry of time scales"
        case .orderSignMemory: "Memory of order signs"
        case .priceDiffusivity: "Diffusive prices"
        case .tradeDurations: "Bursts of trades"
        case .intradaySeasonality: "U-shaped day"
        case .spread: "Spread and quoting"
        case .bookShape: "Shape of the book"
        case .metaOrderImpact: "Impact of meta-orders"
        case .eppsEffect: "Epps effect"
        }
    }

    /// The figure that stands for the fact.
    public var statistic: String {
        switch self {
        case .noLinearPredictability: "largest |ACF| of returns, lags 5 to 60"
        case .bidAskBounce: "ACF(1) of returns from trade to trade"
        case .fatTails: "excess kurtosis at 1 interval"
        case .tailIndex: "Hill index, uppermost 5 % of |r|"
        case .aggregationalGaussianity: "excess kurtosis at 120 intervals over that at 1"
        case .volatilityClustering: "ACF(1) of |r|"
        case .conditionalHeavyTails: "excess kurtosis of GARCH(1,1) residuals"
        case .leverageEffect: "mean corr(r(t), |r(t+k)|), k = 1 to 10"
        case .volumeVolatility: "corr(volume, |r|)"
        case .gainLossAsymmetry: "skewness"
        case .timeScaleAsymmetry: "corr(coarse, next fine) - corr(fine, next coarse)"
        case .orderSignMemory: "exponent γ of ACF(k) ~ k^-γ"
        case .priceDiffusivity: "variance ratio at the longest horizon"
        case .tradeDurations: "Weibull shape"
        case .intradaySeasonality: "curvature of volume over the session"
        case .spread: "share of time without a two-sided quote"
        case .bookShape: "distance of the deepest level from the best"
        case .metaOrderImpact: "exponent δ of impact ~ size^δ"
        case .eppsEffect: "rise of the mean correlation, coarsest less finest scale"
        }
    }

    /// How the figure is computed, exactly.
    public var definition: String {
        switch self {
        case .noLinearPredictability:
            """
            ACF(k) = [Σ x(t)x(t−k)/N(k)] / [Σ x²/n] with x the returns less their mean and N(k) the pairs within one \
            session. Bounds that hold under volatility clustering: ±1.96·√(Σ x²(t)x²(t−k))/Σ x²·n/N(k). The plain \
            ±1.96/√n is not used. The limit on the largest is judged where the median bound is at most half of it.
            """
        case .bidAskBounce:
            """
            The autocorrelation at lag 1 of log price changes from each trade to the next, within sessions; and of mid \
            returns per interval, where there are quotes.
            """
        case .fatTails:
            "m4/m2² − 3 (biased, g2) of sums of 1 to 5 consecutive returns that do not overlap, within sessions."
        case .tailIndex:
            """
            1/α = mean of ln(x(i)/x(k+1)) over the k largest |r|, k = 5 % of n; the plateau from 1 to 10 %. The interval \
            keeps the threshold; α·(1 ± 1.96/√k) is that of independent values.
            """
        case .aggregationalGaussianity:
            """
            Excess kurtosis of sums of 1, 5, 30 and 120 consecutive returns that do not overlap, within sessions, \
            resampled together. It must not rise from a scale to the next by more than both intervals allow. Without fat tails at 1 (gate of fact 3) \
            there is nothing to lose, and nothing is measured.
            """
        case .volatilityClustering:
            """
            ACF(k) of |r| as for fact 1, k = 1 to 100. The exponent β of ACF ~ k^−β by least squares of logarithms at 20 \
            or so lags of equal ratios, positive ones only. Ljung–Box over 20 lags.
            """
        case .conditionalHeavyTails:
            """
            GARCH(1,1) with a constant mean by Gaussian quasi maximum likelihood; excess kurtosis of r − μ over the \
            fitted deviation. Variance is carried over session ends. The interval keeps the parameters.
            """
        case .leverageEffect:
            "Σ (r(t) − m)(|r(t+k)| − a)/N(k) over both deviations, within sessions; the mean over k = 1 to 10."
        case .volumeVolatility: "Pearson's correlation of the volume and the magnitude of the return of each interval."
        case .gainLossAsymmetry:
            """
            g1 = m3/m2^1.5. First passage: from every start, the intervals until the price is 5 deviations of a return \
            higher, or lower, in the same session; medians over starts, those that never get there counted as infinite.
            """
        case .timeScaleAsymmetry:
            """
            Over consecutive windows of 30 returns within sessions: coarse volatility |Σ r|, fine Σ |r|. Positive where \
            coarse volatility leads.
            """
        case .orderSignMemory:
            """
            Signs of aggressors, 1 and −1; consecutive trades of one sign and time stamp count once. ACF as for fact 1, \
            at lags of equal ratios up to 1,000 or n/100, as far as it exceeds 1.96/√N(k); γ by least squares of \
            logarithms. H = 1 − γ/2.
            """
        case .priceDiffusivity:
            """
            VR(q) = [Σ (q-sum)²/M]/[Σ x²/(n−1)] of overlapping sums within sessions, and z* robust to \
            heteroscedasticity. Of mids each second at 10 to 300 s; of bars at 2 to 5 minutes.
            """
        case .tradeDurations:
            """
            Maximum likelihood of the shape of times between trades within sessions. Trades of equal time stamps are one \
            arrival, so that no duration is 0.
            """
        case .intradaySeasonality:
            """
            Mean volume in 30 equal parts of a session, over its mean; y = a + b·x + c·x² by least squares with x from −1 \
            to 1. The figure is c.
            """
        case .spread:
            """
            The time in sessions during which a bid or an ask is missing or they cross, over all of it. Spreads are \
            weighted by the time they stood.
            """
        case .bookShape:
            "Mean size resting at each distance from the best price of its side, over snapshots and sides."
        case .metaOrderImpact:
            """
            Impact is side·ln(mid at the end/mid at arrival) over the volatility √Σr² of the returns of its session, size is \
            over the volume of their intervals. Means in 10 groups of equal count by size; δ by least squares of the means, \
            each weighted by its precision n/variance, on a law c·size^δ.
            """
        case .eppsEffect:
            """
            Σ r1·r2/√(Σ r1²·Σ r2²) of sums of 1, 5, 15 and 30 consecutive returns, averaged over pairs of instruments.
            """
        }
    }

    /// Where the fact and the statistic come from.
    public var source: String {
        switch self {
        case .noLinearPredictability:
            "Cont (2001), section 4.1; bounds: Taylor (1984), \"Estimating the Variances of Autocorrelations\""
        case .bidAskBounce: "Roll (1984), \"A Simple Implicit Measure of the Effective Bid–Ask Spread\""
        case .fatTails: "Cont (2001), section 3 and table 1"
        case .tailIndex: "Hill (1975); Gopikrishnan et al. (1999)"
        case .aggregationalGaussianity: "Cont (2001), section 3"
        case .volatilityClustering: "Cont (2001), section 7; Ljung & Box (1978)"
        case .conditionalHeavyTails: "Cont (2001), section 2; Bollerslev (1986)"
        case .leverageEffect: "Black (1976); Cont (2001), section 7"
        case .volumeVolatility: "Karpoff (1987)"
        case .gainLossAsymmetry: "Jensen, Johansen & Simonsen (2003), \"Inverse Statistics in Economics\""
        case .timeScaleAsymmetry: "Müller et al. (1997), \"Volatilities of Different Time Resolutions\""
        case .orderSignMemory: "Lillo & Farmer (2004); Bouchaud et al. (2004)"
        case .priceDiffusivity: "Lo & MacKinlay (1988)"
        case .tradeDurations: "Ivanov et al. (2004); Cohen (1965)"
        case .intradaySeasonality: "Jain & Joh (1988)"
        case .spread:
            "Vyetrenko et al. (2020), \"Get Real: Realism Metrics for Robust Limit Order Book Market Simulations\""
        case .bookShape: "Bouchaud, Mézard & Potters (2002), \"Statistical Properties of Stock Order Books\""
        case .metaOrderImpact: "Tóth et al. (2011); Bouchaud, Farmer & Lillo (2009)"
        case .eppsEffect: "Epps (1979), \"Comovements in Stock Prices in the Very Short Run\""
        }
    }

    /// What makes the fact in the market simulator of this project; a caller may say it otherwise for its own market.
    public var mechanism: String {
        switch self {
        case .noLinearPredictability:
            "Value traders and market makers trade against moves that the fundamental does not bear out."
        case .bidAskBounce: "Market orders of both signs meet the best bid and ask, which stand a spread apart."
        case .fatTails: "Order flow excites itself, books are thin for moments, and the fundamental jumps."
        case .tailIndex: "Sizes of meta-orders have a Pareto tail; impact hands it on to returns."
        case .aggregationalGaussianity: "Bursts are shorter than hours: their sums lose their tails."
        case .volatilityClustering: "Hawkes order flow, and meta-orders that are worked for hours."
        case .conditionalHeavyTails: "Single orders walk the book, beyond what the intensity of flow explains."
        case .leverageEffect: "None is built in."
        case .volumeVolatility: "One flow of orders makes both trades and moves."
        case .gainLossAsymmetry: "None is built in, but for scenarios of large sellers."
        case .timeScaleAsymmetry: "Momentum traders of several horizons react to coarse moves."
        case .orderSignMemory: "Meta-orders of Pareto-distributed sizes are cut into many orders of one sign."
        case .priceDiffusivity: "Liquidity that reacts offsets the memory of signs; value traders bind the price."
        case .tradeDurations: "Hawkes order flow: each order raises the chance of the next."
        case .intradaySeasonality: "The intensity of arrivals follows the profile of the session."
        case .spread: "Market makers quote both sides at all times, wider with inventory and volatility."
        case .bookShape: "Limit orders of patient traders rest a few ticks behind those of the market makers."
        case .metaOrderImpact:
            "Market makers go with the flow of orders, and forget it as a power of time; pieces of meta-orders all have one sign."
        case .eppsEffect: "Prices follow correlated fundamentals one trade at a time; an arbitrageur closes gaps late."
        }
    }
}
