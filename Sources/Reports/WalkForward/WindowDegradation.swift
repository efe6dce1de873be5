import Statistics

/// How a figure of what was chosen fell from the period on which it was chosen to the one after it.
///
///     efficiency = mean out of sample / mean in sample
///
/// over the windows that have both figures. The best of many trials is better than it will be, so that efficiency is
/// below 1 even where there is skill; at 0 nothing of it was left.
///
/// - Verified by: `WalkForwardReportTests`.
public struct WindowDegradation: Hashable, Sendable {
    /// The figures in sample, of windows that have both.
    ///
    /// Shape `[n]`.
    public let inSample: [Double]
    /// The figures out of sample of the same windows.
    ///
    /// Shape `[n]`.
    public let outOfSample: [Double]
    /// The places of these windows among all.
    ///
    /// Shape `[n]`.
    public let places: [Int]
    private let isLower: Bool

    /// Fewer pairs bear no correlation.
    static let fewestPairs = 3

    init(_ pairs: [(inSample: Double?, outOfSample: Double?)], isLower: Bool) {
        var (before, after, places): ([Double], [Double], [Int]) = ([], [], [])
        for (place, pair) in pairs.enumerated() {
            guard let one = pair.inSample, let other = pair.outOfSample, one.isFinite, other.isFinite else { continue }
            before.append(one)
            after.append(other)
            places.append(place)
        }
        (inSample, outOfSample, self.places, self.isLower) = (before, after, places, isLower)
    }

    /// The number of windows with both figures.
    public var count: Int { places.count }

    /// The mean in sample; `nil` without windows.
    public var meanInSample: Double? { count == 0 ? nil : Moments(inSample).mean }

    /// The mean out of sample; `nil` without windows.
    public var meanOutOfSample: Double? { count == 0 ? nil : Moments(outOfSample).mean }

    /// The ratio of the means, or why there is none.
    public var efficiency: FigureValue {
        guard let before = meanInSample, let after = meanOutOfSample else {
            return .unavailable(reason: "no window has both figures")
        }
        if isLower { return .unavailable(reason: "less is better, so that a ratio says nothing") }
        guard before > 0 else { return .unavailable(reason: "the mean in sample is not above 0") }
        return .value(after / before)
    }

    /// Pearson's correlation of the two over windows, or why there is none.
    public var correlation: FigureValue {
        guard count >= WindowDegradation.fewestPairs else {
            return .unavailable(reason: "n=\(count), at least \(WindowDegradation.fewestPairs) windows are needed")
        }
        return PairedMoments(x: inSample, y: outOfSample).correlation.map { .value($0) }
            ?? .unavailable(reason: "one of the two does not vary")
    }
}
