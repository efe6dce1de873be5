import ColumnCache
import Core
import Foundation
import TestSupport

/// A cache that lives as long as a test.
struct CacheFolder {
    let folder: TemporaryFolder
    let cache: ColumnCache

    init(byteLimit: Int = ColumnCache.usualLimit) throws {
        folder = try TemporaryFolder()
        cache = ColumnCache(folder: folder.url.path + "/cache", byteLimit: byteLimit)
    }

    /// The path of a file of an entry, found by the end of its name.
    func path(_ key: String, _ ending: String) throws -> String {
        let place = "\(cache.folder)/entries/\(key)"
        let names = try FileManager.default.contentsOfDirectory(atPath: place)
        return "\(place)/\(names.sorted().first { $0.hasSuffix(ending) } ?? "none")"
    }

    /// All names below the folder of an entry.
    func names(_ key: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "\(cache.folder)/entries/\(key)")) ?? []).sorted()
    }

    /// Changes a bit of a file.
    static func flip(_ path: String, bit: Int) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: UInt64(bit / 8))
        guard var byte = try file.read(upToCount: 1)?.first else { return }
        byte ^= 1 << UInt8(bit % 8)
        try file.seek(toOffset: UInt64(bit / 8))
        try file.write(contentsOf: Data([byte]))
        try file.close()
    }

    /// Leaves the first bytes of a file.
    static func cut(_ path: String, to count: Int) throws {
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.truncate(atOffset: UInt64(count))
        try file.close()
    }
}

/// A chunk of rows a nanosecond apart.
func chunk(_ rows: Range<Int>, isComplete: Bool = true, times: [Int]? = nil, scale: Double = 1) -> CacheChunk {
    let times = times ?? Array(rows)
    return CacheChunk(
        range: TimeRangesTests.range(rows.lowerBound, rows.upperBound), isComplete: isComplete,
        columns: [
            ("time", .int64(times.map(Int64.init))), ("price", .double(times.map { Double($0) * scale })),
            ("flag", .byte(times.map { UInt8(truncatingIfNeeded: $0) })),
        ])
}
