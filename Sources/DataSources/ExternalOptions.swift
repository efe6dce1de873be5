/// What a file of an external series is called and which columns it has (S15).
public struct ExternalOptions: Hashable, Sendable {
    /// What the series are called: a field of it is `name.field`.
    public var name: String
    /// The file.
    public var path: String
    /// The column of the times that values are of.
    public var eventColumn = "event_time"
    /// The column of the times from which values were known; not read where there is a delay.
    public var availableColumn = "available_at"
    /// Nanoseconds from the time that a value is of until it was known; `nil` where a column says it.
    public var delay: Int64?
    /// The column of symbols, where a row is of one instrument; `nil` where rows are of all.
    public var symbolColumn: String?
    /// The columns of values.
    public var fields: [String]
    /// The zone of times that carry none; `nil`: the calendar's.
    public var zone: String?
    /// The calendar of the series' values: its name or file.
    public var calendar: String

    /// A file with the columns `event_time` and `available_at`.
    public init(name: String, path: String, fields: [String], calendar: String) {
        self.name = name
        self.path = path
        self.fields = fields
        self.calendar = calendar
    }
}
