import Core
import Glibc

extension LineDecoder {
    /// The byte after the first line break, or `nil` where there is none.
    static func afterBreak(_ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard p < end, let place = memchr(p, 10, end - p) else { return nil }
        return UnsafePointer(place.assumingMemoryBound(to: UInt8.self)) + 1
    }

    /// The byte after the last line break, or `nil` where there is none.
    static func afterLastBreak(_ p: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> UnsafePointer<UInt8>? {
        var place = end
        while place > p, place[-1] != 10 { place -= 1 }
        return place > p ? place : nil
    }

    /// The line from `start` up to `next` as its parts tell.
    @inline(__always)
    func found(_ start: UnsafePointer<UInt8>, _ next: UnsafePointer<UInt8>) -> Line {
        let measurement = parts.measurement.start
        let end = next - (next - start > 1 && next[-2] == 13 ? 2 : 1)
        return Line(
            number: number, raw: UnsafeBufferPointer(start: start, count: end - start),
            series: UnsafeBufferPointer(start: measurement, count: parts.seriesEnd - measurement),
            measurement: parts.measurement, tags: UnsafeBufferPointer(start: parts.tags, count: parts.tagCount),
            fields: UnsafeBufferPointer(start: parts.fields, count: parts.fieldCount),
            time: parts.hasTime ? Timestamp(nanoseconds: parts.time) : nil)
    }

    /// The error that the parts tell of the line from `start`, whose first line ends at `next`.
    func fault(_ start: UnsafePointer<UInt8>, _ next: UnsafePointer<UInt8>) -> LineError {
        let end = next - (next - start > 1 && next[-2] == 13 ? 2 : 1)
        let shown = UnsafeBufferPointer(start: start, count: min(end - start, LineError.longestText))
        let text = String(decoding: shown, as: UTF8.self)
        if case .tooLong(let limit) = parts.reason { return LineError(tooLong: limit, line: number, text: text) }
        return LineError(
            line: number, column: parts.place - start + 1, reason: parts.reason,
            found: LineError.name(of: parts.place[0]), text: text)
    }
}

extension LineError {
    /// A line beyond the limit.
    init(tooLong limit: Int, line: Int, text: String) {
        self.init(
            line: line, column: limit + 1, reason: .tooLong(limit: limit), found: "a longer line", text: text)
    }

    /// What a byte is called in a message.
    static func name(of byte: UInt8) -> String {
        switch byte {
        case 10: "the end of the line"
        case 13: "a carriage return"
        case 9: "a tab"
        case 32: "a space"
        case 33..<127: "'\(Character(UnicodeScalar(byte)))'"
        default: "the byte 0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
    }
}
