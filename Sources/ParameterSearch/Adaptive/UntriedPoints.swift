internal import Core

/// Points of a space that meet its constraints and were not tried yet.
///
/// A finite space of up to four million points is known whole, so that its last point is found; in another a point is drawn
/// until it is new, up to 100,000 times.
struct UntriedPoints {
    private static let mostKnown = 1 << 22
    private static let mostDraws = 100_000

    let space: SearchSpace
    private let grid: GridPlan?
    private var tried: Set<SearchPoint> = []

    /// - Throws: `SearchError.noPointMeets` where the constraints of a known space leave nothing.
    init(_ space: SearchSpace) throws(SearchError) {
        self.space = space
        if let total = space.count, total <= UntriedPoints.mostKnown {
            grid = try GridPlan(space)
        } else {
            grid = nil
        }
    }

    /// Whether every point of a known space was tried.
    var isExhausted: Bool { grid.map { tried.count >= $0.count } ?? false }

    /// Whether a point may be proposed.
    func isOpen(_ point: SearchPoint) -> Bool { !tried.contains(point) && space.isMet(point) }

    /// Remembers a point.
    mutating func insert(_ point: SearchPoint) { tried.insert(point) }

    /// A point drawn evenly; `nil` where none was found.
    func draw(from stream: inout RandomStream) -> SearchPoint? {
        if let grid {
            guard !isExhausted else { return nil }
            // Nearly exhausted spaces are walked through from a random place.
            for _ in 0..<32 {
                let point = grid.point(at: stream.below(grid.count))
                if !tried.contains(point) { return point }
            }
            let start = stream.below(grid.count)
            for step in 0..<grid.count {
                let point = grid.point(at: (start + step) % grid.count)
                if !tried.contains(point) { return point }
            }
            return nil
        }
        for _ in 0..<UntriedPoints.mostDraws {
            let point = SearchPoint(space.axes.map { $0.value(atShare: stream.uniform()) })
            if isOpen(point) { return point }
        }
        return nil
    }
}
