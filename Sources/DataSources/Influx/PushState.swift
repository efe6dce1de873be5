import Core

/// What a server has acknowledged of a push, as a small file: for each instrument the number of bars from its first one,
/// and the SHA-256 of their lines.
///
/// The next push makes those lines again and passes over them where the hash is the same: bars that were changed since
/// are sent again, bars that were added are all that is sent. The server's last time would not do: it says nothing of
/// what lies before it, of rejected bars and of other writers.
struct PushState {
    /// What was acknowledged of one instrument.
    struct Entry: Hashable {
        var rows: Int
        var hash: String
    }

    let path: String
    private let target: String
    private(set) var entries: [String: Entry]
    private static let title =
        "# backtest data push: what a server has acknowledged; rows, SHA-256 of their lines, symbol"

    /// Reads the file; where there is none nothing was acknowledged.
    ///
    /// - Parameter target: Names the place to which the bars go.
    init(path: String, target: String) throws(BarPushError) {
        self.path = path
        self.target = SHA256.hexDigest(of: target)
        entries = [:]
        guard let text = try PushState.text(of: path) else { return }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        func fault(_ line: Int, _ expected: String) -> BarPushError {
            let found = line < lines.count && !lines[line].isEmpty ? "'\(lines[line].prefix(60))'" : "the end"
            return .state(path: path, line: line + 1, found: found, expected: expected)
        }
        guard lines.first == PushState.title[...] else { throw fault(0, "the file of a push") }
        guard lines.count > 2, lines[1].hasPrefix("target "), lines[1].count == 71 else { throw fault(1, "a target") }
        guard lines[1].dropFirst(7) == self.target else { throw .otherTarget(path: path) }
        for (index, line) in lines.enumerated().dropFirst(2) where index < lines.count - 1 || !line.isEmpty {
            let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, let rows = Int(parts[0]), rows >= 0, parts[1].utf8.count == 64 else {
                throw fault(index, "rows, a hash and a symbol")
            }
            entries[String(parts[2])] = Entry(rows: rows, hash: String(parts[1]))
        }
    }

    /// Notes what was acknowledged of an instrument.
    mutating func note(_ symbol: String, rows: Int, hash: SHA256) {
        entries[symbol] = Entry(rows: rows, hash: hash.hexDigest())
    }

    /// Forgets what was acknowledged of an instrument.
    mutating func forget(_ symbol: String) { entries[symbol] = nil }

    /// Writes the file, whole or not at all.
    func save() throws(BarPushError) {
        var text = PushState.title + "\ntarget \(target)\n"
        for (symbol, entry) in entries.sorted(by: { $0.key < $1.key }) {
            text += "\(entry.rows) \(entry.hash) \(symbol)\n"
        }
        do throws(DataError) { try OutputFile.write(Array(text.utf8), to: path) } catch { throw .file(error) }
    }

    private static func text(of path: String) throws(BarPushError) -> String? {
        do throws(DataError) {
            let source = try SourceBytes.open(path)
            return withExtendedLifetime(source) { String(decoding: source.bytes, as: UTF8.self) }
        } catch {
            if case .file(_, .missing) = error { return nil }
            throw .file(error)
        }
    }
}
