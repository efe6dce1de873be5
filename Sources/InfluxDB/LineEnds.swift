internal import Glibc

/// Finds where lines of line protocol end: a text of a field may hold line breaks.
///
/// - Source: `scanLine` of github.com/influxdata/influxdb, models/points.go, whose rules it follows.
enum LineEnds {
    /// The place after the line break of the line that begins at a place; `nil` where it has not come yet.
    static func end(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, 10, bytes.count - start)
        else { return nil }
        let first = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        let isPlain =
            memchr(base + start, 34, first - start) == nil && (first == start || bytes[first - 1] != 92)
        if isPlain || isComment(bytes, start) { return first + 1 }
        return carefulEnd(of: bytes, from: start)
    }

    private static func isComment(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Bool {
        var place = start
        while place < bytes.count, bytes[place] == 32 || bytes[place] == 9 { place += 1 }
        return place < bytes.count && bytes[place] == UInt8(ascii: "#")
    }

    private static func carefulEnd(of bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        var place = start
        var (isQuoted, isInFields) = (false, false)
        var (equals, commas) = (0, 0)
        while place < bytes.count {
            let byte = bytes[place]
            if byte == 92 {
                place += 2
                continue
            }
            if byte == 32 { isInFields = true }
            if isInFields {
                if !isQuoted, byte == UInt8(ascii: "=") { equals += 1 }
                if !isQuoted, byte == UInt8(ascii: ",") { commas += 1 }
                if byte == 34, equals > commas { isQuoted.toggle() }
            }
            place += 1
            if byte == 10, !isQuoted { return place }
        }
        return nil
    }
}
