/// The end of what a worker printed to standard error since its present trial began.
///
/// A worker prints a zero byte before each trial, so that nothing of the trial before is taken for this one's.
struct LastWords {
    /// What separates trials.
    static let separator: UInt8 = 0
    /// As many bytes are kept: a message of Swift's and, in a debug build, the calls that led to it.
    private static let mostBytes = 1 << 16
    /// As many characters are told.
    private static let mostCharacters = 200

    private var tail: [UInt8] = []

    /// Adds what was printed.
    mutating func append(_ more: UnsafeRawBufferPointer) {
        var more = more[...]
        if let last = more.lastIndex(of: LastWords.separator) {
            tail.removeAll(keepingCapacity: true)
            more = more[(last + 1)...]
        }
        tail.append(contentsOf: more)
        if tail.count > 2 * LastWords.mostBytes { tail.removeFirst(tail.count - LastWords.mostBytes) }
    }

    /// The last line in words that are the same on each run; the one that says why Swift stopped, where there is one.
    var line: String? {
        let lines = String(decoding: tail, as: UTF8.self).split(whereSeparator: \.isNewline)
        // A debug build lists the calls behind its message.
        let said = lines.prefix { $0 != "Current stack trace:" }
        let marks = ["Fatal error", "Precondition failed", "Assertion failed"]
        let line = said.last { line in marks.contains { line.contains($0) } } ?? said.last { $0.contains { $0 != " " } }
        guard let line else { return nil }
        let text = String(
            line.replacing(/0x[0-9a-fA-F]+|\$[0-9a-f]{6,}/, with: "…").filter { !LastWords.isControl($0) })
        let trimmed = text.drop { $0 == " " }
        return trimmed.count > LastWords.mostCharacters
            ? trimmed.prefix(LastWords.mostCharacters) + "…" : String(trimmed)
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value < 32 || $0.value == 127 }
    }
}
