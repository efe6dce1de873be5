/// Every point of a finite space, the last axis fastest, without those that a constraint forbids.
///
/// Without constraints a plan holds no points; with them, four bytes for each that remains.
///
/// - Verified by: `GridPlanTests`.
public struct GridPlan: SearchPlan {
    /// The most points before constraints.
    public static let mostPoints = 100_000_000

    /// What is searched.
    public let space: SearchSpace
    /// How many points there are before constraints.
    public let total: Int
    /// The places that remain, ascending; `nil` where all do.
    let kept: [UInt32]?
    private let strides: [Int]

    /// The grid of a space.
    ///
    /// - Throws: `SearchError.continuousAxis`, `.tooManyPoints`, or `.noPointMeets` where constraints leave nothing.
    /// - Complexity: O(total) with constraints, some nanoseconds a point; else O(axes).
    public init(_ space: SearchSpace) throws(SearchError) {
        var points = 1.0
        var counts: [Int] = []
        for axis in space.axes {
            guard let count = axis.count else { throw .continuousAxis(name: axis.name) }
            points *= Double(count)
            counts.append(count)
        }
        guard points <= Double(GridPlan.mostPoints) else {
            let text = points < 1e15 ? Int(points).grouped : "\(points)"
            throw .tooManyPoints(axes: counts.count, points: text, most: GridPlan.mostPoints)
        }
        var strides = [Int](repeating: 1, count: counts.count)
        for place in counts.indices.dropLast().reversed() { strides[place] = strides[place + 1] * counts[place + 1] }
        self.space = space
        self.strides = strides
        total = Int(points)
        kept = space.constraints.isEmpty ? nil : GridFilter(space, counts: counts).places()
        if let kept, kept.isEmpty { throw space.noneMeets(of: total, isAll: true) }
    }

    /// How many trials there are.
    public var count: Int { kept?.count ?? total }

    /// The point of a trial.
    public func point(at trial: Int) -> SearchPoint { point(ofPlace: place(at: trial)) }

    /// The place of a trial in the grid before constraints.
    public func place(at trial: Int) -> Int { kept.map { Int($0[trial]) } ?? trial }

    /// The trial of a place of the grid before constraints; `nil` where a constraint forbids it.
    ///
    /// - Complexity: O(log `count`).
    public func trial(at place: Int) -> Int? {
        guard 0..<total ~= place else { return nil }
        guard let kept else { return place }
        var (low, high) = (0, kept.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(kept[middle]) < place { low = middle + 1 } else { high = middle }
        }
        return low < kept.count && Int(kept[low]) == place ? low : nil
    }

    /// The point of a place of the grid before constraints.
    func point(ofPlace place: Int) -> SearchPoint {
        var values: [SearchValue] = []
        values.reserveCapacity(strides.count)
        var rest = place
        for (axis, stride) in strides.enumerated() {
            values.append(space.axes[axis].value(at: rest / stride))
            rest %= stride
        }
        return SearchPoint(values)
    }

    /// The trials one step away from a trial on each axis, for how steady a result is around it.
    ///
    /// Words and numbers out of order have no steps.
    ///
    /// - Returns: Ascending; what lies outside the grid or breaks a constraint is left out.
    public func neighbours(of trial: Int) -> [Int] {
        let place = place(at: trial)
        var found: [Int] = []
        var rest = place
        for (axis, stride) in strides.enumerated() {
            let digit = rest / stride
            rest %= stride
            guard space.axes[axis].isOrdered else { continue }
            if digit > 0, let before = self.trial(at: place - stride) { found.append(before) }
            if digit + 1 < space.axes[axis].count ?? 0, let after = self.trial(at: place + stride) {
                found.append(after)
            }
        }
        return found.sorted()
    }
}
