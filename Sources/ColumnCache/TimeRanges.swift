public import Core

/// A set of instants as ranges: half-open, ascending, neither touching nor empty.
public struct TimeRanges: Hashable, Sendable {
    /// The ranges.
    public private(set) var ranges: [Range<Timestamp>]

    /// The union of ranges, which may overlap and come in any order.
    public init(_ given: [Range<Timestamp>] = []) {
        ranges = []
        for range in given.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }

    /// What of a range is not in the set.
    public func missing(in wanted: Range<Timestamp>) -> [Range<Timestamp>] {
        var gaps: [Range<Timestamp>] = []
        var reached = wanted.lowerBound
        for range in ranges where range.upperBound > reached {
            guard range.lowerBound < wanted.upperBound else { break }
            if range.lowerBound > reached { gaps.append(reached..<range.lowerBound) }
            reached = range.upperBound
        }
        if reached < wanted.upperBound { gaps.append(reached..<wanted.upperBound) }
        return gaps
    }

    /// Whether an instant is in the set.
    public func contains(_ instant: Timestamp) -> Bool {
        let after = ranges.firstIndex { $0.lowerBound > instant } ?? ranges.count
        return after > 0 && ranges[after - 1].contains(instant)
    }
}
