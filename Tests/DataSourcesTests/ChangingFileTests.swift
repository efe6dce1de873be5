import Core
import Foundation
import Testing

@testable import DataSources

/// Files that another program cuts or writes to while they are read: an error, never a crash, never half of the bars.
@Suite struct ChangingFileTests {
    static func bytes(rows: Int) -> [UInt8] {
        var text = "date,close\n"
        for row in 0..<rows { text += "\(CivilDate(year: 2000, month: 1, day: 1) + row),\(row + 1)\n" }
        return Array(text.utf8)
    }

    @Test func bytesThatAFileHasLostReadAsZerosAndAreNoticed() throws {
        let folder = try TemporaryFolder()
        let path = folder.url.appendingPathComponent("x.csv").path
        try Data(Self.bytes(rows: 20_000)).write(to: URL(fileURLWithPath: path))
        let source = try SourceBytes.open(path)
        #expect(!source.hasChanged)
        let count = source.bytes.count
        #expect(truncate(path, 10) == 0)
        // A program that is not ready for this ends here with SIGBUS.
        #expect(source.bytes[count - 1] == 0)
        #expect(source.line(at: count) >= 1)
        #expect(source.hasChanged)
        var memory = [UInt8](repeating: 0, count: count)
        let isThere = memory.withUnsafeMutableBytes { memory in
            memory.baseAddress.map { source.copy(0..<count, to: $0) }
        }
        #expect(isThere == false)
    }

    @Test(arguments: ["cut", "grown", "rewritten"]) func aFileThatChangesIsRefused(how: String) throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("x.csv")
        // Several blocks, so that the change comes between two of them.
        try Data(Self.bytes(rows: 90_000)).write(to: url)
        let isDone = Flag()
        let error = try #require(throws: DataError.self) {
            try MarketData.load(CSVReadOptions(paths: [url.path], calendar: "24/7", threads: 1)) { _, _ in
                guard isDone.set() else { return }
                switch how {
                case "cut": truncate(url.path, 100)
                case "grown": FileChange.append("2300-01-01,1\n", to: url)
                default: FileChange.overwrite("1999", in: url, at: 11)
                }
            }
        }
        #expect(error == .file(path: url.path, .changed))
        #expect(
            error.description.hasSuffix(
                "the file was cut or written to while it was read; read it again when it is complete"))
    }
}

/// Something that happens once.
private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var isSet = false

    /// Whether this was the first time.
    func set() -> Bool {
        lock.withLock {
            defer { isSet = true }
            return !isSet
        }
    }
}

/// What another program does to a file.
private enum FileChange {
    static func append(_ text: String, to url: URL) {
        guard let file = try? FileHandle(forWritingTo: url) else { return }
        _ = try? file.seekToEnd()
        try? file.write(contentsOf: Data(text.utf8))
    }

    static func overwrite(_ text: String, in url: URL, at offset: UInt64) {
        guard let file = try? FileHandle(forWritingTo: url) else { return }
        try? file.seek(toOffset: offset)
        try? file.write(contentsOf: Data(text.utf8))
    }
}
