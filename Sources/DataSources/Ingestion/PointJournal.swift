import Core
import Glibc

/// The points that were acknowledged, on disk.
///
/// Records are appended to segments of bounded size; `append` returns when the disk has them. A record that was being
/// written when the machine stopped is cut off when the journal is opened: nobody was told that it is kept. Sending it
/// again does no harm, for points overwrite by series and time.
///
/// - Verified by: `PointJournalTests`, which cuts the last segment after every byte, and `ListenTests`, which kills.
public final class PointJournal {
    /// What was cut off when it was opened.
    public struct Cut: Hashable, Sendable {
        /// The file.
        public var path: String
        /// The bytes that were no whole record.
        public var count: Int
    }

    /// Its folder.
    public let folder: String
    /// What was cut off when it was opened; `nil` where every record was whole.
    public private(set) var cut: Cut?
    /// The bytes on disk.
    public private(set) var count = 0

    private let segmentLimit: Int
    private let lock: Int32
    private var segments: [Segment] = []
    private var descriptor: Int32 = -1
    private var isStopped = false

    private struct Segment {
        var path: String
        var count = 0
    }

    /// Opens the journal of a folder, made where it is not.
    ///
    /// - Parameters:
    ///   - folder: Where the segments are.
    ///   - segmentLimit: The bytes after which a new segment is begun.
    ///   - replay: Gets every record in order.
    /// - Throws: `IngestError` where another process has it open, where it cannot be read, and where a record before the
    ///   last is damaged.
    public init(
        _ folder: String, segmentLimit: Int = 64 << 20, replay: (JournalRecord) -> Void
    ) throws(IngestError) {
        self.folder = folder
        self.segmentLimit = segmentLimit
        try FolderMaking.make(folder)
        let path = folder + "/lock"
        lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard lock >= 0 else { throw .system(path) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .inUse(folder: folder)
        }
        do throws(IngestError) {
            try openSegments(replay)
        } catch {
            close(lock)
            throw error
        }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
        close(lock)
    }

    private func openSegments(_ replay: (JournalRecord) -> Void) throws(IngestError) {
        for name in try FolderMaking.names(in: folder) where name.hasSuffix(".points") {
            segments.append(Segment(path: folder + "/" + name))
        }
        for place in segments.indices {
            let path = segments[place].path
            let bytes = try FileBytes.read(path)
            var offset = 0
            bytes.withUnsafeBytes { bytes in
                while let (records, next) = JournalFrame.read(bytes, at: offset) {
                    for record in records { replay(record) }
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
    /// - Throws: `IngestError.file` where the disk is full or fails: none of the records is kept then.
    public func append(_ records: [JournalRecord]) throws(IngestError) {
        if isStopped { throw .stopped(path: folder) }
        if records.isEmpty { return }
        let bytes = JournalFrame.bytes(of: records)
        if descriptor < 0 || (segments.last?.count ?? 0) >= segmentLimit { try beginSegment() }
        guard let segment = segments.last else { return }
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
        segments[segments.count - 1].count += bytes.count
        count += bytes.count
    }

    private func beginSegment() throws(IngestError) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        let digits = String((segments.last.flatMap(PointJournal.number) ?? 0) + 1)
        let name = String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits + ".points"
        let path = folder + "/" + name
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .system(path) }
        segments.append(Segment(path: path))
        // The name has to last as well.
        try FolderMaking.sync(folder)
    }

    private static func number(_ segment: Segment) -> Int? {
        Int(segment.path.split(separator: "/").last?.prefix { $0 != "." } ?? "")
    }

    /// Hands over every record again, in order.
    public func replay(_ take: (JournalRecord) -> Void) throws(IngestError) {
        for segment in segments {
            try FileBytes.read(segment.path).withUnsafeBytes { bytes in
                var offset = 0
                while offset < segment.count, let (records, next) = JournalFrame.read(bytes, at: offset) {
                    for record in records { take(record) }
                    offset = next
                }
            }
        }
    }
}
