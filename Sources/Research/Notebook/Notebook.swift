/// A Markdown document whose fenced `sh` blocks are commands, each followed by a fenced `text` block with what it prints.
///
/// Everything else is prose and stays as it is.
public struct Notebook: Sendable {
    /// A command and what stands behind it as its output.
    public struct Block: Hashable, Sendable {
        /// The shell text.
        public var script: String
        /// The output that stands in the document; `nil` where there is no output block.
        public var output: String?
        /// The line of the document on which the script's fence stands, from 1.
        public var line: Int
        /// The places of the output block's lines, fences included; empty behind the script's fence where there is none.
        var outputLines: Range<Int>
    }

    /// The lines of the document.
    let lines: [Substring]
    /// The commands, in order.
    public let blocks: [Block]

    /// Finds the blocks of a document.
    ///
    /// - Throws: `NotebookError` where a fence is not closed.
    public init(_ text: String) throws(NotebookError) {
        let text = text.replacing("\r\n", with: "\n")
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var blocks: [Block] = []
        var index = 0
        while index < lines.count {
            guard let fence = Notebook.fence(lines[index]) else {
                index += 1
                continue
            }
            let end = try Notebook.end(of: fence.marker, after: index, in: lines)
            if fence.language == "sh" {
                let script = lines[index + 1..<end].joined(separator: "\n")
                var block = Block(script: script, output: nil, line: index + 1, outputLines: end + 1..<end + 1)
                var next = end + 1
                while next < lines.count && lines[next].allSatisfy(\.isWhitespace) { next += 1 }
                if next < lines.count, let output = Notebook.fence(lines[next]), output.language == "text" {
                    let outputEnd = try Notebook.end(of: output.marker, after: next, in: lines)
                    block.output = lines[next + 1..<outputEnd].map { $0 + "\n" }.joined()
                    block.outputLines = next..<outputEnd + 1
                    index = outputEnd
                } else {
                    index = end
                }
                blocks.append(block)
            } else {
                index = end
            }
            index += 1
        }
        self.blocks = blocks
    }

    /// The document with other outputs behind its commands.
    ///
    /// - Parameter outputs: One for each block.
    public func text(withOutputs outputs: [String]) -> String {
        var out: [String] = []
        var index = 0
        for (block, output) in zip(blocks, outputs) {
            out += lines[index..<block.outputLines.lowerBound].map { String($0) }
            if block.outputLines.isEmpty { out.append("") }
            // A fence longer than any in the output keeps the output inside.
            var longest = 0
            for line in output.split(separator: "\n" as Character) {
                longest = max(longest, line.prefix(while: { $0 == "`" as Character }).count)
            }
            let marker = String(repeating: "`", count: max(3, longest + 1))
            out.append(marker + "text")
            var printed = output.split(separator: "\n" as Character, omittingEmptySubsequences: false).map {
                String($0)
            }
            if printed.last == "" { printed.removeLast() }
            out += printed
            out.append(marker)
            index = block.outputLines.upperBound
        }
        out += lines[index...].map { String($0) }
        return out.joined(separator: "\n")
    }

    private static func fence(_ line: Substring) -> (marker: Substring, language: Substring)? {
        let marker = line.prefix { $0 == "`" }
        guard marker.count >= 3 else { return nil }
        return (marker, line.dropFirst(marker.count).prefix { !$0.isWhitespace })
    }

    private static func end(of marker: Substring, after start: Int, in lines: [Substring]) throws(NotebookError) -> Int
    {
        for index in lines.indices[(start + 1)...] {
            let ticks = lines[index].prefix { $0 == "`" }
            if ticks.count >= marker.count && lines[index].dropFirst(ticks.count).allSatisfy(\.isWhitespace) {
                return index
            }
        }
        throw .unclosedFence(line: start + 1)
    }
}

/// Why a notebook cannot be run.
public enum NotebookError: Error, Hashable, Sendable {
    /// A fence is opened and never closed.
    case unclosedFence(line: Int)
    /// The shell could not be started, or ended before all blocks were run.
    case shell(String)
}
