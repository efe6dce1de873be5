/// Why a config cannot be used.
public enum ConfigError: Error, Hashable {
    /// The text is no YAML that we read.
    case unreadable(Problem)
    /// One or more keys or values are not as they must be, in the order in which they stand.
    case invalid([Problem])

    /// One thing that is wrong, and where.
    public struct Problem: Hashable, Sendable {
        /// Where it stands.
        public var place: SourcePlace
        /// What was found, what is allowed, and the remedy, in one line.
        public var message: String

        /// A problem at a place.
        public init(_ place: SourcePlace, _ message: String) {
            self.place = place
            self.message = message
        }
    }

    /// All problems, at least one.
    public var problems: [Problem] {
        switch self {
        case .unreadable(let problem): [problem]
        case .invalid(let problems): problems
        }
    }
}

extension ConfigError: CustomStringConvertible {
    /// A line for each problem: `file:line:column: error: …`.
    public var description: String {
        problems.map { "\($0.place): error: \($0.message)" }.joined(separator: "\n")
    }
}
