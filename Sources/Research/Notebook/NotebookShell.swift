public import Foundation

/// Runs the commands of a notebook in one shell, in order, so that folders and variables carry over.
public struct NotebookShell {
    /// What a block printed, to standard output and standard error together, and how it ended.
    public struct Outcome: Hashable, Sendable {
        /// What was printed.
        public var output: String
        /// The exit status of the block's last command.
        public var status: Int
    }

    /// The folder in which the shell starts.
    public var folder: URL
    /// Folders put before all others in the search path for commands.
    public var searchPath: [String]

    /// A shell.
    public init(folder: URL, searchPath: [String] = []) {
        self.folder = folder
        self.searchPath = searchPath
    }

    /// Runs the blocks.
    ///
    /// - Parameter began: Called before each block with its place.
    /// - Throws: `NotebookError.shell` where the shell ends before all blocks were run.
    public func run(_ blocks: [Notebook.Block], began: (Int) -> Void = { _ in }) throws(NotebookError) -> [Outcome] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments = ["--norc", "--noprofile", "-s"]
        process.currentDirectoryURL = folder
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = (searchPath + [environment["PATH"] ?? "/usr/bin:/bin"]).joined(separator: ":")
        environment["NO_COLOR"] = "1"
        process.environment = environment
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        do { try process.run() } catch { throw .shell("cannot start /bin/bash: \(error.localizedDescription)") }
        // A shell that ended early must show as an error of the write, not end this process. Set behind the start, so that
        // the commands do not inherit it.
        let before = signal(SIGPIPE, SIG_IGN)
        defer { signal(SIGPIPE, before) }
        defer { if process.isRunning { process.terminate() } }
        let mark = "notebook-\(UUID().uuidString)"
        var outcomes: [Outcome] = []
        var pending = Data()
        for (index, block) in blocks.enumerated() {
            began(index)
            // The text of the block is handed over as one word, so that no part of it can end the wrapping.
            let word = "'" + block.script.replacing("'", with: "'\\''") + "'"
            let wrapped = "eval \(word) </dev/null\nprintf '\\n%s %d\\n' \(mark) $?\n"
            do { try input.fileHandleForWriting.write(contentsOf: Data(wrapped.utf8)) } catch {
                throw .shell("the shell ended before the block on line \(block.line)")
            }
            outcomes.append(try outcome(from: output.fileHandleForReading, &pending, mark: mark, block: block))
        }
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        return outcomes
    }

    private func outcome(
        from handle: FileHandle, _ pending: inout Data, mark: String, block: Notebook.Block
    ) throws(NotebookError) -> Outcome {
        let marker = Data("\n\(mark) ".utf8)
        while true {
            if let found = pending.range(of: marker),
                let newline = pending[found.upperBound...].firstIndex(of: UInt8(ascii: "\n"))
            {
                let text = String(decoding: pending[..<found.lowerBound], as: UTF8.self)
                let status = Int(String(decoding: pending[found.upperBound..<newline], as: UTF8.self)) ?? 1
                pending = Data(pending[pending.index(after: newline)...])
                return Outcome(output: text.isEmpty ? "" : text.hasSuffix("\n") ? text : text + "\n", status: status)
            }
            let more = handle.availableData
            guard !more.isEmpty else { throw .shell("the shell ended in the block on line \(block.line)") }
            pending.append(more)
        }
    }
}
