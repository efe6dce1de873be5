/// How well the neighbours of a chosen point of a parameter space do: a plateau is trusted more than a peak.
///
/// With `c` the objective of the chosen point, `m` the median of its neighbours and `a` the median of all trials,
///
///     score = (m − a) / (c − a)
///
/// is 1 where the neighbours do as well as the point itself, 0 where they do no better than any trial, negative where they
/// do worse. It does not change when the objective is shifted or scaled. There is no standard figure; this one puts into a
/// number what Pardo asks for, that a point be judged by the ones around it.
///
/// - Edge cases: Neighbours that failed (an objective of NaN) are counted, not scored. Without scored neighbours, or where
///   the chosen point is no better than the median trial, there is no score.
/// - Source: Pardo (2008), "The Evaluation and Optimization of Trading Strategies", chapter 10.
/// - Verified by: `PlateauScoreTests`.
public struct PlateauScore: Sendable, Hashable {
    /// Which points are neighbours.
    public enum Neighbourhood: Sendable, Hashable {
        /// Those at most so many steps away along every axis, a step being to the next value that any trial has there.
        case steps(Int)
        /// The so many nearest, each axis scaled to run from 0 to 1: for points that lie on no grid.
        case nearest(Int)
    }

    /// Which points were neighbours.
    public let neighbourhood: Neighbourhood
    /// The chosen trial.
    public let chosen: Int
    /// Its objective.
    public let objective: Double
    /// The neighbours, in rising order, failed ones included.
    public let neighbours: [Int]
    /// The number of neighbours that failed.
    public let failed: Int
    /// The median objective of all trials that did not fail.
    public let overallMedian: Double
    /// The mean objective of the neighbours.
    public let mean: Double?
    /// The median of the neighbours' objectives.
    public let median: Double?
    /// The quarter of the neighbours' objectives on the bad side lies beyond this.
    public let worseQuartile: Double?
    /// The worst of the neighbours' objectives.
    public let worst: Double?
    /// The score.
    public let score: Double?
    /// The same with the worse quartile of the neighbours in place of their median.
    public let cautiousScore: Double?

    /// Scores a point.
    ///
    /// - Parameters:
    ///   - points: The parameters of each trial, shape `[trials][axes]`; an axis without order has numbers for its values.
    ///   - objectives: The objective of each trial, NaN for one that failed.
    ///   - chosen: The trial in question.
    ///   - higherIsBetter: Which way the objective is good.
    /// - Throws: `shape`, `parameter` for parameters that are not finite, a chosen trial that is not there or failed, or a
    ///   neighbourhood without points.
    public init(
        points: [[Double]], objectives: [Double], chosen: Int, neighbourhood: Neighbourhood = .steps(1),
        higherIsBetter: Bool = true
    ) throws(JudgementError) {
        guard points.count == objectives.count else {
            throw .shape(found: "\(objectives.count) objectives", needed: "\(points.count), one for each point")
        }
        guard objectives.indices.contains(chosen), !objectives[chosen].isNaN else {
            throw .parameter(name: "the chosen trial", found: "\(chosen)", allowed: "one that has an objective")
        }
        let axes = points[chosen].count
        for (trial, point) in points.enumerated() {
            guard point.count == axes else {
                throw .shape(found: "\(point.count) parameters of trial \(trial)", needed: "\(axes)")
            }
            if let axis = point.firstIndex(where: { !$0.isFinite }) {
                throw .parameter(
                    name: "parameter \(axis) of trial \(trial)", found: "\(point[axis])", allowed: "a number")
            }
        }
        switch neighbourhood {
        case .steps(let reach), .nearest(let reach):
            guard reach > 0 else {
                throw .parameter(name: "the neighbourhood", found: "\(reach)", allowed: "1 or more")
            }
        }
        let neighbours = PlateauScore.neighbours(of: chosen, points: points, neighbourhood)
        let sign: Double = higherIsBetter ? 1 : -1
        let good = { (places: [Int]) in places.map { sign * objectives[$0] }.filter { !$0.isNaN }.sorted() }
        let (near, all) = (good(neighbours), good(Array(objectives.indices)))
        let overall = quantile(ofSorted: all, 0.5) ?? .nan
        let (middle, quarter) = (quantile(ofSorted: near, 0.5), quantile(ofSorted: near, 0.25))
        let lead = sign * objectives[chosen] - overall
        let score = { (value: Double?) -> Double? in lead > 0 ? value.map { ($0 - overall) / lead } : nil }
        (self.neighbourhood, self.chosen, objective) = (neighbourhood, chosen, objectives[chosen])
        (self.neighbours, failed) = (neighbours, neighbours.count - near.count)
        overallMedian = sign * overall
        mean = near.isEmpty ? nil : sign * Reductions.sum(near) / Double(near.count)
        median = middle.map { sign * $0 }
        worseQuartile = quarter.map { sign * $0 }
        worst = near.first.map { sign * $0 }
        self.score = score(middle)
        cautiousScore = score(quarter)
    }

    /// The neighbours of a trial, in rising order.
    ///
    /// Trials at the very same point are none.
    private static func neighbours(of chosen: Int, points: [[Double]], _ neighbourhood: Neighbourhood) -> [Int] {
        let axes = points[chosen].indices
        let own = points[chosen]
        let values = axes.map { axis in Array(Set(points.map { $0[axis] })).sorted() }
        switch neighbourhood {
        case .steps(let reach):
            // The values that lie within reach along each axis.
            let ranges = axes.map { axis -> ClosedRange<Double> in
                let place = values[axis].firstIndex(of: own[axis]) ?? 0
                let last = values[axis].count - 1
                return values[axis][max(0, place - reach)]...values[axis][min(last, place + reach)]
            }
            return points.indices.filter { trial in
                points[trial] != own && axes.allSatisfy { ranges[$0].contains(points[trial][$0]) }
            }
        case .nearest(let count):
            let widths = values.map { ($0.last ?? 0) - ($0.first ?? 0) }
            let away = points.map { point in
                axes.reduce(0.0) { sum, axis in
                    guard widths[axis] > 0 else { return sum }
                    let step = (point[axis] - own[axis]) / widths[axis]
                    return sum + step * step
                }
            }
            return points.indices.filter { points[$0] != own }.sorted { (away[$0], $0) < (away[$1], $1) }
                .prefix(count).sorted()
        }
    }
}
