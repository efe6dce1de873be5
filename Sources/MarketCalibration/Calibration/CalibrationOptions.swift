/// How a calibration is done.
public struct CalibrationOptions: Sendable, Hashable {
    /// The moments that are matched; `nil` for all that the data give.
    public var moments: [CalibrationMoment]?
    /// The share of days, the last ones, that are held out to judge the fit; at least one day is, but none of fewer
    /// than three.
    public var heldOutShare = 0.3
    /// Days of a simulated market; `nil` for as many as training days.
    public var simulatedDays: Int?
    /// Markets that are simulated for each point, with the same seeds at all points.
    public var replications = 4
    /// Points that the search may evaluate, the start included.
    public var budget = 300
    /// How often the search may begin anew, from a random point and with twice the points in a generation, where it has
    /// converged and the budget is not spent.
    public var restarts = 1
    /// The deviation of the search, in sides of the search cube, below which generations end and refinement begins.
    public var tolerance = 0.03
    /// Threads; what comes out does not depend on them.
    public var threads = 1
    /// What seeds, resamples and the search are keyed by.
    public var seed: UInt64 = 1
    /// Resamples of the bootstrap.
    public var resamples = 1_000
    /// λ of the weighting, from 0 to 1: how far correlations of moments are moved towards none.
    public var shrinkage = 0.1
    /// The step of numerical derivatives, in sides of the search cube.
    ///
    /// Simulated moments are rough: small steps measure the roughness.
    public var derivativeStep = 0.05
    /// Points of a profile of the loss; 0 for none.
    public var profilePoints = 9
    /// Points on a side of a two-dimensional slice of the loss; 0 for none.
    public var slicePoints = 5
    /// Slices: the pairs of parameters whose estimates correlate most.
    public var slices = 1

    /// Four replications, 300 points.
    public init() {}

    /// Points that are evaluated after the search: of derivatives, profiles and slices at the best point.
    public func pointsAfterSearch(parameters: Int) -> Int {
        let pairs = min(slices, parameters * (parameters - 1) / 2)
        return parameters * (2 + profilePoints) + pairs * slicePoints * slicePoints
    }

    /// Finds the first option outside what it can be.
    func check() throws(CalibrationError) {
        func need(_ holds: Bool, _ name: String, _ found: Double, _ allowed: String) throws(CalibrationError) {
            if !holds { throw .option(name, found: found, allowed: allowed) }
        }
        try need(heldOutShare > 0 && heldOutShare < 1, "held-out share", heldOutShare, "above 0 and below 1")
        if let simulatedDays {
            try need((1...10_000).contains(simulatedDays), "simulated days", Double(simulatedDays), "1 to 10000")
        }
        for (name, value, range) in [
            ("replications", replications, 1...10_000), ("budget", budget, 1...10_000_000),
            ("restarts", restarts, 0...1_000), ("threads", threads, 1...4_096),
            ("resamples", resamples, 20...1_000_000),
            ("profile points", profilePoints, 0...1_001), ("slice points", slicePoints, 0...101),
            ("slices", slices, 0...1_000),
        ] {
            try need(
                range.contains(value), name, Double(value), "\(range.lowerBound) to \(range.upperBound)")
        }
        try need(tolerance > 0 && tolerance < 1, "tolerance", tolerance, "above 0 and below 1")
        try need(shrinkage >= 0 && shrinkage <= 1, "shrinkage", shrinkage, "0 to 1")
        try need(derivativeStep > 0 && derivativeStep <= 0.5, "derivative step", derivativeStep, "above 0 to 0.5")
    }
}
