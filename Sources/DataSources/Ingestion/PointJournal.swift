public import Core
import Glibc

/// The points that were acknowledged, on disk.
///
/// Records are appended to segments of bounded size; `append` returns when the disk has them. A record that was being
/// written when the machine stopped is cut off when the journal is opened: nobody was told that it is kept. Sending it
/// again does no harm, for points overwrite by series and time.
///
/// A segment whose bars are all made and kept is settled: it moves to the folder `settled` beside an index of its bars. It
/// is read again only for points that come late for one of them, so that a start reads what is not settled and no more.
/// The move is one renaming, after the index is durable: whenever the program ends, a segment is settled or it is not.
///
/// - Verified by: `PointJournalTests`, which cuts the last segment after every byte, `JournalSettlingTests` and
///   `ListenTests`, which kill.
public final class PointJournal {
    /// What was cut off when it was opened.
    public struct Cut: Hashable, Sendable {
        /// The file.
        public var path: String
        /// The bytes that were no whole record.
        public var count: Int
    }

    /// Records that were written at once, as they are read again.
    public struct Written: Sendable {
        /// The records.
        public var records: [JournalRecord]
        /// The number of the segment.
        public var segment: Int
    }

    struct Segment {
        var number: Int
        var path: String
        var count = 0
        var index = BarIndex()
    }

    struct Settled {
        var number: Int
        /// `nil` where its points have been let go, and what is left says which bars they were of.
        var path: String?
        var index: BarIndexFile
    }

    /// Tells the bars of records, and whether each is ahead of its arrival.
    public typealias Keys = ([JournalRecord]) -> [BarKey: Bool]

    /// Its folder.
    public let folder: String
    /// What was cut off when it was opened; `nil` where every record was whole.
    public private(set) var cut: Cut?
    /// The bytes on disk that are not settled.
    public private(set) var count = 0

    private let segmentLimit: Int
    private let lock: Int32
    var segments: [Segment] = []
    var settled: [Settled] = []
    private var lastOffset = 0
    private var descriptor: Int32 = -1
    /// Whether nothing may be appended: not yet read, or the disk has failed.
    private var isStopped = true

    /// Opens the journal of a folder, made where it is not; `recover` is next.
    ///
    /// - Parameters:
    ///   - folder: Where the segments are.
    ///   - segmentLimit: The bytes after which a new segment is begun.
    ///   - keys: Tells the bars of records, where the index of a settled segment is missing.
    /// - Throws: `IngestError` where another process has it open, and where it cannot be read.
    public init(_ folder: String, segmentLimit: Int = 16 << 20, keys: Keys) throws(IngestError) {
        self.folder = folder
        self.segmentLimit = segmentLimit
        try FolderMaking.make(folder)
        let path = folder + "/lock"
        lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw .system(path) }
        // Whatever is thrown from here on, the end of the object closes the lock.
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .inUse(folder: folder) }
        for (number, path) in try PointJournal.numbered(in: folder, ending: ".points") {
            segments.append(Segment(number: number, path: path))
        }
        try openSettled(keys)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        guard lock >= 0 else { return }
        // A process that is being started holds copies of all descriptors for a moment: closing ours would not unlock then.
        flock(lock, LOCK_UN)
        close(lock)
    }

    /// The files of segments, by number.
    static func numbered(in folder: String, ending: String) throws(IngestError) -> [(number: Int, path: String)] {
        var found: [(number: Int, path: String)] = []
        for name in try FolderMaking.names(in: folder) where name.hasSuffix(ending) {
            if let number = Int(name.dropLast(ending.utf8.count)) { found.append((number, folder + "/" + name)) }
        }
        return found.sorted { $0.number < $1.number }
    }

    static func name(_ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
    }

    /// Hands over what is not settled, and has the journal go on after it.
    ///
    /// - Parameter take: Gets what was written, in order, and tells the bars that it has points of.
    /// - Throws: `IngestError` where it cannot be read, and where a record before the last is damaged.
    public func recover(_ take: (Written) -> [BarKey: Bool]) throws(IngestError) {
        for place in segments.indices {
            let path = segments[place].path
            let bytes = try FileBytes.read(path)
            var offset = 0
            bytes.withUnsafeBytes { bytes in
                while let (records, next) = JournalFrame.read(bytes, at: offset) {
                    let keys = take(Written(records: records, segment: segments[place].number))
                    let arrival = records.map(\.received).max() ?? .distantPast
                    segments[place].index.enter(keys, offset: offset, arrival: arrival)
                    offset = next
                }
            }
            segments[place].count = offset
            count += offset
            guard offset < bytes.count else { continue }
            let isFollowed = bytes.withUnsafeBytes { PointJournal.holdsFrame($0, after: offset) }
            guard place == segments.count - 1, !isFollowed else { throw .damaged(path: path, offset: offset) }
            cut = Cut(path: path, count: bytes.count - offset)
            guard truncate(path, off_t(offset)) == 0 else { throw .system(path) }
        }
        if let last = segments.last, last.count < segmentLimit {
            descriptor = open(last.path, O_WRONLY | O_APPEND | O_CLOEXEC)
            guard descriptor >= 0 else { throw .system(last.path) }
        }
        isStopped = false
    }

    /// Whether a whole frame begins anywhere after an offset.
    private static func holdsFrame(_ bytes: UnsafeRawBufferPointer, after offset: Int) -> Bool {
        var place = offset + 1
        while place + JournalFrame.headCount <= bytes.count {
            if bytes[place] == JournalFrame.mark[0], JournalFrame.read(bytes, at: place) != nil { return true }
            place += 1
        }
        return false
    }

    /// Appends records; when it returns, the disk has them all.
    ///
    /// `enter` tells which bars they are of.
    ///
    /// - Returns: The number of the segment that has them.
    /// - Throws: `IngestError.file` where the disk is full or fails: none of the records is kept then.
    @discardableResult
    public func append(_ records: [JournalRecord]) throws(IngestError) -> Int {
        if isStopped { throw .stopped(path: folder) }
        if records.isEmpty, let last = segments.last { return last.number }
        let bytes = JournalFrame.bytes(of: records)
        if descriptor < 0 || (segments.last?.count ?? 0) >= segmentLimit { try beginSegment() }
        let segment = segments[segments.count - 1]
        do throws(IngestError) {
            try FileBytes.write(bytes, to: descriptor, path: segment.path)
            guard fdatasync(descriptor) == 0 else {
                let error = IngestError.system(segment.path)
                // After a failed flush the system may have dropped what it did not write: no later success would tell.
                isStopped = true
                throw error
            }
        } catch {
            if ftruncate(descriptor, off_t(segment.count)) != 0 { isStopped = true }
            throw error
        }
        lastOffset = segment.count
        segments[segments.count - 1].count += bytes.count
        count += bytes.count
        return segment.number
    }

    /// Enters the bars of what was appended last.
    public func enter(_ keys: [BarKey: Bool], arrival: Timestamp) {
        if segments.isEmpty || keys.isEmpty { return }
        segments[segments.count - 1].index.enter(keys, offset: lastOffset, arrival: arrival)
    }

    private func beginSegment() throws(IngestError) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        let number = max(segments.last?.number ?? 0, settled.last?.number ?? 0) + 1
        let path = folder + "/" + PointJournal.name(number) + ".points"
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(path) }
        segments.append(Segment(number: number, path: path))
        // The name has to last as well.
        try FolderMaking.sync(folder)
    }

    /// Drops the segments before a number from those that are not settled.
    func drop(before number: Int) {
        while let first = segments.first, first.number < number {
            count -= first.count
            segments.removeFirst()
        }
    }
}
