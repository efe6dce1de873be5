import Foundation
import TestSupport
import Testing

/// Files that are made to hurt: each is refused with its name and, where there is one, its line, with status 4, and none
/// takes more memory than a few blocks.
@Suite(.enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)))
struct TableAttackTests {
    /// A file and what is said of it.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The beginning of the file.
        var head: String
        /// What follows it, so many times.
        var body = ""
        var times = 0
        /// The size to which bytes of zero stretch the file.
        var size = 0
        var status: Int32 = 4
        var says: [String]
    }

    static let header = "date,open,high,low,close,volume\n"
    static let row = "2018-03-12,1,2,0.5,1.5,10\n"

    static let cases: [Case] = [
        Case(
            testDescription: "a first row of two gigabytes", head: header + "2018-03-12,", size: 2 << 30,
            says: ["x.csv:2: error: a line of more than 16 MiB begins here"]),
        Case(
            testDescription: "a later row of two gigabytes", head: header, body: row, times: 40_000, size: 2 << 30,
            says: ["x.csv:40002: error: a line of more than 16 MiB begins here"]),
        Case(
            testDescription: "a header of thirty megabytes", head: "date", body: ",columnwithalongname",
            times: 1_500_000,
            says: ["x.csv:1: error: a line of more than 16 MiB begins here"]),
        Case(
            testDescription: "a million columns", head: "date", body: ",c", times: 1_000_000,
            says: ["x.csv:1: error: found 1000001 columns; expected at most 65536"]),
        Case(
            testDescription: "sixty thousand columns without a close", head: "price,open", body: ",c", times: 60_000,
            says: ["x.csv:1: error: no column for time", "and 59962 more"]),
        Case(
            testDescription: "nothing but zeros", head: "", size: 2 << 30,
            says: ["x.csv:1: error: found a byte of zero; expected text in UTF-8"]),
        Case(
            testDescription: "a zero in a number", head: header + row + "2018-03-13,1\u{0},2,0.5,1.5,10\n",
            says: ["x.csv:3: error: found \"1\\u{0}\" in column open; expected a number"]),
        Case(
            testDescription: "a terminal's own words", head: header + row + "2018-03-13,\u{1b}[2J,2,0.5,1.5,10\n",
            says: ["x.csv:3: error: found \"\\u{1b}[2J\" in column open"]),
        Case(
            testDescription: "nothing but separators", head: "", body: ",,,,,\n", times: 100_000,
            says: ["x.csv:1: error: no column for time"]),
        Case(
            testDescription: "a quote that never ends", head: header + row + "\"2018-03-13,1,2,0.5,1.5,10\n", body: row,
            times: 3_000_000, says: ["x.csv:3: error: a quoted field begins here and does not end"]),
        Case(
            testDescription: "a quote in the header that never ends", head: "date,\"open,high,low,close\n", body: row,
            times: 3_000_000, says: ["x.csv:1: error: a quoted field begins here and does not end"]),
        Case(
            testDescription: "lines that end with a return", head: "date,close\r2018-03-12,1\r2018-03-13,2\r",
            says: ["x.csv:1: error: the lines end with a return (CR) alone; expected a line feed"]),
        Case(
            testDescription: "rows of other lengths", head: header + row, body: "2018-03-13,1,2\n", times: 200_000,
            says: ["x.csv:3: error: found 3 fields; expected 6 as in the header"]),
        Case(
            testDescription: "a header alone", head: header, says: ["x.csv: error: the file holds a header but no rows"]
        ),
        Case(testDescription: "nothing", head: "", says: ["x.csv: error: the file is empty"]),
        Case(
            testDescription: "a mark of UTF-8", head: "\u{feff}" + header + row + "2018-03-13,1,2,0.5,1.5,10\n",
            status: 0, says: []),
    ]

    /// Runs a command line of a shell that may take 900 MB of addresses of its own: what it maps of files does not count.
    static func run(_ words: String, in folder: TemporaryFolder) throws -> Program.Outcome {
        try Program.run(
            ["-c", "ulimit -d 900000; '\(Program.path)' data convert \(words) --calendar 24/7 --stamp start"],
            in: folder.url, executable: "/bin/sh")
    }

    @Test(arguments: cases) func itIsRefusedByLineInLittleMemory(one: Case) throws {
        let folder = try TemporaryFolder()
        let url = folder.url.appendingPathComponent("x.csv")
        try Data((one.head + String(repeating: one.body, count: one.times)).utf8).write(to: url)
        if one.size > 0 { #expect(truncate(url.path, off_t(one.size)) == 0) }
        let outcome = try Self.run("x.csv -o out.csv", in: folder)
        #expect(outcome.status == one.status, "\(outcome.status): \(outcome.errors.prefix(500))")
        for text in one.says {
            #expect(outcome.errors.contains(text), "'\(text)' is not in: \(outcome.errors.prefix(500))")
        }
        #expect(outcome.errors.utf8.count < 5_000, "\(outcome.errors.utf8.count) bytes are said")
        #expect(folder.names == (one.status == 0 ? ["out.csv", "x.csv"] : ["x.csv"]))
    }

    @Test func textOfTwoBytesACharacterIsNamed() throws {
        let folder = try TemporaryFolder()
        for encoding in [String.Encoding.utf16LittleEndian, .utf16BigEndian] {
            for mark in ["\u{feff}", ""] {
                let data = try #require((mark + Self.header + Self.row).data(using: encoding))
                try data.write(to: folder.url.appendingPathComponent("x.csv"))
                let outcome = try Self.run("x.csv", in: folder)
                #expect(outcome.status == 4 && outcome.errors.contains("x.csv"), "\(outcome.errors)")
                #expect(outcome.errors.contains("UTF-16"), "\(outcome.errors)")
            }
        }
    }

    @Test func devicesFoldersAndEndlessLinesAreRefused() throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("inner"), withIntermediateDirectories: true)
        for (source, says) in [
            ("/dev/zero", "/dev/zero: error: cannot be read: it is a device"),
            ("/dev/urandom", "/dev/urandom: error: cannot be read: it is a device"),
            ("/dev/null", "/dev/null: error: the file is empty"), ("inner", "inner: error: is a directory"),
            ("- --delimiter , < /dev/zero", "<stdin>:1: error: a line of more than 16 MiB begins here"),
        ] {
            let outcome = try Program.run(
                ["-c", "ulimit -d 900000; '\(Program.path)' data convert --calendar 24/7 \(source)"], in: folder.url,
                executable: "/bin/sh")
            #expect(outcome.status == 4 && outcome.errors.contains(says), "\(source): \(outcome.errors)")
        }
    }

    @Test func aPipeWithANameIsReadLikeAFile() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.header + Self.row + "2018-03-13,1,2,0.5,1.5,10\n", to: "x.csv")
        let outcome = try Program.run(
            [
                "-c",
                "mkfifo pipe && (cat x.csv > pipe &) && '\(Program.path)' data convert pipe --calendar 24/7 -o a.csv"
                    + " && '\(Program.path)' data convert x.csv --calendar 24/7 -o b.csv && cmp a.csv b.csv",
            ], in: folder.url, executable: "/bin/sh")
        #expect(outcome.status == 0, "\(outcome.errors)\(outcome.output)")
    }

    @Test func packedFilesThatAreDamagedAreNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write(Self.header + Self.row + "2018-03-13,1,2,0.5,1.5,10\n", to: "x.csv")
        let made = try Self.run("x.csv -o x.csv.gz", in: folder)
        #expect(made.status == 0, "\(made.errors)")
        let url = folder.url.appendingPathComponent("x.csv.gz")
        let whole = try Data(contentsOf: url)
        var wrong = whole
        wrong[whole.count - 6] ^= 1
        for (data, says) in [
            (whole.dropLast(12), "they end too early"), (wrong, "incorrect data check"),
            (whole.prefix(5), "end too early"),
        ] {
            try data.write(to: url)
            let outcome = try Self.run("x.csv.gz", in: folder)
            #expect(outcome.status == 4, "\(outcome.errors)")
            #expect(
                outcome.errors.contains("x.csv.gz: error: the compressed data cannot be read: "), "\(outcome.errors)")
            #expect(outcome.errors.contains(says), "\(outcome.errors)")
        }
    }
}
