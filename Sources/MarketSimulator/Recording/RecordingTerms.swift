/// What is written down beside trades and quotes.
public struct RecordingTerms: MarketParameters {
    /// Seconds between snapshots of the book; 0 for none.
    public var snapshotInterval = 0.0
    /// Levels of a snapshot on each side.
    public var snapshotLevels = 10
    /// Seconds between values of the fundamental; 0 for none.
    public var fundamentalInterval = 0.0

    /// Trades and quotes only.
    public init() {}

    /// One declaration per field.
    public static var declarations: [MarketParameterDeclaration<Self>] {
        [
            .number(
                "snapshot_interval", \.snapshotInterval, in: 0...86_400, unit: "seconds",
                "Time between snapshots of the book; 0 for none"),
            .integer("snapshot_levels", \.snapshotLevels, in: 1...10_000, "Levels of a snapshot on each side"),
            .number(
                "fundamental_interval", \.fundamentalInterval, in: 0...86_400, unit: "seconds",
                "Time between values of the fundamental; 0 for none"),
        ]
    }
}
