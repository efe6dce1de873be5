/// Comparing what a command prints with what a notebook says it prints.
public enum NotebookOutput {
    /// Whether an output is as expected.
    ///
    /// In the expected text a line of `...` alone stands for any number of lines, and `...` inside a line for any
    /// characters of that line.
    public static func matches(_ actual: String, expected: String) -> Bool {
        let actual = lines(actual)
        let expected = lines(expected)
        // reached[j]: the first j expected lines match the actual lines seen so far.
        var reached = [Bool](repeating: false, count: expected.count + 1)
        reached[0] = true
        skipEllipses(&reached, expected)
        for line in actual {
            var next = [Bool](repeating: false, count: expected.count + 1)
            for (j, pattern) in expected.enumerated() where reached[j] {
                if pattern == "..." {
                    next[j] = true
                } else if matchesLine(line, pattern) {
                    next[j + 1] = true
                }
            }
            skipEllipses(&next, expected)
            reached = next
        }
        return reached[expected.count]
    }

    private static func skipEllipses(_ reached: inout [Bool], _ expected: [Substring]) {
        for j in expected.indices where reached[j] && expected[j] == "..." { reached[j + 1] = true }
    }

    private static func matchesLine(_ line: Substring, _ pattern: Substring) -> Bool {
        let parts = pattern.split(separator: "...", omittingEmptySubsequences: false)
        guard parts.count > 1, let head = parts.first, let tail = parts.last else { return line == pattern }
        guard line.hasPrefix(head) else { return false }
        var rest = line.dropFirst(head.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return rest.count >= tail.count && rest.hasSuffix(tail)
    }

    private static func lines(_ text: String) -> [Substring] {
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
