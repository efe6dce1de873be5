public import Core
import Glibc

/// Looking after a cache.
extension ColumnCache {
    /// An entry as a list shows it.
    public struct Listing: Hashable, Sendable {
        /// The key.
        public var key: String
        /// Where the columns come from; empty where the manifest cannot be read.
        public var source: String
        /// The number of rows of all chunks.
        public var rows: Int
        /// The bytes of all columns.
        public var byteCount: Int
        /// When it was stored or opened last.
        public var lastUse: Timestamp
        /// Why its manifest cannot be read; `nil` where it can.
        public var damage: CacheError?
    }

    /// All entries, used last first.
    public func list() -> [Listing] {
        var listings: [Listing] = []
        for key in CacheFile.names(in: entries) {
            var listing = Listing(key: key, source: "", rows: 0, byteCount: 0, lastUse: lastUse(key))
            do throws(CacheError) {
                guard let manifest = try manifest(key) else { continue }
                listing.source = manifest.source
                listing.rows = manifest.rowCount
                listing.byteCount = manifest.byteCount
            } catch { listing.damage = error }
            listings.append(listing)
        }
        return listings.sorted { ($1.lastUse, $0.key) < ($0.lastUse, $1.key) }
    }

    /// Verifies every block of an entry.
    ///
    /// - Returns: What is wrong with it; empty where all is what was written, or where there is no such entry.
    public func damage(of key: String) -> [CacheError] {
        do throws(CacheError) {
            guard let manifest = try manifest(key) else { return [] }
            return CacheEntry(folder: path(ofEntry: key), manifest: manifest).damage()
        } catch { return [error] }
    }

    /// Throws an entry away; those who have opened it keep what they have.
    public func discard(_ key: String) throws(CacheError) {
        try ColumnCache.check(key)
        guard CacheFile.isFolder(path(ofEntry: key)) else { return }
        let lock = try WriterLock(folder: folder)
        defer { lock.release() }
        remove(key)
    }

    /// Throws the entries of a source away.
    ///
    /// - Parameter source: Where their columns come from, as the list shows it.
    /// - Returns: How many there were, and their bytes.
    @discardableResult
    public func clear(source: String) throws(CacheError) -> (entries: Int, bytes: Int) {
        guard CacheFile.isFolder(folder) else { return (0, 0) }
        let lock = try WriterLock(folder: folder)
        defer { lock.release() }
        let all = list().filter { $0.source == source }
        for listing in all { remove(listing.key) }
        return (all.count, all.reduce(0) { $0 + $1.byteCount })
    }

    /// The keys that begin so, in order.
    public func keys(withPrefix prefix: String) -> [String] {
        CacheFile.names(in: entries).filter { $0.hasPrefix(prefix) }.sorted()
    }

    /// Throws all entries away.
    ///
    /// - Returns: How many there were, and their bytes.
    @discardableResult
    public func clear() throws(CacheError) -> (entries: Int, bytes: Int) {
        guard CacheFile.isFolder(folder) else { return (0, 0) }
        let lock = try WriterLock(folder: folder)
        defer { lock.release() }
        let all = list()
        for key in CacheFile.names(in: entries) { remove(key) }
        CacheFile.removeFolder(folder + "/names")
        return (all.count, all.reduce(0) { $0 + $1.byteCount })
    }

    /// Makes room: those used least recently go until the rest fits.
    func evict(sparing key: String) {
        let all = list()
        var bytes = all.reduce(0) { $0 + $1.byteCount }
        for listing in all.reversed() where bytes > byteLimit && listing.key != key {
            remove(listing.key)
            bytes -= listing.byteCount
        }
    }

    /// The manifest goes first: without it there is no entry.
    private func remove(_ key: String) {
        let path = path(ofEntry: key)
        unlink(path + "/manifest.json")
        CacheFile.removeFolder(path)
    }

    private func lastUse(_ key: String) -> Timestamp {
        var status = stat()
        guard stat(path(ofEntry: key) + "/used", &status) == 0 else { return Timestamp(nanoseconds: 0) }
        return Timestamp(
            nanoseconds: Int64(status.st_mtim.tv_sec) * Timestamp.second + Int64(status.st_mtim.tv_nsec))
    }
}
