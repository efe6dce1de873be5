/// Something about the run that its reader must know.
public struct ReportWarning: Hashable, Sendable {
    /// How much it matters, worst first.
    public enum Severity: String, CaseIterable, Comparable, Sendable {
        /// The result is not to be trusted as it stands.
        case serious
        /// The result may be off.
        case warning
        /// Good to know.
        case note

        /// Whether `lhs` is worse than `rhs`.
        public static func < (lhs: Severity, rhs: Severity) -> Bool { lhs.rank < rhs.rank }

        private var rank: Int {
            switch self {
            case .serious: 0
            case .warning: 1
            case .note: 2
            }
        }
    }

    /// How much it matters.
    public var severity: Severity
    /// Its stable code: `stale-price`.
    public var code: String
    /// How often it happened; 1 for what can happen only once.
    public var count: Int
    /// What happened and what to do, in a sentence or two.
    public var text: String

    /// A warning.
    public init(severity: Severity, code: String, count: Int = 1, text: String) {
        self.severity = severity
        self.code = code
        self.count = count
        self.text = text
    }

    /// As a JSON object.
    var json: JSONValue {
        [
            "code": .string(code), "severity": .string(severity.rawValue), "count": .integer(count),
            "text": .string(text),
        ]
    }
}
