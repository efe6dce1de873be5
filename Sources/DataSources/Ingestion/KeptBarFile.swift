import Core
import Glibc

/// A file of bars of one symbol: its last bar, the bar at an instant, and its text with other bars in it.
///
/// Rows are by time, so that one is found by halving; no file is held in memory.
struct KeptBarFile {
    let path: String
    let length: Int64

    /// What is at the end of a file.
    struct End {
        /// The last bar; `nil` where there is no row.
        var last: CompletedBar?
        /// The bytes that are whole rows.
        var whole: Int
        /// The bytes of the file.
        var count: Int
    }

    /// Looks at a file's header and its end.
    ///
    /// - Throws: `IngestError.bars` where they are not what this program writes.
    func end() throws(IngestError) -> End {
        let (descriptor, count) = try opened()
        defer { close(descriptor) }
        let header = Array(BarFolder.header.utf8)
        let head = try FileBytes.read(descriptor, count: header.count, at: 0, path: path)
        guard header.starts(with: head) else {
            let line = head.prefix { $0 != 10 }
            throw .bars(path: path, line: 1, found: String(decoding: line, as: UTF8.self))
        }
        if head.count < header.count { return End(last: nil, whole: 0, count: count) }
        // A row has a symbol of any length; the piece grows until a whole one is in it.
        var piece = 1 << 12
        while true {
            let start = max(header.count, count - piece)
            let bytes = try FileBytes.read(descriptor, count: count - start, at: start, path: path)
            let rows = KeptBarText.rows(bytes[...])
            // What stands before the first break may be the rest of a row; from the header on it is one.
            let first = start == header.count ? 0 : 1
            for row in rows.dropFirst(first).reversed() {
                guard let bar = KeptBarText.bar(bytes[row], length: length) else { break }
                return End(last: bar, whole: start + row.upperBound, count: count)
            }
            if start == header.count {
                guard let row = rows.last else { return End(last: nil, whole: header.count, count: count) }
                throw .bars(path: path, line: rows.count + 1, found: KeptBarText.text(bytes[row]))
            }
            piece *= 4
        }
    }

    /// The bar that starts then.
    func bar(at start: Timestamp) throws(IngestError) -> CompletedBar? {
        let mapped = try MappedBytes(path)
        let bytes = mapped.bytes
        let offset = try lowerBound(start, in: bytes)
        guard let row = rowEnd(from: offset, in: bytes),
            let bar = KeptBarText.bar([UInt8](bytes[offset..<row])[...], length: length)
        else { return nil }
        extendLifetime(mapped)
        return bar.start == start ? bar : nil
    }

    /// The text of the file with bars in it, each in the place of the one with its start where there is one.
    ///
    /// - Parameter bars: By time, no start twice.
    func text(with bars: [CompletedBar]) throws(IngestError) -> [UInt8] {
        let mapped = try MappedBytes(path)
        let bytes = mapped.bytes
        var text = Array(BarFolder.header.utf8)
        var place = min(text.count, bytes.count)
        for bar in bars {
            let offset = max(place, try lowerBound(bar.start, in: bytes))
            text += bytes[place..<offset]
            text += KeptBarText.bytes(of: bar)
            place = offset
            if let end = rowEnd(from: offset, in: bytes),
                KeptBarText.bar([UInt8](bytes[offset..<end])[...], length: length)?.start == bar.start
            {
                place = end
            }
        }
        text += bytes[place...]
        extendLifetime(mapped)
        return text
    }

    private func opened() throws(IngestError) -> (descriptor: Int32, count: Int) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let error = IngestError.system(path)
            close(descriptor)
            throw error
        }
        return (descriptor, Int(status.st_size))
    }

    /// The offset of the first row that starts then or after, or of the end.
    private func lowerBound(_ start: Timestamp, in bytes: UnsafeRawBufferPointer) throws(IngestError) -> Int {
        var low = min(BarFolder.header.utf8.count, bytes.count)
        var high = bytes.count
        // Both are at the beginning of a row, or `high` is the end.
        while low < high {
            var row = low + (high - low) / 2
            while row > low, bytes[row - 1] != 10 { row -= 1 }
            guard let end = rowEnd(from: row, in: bytes) else { return row }
            guard let found = KeptBarText.start([UInt8](bytes[row..<end])[...]) else {
                throw .bars(path: path, line: line(at: row, in: bytes), found: text(row..<end, in: bytes))
            }
            if found < start { low = end } else { high = row }
        }
        return low
    }

    private func rowEnd(from offset: Int, in bytes: UnsafeRawBufferPointer) -> Int? {
        var place = offset
        while place < bytes.count {
            if bytes[place] == 10 { return place + 1 }
            place += 1
        }
        return nil
    }

    private func line(at offset: Int, in bytes: UnsafeRawBufferPointer) -> Int {
        bytes[..<offset].reduce(1) { $0 + ($1 == 10 ? 1 : 0) }
    }

    private func text(_ row: Range<Int>, in bytes: UnsafeRawBufferPointer) -> String {
        KeptBarText.text([UInt8](bytes[row])[...])
    }
}
