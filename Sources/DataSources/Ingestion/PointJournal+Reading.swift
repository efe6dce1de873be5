import Core
import Glibc

extension PointJournal {
    /// Hands over every record that has points of some bars, in order, beside whatever else was written with them.
    ///
    /// - Returns: Those of the bars of which points have been let go.
    /// - Throws: `IngestError` where a segment cannot be read or is damaged.
    /// - Complexity: The logarithm of each segment's bars where the segment has bars of that time, and what is read.
    public func read(_ keys: Set<BarKey>, _ take: (JournalRecord) -> Void) throws(IngestError) -> Set<BarKey> {
        var gone = Set<BarKey>()
        let sorted = keys.sorted()
        guard let first = sorted.first, let last = sorted.last else { return gone }
        for place in settled.indices
        where settled[place].index.first <= last.start && settled[place].index.last >= first.start {
            let found = try settled[place].index.offsets(of: sorted)
            guard let path = settled[place].path else {
                for (key, _) in found { gone.insert(key) }
                continue
            }
            try PointJournal.read(path, offsets: Set(found.map(\.offset)), take)
        }
        for segment in segments {
            var offsets = Set<Int>()
            for key in sorted { for place in segment.index.places[key] ?? [] { offsets.insert(place.offset) } }
            try PointJournal.read(segment.path, offsets: offsets, take)
        }
        return gone
    }

    private static func read(
        _ path: String, offsets: Set<Int>, _ take: (JournalRecord) -> Void
    ) throws(IngestError) {
        if offsets.isEmpty { return }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .system(path) }
        defer { close(descriptor) }
        for offset in offsets.sorted() {
            let head = try FileBytes.read(descriptor, count: JournalFrame.headCount, at: offset, path: path)
            guard let length = head.withUnsafeBytes({ JournalFrame.bodyCount($0) }), length <= 1 << 40 else {
                throw .damaged(path: path, offset: offset)
            }
            let bytes = try FileBytes.read(
                descriptor, count: JournalFrame.headCount + length, at: offset, path: path)
            guard let (records, _) = bytes.withUnsafeBytes({ JournalFrame.read($0, at: 0) }) else {
                throw .damaged(path: path, offset: offset)
            }
            for record in records { take(record) }
        }
    }
}
