import DataSources
import Foundation
import Glibc

/// A folder for as long as a command runs, in which files of columns lie as text.
final class ColumnarFolder {
    /// Where it is.
    let url: URL
    /// What stands for which file.
    private var originals: [(copy: String, path: String)] = []

    /// A new, empty folder that no one else may look into.
    init() throws(CommandFailure) {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("backtest-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(
                at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFailure(.failed, "\(url.path): error: cannot be made: \(error.localizedDescription)")
        }
    }

    /// Removes it.
    func remove() { try? FileManager.default.removeItem(at: url) }

    /// Options in which a text stands for each file of columns, those that patterns match too.
    func unpacked(_ options: CSVReadOptions) throws(CommandFailure) -> CSVReadOptions {
        var result = options
        result.globs = options.globs.filter { ColumnarFile($0) == nil }
        for pattern in options.globs where ColumnarFile(pattern) != nil {
            var found = glob_t()
            defer { globfree(&found) }
            guard Glibc.glob(pattern, 0, nil, &found) == 0 else {
                throw CommandFailure(.data, DataError.file(path: pattern, .noMatch).description)
            }
            for place in 0..<Int(found.gl_pathc) {
                if let path = found.gl_pathv[place] { result.paths.append(String(cString: path)) }
            }
        }
        result.paths = try unpacked(result.paths)
        return result
    }

    /// The text that stands for a file of columns; any other file itself.
    func unpacked(file path: String) throws(CommandFailure) -> String {
        try unpacked([path]).first ?? path
    }

    /// Paths in which a text stands for each file of columns; it bears the file's name, which names the instrument.
    private func unpacked(_ paths: [String]) throws(CommandFailure) -> [String] {
        var result: [String] = []
        for (number, path) in paths.enumerated() {
            guard let file = ColumnarFile(path) else {
                result.append(path)
                continue
            }
            let inner = url.appendingPathComponent("\(number)")
            do { try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true) } catch {
                throw CommandFailure(.failed, "\(inner.path): error: cannot be made: \(error.localizedDescription)")
            }
            let name = (path.split(separator: "/").last.map { String($0) } ?? "bars") + ".csv"
            try file.unpack(to: name, in: inner)
            let copy = inner.appendingPathComponent(name).path
            originals.append((copy, path))
            result.append(copy)
        }
        return result
    }

    /// A message in which files are called what the user calls them.
    func original(_ text: String) -> String {
        originals.reduce(text) { $0.replacing($1.copy, with: $1.path) }
    }
}
