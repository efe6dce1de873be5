import Core
import Foundation

/// What a task left for people: its log, and the last line of it that says something.
public struct TaskTrace: Sendable, Hashable, CustomStringConvertible {
    /// Where the log lies; `nil` where it is not known.
    public var log: String?
    /// Its last line that is not blank; `nil` where there is none.
    public var lastLine: String?

    private static let mostBytes: UInt64 = 4_096

    /// What stands in a log.
    init(log: URL?) {
        guard let log else { return }
        self.log = log.relativePath
        guard let handle = try? FileHandle(forReadingFrom: log) else { return }
        defer { try? handle.close() }
        guard let size = try? handle.seekToEnd() else { return }
        try? handle.seek(toOffset: size > TaskTrace.mostBytes ? size - TaskTrace.mostBytes : 0)
        let text = String(decoding: (try? handle.readToEnd()) ?? Data(), as: UTF8.self)
        lastLine = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .last { !$0.isEmpty }
    }

    /// Takes away the logs of a folder that say nothing, and the folder where none is left.
    static func removeSilent(in logs: URL) {
        let files = FileManager.default
        let names = (try? files.contentsOfDirectory(atPath: logs.path)) ?? []
        for name in names where TaskTrace(log: logs.appendingPathComponent(name)).lastLine == nil {
            try? files.removeItem(at: logs.appendingPathComponent(name))
        }
        // Fails where one is left.
        rmdir(logs.path)
    }

    /// A clause for a person.
    public var description: String {
        guard let log else { return "no log of it is known" }
        guard let lastLine else { return "\(log) says nothing" }
        return "\(log) ends with: \(ShownText.field(lastLine, most: 400))"
    }
}
