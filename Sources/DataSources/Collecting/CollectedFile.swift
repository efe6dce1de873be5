import Glibc

/// A file of collected bars, read from its end and written anew from some row on.
final class CollectedFile {
    let path: String
    let kind: CollectedKind
    private let descriptor: Int32
    /// The bytes up to the end of the last whole line.
    private let count: Int
    private let headerCount: Int

    /// Opens a file; `nil` where there is none or it is empty.
    ///
    /// - Throws: `CollectError.foreignFile` where its header is another.
    init?(_ path: String, kind: CollectedKind) throws(CollectError) {
        self.path = path
        self.kind = kind
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        headerCount = kind.header.utf8.count + 1
        guard descriptor >= 0 else {
            count = 0
            if errno == ENOENT { return nil }
            throw .data(.file(path: path, .refused(String(cString: strerror(errno)))))
        }
        var status = stat()
        fstat(descriptor, &status)
        guard status.st_mode & S_IFMT == S_IFREG else {
            count = 0
            throw .data(.file(path: path, status.st_mode & S_IFMT == S_IFDIR ? .directory : .refused("it is no file")))
        }
        let size = Int(status.st_size)
        if size == 0 {
            count = 0
            return nil
        }
        let begin = CollectedFile.bytes(descriptor, 0..<min(size, 200))
        let line = begin.prefix { $0 != 10 }
        guard line.elementsEqual(kind.header.utf8), begin.count > line.count else {
            count = 0
            throw .foreignFile(
                path: path, line: String(decoding: line, as: UTF8.self), expected: "the header \(kind.header)")
        }
        // Somebody else may have left half a line; whatever is added begins where the last whole one ends.
        var end = size
        while end > 0 {
            let block = CollectedFile.bytes(descriptor, max(0, end - 4_096)..<end)
            guard let last = block.lastIndex(of: 10) else {
                end -= block.count
                guard !block.isEmpty else { break }
                continue
            }
            end -= block.count - last - 1
            break
        }
        count = end
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Rows from a stamp on, and the byte at which they begin.
    func tail(from stamp: Int64) throws(CollectError) -> (offset: Int, bars: [CollectedBar]) {
        let (offset, bars, sizes) = try tail { $0.first.map { $0.stamp < stamp } ?? false }
        let skipped = bars.prefix { $0.stamp < stamp }.count
        return (offset + sizes.prefix(skipped).reduce(0, +), Array(bars[skipped...]))
    }

    /// So many rows at the end that a condition holds for them, or all; where they begin, and the bytes of each.
    func tail(
        until isEnough: ([CollectedBar]) -> Bool
    ) throws(CollectError) -> (offset: Int, bars: [CollectedBar], sizes: [Int]) {
        var reach = 1 << 14
        while true {
            var offset = max(headerCount, count - reach)
            var bytes = CollectedFile.bytes(descriptor, offset..<count)[...]
            if offset > headerCount {
                let cut = (bytes.firstIndex(of: 10) ?? bytes.endIndex - 1) + 1
                offset += cut
                bytes = bytes[cut...]
            }
            var bars: [CollectedBar] = []
            var sizes: [Int] = []
            for line in bytes.split(separator: 10, omittingEmptySubsequences: false).dropLast() {
                let text = Substring(decoding: line, as: UTF8.self)
                guard let bar = kind.bar(ofLine: text), bars.last.map({ $0.stamp < bar.stamp }) ?? true else {
                    throw .foreignFile(
                        path: path, line: String(text), expected: "rows of \(kind.header) in order of time")
                }
                bars.append(bar)
                sizes.append(line.count + 1)
            }
            if offset <= headerCount || isEnough(bars) { return (offset, bars, sizes) }
            reach *= 4
        }
    }

    /// Replaces the rows from a byte on.
    func replace(from offset: Int, with bars: [CollectedBar]) throws(CollectError) {
        var tail: [UInt8] = []
        for bar in bars { tail.append(contentsOf: kind.line(bar).utf8) }
        do throws(DataError) {
            try OutputFile.write(tail, after: offset, of: descriptor, to: path)
        } catch {
            throw .data(error)
        }
    }

    /// Makes a file.
    static func create(_ path: String, kind: CollectedKind, bars: [CollectedBar]) throws(CollectError) {
        var text = Array((kind.header + "\n").utf8)
        for bar in bars { text.append(contentsOf: kind.line(bar).utf8) }
        do throws(DataError) {
            try OutputFile.write(text, after: 0, of: -1, to: path)
        } catch {
            throw .data(error)
        }
    }

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(CollectError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/\(part)"
            guard mkdir(made, 0o777) == 0 || errno == EEXIST else {
                throw .data(.output(path: made, reason: String(cString: strerror(errno))))
            }
        }
    }

    private static func bytes(_ descriptor: Int32, _ range: Range<Int>) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: max(0, range.count)) { buffer, count in
            while count < range.count, let base = buffer.baseAddress {
                let got = pread(descriptor, base + count, range.count - count, off_t(range.lowerBound + count))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                count += got
            }
        }
    }
}
