/// Where points go.
public struct WriteTarget: Hashable, Sendable {
    /// The unit of the times in the lines.
    public enum Precision: String, Hashable, Sendable {
        /// Billionths of a second.
        case nanosecond
        /// Millionths of a second.
        case microsecond
        /// Thousandths of a second.
        case millisecond
        /// Seconds.
        case second

        var short: String {
            switch self {
            case .nanosecond: "ns"
            case .microsecond: "us"
            case .millisecond: "ms"
            case .second: "s"
            }
        }
    }

    /// The database, or the bucket of 2.x.
    public var database: String
    /// The retention policy of 1.x; `nil` for the database's own.
    public var retentionPolicy: String?
    /// The unit of the times.
    public var precision: Precision

    /// A target.
    public init(database: String, retentionPolicy: String? = nil, precision: Precision = .nanosecond) {
        self.database = database
        self.retentionPolicy = retentionPolicy
        self.precision = precision
    }
}
