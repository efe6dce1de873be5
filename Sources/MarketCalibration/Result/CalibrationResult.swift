public import MarketSimulator

/// What a calibration found, and how far it can be trusted.
public struct CalibrationResult: Sendable {
    /// How the search ended; the best point is kept in any case.
    public enum Status: String, Sendable, Hashable {
        /// The run that found the best point narrowed below the tolerance, and no step from there helped.
        case converged
        /// The budget was spent before.
        case budgetSpent
        /// It was stopped: what had not been measured then is missing.
        case interrupted
    }

    /// How the search ended.
    public var status: Status
    /// The market at the best point, with the seed and days of the configuration that calibration began with.
    public var configuration: MarketConfiguration
    /// The parameters, in the order in which they were given.
    public var parameters: [ParameterEstimate]
    /// The distance from the training days at the start and at the best point.
    public var training: DistancePair
    /// The distance from the held-out days, with the weights of the training days; NaN where none is held out.
    public var heldOut: DistancePair
    /// The distance of the held-out days from the training days: what even the real market does not reach; NaN where none
    /// is held out.
    public var betweenDays: Double
    /// Days that were matched, and days that were held out.
    public var dayCounts: (training: Int, heldOut: Int)
    /// The moments, real and simulated.
    public var moments: [MomentComparison]
    /// What the moments tell about the parameters; `nil` where it was stopped before.
    public var identification: CalibrationIdentification?
    /// Whether the market can have the real moments at all; `nil` where there are no more moments than parameters.
    public var overidentification: OveridentificationTest?
    /// The loss around the best point; `nil` where it was stopped before.
    public var surface: LossSurface?
    /// Points that the search evaluated, the start included.
    public var searchEvaluations: Int
    /// All points evaluated, with those of derivatives and of the loss surface.
    public var evaluations: Int
    /// The least distance after each generation of the search, beginning with the start.
    public var history: [Double]

    /// Whether the search converged.
    public var hasConverged: Bool { status == .converged }
}

/// A distance before and after calibration.
public struct DistancePair: Sendable, Hashable {
    /// At the start.
    public var before: Double
    /// At the best point.
    public var after: Double
}
