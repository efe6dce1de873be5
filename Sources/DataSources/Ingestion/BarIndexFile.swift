import Core
import Glibc

/// The index of a settled segment: its head in memory, its places on disk.
struct BarIndexFile: Sendable {
    static let mark = Array("BARKEYS1".utf8)
    private static let headCount = 64
    private static let placeCount = 24

    let path: String
    /// How many places there are.
    let count: Int
    /// How many of them are of bars that were not made yet.
    let aheadCount: Int
    /// The first and the last start of a bar, nanoseconds since 1970; of no bar the last is below the first.
    let first: Int64
    let last: Int64
    /// The last start of a bar that was not ahead.
    let lastMade: Int64
    /// The latest arrival of a point, nanoseconds since 1970.
    let latestArrival: Int64
    /// Whether the places have been held against their check.
    private var isChecked = false

    /// Reads the head; `nil` where there is no such file or it is not one that was written to its end.
    init?(_ path: String) {
        self.path = path
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: BarIndexFile.headCount)
        guard pread(descriptor, &head, head.count, 0) == head.count, head.starts(with: BarIndexFile.mark) else {
            return nil
        }
        let numbers = head.withUnsafeBytes { bytes in
            (1..<7).map { Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8 * $0, as: Int64.self)) }
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, numbers[0] >= 0,
            numbers[0] <= Int64(status.st_size) / Int64(BarIndexFile.placeCount),
            Int(status.st_size) == BarIndexFile.headCount + Int(numbers[0]) * BarIndexFile.placeCount
        else { return nil }
        count = Int(numbers[0])
        aheadCount = Int(numbers[1])
        first = numbers[2]
        last = numbers[3]
        lastMade = numbers[4]
        latestArrival = numbers[5]
    }

    /// The offsets of the frames that have points of bars.
    ///
    /// - Throws: `IngestError` where the file cannot be read or is damaged.
    mutating func offsets(of keys: some Sequence<BarKey>) throws(IngestError) -> [(key: BarKey, offset: Int)] {
        var found: [(key: BarKey, offset: Int)] = []
        let (first, last, count) = (first, last, count)
        try withPlaces { places in
            for key in keys where key.start >= first && key.start <= last {
                var place = BarIndexFile.lowerBound(key, in: places)
                while place < count, BarIndexFile.key(places, place) == key {
                    found.append((key, Int(BarIndexFile.word(places, place) >> 1)))
                    place += 1
                }
            }
        }
        return found
    }

    /// The bars that were not made when their points arrived.
    mutating func ahead() throws(IngestError) -> Set<BarKey> {
        var found = Set<BarKey>()
        if aheadCount == 0 { return found }
        let count = count
        try withPlaces { places in
            for place in 0..<count where BarIndexFile.word(places, place) & 1 == 1 {
                found.insert(BarIndexFile.key(places, place))
            }
        }
        return found
    }

    private mutating func withPlaces(_ body: (UnsafeRawBufferPointer) -> Void) throws(IngestError) {
        if count == 0 { return }
        let mapped = try MappedBytes(path)
        let bytes = mapped.bytes
        guard bytes.count == BarIndexFile.headCount + count * BarIndexFile.placeCount else { throw .index(path: path) }
        let places = UnsafeRawBufferPointer(rebasing: bytes[BarIndexFile.headCount...])
        if !isChecked {
            let head = BarIndexFile.headCount - 8
            var hash = SHA256()
            hash.update(UnsafeRawBufferPointer(rebasing: bytes[..<head]))
            hash.update(places)
            guard bytes[head..<head + 8].elementsEqual(JournalFrame.check(hash)) else { throw .index(path: path) }
            isChecked = true
        }
        body(places)
        extendLifetime(mapped)
    }

    private static func lowerBound(_ key: BarKey, in places: UnsafeRawBufferPointer) -> Int {
        var (low, high) = (0, places.count / placeCount)
        while low < high {
            let middle = (low + high) / 2
            if self.key(places, middle) < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func key(_ places: UnsafeRawBufferPointer, _ place: Int) -> BarKey {
        BarKey(
            symbol: UInt64(
                littleEndian: places.loadUnaligned(fromByteOffset: place * placeCount + 8, as: UInt64.self)),
            start: Timestamp(
                nanoseconds: Int64(
                    littleEndian: places.loadUnaligned(fromByteOffset: place * placeCount, as: Int64.self))))
    }

    private static func word(_ places: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
        UInt64(littleEndian: places.loadUnaligned(fromByteOffset: place * placeCount + 16, as: UInt64.self))
    }
}
