/// Where the results of a run go besides its folder: an InfluxDB.
public struct WriteConfiguration: Hashable, Sendable {
    /// What can be written.
    public enum Part: String, CaseIterable, Sendable {
        /// The account at the end of each session or bar.
        case equity
        /// Closed lots.
        case trades
        /// What changed hands.
        case fills
        /// The orders that the strategy sent, with their reasons.
        case decisions
        /// What models predicted, and what came.
        case predictions
    }

    /// Which InfluxDB, and who writes.
    public var target: InfluxTargetConfiguration
    /// What the names of the measurements begin with.
    public var measurementPrefix: String
    /// Tags of all points, by key.
    public var tags: [String: String]
    /// What is written.
    public var parts: Set<Part>

    /// The tags that every point has anyway, which a config cannot name.
    public static let ownTags = ["run", "name", "instrument", "place"]

    /// `nil` where the config writes nowhere.
    init?(_ reader: ConfigReader) {
        guard let section = reader.root["write.influxdb"] else { return nil }
        target = InfluxTargetConfiguration(section)
        measurementPrefix = reader.text("write.influxdb.measurement_prefix")
        tags = Dictionary(
            (section["tags"]?.entries ?? []).map { ($0.key.text, $0.value.text ?? "") }, uniquingKeysWith: { $1 })
        parts = Set((section["what"]?.elements ?? []).compactMap { $0.text.flatMap { Part(rawValue: $0) } })
    }
}
