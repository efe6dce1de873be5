import Statistics
import StrategyKit

/// A metric that a sweep wants to be best.
public struct SweepObjective: Sendable, Hashable {
    /// Its id in the catalogue.
    public let id: String
    /// Whether less is better.
    public let isLower: Bool

    /// The objective of a metric.
    ///
    /// - Throws: `SweepError.unsuitable` for what is no metric, or one that only describes.
    init(_ id: String, at place: SourcePlace?) throws(SweepError) {
        guard let metric = MetricCatalogue.metric(id) else {
            let ids = MetricCatalogue.all.map(\.id)
            let near = nearestName(to: id, among: ids).map { "; did you mean '\($0)'?" } ?? ";"
            throw .unsuitable("sweep.objective: unknown metric '\(id)'\(near) see backtest list metrics", at: place)
        }
        guard metric.direction != .neither else {
            throw .unsuitable(
                "sweep.objective: '\(id)' only describes: neither more nor less of it is better; choose another metric",
                at: place)
        }
        self.id = id
        isLower = metric.direction == .lower
    }

    /// A figure so that more is better; `nil` where there is none.
    public func score(_ figure: Double?) -> Double? { figure.map { isLower ? -$0 : $0 } }
}
