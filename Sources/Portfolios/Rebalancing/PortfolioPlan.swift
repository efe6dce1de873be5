public import Simulation

/// What a portfolio shall be, and when and how it is brought there.
///
/// The parameters of `PortfolioStrategy`.
public struct PortfolioPlan: StrategyParameters, Hashable {
    /// A weight that the user states.
    public struct FixedWeight: Hashable, Sendable {
        /// The instrument.
        public var symbol: String
        /// The fraction of equity: 0.6 is 60 %.
        public var weight: Double

        /// A weight.
        public init(_ symbol: String, _ weight: Double) {
            self.symbol = symbol
            self.weight = weight
        }
    }

    /// In what a look back is counted.
    public enum LookbackUnit: String, Sendable, CaseIterable {
        /// Bars of each instrument.
        case bars
        /// Days of the calendar.
        case days
    }

    /// Who bears the commission of a rebalancing.
    public enum CostPlace: String, Sendable, CaseIterable {
        /// Cash: the value of each position is its weight of equity, and commission is paid on top.
        case onTop = "on-top"
        /// The positions: a purchase and its commission together cost what the weight allows, and a sale raises what it
        /// must after commission.
        case inside
    }

    /// The rule of the weights.
    public var policy = AllocationPolicy.equal
    /// The weights of `fixed`.
    public var weights: [FixedWeight] = []
    /// The symbols of the portfolio; `nil` for all of the data, or those of `weights`.
    public var symbols: [String]?
    /// When weights are looked at.
    public var schedule = RebalanceSchedule.month
    /// How far a weight may be off, as a fraction of equity, before all are brought to their targets; 0 for not at all.
    public var band = 0.0
    /// The fraction of equity that stays cash.
    public var cashBuffer = 0.0
    /// How far policies look back: from the oldest price in use to now.
    public var lookback = 126
    /// How much of the newest past they leave out.
    public var skip = 0
    /// In what the two are counted.
    public var lookbackUnit = LookbackUnit.bars
    /// How many instruments `momentum` holds.
    public var top = 3
    /// The estimate of the covariance.
    public var covariance = CovarianceEstimate.ledoitWolf
    /// The bounds of `minimumVariance` and `meanVariance`.
    public var bounds = WeightBounds()
    /// λ of `meanVariance`.
    public var riskAversion = 1.0
    /// Who bears the commission.
    public var costs = CostPlace.onTop
    /// What the broker charges, for `costs` of `inside`.
    public var commission = Commission()
    /// Whether the amounts decided upon become units at the price of the fill (S52), not at the decision's close.
    public var sizesAtFill = false

    /// Equal weights in all instruments, looked at monthly.
    public init() {}

    /// What can be swept over.
    public static var declarations: [ParameterDeclaration<Self>] {
        [
            .number("band", \.band, in: 0...1, "Fraction of equity by which a weight may be off"),
            .number("cash_buffer", \.cashBuffer, in: 0...0.99, "Fraction of equity that stays cash"),
            .integer("lookback", \.lookback, in: 2...100_000, "How far policies look back"),
            .integer("skip", \.skip, in: 0...100_000, "How much of the newest past is left out"),
            .integer("top", \.top, in: 1...100_000, "How many instruments momentum holds"),
            .number("risk_aversion", \.riskAversion, in: 1e-6...1e6, "Weight of variance against mean"),
        ]
    }
}
