/// All metrics, in the order in which tables show them.
///
/// A metric that is not declared here does not exist: `list metrics`, `result.json`, the report and its glossary read
/// this list.
public enum MetricCatalogue {
    /// Every metric.
    public static let all: [MetricDeclaration] =
        returns + risk + tails + drawdown + benchmark + exposure + frequency
        + trades(.lots, over: .lots, of: "lot") { $0.lots }
        + trades(.roundTrips, over: .roundTrips, of: "round trip") { $0.roundTrips }
        + openTrades(.lotsWithOpen, over: .lotsWithOpen, of: "lot, open ones marked") { $0.lotsWithOpen }
        + openTrades(.roundTripsWithOpen, over: .roundTripsWithOpen, of: "round trip, open ones marked") {
            $0.roundTripsWithOpen
        }

    /// The metric of an id, or `nil`.
    public static func metric(_ id: String) -> MetricDeclaration? { all.first { $0.id == id } }

    /// Every metric of a run, in the order of the catalogue.
    public static func evaluate(_ performance: Performance) -> [MetricValue] {
        all.map { $0.evaluate(performance) }
    }
}
