public import Core
internal import GRDB

/// Which attempts are listed: those that meet every condition that is set.
public struct LedgerFilter: Hashable, Sendable {
    /// The family's key, or its first digits.
    public var family: String?
    /// The strategy's name.
    public var strategy: String?
    /// What became of them.
    public var states: Set<TrialState>?
    /// Begun at this instant or after.
    public var since: Timestamp?
    /// Begun before this instant.
    public var until: Timestamp?
    /// The sweep.
    public var sweep: String?
    /// How they were run.
    public var kind: String?
    /// With a period that overlaps this one.
    public var overlapping: Range<Timestamp>?
    /// With this text in settings, family, strategy, instruments or reason, capitals of ASCII like small letters.
    public var text: String?
    /// Whether exact repeats of earlier attempts are left out.
    public var withoutRepeats = false

    /// A filter that lets everything through.
    public init() {}

    /// The conditions in SQL, over `a`ttempt, `s`tudy, `f`amily and `e`nding; states of attempts without an end are left
    /// to the reader.
    var conditions: (sql: String, arguments: StatementArguments) {
        var (parts, arguments): ([String], [(any DatabaseValueConvertible)?]) = ([], [])
        func add(_ sql: String, _ values: (any DatabaseValueConvertible)?...) {
            parts.append(sql)
            arguments += values
        }
        if let family {
            add("substr(lower(hex(f.key)), 1, length(?)) = ?", family, family)
        }
        if let strategy { add("s.strategy = ?", strategy) }
        if let sweep { add("s.sweep = ?", sweep) }
        if let kind { add("s.kind = ?", kind) }
        if let since { add("a.begun >= ?", since.nanoseconds) }
        if let until { add("a.begun < ?", until.nanoseconds) }
        if let overlapping {
            add("s.period_from < ?", overlapping.upperBound.nanoseconds)
            add("s.period_to > ?", overlapping.lowerBound.nanoseconds)
        }
        if let text {
            add(
                """
                instr(lower(a.settings || char(10) || f.text || char(10) || s.strategy || char(10) || s.instruments
                    || char(10) || coalesce(e.reason, '')), lower(?)) > 0
                """, text)
        }
        if let states {
            let ended = states.filter { $0 != .running }.map(\.rawValue).sorted()
            let marks = ended.map { _ in "?" }.joined(separator: ", ")
            parts.append("(e.state IS NULL OR e.state IN (\(marks)))")
            arguments += ended
        }
        if withoutRepeats { add("NOT \(LedgerFilter.isRepeat)") }
        return (parts.isEmpty ? "1" : parts.joined(separator: " AND "), StatementArguments(arguments))
    }

    /// Whether an attempt is an exact repeat of an earlier one.
    static let isRepeat = "EXISTS (SELECT 1 FROM attempt b WHERE b.identity = a.identity AND b.id < a.id)"
}
