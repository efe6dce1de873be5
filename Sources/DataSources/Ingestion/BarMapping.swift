public import Core

/// Which points of InfluxDB are bars, and how.
///
/// It says the same for points that arrive and for points that are asked for: the measurement, the tags that they must
/// have, the tag that names the instrument, and whether a row is a bar or a trade.
///
///     BarMapping(measurement: "trade", symbolTag: "symbol", content: .ticks(price: "price", size: "size"),
///         length: Timestamp.minute)
///
/// - Verified by: `BarAssemblerTests`.
public struct BarMapping: Hashable, Codable, Sendable {
    /// What a row is.
    public enum Content: Hashable, Codable, Sendable {
        /// A bar: the names of its fields, and which edge of the bar its time is (S1).
        case bars(BarFields, stamp: Edge)
        /// A trade or quote: bars are its first, greatest, least and last price and the sum of its sizes.
        ///
        /// `size` is `nil` where rows have none; the bars then have no volume.
        case ticks(price: String, size: String?)
    }

    /// An edge of a bar, which is `[start, end)`.
    public enum Edge: String, CaseIterable, Codable, Sendable {
        /// Its first instant.
        case start
        /// The first instant after it.
        case end
    }

    /// The measurement; every other is passed over.
    public var measurement: String
    /// The tag whose value is the instrument's symbol; `nil` where there is one instrument, named like the measurement.
    public var symbolTag: String?
    /// Tags that a point must have, with their values.
    public var tags: [String: String]
    /// What a row is.
    public var content: Content
    /// The length of a bar, nanoseconds, above zero and at most a day.
    public var length: Int64
    /// Where the grid of bars begins, nanoseconds since 1970: bars of ticks start at `origin + k · length`.
    public var origin: Int64

    /// A mapping.
    public init(
        measurement: String, symbolTag: String? = "symbol", tags: [String: String] = [:],
        content: Content = .bars(BarFields(), stamp: .start), length: Int64 = Timestamp.minute, origin: Int64 = 0
    ) {
        self.measurement = measurement
        self.symbolTag = symbolTag
        self.tags = tags
        self.content = content
        self.length = length
        self.origin = origin
    }

    /// The first instant of the bar that a point belongs to.
    ///
    /// Bars of ticks lie on the grid; a row that is a bar has the edges that its time says. `nil` where the bar would not
    /// lie within the instants that can be written.
    @inlinable
    public func start(of time: Timestamp) -> Timestamp? {
        let start: Int64
        switch content {
        case .bars(_, .start): start = time.nanoseconds
        case .bars(_, .end):
            let (value, overflows) = time.nanoseconds.subtractingReportingOverflow(length)
            if overflows { return nil }
            start = value
        case .ticks:
            let (distance, overflows) = time.nanoseconds.subtractingReportingOverflow(origin)
            if overflows { return nil }
            let (offset, isFar) = floorDivide(distance, length).multipliedReportingOverflow(by: length)
            let (value, isBeyond) = origin.addingReportingOverflow(offset)
            if isFar || isBeyond { return nil }
            start = value
        }
        return start.addingReportingOverflow(length).overflow ? nil : Timestamp(nanoseconds: start)
    }
}
