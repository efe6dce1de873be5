public import Statistics

extension MetricDeclaration {
    /// The title as a table needs it where metrics of several groups stand together: trade figures say whether they are
    /// per lot or per round trip (S61).
    public var labelledTitle: String {
        switch group {
        case .lots, .lotsWithOpen: "Lots: \(lowered)"
        case .roundTrips, .roundTripsWithOpen: "Round trips: \(lowered)"
        default: title
        }
    }

    private var lowered: String { title.prefix(1).lowercased() + title.dropFirst() }
}
