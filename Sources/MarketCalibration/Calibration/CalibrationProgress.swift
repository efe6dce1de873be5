/// How far a calibration is.
public struct CalibrationProgress: Sendable, Hashable {
    /// What it is doing.
    public enum Stage: String, Sendable, Hashable {
        /// Searching for the best point.
        case search
        /// Going down to the floor near the best point.
        case refinement
        /// Measuring derivatives at the best point.
        case identification
        /// Measuring the loss around it.
        case surface
    }

    /// What it is doing.
    public var stage: Stage
    /// Points evaluated so far, in all stages.
    public var evaluations: Int
    /// Points that are evaluated at most, in all stages.
    public var planned: Int
    /// The least distance so far.
    public var distance: Double
    /// The search's deviation in sides of the search cube; 0 after the search.
    public var spread: Double
}
