import Foundation
import Testing

@testable import Research

/// The reasons of trials whose worker ended.
@Suite struct LastWordsTests {
    private static func words(_ texts: [String]) -> LastWords {
        var words = LastWords()
        for text in texts { Array(text.utf8).withUnsafeBytes { words.append($0) } }
        return words
    }

    @Test(
        arguments: [
            ([], nil), (["\n\n  \n"], nil), (["one\ntwo\n\n"], "two"), (["of the trial before\n\0"], nil),
            (["before\n", "\0the trial", "'s own\n"], "the trial's own"),
            (
                ["\0Mine/Mine.swift:3: Fatal error: no window\nCurrent stack trace:\n0    a.so  0x00007f1a main + 1\n"],
                "Mine/Mine.swift:3: Fatal error: no window"
            ),
            (["x/y.swift:3: Fatal error: one\nand two"], "x/y.swift:3: Fatal error: one"),
            (
                ["Could not cast value of type 'Swift.Int' (0x7f64b9bda698) to 'Swift.String' (0x7f64b9bd7ca0).\n"],
                "Could not cast value of type 'Swift.Int' (…) to 'Swift.String' (…)."
            ),
            (["main.(unknown context at $55a1af3e2a7c).E()"], "main.(unknown context at …).E()"),
            (["\u{1B}[31mred\u{7}\r\n"], "[31mred"),
            ([String(repeating: "long ", count: 100)], String(repeating: "long ", count: 40) + "…"),
        ] as [([String], String?)]) func theLastLineIsTheSameOnEachRun(texts: [String], line: String?)
    {
        #expect(LastWordsTests.words(texts).line == line)
    }

    @Test func ofMuchThatWasPrintedTheEndIsKept() {
        var words = LastWords()
        let line = Array("a line that is not the last\n".utf8)
        for _ in 0..<100_000 { line.withUnsafeBytes { words.append($0) } }
        Array("the last".utf8).withUnsafeBytes { words.append($0) }
        #expect(words.line == "the last")
    }

    @Test func anEndIsToldInWords() {
        #expect(WorkerDeath(status: 0) == .exit(0) && WorkerDeath(status: 3 << 8) == .exit(3))
        #expect(WorkerDeath(status: SIGSEGV | 0x80) == .signal(SIGSEGV))
        let words = LastWordsTests.words(["why\n"])
        #expect(WorkerDeath.exit(3).text(words) == "it ended its process with status 3: why")
        #expect(WorkerDeath.signal(SIGILL).text(words) == "it trapped (SIGILL): why")
        #expect(WorkerDeath.signal(SIGABRT).text(LastWords()) == "it aborted (SIGABRT)")
        #expect(WorkerDeath.signal(60).text(LastWords()) == "signal 60 ended it")
    }
}
