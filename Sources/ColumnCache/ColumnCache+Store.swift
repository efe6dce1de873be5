public import Core
import Glibc

/// Writing: all or nothing.
extension ColumnCache {
    /// What storing a chunk came to.
    public enum Change: Hashable, Sendable {
        /// It was not there.
        case added
        /// It was there, and the same.
        case unchanged
        /// Others were there and have made way: late or changed points, or an open chunk that has grown.
        case replaced
    }

    /// Stores chunks of an entry, which comes into being with its first: each takes the place of those that lie inside its
    /// range.
    ///
    /// - Parameters:
    ///   - source: Where the columns come from, in words for people.
    ///   - payload: What shall be known of them again.
    ///   - timeColumn: The column of instants by which `columns(_:in:)` cuts; `nil` where chunks are used whole.
    /// - Returns: What each chunk came to.
    /// - Throws: `.notWritten` where the disk is full, after which the entry is what it was; `.misfit` for a chunk that lies
    ///   partly over another; `.tooLarge`; `.busy`.
    @discardableResult
    public func store(
        _ chunks: [CacheChunk], in key: String, source: String, payload: String = "", timeColumn: String? = nil
    ) throws(CacheError) -> [Change] {
        try ColumnCache.check(key)
        for chunk in chunks { try chunk.check(key: key, timeColumn: timeColumn) }
        let bytes = chunks.reduce(0) { $1.columns.reduce($0) { $0 + $1.data.count * $1.data.type.elementBytes } }
        guard bytes <= byteLimit else { throw .tooLarge(bytes: bytes, limit: byteLimit) }
        try CacheFile.makeFolder(entries)
        let lock = try WriterLock(folder: folder)
        defer { lock.release() }
        let place = path(ofEntry: key)
        var manifest = EntryManifest(key: key, source: source, payload: payload, timeColumn: timeColumn)
        // What is damaged is written anew.
        let old: EntryManifest?
        do throws(CacheError) { old = try self.manifest(key) } catch { old = nil }
        if let old, old.timeColumn == timeColumn {
            (manifest.chunks, manifest.generation) = (old.chunks, old.generation)
        }
        manifest.generation += 1
        var written: [String] = []
        do throws(CacheError) {
            let changes = try lay(chunks, into: &manifest, place, &written)
            guard manifest.byteCount <= byteLimit else {
                throw .tooLarge(bytes: manifest.byteCount, limit: byteLimit)
            }
            try CacheFile.makeFolder(place)
            try CacheFile.syncFolder(place)
            try CacheFile.replace(place + "/manifest.json", with: try manifest.text())
            try CacheFile.syncFolder(place)
            try CacheFile.syncFolder(entries)
            CacheFile.touch(place + "/used")
            // Files of the manifest before this one stay for those who have just read it.
            sweep(key, keeping: Set(manifest.files + (old?.files ?? [])))
            evict(sparing: key)
            return changes
        } catch {
            for file in written { unlink("\(place)/\(file)") }
            if old == nil { CacheFile.removeFolder(place) }
            throw error
        }
    }

    private func lay(
        _ chunks: [CacheChunk], into manifest: inout EntryManifest, _ place: String, _ written: inout [String]
    ) throws(CacheError) -> [Change] {
        var changes: [Change] = []
        for (number, chunk) in chunks.enumerated() {
            if manifest.chunks.contains(where: { $0.isSame(as: chunk) }) {
                changes.append(.unchanged)
                continue
            }
            func isInside(_ other: EntryManifest.Chunk) -> Bool {
                other.series == chunk.series && chunk.range.lowerBound <= other.range.lowerBound
                    && other.range.upperBound <= chunk.range.upperBound
            }
            let count = manifest.chunks.count
            manifest.chunks.removeAll(where: isInside)
            changes.append(manifest.chunks.count < count ? .replaced : .added)
            if let other = manifest.chunks.first(where: { $0.series == chunk.series && $0.range.overlaps(chunk.range) })
            {
                throw .misfit(
                    key: manifest.key,
                    reason: "the chunk of \(chunk.range) lies partly over that of \(other.range), which is kept")
            }
            var stored = EntryManifest.Chunk(
                series: chunk.series, from: chunk.range.lowerBound.nanoseconds, to: chunk.range.upperBound.nanoseconds,
                isComplete: chunk.isComplete, rows: chunk.rows, columns: [])
            try CacheFile.makeFolder(place)
            for (name, data) in chunk.columns {
                let file = "\(manifest.generation)-\(number)-\(name).npy"
                written.append(file)
                let hashes = data.blockHashes()
                let head = ColumnData.byte(NumpyHeader.bytes(data.type, count: data.count))
                try data.withBytes { (elements) throws(CacheError) in
                    try head.withBytes { (head) throws(CacheError) in
                        try CacheFile.write([head, elements], to: "\(place)/\(file)")
                    }
                }
                stored.columns.append(
                    EntryManifest.Column(
                        name: name, type: data.type, file: file, blocks: hashes.map(BlockHash.text).joined()))
            }
            manifest.chunks.append(stored)
        }
        manifest.chunks.sort { ($0.series, $0.from, $0.to) < ($1.series, $1.from, $1.to) }
        return changes
    }

