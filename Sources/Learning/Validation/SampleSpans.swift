import Core

/// When each sample is decided and when its label ends: sample i occupies `[starts[i], ends[i]]`, both included (S66).
///
/// The unit is the caller's: rows of one instrument, or nanoseconds UTC of a time axis that several instruments share.
/// Samples of one start make a **step**: what splits data by time never cuts a step in two, so that the samples of a
/// panel at one instant stand on one side. Where all starts differ, as with one instrument, a step is a sample.
///
/// - Verified by: `SampleSpansTests`, `SplitOracleTests`.
public struct SampleSpans: Sendable, Equatable {
    /// When each sample is decided; never descending, shape `[n]`.
    public let starts: [Int64]
    /// When each sample's label ends, at or after its start; shape `[n]`.
    public let ends: [Int64]
    /// The place of the first sample of each step, then the number of samples.
    let firstPlaces: [Int]
    /// The longest `end − start`: bounds where samples can lie that reach into a block.
    let longest: Int64

    /// The spans of samples in order of time.
    ///
    /// - Throws: `LearningError.shape` where the counts differ; `.parameter` where starts descend or a label ends before
    ///   its sample is decided.
    public init(starts: [Int64], ends: [Int64]) throws(LearningError) {
        guard starts.count == ends.count else {
            throw .shape(
                found: "\(starts.count) starts and \(ends.count) ends of samples",
                needed: "as many of one as of the other")
        }
        var firstPlaces: [Int] = []
        var longest: Int64 = 0
        for place in starts.indices {
            guard ends[place] >= starts[place] else {
                throw .parameter(
                    name: "the end of the label of sample \(place)", found: "\(ends[place])",
                    allowed: "at or after the sample's start, \(starts[place])")
            }
            if place == 0 || starts[place] > starts[place - 1] {
                firstPlaces.append(place)
            } else if starts[place] < starts[place - 1] {
                throw .parameter(
                    name: "the start of sample \(place)", found: "\(starts[place])",
                    allowed: "at or after that of the sample before it, \(starts[place - 1])")
            }
            let (length, isTooLong) = ends[place].subtractingReportingOverflow(starts[place])
            longest = max(longest, isTooLong ? .max : length)
        }
        self.starts = starts
        self.ends = ends
        self.firstPlaces = firstPlaces + [starts.count]
        self.longest = longest
    }

    /// The spans of samples at rows `0 ..< count`, whose labels end `horizon` rows later, or with the last row.
    ///
    /// - Throws: `LearningError.parameter` for negative numbers.
    public init(count: Int, horizon: Int = 0) throws(LearningError) {
        guard count >= 0, horizon >= 0 else {
            throw .parameter(
                name: "a count or horizon of samples", found: "\(min(count, horizon))", allowed: "from 0 on")
        }
        try self.init(
            starts: (0..<count).map { Int64($0) }, ends: (0..<count).map { Int64(min($0 + horizon, count - 1)) })
    }

    /// How many samples there are.
    public var count: Int { starts.count }

    /// How many distinct starts there are.
    public var stepCount: Int { firstPlaces.count - 1 }

    /// The places of the samples of some steps.
    ///
    /// - Precondition: there are such steps.
    public func places(ofSteps steps: Range<Int>) -> Range<Int> {
        firstPlaces[steps.lowerBound]..<firstPlaces[steps.upperBound]
    }

    /// The first step at or after an instant of the axis; `stepCount` where there is none.
    public func firstStep(at instant: Int64) -> Int {
        let place = starts.firstPlace { $0 >= instant }
        return firstPlaces.firstPlace { $0 >= place }
    }

    /// The spans of some of the samples, in their order.
    func selected(_ places: [Int]) throws(LearningError) -> SampleSpans {
        try SampleSpans(starts: places.map { starts[$0] }, ends: places.map { ends[$0] })
    }
}
