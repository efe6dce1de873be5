/// One thing that a check found in rows or bars.
public struct DataFinding: Hashable, Sendable {
    /// What was looked for.
    public enum Kind: String, CaseIterable, Sendable {
        /// Bars that the calendar expects are missing (S3, S10).
        case gap
        /// Two rows of one stamp (S8).
        case duplicate
        /// Rows out of order (S9).
        case order
        /// High or low does not enclose the other prices (S7).
        case ohlc
        /// Missing prices (S6).
        case nan
        /// A volume of zero (S5), or none known.
        case zeroVolume = "zero-volume"
        /// Prices that stand still over many bars (S4).
        case stale
        /// A step between two closes like that of a split that was not adjusted for.
        case split
        /// Prices that jump to a hundredth or hundredfold and back: another unit.
        case unit
        /// Bars that lie whole hours off the sessions (S11).
        case zoneShift = "zone-shift"
        /// Stamps that look like the other edge of the bar (S1).
        case stampEdge = "stamp-edge"
        /// Rows outside every session.
        case outside
        /// Prices at or below zero.
        case price

        /// The line of the semantics that the check serves.
        public var semanticsLine: String {
            switch self {
            case .gap: "S10"
            case .duplicate: "S8"
            case .order: "S9"
            case .ohlc: "S7"
            case .nan, .price: "S6"
            case .zeroVolume: "S5"
            case .stale: "S4"
            case .split, .unit: "S53"
            case .zoneShift, .outside: "S11"
            case .stampEdge: "S1"
            }
        }
    }

    /// How bad it is.
    public enum Severity: String, Comparable, CaseIterable, Sendable {
        /// Worth knowing; results are not in doubt.
        case note
        /// Results may be in doubt; somebody should look.
        case warning
        /// Rows that cannot be used as they are.
        case error

        /// Whether `lhs` is less bad than `rhs`.
        public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

        private var rank: Int { self == .note ? 0 : self == .warning ? 1 : 2 }
    }

    /// Where in the rows it was found.
    public struct Place: Hashable, Sendable {
        /// The row of the source, from 0.
        public var sourceRow: Int
        /// The line of the source, from 1; `nil` where it is not known.
        public var line: Int?
        /// The stamp of the row as text.
        public var stamp: String

        /// A place.
        public init(sourceRow: Int, line: Int? = nil, stamp: String) {
            self.sourceRow = sourceRow
            self.line = line
            self.stamp = stamp
        }
    }

    /// What was looked for.
    public var kind: Kind
    /// How bad it is.
    public var severity: Severity
    /// How often it was found.
    public var count: Int
    /// The first places, at most `DataChecks.mostPlaces`.
    public var places: [Place]
    /// A sentence for people.
    public var text: String

    /// A finding.
    public init(kind: Kind, severity: Severity, count: Int, places: [Place], text: String) {
        self.kind = kind
        self.severity = severity
        self.count = count
        self.places = places
        self.text = text
    }
}