    /// Removes what no manifest names: what killed writers left, and what was replaced.
    private func sweep(_ key: String, keeping files: Set<String>) {
        let place = path(ofEntry: key)
        for name in CacheFile.names(in: place)
        where !files.contains(name) && name != "manifest.json" && name != "used" {
            unlink("\(place)/\(name)")
        }
        // What a killed writer began and nobody else would finish.
        for other in CacheFile.names(in: entries) where other != key {
            let path = path(ofEntry: other)
            if access(path + "/manifest.json", F_OK) != 0 { CacheFile.removeFolder(path) }
        }
    }

    /// Columns of a range of time over all chunks of a series: rows whose instants lie in it, in order.
    ///
    /// - Parameter names: Which columns; those that all chunks have.
    /// - Returns: The columns in the order of their names; `nil` where there is no such entry.
    /// - Throws: `.damaged` where a block that is needed is not what was written: `discard` the entry and fetch again.
    public func columns(
        _ key: String, _ names: [String], in wanted: Range<Timestamp>, series: String = ""
    ) throws(CacheError) -> [ColumnData]? {
        while let entry = try entry(key) {
            do throws(CacheError) {
                return try entry.columns(names, in: wanted, series: series)
            } catch {
                // A writer may have replaced a chunk between the manifest and its files.
                guard case .damaged = error, try manifest(key)?.generation != entry.manifest.generation else {
                    throw error
                }
            }
        }
        return nil
    }
}

extension CacheEntry {
    /// Columns of a range of time over all chunks of a series.
    func columns(_ names: [String], in wanted: Range<Timestamp>, series: String) throws(CacheError) -> [ColumnData] {
        guard let timeColumn = manifest.timeColumn else {
            throw .misfit(key: key, reason: "it has no column of instants to cut by")
        }
        var parts = [[ColumnData]](repeating: [], count: names.count)
        for chunk in manifest.chunks where chunk.series == series && chunk.range.overlaps(wanted) {
            var rows = 0..<chunk.rows
            func mapped(_ name: String) throws(CacheError) -> CachedColumn {
                guard let column = chunk.columns.first(where: { $0.name == name }) else {
                    throw .noColumn(key: key, name: name, wanted: .double)
                }
                return try map(column, rows: chunk.rows)
            }
            if chunk.range.clamped(to: wanted) != chunk.range {
                let times: [Int64] = try mapped(timeColumn).values()
                let first = times.firstPlace { $0 >= wanted.lowerBound.nanoseconds }
                rows = first..<max(first, times.firstPlace { $0 >= wanted.upperBound.nanoseconds })
            }
            for (place, name) in names.enumerated() { parts[place].append(try mapped(name).data(rows)) }
        }
        var columns: [ColumnData] = []
        for (place, name) in names.enumerated() {
            let types = manifest.chunks.lazy.flatMap(\.columns).filter { $0.name == name }.map(\.type)
            guard let joined = ColumnData.joined(parts[place], type: types.first ?? .double) else {
                throw .misfit(key: key, reason: "the column '\(name)' has not one type in all chunks")
            }
            columns.append(joined)
        }
        return columns
    }
}
