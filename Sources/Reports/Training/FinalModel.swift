public import Core

/// The model that was kept, fitted once more on all that may be used.
public struct FinalModel: Hashable, Sendable {
    /// From the first training sample through the end of the last label.
    public var period: Range<Timestamp>
    /// The number of training samples.
    public var samples: Int
    /// The name of its file.
    public var file: String

    /// A model that was kept.
    public init(period: Range<Timestamp>, samples: Int, file: String) {
        self.period = period
        self.samples = samples
        self.file = file
    }
}
