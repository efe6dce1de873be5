import Core
public import LineProtocol

/// What `backtest data listen` was asked for, as it is handed from the command to the server.
public struct ListenSettings: Codable, Hashable, Sendable {
    /// How points become bars.
    public var mapping: BarMapping
    /// Where bars and points are kept; `nil` keeps nothing.
    public var folder: String?
    /// How long the wall clock waits for points after the end of a bar, nanoseconds.
    public var grace = 5 * Timestamp.second
    /// How long points are kept after their bars have been made, nanoseconds; `nil` is for ever.
    public var keptTime: Int64?
    /// The bytes of points after which the journal begins a new segment.
    public var segmentLimit = 16 << 20
    /// How bars are printed.
    public var printing = BarPrinting.lp
    /// The unit of times of which a request does not say it: a name as `TimePrecision.rawValue` has it.
    public var precision = TimePrecision.nanoseconds.rawValue
    /// The address to listen on.
    public var host = "127.0.0.1"
    /// The port; 0 takes one that is free, and says which.
    public var port = 8086
    /// A file whose first line is the token that requests must bring; `nil` where none is needed.
    public var tokenFile: String?
    /// A file of lines `user:password` of which requests must bring one; `nil` where none is needed.
    public var userFile: String?
    /// The databases or buckets that there are; empty where any name will do.
    public var databases: [String] = []
    /// The longest body in bytes, packed or not.
    public var longestBody = 25_000_000
    /// How many connections may be open at once.
    public var connectionLimit = 256
    /// Seconds that a request may take to arrive, and a connection may be idle.
    public var timeoutSeconds = 30.0

    /// Settings; by default as InfluxDB 1.x has them, on loopback.
    public init(mapping: BarMapping, folder: String?) {
        self.mapping = mapping
        self.folder = folder
    }

    /// How many bytes of requests may be in memory at once: what is beyond is refused until others are kept.
    public var longestTotal: Int { max(128 << 20, min(longestBody, .max / 4) * 4) }

    /// The unit of times of which a request does not say it.
    public var defaultPrecision: TimePrecision { TimePrecision(rawValue: precision) ?? .nanoseconds }
}
