/// The section in which a metric stands.
public enum MetricGroup: String, Sendable, Hashable, CaseIterable {
    /// What the run made.
    case returns
    /// How much it varied, and what it made for it.
    case risk
    /// How bad it was at its ends.
    case tails
    /// How far and how long it fell.
    case drawdown
    /// How it stands to its benchmark.
    case benchmark
    /// How much of the capital was at work, and what that cost.
    case exposure
    /// How often the data come, against the convention.
    case frequency
    /// Closed lots, first in, first out.
    case lots
    /// Closed round trips, flat to flat.
    case roundTrips = "round_trips"
    /// Lots, those still open marked at the last price.
    case lotsWithOpen = "lots_with_open"
    /// Round trips, those still open marked at the last price.
    case roundTripsWithOpen = "round_trips_with_open"

    /// Default figures of another tool.
    case compatibility

    /// The heading of the section.
    public var title: String {
        switch self {
        case .returns: "Returns"
        case .risk: "Risk"
        case .tails: "Tails"
        case .drawdown: "Drawdown"
        case .benchmark: "Against the benchmark"
        case .exposure: "Exposure and costs"
        case .frequency: "Frequency of the data"
        case .lots: "Trades by lot"
        case .roundTrips: "Trades by round trip"
        case .lotsWithOpen: "Trades by lot, open ones marked"
        case .roundTripsWithOpen: "Trades by round trip, open ones marked"
        case .compatibility: "Figures of another tool"
        }
    }
}
