import ArgumentParser
import Foundation
import Research

/// `backtest notebook`.
struct NotebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notebook", abstract: "Runs or checks the commands of a Markdown document.",
        discussion: """
            The fenced `sh` blocks of the document are executed in order, in one shell. `run` writes what they print into \
            `text` blocks behind them; `check` compares. In such a block a line of ... stands for any lines, and ... inside \
            a line for any characters.
            """, subcommands: [Run.self, Check.self])

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Executes the sh blocks and writes their output behind them.")

        @Argument(help: "The Markdown file.") var file: String

        func run() throws {
            let (notebook, outcomes) = try NotebookFile.execute(file)
            // An output that is as the document says stays as it is written there, ellipses included.
            let outputs = zip(notebook.blocks, outcomes).map { block, outcome in
                guard let written = block.output, NotebookOutput.matches(outcome.output, expected: written) else {
                    return outcome.output
                }
                return written
            }
            let text = notebook.text(withOutputs: outputs)
            do { try text.write(toFile: file, atomically: true, encoding: .utf8) } catch {
                throw CommandFailure(.failed, "\(file): error: cannot be written: \(error.localizedDescription)")
            }
            if let failed = zip(notebook.blocks, outcomes).first(where: { $0.1.status != 0 }) {
                throw CommandFailure(
                    .check, "\(file):\(failed.0.line): error: the block ended with status \(failed.1.status)")
            }
            Console.note("\(file): \(outcomes.count) blocks executed")
        }
    }

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Executes the sh blocks and compares their output with the document.")

        @Argument(help: "The Markdown file.") var file: String

        func run() throws {
            let (notebook, outcomes) = try NotebookFile.execute(file)
            guard !notebook.blocks.isEmpty else {
                throw CommandFailure(.check, "\(file): error: there is no `sh` block to check")
            }
            var failures = 0
            for (block, outcome) in zip(notebook.blocks, outcomes) {
                let isExpected = NotebookOutput.matches(outcome.output, expected: block.output ?? "")
                guard !isExpected || outcome.status != 0 else { continue }
                failures += 1
                Console.note(
                    "\(file):\(block.line): error: "
                        + (outcome.status == 0
                            ? "the output differs" : "the block ended with status \(outcome.status)"))
                Console.note("--- expected\n\(block.output ?? "")--- printed\n\(outcome.output)---")
            }
            guard failures == 0 else {
                throw CommandFailure(.check, "\(file): \(failures) of \(outcomes.count) blocks failed")
            }
            Console.note("\(file): \(outcomes.count) blocks print what they should")
        }
    }
}

/// Reading and executing a notebook.
enum NotebookFile {
    static func execute(_ file: String) throws -> (Notebook, [NotebookShell.Outcome]) {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw CommandFailure(.config, "\(file): error: there is no such file")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.config, "\(file): error: this is no UTF-8 text")
        }
        do {
            let notebook = try Notebook(text)
            // The shell finds this very program first.
            let program = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent().path
            let shell = NotebookShell(
                folder: URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
                searchPath: [program].compactMap { $0 })
            let outcomes = try shell.run(notebook.blocks) { index in
                Console.progress("\(file): block \(index + 1) of \(notebook.blocks.count)")
            }
            Console.endProgress()
            return (notebook, outcomes)
        } catch {
            switch error {
            case .unclosedFence(let line):
                throw CommandFailure(.config, "\(file):\(line): error: the fence is never closed")
            case .shell(let text): throw CommandFailure(.failed, "\(file): error: \(text)")
            }
        }
    }
}
