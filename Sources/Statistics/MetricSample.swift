/// What a metric's n counts.
public enum MetricSample: String, Sendable, Hashable {
    /// Bars.
    case bars
    /// Session returns.
    case sessions
    /// Months with a session.
    case months
    /// Calendar years with a session.
    case years
    /// Drawdowns over bars.
    case drawdowns
    /// Session returns of the run and of its benchmark.
    case benchmarkSessions = "benchmark_sessions"
    /// Bars with a known exposure.
    case exposureBars = "exposure_bars"
    /// Closed lots.
    case lots
    /// Closed round trips.
    case roundTrips = "round_trips"
    /// Lots, open ones included.
    case lotsWithOpen = "lots_with_open"
    /// Round trips, open ones included.
    case roundTripsWithOpen = "round_trips_with_open"

    /// How many there are in a run.
    func count(in performance: Performance) -> Int {
        switch self {
        case .bars: performance.wealth.count
        case .sessions: performance.sessionReturns.count
        case .months: performance.months.count
        case .years: performance.years.count
        case .drawdowns: performance.drawdowns.count
        case .benchmarkSessions: performance.benchmarkReturns.count
        case .exposureBars: performance.input.grossExposure.count
        case .lots: performance.lots.count
        case .roundTrips: performance.roundTrips.count
        case .lotsWithOpen: performance.lotsWithOpen.count
        case .roundTripsWithOpen: performance.roundTripsWithOpen.count
        }
    }

    /// Why there can be none in a run, where that is not a matter of too few.
    func absence(in performance: Performance) -> String? {
        switch self {
        case .sessions, .months, .years, .drawdowns: performance.returnsAbsence
        case .benchmarkSessions:
            performance.returnsAbsence ?? (performance.input.benchmark.isEmpty ? "there is no benchmark" : nil)
        case .exposureBars: performance.input.grossExposure.isEmpty ? "exposure is not known" : nil
        default: nil
        }
    }
}
