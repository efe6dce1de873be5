import Foundation
import Research
import TestSupport
import Testing

@Suite struct NotebookTests {
    @Test(arguments: [
        ("one\ntwo\n", "one\ntwo\n", true), ("one\n", "two\n", false), ("one\ntwo\nthree\n", "one\n...\n", true),
        ("one\ntwo\nthree\n", "...\nthree\n", true), ("one\n", "one\n...\n", true), ("", "...\n", true),
        ("took 12.5 s\n", "took ... s\n", true), ("took 12.5 ms\n", "took ... s\n", false),
        ("a b c\n", "a ... c\n", true), ("abc\n", "ab...bc\n", false), ("x\n", "x\n\n", true), ("x\ny\n", "x\n", false),
        ("a\nb\nc\nb\nd\n", "a\n...\nb\nd\n", true),
    ])
    func outputsMatchWithEllipses(actual: String, expected: String, isMatch: Bool) {
        #expect(NotebookOutput.matches(actual, expected: expected) == isMatch)
    }

    @Test func outputsAreWrittenBehindTheirCommandsAndProseStays() throws {
        let text = "# T\n```sh\na\n```\n\n```text\nold\n```\nprose\n```swift\nlet x = 1\n```\n```sh\nb\n```\nend\n"
        let notebook = try Notebook(text)
        #expect(notebook.blocks.map(\.script) == ["a", "b"])
        #expect(notebook.blocks.map(\.output) == ["old\n", nil])
        #expect(notebook.blocks.map(\.line) == [2, 13])
        let written = notebook.text(withOutputs: ["new\n", "has ``` inside\n"])
        #expect(
            written
                == "# T\n```sh\na\n```\n\n```text\nnew\n```\nprose\n```swift\nlet x = 1\n```\n```sh\nb\n```\n\n```text\nhas ``` inside\n```\nend\n"
        )
        #expect(try Notebook(written).blocks.map(\.output) == ["new\n", "has ``` inside\n"])
    }

    @Test func aFenceThatIsNeverClosedIsAnError() {
        #expect(throws: NotebookError.unclosedFence(line: 2)) { try Notebook("x\n```sh\necho\n") }
    }

    @Test func blocksShareOneShellAndTellTheirStatus() throws {
        let folder = try TemporaryFolder()
        let notebook = try Notebook("```sh\nx='it''s'\ncd /\n```\n```sh\necho $x $PWD; echo oops >&2; false\n```\n")
        let outcomes = try NotebookShell(folder: folder.url).run(notebook.blocks)
        #expect(outcomes.map(\.output) == ["", "its /\noops\n"])
        #expect(outcomes.map(\.status) == [0, 1])
    }

    @Test func aBlockThatEndsTheShellIsAnError() throws {
        let folder = try TemporaryFolder()
        let notebook = try Notebook("```sh\nexit 3\n```\n")
        #expect(throws: NotebookError.self) { try NotebookShell(folder: folder.url).run(notebook.blocks) }
    }
}

@Suite struct FolderWriterTests {
    @Test func aFolderAppearsWholeOrNotAtAll() throws {
        let folder = try TemporaryFolder()
        let target = folder.url.appendingPathComponent("run")
        let abandoned = try FolderWriter(target: target)
        try abandoned.write("half", to: "a.txt")
        #expect(!FileManager.default.fileExists(atPath: target.path))
        abandoned.discard()
        #expect(folder.names.isEmpty)
        let finished = try FolderWriter(target: target)
        try finished.write("whole", to: "deep/a.txt")
        try finished.finish()
        #expect(folder.names == ["run"])
        #expect(try folder.read("run/deep/a.txt") == "whole")
        let next = try FolderWriter(target: target)
        try next.write("new", to: "b.txt")
        try next.finish()
        #expect(folder.names == ["run"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: target.path) == ["b.txt"])
    }
}
