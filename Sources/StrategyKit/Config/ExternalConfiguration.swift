import Core

/// Series by time that are no bars, such as sentiment or fundamentals, joined as of the moment at which they were known
/// (S15).
public struct ExternalConfiguration: Hashable, Sendable {
    /// What the series are called: a field of it is the instrument `name.field`.
    public var name: String
    /// The file.
    public var path: String
    /// The column of the times that values are of.
    public var eventColumn: String
    /// The column of the times from which values were known; `nil` where a delay says it.
    public var availableColumn: String?
    /// Nanoseconds from the time that a value is of until it was known; `nil` where a column says it.
    public var delay: Int64?
    /// The column of symbols, where each value is of one instrument; `nil` where values are of all.
    public var symbolColumn: String?
    /// The columns of values.
    public var fields: [String]
    /// The zone of times that carry none; `nil`: the calendar's.
    public var zone: String?

    init(_ entry: ConfigValue.Entry) {
        name = entry.key.text
        path = entry.value["path"]?.text ?? ""
        eventColumn = entry.value["event_time"]?.text ?? "event_time"
        delay = entry.value["delay"]?.text.flatMap { ExternalConfiguration.delay($0) }
        availableColumn = delay == nil ? entry.value["available_at"]?.text ?? "available_at" : nil
        symbolColumn = entry.value["symbol"]?.text
        fields = entry.value["fields"]?.elements.compactMap(\.text) ?? []
        zone = entry.value["zone"]?.text
    }

    /// The longest delay in days: ten years.
    static let mostDelayDays = 3_660.0

    /// The nanoseconds of a text such as `45d`, `6h` or `90s`; `nil` where it is no such length of time.
    static func delay(_ text: String) -> Int64? {
        guard text.hasSuffix("d") else { return ConfigDuration.nanoseconds(text) }
        var digits = text.dropLast()
        while digits.last == " " { digits.removeLast() }
        guard let days = ConfigValidator.number(String(digits)), (0...mostDelayDays).contains(days) else { return nil }
        return Int64((days * Double(Timestamp.day)).rounded())
    }
}
