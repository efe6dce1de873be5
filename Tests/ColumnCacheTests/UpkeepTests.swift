import ColumnCache
import Core
import Foundation
import TestSupport
import Testing

/// Lists, limits and full disks.
@Suite struct UpkeepTests {
    @Test func theListSaysWhatThereIsUsedLastFirst() throws {
        let place = try CacheFolder()
        #expect(place.cache.list().isEmpty)
        for name in ["a", "b", "c"] {
            try place.cache.store([chunk(0..<100)], in: name, source: "of \(name)", timeColumn: "time")
        }
        _ = try place.cache.entry("a")
        let list = place.cache.list()
        #expect(list.map(\.key) == ["a", "c", "b"])
        #expect(list.map(\.source) == ["of a", "of c", "of b"])
        #expect(list.allSatisfy { $0.rows == 100 && $0.byteCount == 3 * 128 + 1_700 && $0.damage == nil })
        try CacheFolder.cut(try place.path("b", "manifest.json"), to: 10)
        #expect(place.cache.list().first { $0.key == "b" }?.damage != nil)
        try place.cache.discard("b")
        try place.cache.discard("b")
        #expect(place.cache.list().map(\.key) == ["a", "c"])
        #expect(try place.cache.clear() == (2, 2 * (3 * 128 + 1_700)))
        #expect(place.cache.list().isEmpty)
        #expect(try place.cache.clear() == (0, 0))
    }

    @Test func thoseUsedLeastRecentlyMakeWay() throws {
        let place = try CacheFolder(byteLimit: 5_000)
        for name in ["a", "b"] {
            try place.cache.store([chunk(0..<100)], in: name, source: "", timeColumn: "time")
        }
        _ = try place.cache.entry("a")
        try place.cache.store([chunk(0..<100)], in: "c", source: "", timeColumn: "time")
        #expect(place.cache.list().map(\.key) == ["c", "a"])
        let error = #expect(throws: CacheError.self) {
            try place.cache.store([chunk(0..<1_000)], in: "d", source: "", timeColumn: "time")
        }
        #expect(error == .tooLarge(bytes: 17_000, limit: 5_000))
        #expect(place.cache.list().map(\.key) == ["c", "a"])
    }

    /// A file system of one megabyte, where that can be mounted.
    @Test(.enabled(if: geteuid() == 0, "needs root to mount a small disk")) func aFullDiskLeavesWhatWasThere() throws {
        let folder = try TemporaryFolder()
        let disk = folder.url.appendingPathComponent("disk").path
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mount = try Program.run(
            ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], executable: "/usr/bin/mount")
        try #require(mount.status == 0, "\(mount.errors)")
        defer { _ = try? Program.run(["-l", disk], executable: "/usr/bin/umount") }
        let cache = ColumnCache(folder: disk + "/cache")
        try cache.store([chunk(0..<1_000)], in: "small", source: "", timeColumn: "time")
        for key in ["large", "small"] {
            let error = #expect(throws: CacheError.self) {
                try cache.store([chunk(1_000..<100_000)], in: key, source: "", timeColumn: "time")
            }
            #expect(error?.description.contains("No space left on device; nothing of it was kept") == true)
        }
        #expect(cache.list().map(\.key) == ["small"])
        #expect(cache.damage(of: "small") == [] && cache.list()[0].rows == 1_000)
        let names = FileManager.default.enumerator(atPath: disk)?.allObjects.compactMap { $0 as? String } ?? []
        #expect(
            names.filter { $0.hasSuffix(".npy") }.count == 3 && !names.contains { $0.contains("large") }, "\(names)")
    }

    @Test func aFolderThatCannotBeWrittenIsNamed() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("a file", to: "file")
        let cache = ColumnCache(folder: path + "/cache")
        let error = #expect(throws: CacheError.self) { try cache.store([chunk(0..<2)], in: "a", source: "") }
        #expect(error?.description.contains("Not a directory") == true)
        #expect(try cache.entry("a") == nil && cache.list().isEmpty)
    }
}
