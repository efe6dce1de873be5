import Glibc

/// Columns kept on disk between runs, as NumPy's `.npy` files in a folder an entry.
///
///     <folder>/entries/<key>/manifest.json   what belongs to the entry, with the hash of every 1 MiB block
///     <folder>/entries/<key>/3-0-close.npy   a column of a chunk; numpy.load(path, mmap_mode="r") reads it
///     <folder>/entries/<key>/used            its time is that of the last use
///     <folder>/names/<name>                  what an entry is called otherwise, and what that holds for
///     <folder>/lock                          locked by whoever writes
///
/// Files of columns never change: a chunk that is replaced gets new files, and the manifest, renamed into its place when
/// all is on the disk, decides which count. So a reader never waits and sees the old or the new, and a writer that is
/// killed leaves nothing but files that the next one removes.
public struct ColumnCache: Sendable, Hashable {
    /// Where it lies.
    public let folder: String
    /// The most bytes of columns it may hold; those used least recently make way.
    public let byteLimit: Int

    /// A cache, which need not be there yet.
    public init(folder: String, byteLimit: Int = ColumnCache.usualLimit) {
        self.folder = folder
        self.byteLimit = byteLimit
    }

    /// 20 GiB.
    public static let usualLimit = 20 << 30

    /// The cache of the user: `$BACKTEST_CACHE`, else `$XDG_CACHE_HOME/backtest`, else `~/.cache/backtest`; of
    /// `$BACKTEST_CACHE_BYTES` bytes, else 20 GiB.
    ///
    /// - Returns: `nil` where none of the variables says where.
    /// - Throws: `.badSetting` where the size is no number of bytes.
    public static func standard(_ environment: [String: String]) throws(CacheError) -> ColumnCache? {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        var limit = usualLimit
        if let text = value("BACKTEST_CACHE_BYTES") {
            guard let bytes = Int(text), bytes >= 0 else {
                throw .badSetting(name: "BACKTEST_CACHE_BYTES", found: text, expected: "a number of bytes")
            }
            limit = bytes
        }
        let folder =
            value("BACKTEST_CACHE") ?? value("XDG_CACHE_HOME").map { $0 + "/backtest" }
            ?? value("HOME").map { $0 + "/.cache/backtest" }
        return folder.map { ColumnCache(folder: $0, byteLimit: limit) }
    }

    var entries: String { folder + "/entries" }

    func path(ofEntry key: String) -> String { "\(entries)/\(key)" }

    /// Opens an entry and counts that as a use of it.
    ///
    /// - Returns: `nil` where there is none.
    /// - Throws: `.damaged` where its manifest is not what was written: `discard` it.
    /// - Complexity: O(chunks): the columns are mapped when they are asked for.
    public func entry(_ key: String) throws(CacheError) -> CacheEntry? {
        guard let manifest = try manifest(key) else { return nil }
        // A cache that may only be read serves all the same.
        CacheFile.touch(path(ofEntry: key) + "/used")
        return CacheEntry(folder: path(ofEntry: key), manifest: manifest)
    }

    func manifest(_ key: String) throws(CacheError) -> EntryManifest? {
        try ColumnCache.check(key)
        let path = path(ofEntry: key) + "/manifest.json"
        guard let text = try CacheFile.read(path) else { return nil }
        let manifest = try EntryManifest(text: text, path: path)
        guard manifest.key == key else {
            throw .damaged(path: path, what: "it is the manifest of entry \(manifest.key)")
        }
        return manifest
    }

    static func check(_ key: String) throws(CacheError) {
        let isPlain = key.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (97...122).contains(byte) || byte == 45 || byte == 95
        }
        guard isPlain, (1...128).contains(key.utf8.count) else {
            throw .misfit(
                key: key, reason: "a key has lower-case ASCII letters, digits, - and _ only, 1 to 128 of them")
        }
    }

    /// What holds for a name: the key of an entry and the circumstances under which it is meant; `nil` where nothing does.
    public func named(_ name: String) throws(CacheError) -> (key: String, circumstances: String)? {
        try ColumnCache.check(name)
        guard let text = try CacheFile.read("\(folder)/names/\(name)") else { return nil }
        let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        guard lines.count == 2, lines[1].hasSuffix("\n") else { return nil }
        return (String(lines[0]), String(lines[1].dropLast()))
    }

    /// Calls an entry by a name under some circumstances: what it was called before by that name is forgotten.
    public func name(_ name: String, key: String, circumstances: String) throws(CacheError) {
        try ColumnCache.check(name)
        try CacheFile.makeFolder(folder + "/names")
        let lock = try WriterLock(folder: folder)
        defer { lock.release() }
        try CacheFile.replace("\(folder)/names/\(name)", with: "\(key)\n\(circumstances)\n")
    }
}
