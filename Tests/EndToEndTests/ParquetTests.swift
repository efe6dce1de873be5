import Foundation
import TestSupport
import Testing

/// Whether the command is there, or every test is asked for.
private let isDuckDBAsked =
    ProcessInfo.processInfo.environment["BACKTEST_ALL_TESTS"] != nil
    || (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").contains {
        FileManager.default.isExecutableFile(atPath: $0 + "/duckdb")
    }

/// `backtest data convert` from and to Parquet and Arrow, by the command duckdb.
@Suite(
    .enabled(if: Program.isPresent, Comment(rawValue: Program.absentNote)),
    .enabled(if: isDuckDBAsked, "needs the command duckdb: pip install duckdb-cli"))
struct ParquetTests {
    static func shell(_ words: String, in folder: TemporaryFolder) throws -> Program.Outcome {
        try Program.run(["-c", words], in: folder.url, executable: "/bin/sh")
    }

    @discardableResult
    static func convert(_ words: [String], in folder: TemporaryFolder) throws -> Program.Outcome {
        let outcome = try Program.run(["data", "convert", "--calendar", "24/7"] + words, in: folder.url)
        #expect(outcome.status == 0, "\(words): \(outcome.errors)")
        return outcome
    }

    /// Bars of a minute with numbers that need all their digits, and with gaps in the volume.
    static func bars(seed: UInt64, rows: Int = 3_000) -> String {
        var state = seed
        func draw() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) * 0x1p-53
        }
        var text = "timestamp,open,high,low,close,volume\n"
        for row in 0..<rows {
            let time = String(
                format: "2020-01-%02dT%02d:%02d:00Z", 1 + row / 1_440, row % 1_440 / 60, row % 60)
            let (a, b) = (100 + draw(), 100 + draw())
            let volume = row % 7 == 3 ? "" : "\(draw() * 1e6)"
            text += "\(time),\(a),\(max(a, b) + draw() / 3),\(min(a, b) - draw() / 3),\(b),\(volume)\n"
        }
        return text
    }

    @Test func barsComeBackToTheBit() throws {
        let folder = try TemporaryFolder()
        let seed = UInt64.random(in: 0...999_999)
        try folder.write(Self.bars(seed: seed), to: "a.csv")
        try Self.convert(["a.csv", "--stamp", "start", "-o", "plain.csv"], in: folder)
        try Self.convert(["a.csv", "--stamp", "start", "-o", "a.parquet"], in: folder)
        try Self.convert(["a.parquet", "--stamp", "start", "-o", "back.csv"], in: folder)
        let (plain, back) = (try folder.read("plain.csv"), try folder.read("back.csv"))
        #expect(plain == back, "seed \(seed)")
        #expect(plain.split(separator: "\n").count == 3_001)
        // Times are instants in UTC, and numbers are numbers, to any other reader.
        let described = try Self.shell(
            "duckdb -init /dev/null -csv -c \"select column_name, column_type from (describe select * from 'a.parquet')\"",
            in: folder)
        #expect(
            described.output.contains("timestamp,TIMESTAMP WITH TIME ZONE"), "\(described.output)\(described.errors)")
        for name in ["open", "high", "low", "close", "volume"] { #expect(described.output.contains("\(name),DOUBLE")) }
        #expect(folder.names == ["a.csv", "a.parquet", "back.csv", "plain.csv"])
    }

    @Test func instrumentsDatesAndPatternsComeThrough() throws {
        let folder = try TemporaryFolder()
        for (name, shift) in [("a", 0), ("b", 5)] {
            let rows = (1...20).map { "2021-02-\($0 < 10 ? "0" : "")\($0),\($0 + shift),30.5,0.5,\($0).25,\($0)00\n" }
            try folder.write("date,open,high,low,close,volume\n" + rows.joined(), to: "\(name).csv")
            try Self.convert(["\(name).csv", "-o", "\(name).parquet"], in: folder)
        }
        try Self.convert(["*.csv", "-o", "plain.txt"], in: folder)
        try Self.convert(["*.parquet", "-o", "patterns.txt"], in: folder)
        try Self.convert(["a.csv", "b.csv", "-o", "long.pq"], in: folder)
        try Self.convert(["long.pq", "-o", "back.txt"], in: folder)
        try Self.convert(["a.csv", "b.csv", "--output-layout", "wide", "-o", "wide.csv"], in: folder)
        try Self.convert(["a.csv", "b.csv", "--output-layout", "wide", "-o", "wide.parquet"], in: folder)
        try Self.convert(["wide.parquet", "--output-layout", "wide", "-o", "wideback.csv"], in: folder)
        #expect(try folder.read("plain.txt") == folder.read("patterns.txt"))
        #expect(try folder.read("plain.txt") == folder.read("back.txt"))
        #expect(try folder.read("wide.csv") == folder.read("wideback.csv"))
        #expect(try folder.read("plain.txt").contains("2021-02-01,A,"))
    }

    @Test(arguments: [
        "it's.parquet", "a'); DROP TABLE x; --.parquet", "a*[x.parquet", "space and \"quotes\".parquet",
    ])
    func noNameOfAFileComesToStandInAQuery(name: String) throws {
        let folder = try TemporaryFolder()
        try folder.write("date,close\n2021-02-01,1\n2021-02-02,2.5\n", to: "a.csv")
        try Self.convert(["a.csv", "-o", name], in: folder)
        #expect(folder.names == ["a.csv", name].sorted())
        // What a shell would take for a pattern is one here too.
        let outcome = try Self.convert([name, "--symbol", "A"], in: folder)
        #expect(outcome.output.hasSuffix("2021-02-01,1\n2021-02-02,2.5\n"), "\(outcome.output)")
    }

    @Test func typesOfOtherWritersAreRead() throws {
        let folder = try TemporaryFolder()
        let query = """
            copy (select (timestamp '2021-02-01 10:00:00' + interval (i) minute) as time, 'A' as symbol, i::float as open,
            (i + 2)::decimal(9, 2) as high, (i - 2)::int as low, i::bigint as close, null::double as volume,
            [i, i] as extra from range(5) t(i)) to 'x.parquet'
            """
        let made = try Self.shell("duckdb -init /dev/null -c \"\(query)\"", in: folder)
        #expect(made.status == 0, "\(made.errors)")
        let words = ["x.parquet", "--stamp", "end", "--order", "sort", "--nan", "drop"]
        let refused = try Program.run(["data", "convert"] + words, in: folder.url)
        #expect(refused.status == 4 && refused.errors.contains("has no zone"), "\(refused.errors)")
        #expect(refused.errors.hasPrefix("x.parquet: error:"), "\(refused.errors)")
        let outcome = try Self.convert(words + ["--zone", "America/New_York"], in: folder)
        #expect(outcome.output.contains("2021-02-01T15:02:00Z,3,5,1,3"), "\(outcome.output)")
    }

    @Test func whatCannotBeReadIsNamedAndNothingIsLeft() throws {
        let folder = try TemporaryFolder()
        try folder.write("this is no table", to: "bad.parquet")
        try FileManager.default.createDirectory(
            at: folder.url.appendingPathComponent("folder.parquet"), withIntermediateDirectories: true)
        try folder.write("date,close\n2021-02-01,1\n2021-02-02,x\n", to: "bad.csv")
        try folder.write("what was there", to: "out.parquet")
        for (file, says) in [
            ("bad.parquet", "bad.parquet: error: duckdb says: "), ("none.parquet", "none.parquet: error: no such file"),
            ("folder.parquet", "folder.parquet: error: is a directory"), ("bad.csv", "bad.csv:3: error: found \"x\""),
        ] {
            let outcome = try Program.run(
                ["data", "convert", file, "--calendar", "24/7", "-o", "out.parquet"], in: folder.url)
            #expect(outcome.status == 4 && outcome.errors.contains(says), "\(file): \(outcome.errors)")
        }
        #expect(try folder.read("out.parquet") == "what was there")
        #expect(folder.names == ["bad.csv", "bad.parquet", "folder.parquet", "out.parquet"])
    }

    @Test func withoutDuckDBItIsSaidHowToGetIt() throws {
        let folder = try TemporaryFolder()
        try folder.write("date,close\n2021-02-01,1\n2021-02-02,2\n", to: "a.csv")
        for words in ["a.csv -o a.parquet", "a.parquet -o b.csv"] {
            if words.hasPrefix("a.parquet") { try folder.write("", to: "a.parquet") }
            let outcome = try Self.shell(
                "PATH=/nowhere HOME=/nowhere '\(Program.path)' data convert --calendar 24/7 \(words)", in: folder)
            #expect(outcome.status == 4 && outcome.errors.contains("pip install duckdb-cli"), "\(outcome.errors)")
        }
        #expect(folder.names == ["a.csv", "a.parquet"])
    }

    /// Arrow needs an extension that only a network brings: with it bars come back, without it that is said.
    @Test func arrowComesBackOrItsExtensionIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write("date,close\n2021-02-01,1\n2021-02-02,2.5\n", to: "a.csv")
        let written = try Program.run(
            ["data", "convert", "a.csv", "--calendar", "24/7", "-o", "a.arrows"], in: folder.url)
        guard written.status == 0 else {
            #expect(written.status == 4 && written.errors.contains("extension nanoarrow"), "\(written.errors)")
            #expect(folder.names == ["a.csv"])
            return
        }
        let outcome = try Self.convert(["a.arrows"], in: folder)
        #expect(outcome.output.hasSuffix("2021-02-01,1\n2021-02-02,2.5\n"), "\(outcome.output)")
    }
}
