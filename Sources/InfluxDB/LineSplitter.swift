internal import Glibc

/// Puts lines together from pieces of any size.
struct LineSplitter {
    /// The place of the line in the whole answer.
    private var offset = 0
    private var kept: [UInt8] = []
    private let format: InfluxFormat

    /// Bytes of one line beyond which an answer is refused.
    static let longestLine = 256 << 20

    init(format: InfluxFormat) { self.format = format }

    /// Calls `body` with each line that is whole, its line break included, and the line's place in the answer.
    mutating func take(
        _ piece: UnsafeRawBufferPointer, _ body: (UnsafeBufferPointer<UInt8>, Int) throws(InfluxError) -> Void
    ) throws(InfluxError) {
        let bytes = piece.bindMemory(to: UInt8.self)
        var place = 0
        while place < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + place, 10, bytes.count - place)
        {
            let end = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
            if kept.isEmpty {
                try body(UnsafeBufferPointer(rebasing: bytes[place..<end]), offset)
                offset += end - place
            } else {
                kept.append(contentsOf: bytes[place..<end])
                try finish(body)
            }
            place = end
        }
        kept.append(contentsOf: bytes[place...])
        guard kept.count <= LineSplitter.longestLine else {
            throw .malformed(
                format: format, offset: offset, found: "a line longer than \(LineSplitter.longestLine) bytes",
                expected: "a line break")
        }
    }

    /// Calls `body` with what is left, where anything is.
    mutating func finish(
        _ body: (UnsafeBufferPointer<UInt8>, Int) throws(InfluxError) -> Void
    ) throws(InfluxError) {
        guard !kept.isEmpty else { return }
        let line = kept
        kept.removeAll(keepingCapacity: true)
        var fault: InfluxError?
        line.withUnsafeBufferPointer { line in
            do throws(InfluxError) { try body(line, offset) } catch { fault = error }
        }
        if let fault { throw fault }
        offset += line.count
    }
}
