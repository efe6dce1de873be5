import Core
import Glibc
import Synchronization

/// A column of a cache, mapped: nothing of it is read before it is asked for, and every block of it is verified before
/// anything of the block is handed out for the first time.
public final class CachedColumn: @unchecked Sendable {
    /// The file.
    public let path: String
    /// What it holds.
    public let type: ColumnType
    /// The number of elements.
    public let count: Int
    /// The elements, unverified.
    let elements: UnsafeRawBufferPointer
    private let mapping: UnsafeMutableRawBufferPointer
    private let hashes: [UInt64]
    private let verified: Mutex<[Bool]>

    /// Maps the file of a column.
    ///
    /// - Throws: `.damaged` where its length or its head is not that of such a column.
    /// - Complexity: O(1) but for the list of blocks.
    init(path: String, type: ColumnType, count: Int, hashes: [UInt64]) throws(CacheError) {
        self.path = path
        self.type = type
        self.count = count
        self.hashes = hashes
        let byteCount = count * type.elementBytes
        verified = Mutex([Bool](repeating: false, count: hashes.count))
        guard hashes.count == (byteCount + BlockHash.blockBytes - 1) / BlockHash.blockBytes else {
            throw .damaged(path: path, what: "the manifest has \(hashes.count) blocks for \(byteCount) bytes")
        }
        let head = NumpyHeader.bytes(type, count: count)
        mapping = try CachedColumn.map(path, head: head, byteCount: byteCount)
        elements = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(mapping)[head.count...])
    }

    private static func map(
        _ path: String, head: [UInt8], byteCount: Int
    ) throws(CacheError) -> UnsafeMutableRawBufferPointer {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { throw .damaged(path: path, what: "it is missing") }
            throw .refused(path: path, reason: CacheFile.reason)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .refused(path: path, reason: CacheFile.reason) }
        let size = head.count + byteCount
        guard Int(status.st_size) == size else {
            throw .damaged(path: path, what: "it has \(status.st_size) bytes instead of \(size)")
        }
        guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
            throw .refused(path: path, reason: CacheFile.reason)
        }
        let mapping = UnsafeMutableRawBufferPointer(start: address, count: size)
        guard mapping.prefix(head.count).elementsEqual(head) else {
            munmap(address, size)
            throw .damaged(path: path, what: "its head is not what was written")
        }
        return mapping
    }

    deinit { munmap(mapping.baseAddress, mapping.count) }

    /// Verifies the blocks that hold some bytes of the elements and have not been verified yet.
    ///
    /// - Throws: `.damaged` with the first block that does not have the hash of what was written.
    func verify(bytes: Range<Int>) throws(CacheError) {
        guard !bytes.isEmpty else { return }
        let first = bytes.lowerBound / BlockHash.blockBytes
        let last = (bytes.upperBound - 1) / BlockHash.blockBytes
        for block in first...last where !verified.withLock({ $0[block] }) {
            let from = block * BlockHash.blockBytes
            let to = min(from + BlockHash.blockBytes, elements.count)
            guard BlockHash.xxh64(UnsafeRawBufferPointer(rebasing: elements[from..<to])) == hashes[block] else {
                throw .damaged(
                    path: path,
                    what: "block \(block) of 1 MiB (bytes \(from) to \(to) of the elements) is not what was written")
            }
            verified.withLock { $0[block] = true }
        }
    }

    /// Verifies what has not been verified yet.
    public func verifyAll() throws(CacheError) { try verify(bytes: 0..<elements.count) }

    /// How many blocks there are, and how many of them have been verified.
    public var blocks: (all: Int, verified: Int) {
        (hashes.count, verified.withLock { $0.count { $0 } })
    }

    /// Elements of a range of rows, copied; only their blocks are read.
    ///
    /// - Precondition: `Element` is what the column holds, and the rows are there.
    public func values<Element: ColumnElement>(
        _ rows: Range<Int>, as element: Element.Type = Element.self
    ) throws(CacheError) -> [Element] {
        precondition(Element.columnType == type, "a column of \(type) read as another")
        precondition(rows.lowerBound >= 0 && rows.upperBound <= count, "rows beyond a column of \(count)")
        let size = type.elementBytes
        let bytes = rows.lowerBound * size..<rows.upperBound * size
        try verify(bytes: bytes)
        return LongArrayCopy.of(elements, bytes, as: Element.self)
    }

    /// All elements, copied.
    public func values<Element: ColumnElement>(as element: Element.Type = Element.self) throws(CacheError) -> [Element]
    {
        try values(0..<count)
    }

    /// All elements as an array that is filled while it is used: each 1 MiB is verified and copied when it is first touched.
    ///
    /// Small columns are verified and copied at once, and so are all where the system does not tell of touched pages or
    /// where long arrays have another home.
    ///
    /// - Parameter recover: Called on another thread where a block turns out to be damaged after this has returned: gives the
    ///   column as it was stored, read from its source again, or ends the process.
    /// - Throws: `.damaged` where the first or the last block is not what was written.
    /// - Complexity: O(1): two or three blocks are read.
    public func array<Element: ColumnElement>(
        as element: Element.Type = Element.self, recover: @escaping @Sendable (CacheError) -> ColumnData
    ) throws(CacheError) -> [Element] {
        precondition(Element.columnType == type, "a column of \(type) read as another")
        guard elements.count >= LazyPages.leastBytes, LongArray.home == nil, let pages = LazyPages.shared else {
            return try values()
        }
        // What lies outside whole pages of the array is copied now.
        let most = 1 << 16
        try verify(bytes: 0..<most)
        try verify(bytes: elements.count - most..<elements.count)
        if let array = pages.array(of: self, as: Element.self, recover: recover) { return array }
        return try values()
    }

    /// A range of rows as a column in memory.
    func data(_ rows: Range<Int>) throws(CacheError) -> ColumnData {
        switch type {
        case .int64: .int64(try values(rows))
        case .double: .double(try values(rows))
        case .byte: .byte(try values(rows))
        }
    }
}
