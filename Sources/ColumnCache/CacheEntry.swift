public import Core

/// An entry of a cache as it was when it was opened.
public struct CacheEntry: Sendable {
    /// A chunk of an entry.
    public struct Chunk: Hashable, Sendable {
        /// Its place in the entry.
        public var place: Int
        /// Which of several series it belongs to; empty where there is one.
        public var series: String
        /// The instants that it covers.
        public var range: Range<Timestamp>
        /// Whether the source will have no more of that range.
        public var isComplete: Bool
        /// The number of rows.
        public var rows: Int
        /// The names of its columns.
        public var columns: [String]
    }

    /// The folder of its files.
    public let folder: String
    let manifest: EntryManifest

    /// The key under which it lies.
    public var key: String { manifest.key }
    /// Where the columns come from, in words for people.
    public var source: String { manifest.source }
    /// What the one who stored them wants to know of them.
    public var payload: String { manifest.payload }
    /// The number of rows of all chunks.
    public var rows: Int { manifest.rowCount }
    /// The bytes of all columns.
    public var byteCount: Int { manifest.byteCount }

    /// The chunks, by series and time.
    public var chunks: [Chunk] {
        manifest.chunks.enumerated().map { place, chunk in
            Chunk(
                place: place, series: chunk.series, range: chunk.range, isComplete: chunk.isComplete, rows: chunk.rows,
                columns: chunk.columns.map(\.name))
        }
    }

    /// What of a range must be asked of the source: whatever no complete chunk covers.
    public func missing(in wanted: Range<Timestamp>, series: String = "") -> [Range<Timestamp>] {
        TimeRanges(manifest.chunks.filter { $0.series == series && $0.isComplete }.map(\.range)).missing(in: wanted)
    }

    /// Maps a column of a chunk.
    ///
    /// - Throws: `.noColumn`, or `.damaged` where its file is not as long as it was or has another head.
    public func column(_ name: String, of chunk: Int = 0, type: ColumnType) throws(CacheError) -> CachedColumn {
        guard manifest.chunks.indices.contains(chunk),
            let column = manifest.chunks[chunk].columns.first(where: { $0.name == name }), column.type == type
        else { throw .noColumn(key: key, name: name, wanted: type) }
        return try map(column, rows: manifest.chunks[chunk].rows)
    }

    func map(_ column: EntryManifest.Column, rows: Int) throws(CacheError) -> CachedColumn {
        let path = "\(folder)/\(column.file)"
        guard let hashes = column.blockHashes else {
            throw .damaged(path: path, what: "the hashes of its blocks in the manifest are no hexadecimal numbers")
        }
        return try CachedColumn(path: path, type: column.type, count: rows, hashes: hashes)
    }

    /// Whether a chunk of the same range holds the very same columns: tells late points without writing anything.
    ///
    /// - Complexity: O(bytes of the chunk) for its hashes; nothing is read.
    public func holds(_ chunk: CacheChunk) -> Bool {
        manifest.chunks.contains { $0.isSame(as: chunk) }
    }

    /// Verifies every block of every column, used or not.
    ///
    /// - Returns: What is wrong, one a column; empty where all is what was written.
    public func damage() -> [CacheError] {
        manifest.chunks.flatMap { chunk in
            chunk.columns.compactMap { column in
                do throws(CacheError) {
                    try map(column, rows: chunk.rows).verifyAll()
                    return nil
                } catch { return error }
            }
        }
    }
}

extension EntryManifest.Chunk {
    var range: Range<Timestamp> { Timestamp(nanoseconds: from)..<Timestamp(nanoseconds: to) }

    /// Whether it is what a chunk in memory is.
    func isSame(as chunk: CacheChunk) -> Bool {
        series == chunk.series && range == chunk.range && isComplete == chunk.isComplete && rows == chunk.rows
            && columns.count == chunk.columns.count
            && zip(columns, chunk.columns).allSatisfy { stored, given in
                stored.name == given.name && stored.type == given.data.type
                    && stored.blockHashes == given.data.blockHashes()
            }
    }
}
