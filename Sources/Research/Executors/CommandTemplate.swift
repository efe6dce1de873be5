/// A line of shell that submits or runs the task of a chunk: `qsub -sync y run.sh {folder} {index} {chunk}`.
///
/// `{program}`, `{folder}`, `{index}`, `{chunk}` and `{count}` stand for words; everything else in braces is the shell's.
public struct CommandTemplate: Sendable, Hashable {
    /// What may stand in it, with its meaning.
    public static let placeholders: [(name: String, meaning: String)] = [
        ("program", "the path of this program"), ("folder", "the path of the sweep's folder"),
        ("index", "the number of the task, from 0"), ("chunk", "how many trials a task has"),
        ("count", "how many tasks there are"),
    ]

    private let text: String
    private let program: String
    private let folder: String

    /// A template.
    ///
    /// - Parameters:
    ///   - program: The program's path, quoted for a shell.
    ///   - folder: The folder's path, quoted for a shell.
    /// - Throws: `QueueError.unusable` where all tasks would be the same.
    public init(_ text: String, program: String, folder: String) throws(QueueError) {
        guard text.contains("{index}") else {
            throw .unusable(
                "the template of --submit has no {index}, so that every task would be the same: "
                    + "'{program} sweep run-task {folder} {index} --chunk {chunk}' runs one here")
        }
        (self.text, self.program, self.folder) = (text, program, folder)
    }

    /// The command of a chunk.
    func command(index: Int, chunk: Int, count: Int) -> String {
        // In one pass: a folder may have a placeholder's name in its own.
        var (command, rest) = ("", text[...])
        let values = [
            "{program}": program, "{folder}": folder, "{index}": "\(index)", "{chunk}": "\(chunk)",
            "{count}": "\(count)",
        ]
        while let brace = rest.firstIndex(of: "{") {
            command += rest[..<brace]
            rest = rest[brace...]
            if let (name, value) = values.first(where: { rest.hasPrefix($0.key) }) {
                command += value
                rest = rest.dropFirst(name.count)
            } else {
                command += "{"
                rest = rest.dropFirst()
            }
        }
        return command + rest
    }
}
