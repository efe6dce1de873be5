import Core
import TimeSeries

/// A date or time from a short text, as options and calendars hold it.
struct TextStamp {
    /// The reading of the wall clock as if it showed UTC.
    var wall: Int64
    /// The offset in seconds; 0 where the text has none.
    var offset: Int32
    /// What the text holds.
    var kind: StampParser.Kind

    /// The instant of a text with an offset.
    var instant: Timestamp { Timestamp(nanoseconds: wall - Int64(offset) * Timestamp.second) }

    /// Reads a date or time in ISO 8601 or its compact form.
    static func parse(_ text: String) -> TextStamp? { read(text, .iso) ?? read(text, .compact) }

    /// Nanoseconds since midnight of a text such as `09:30`.
    static func parseTimeOfDay(_ text: String) -> Int64? {
        guard let stamp = read(text, .timeOfDay), stamp.kind == .wallClock else { return nil }
        return stamp.wall
    }

    private static func read(_ text: String, _ form: StampParser.Form) -> TextStamp? {
        // The parser reads up to a line break, and looks a few bytes ahead of what it has understood.
        let bytes = Array(text.utf8) + [10]
        return bytes.withUnsafeBufferPointer { bytes in
            guard var place = bytes.baseAddress else { return nil }
            let limit = place + bytes.count
            var parser = StampParser(form: form, delimiter: 10)
            guard parser.read(&place, limit: limit), place == limit - 1 else { return nil }
            return TextStamp(wall: parser.wall, offset: parser.offset, kind: parser.kind)
        }
    }
}
