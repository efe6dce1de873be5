import Core
import Foundation
import TestSupport
import Testing

@testable import InfluxDB

@Suite struct QueryTextTests {
    /// Reads a quoted text by the rules of a language, written down a second time: what it holds and where it ends.
    static func read(_ text: String, quote: UnicodeScalar, backslash: Bool) -> (content: String, isWhole: Bool) {
        let scalars = Array(text.unicodeScalars)
        var content = String.UnicodeScalarView()
        var place = 1
        while place < scalars.count {
            let scalar = scalars[place]
            if backslash, scalar == "\\", place + 1 < scalars.count {
                let escaped: [UnicodeScalar: UnicodeScalar] = ["n": "\n", "r": "\r"]
                content.append(escaped[scalars[place + 1]] ?? scalars[place + 1])
                place += 2
            } else if scalar == quote {
                if !backslash, place + 1 < scalars.count, scalars[place + 1] == quote {
                    content.append(quote)
                    place += 2
                } else {
                    return (String(content), place == scalars.count - 1)
                }
            } else {
                content.append(scalar)
                place += 1
            }
        }
        return (String(content), false)
    }

    /// Whether a text of Flux holds `${` whose dollar sign is not escaped.
    static func holdsExpression(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var place = 0
        while place + 1 < scalars.count {
            if scalars[place] == "$", scalars[place + 1] == "{" { return true }
            place += scalars[place] == "\\" ? 2 : 1
        }
        return false
    }

    @Test func noTextEndsItsQuotes() {
        let seed = UInt64.random(in: 0...99_999)
        var random = RandomStream(seed: seed, name: "quotes")
        let alphabet = [
            "'", "\"", "\\", "\n", "\r", ";", "$", "{", "}", "a", " ", "--", "\u{301}", "📈", "${", "\u{200d}",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int(random.next() % 9)).map { _ in alphabet[Int(random.next() % 16)] }.joined()
            for (quoted, quote, backslash) in [
                (QueryText.influxQLName(text), UnicodeScalar("\""), true), (QueryText.influxQLString(text), "'", true),
                (QueryText.fluxString(text), "\"", true), (QueryText.sqlName(text), "\"", false),
                (QueryText.sqlString(text), "'", false),
            ] {
                let (content, isWhole) = QueryTextTests.read(quoted, quote: quote, backslash: backslash)
                let isSame = content.unicodeScalars.elementsEqual(text.unicodeScalars)
                #expect(isWhole && isSame, "seed \(seed), \(text.debugDescription) as \(quoted)")
            }
            #expect(
                !QueryTextTests.holdsExpression(QueryText.fluxString(text)), "seed \(seed), \(text.debugDescription)")
        }
    }

    @Test func theFormsAreThoseOfTheLanguages() {
        #expect(QueryText.influxQLName("a\"b\\c\nd") == "\"a\\\"b\\\\c\\nd\"")
        #expect(QueryText.influxQLString("it's") == "'it\\'s'")
        #expect(QueryText.fluxString("x ${y} \"z\"") == "\"x \\${y} \\\"z\\\"\"")
        #expect(QueryText.sqlName("a\"b") == "\"a\"\"b\"")
        #expect(QueryText.sqlString("it's \\") == "'it''s \\'")
    }

    @Test func credentialsComeFromOutsideAndAreNeverShown() throws {
        let folder = try TemporaryFolder()
        let file = try folder.write("hush-file\n", to: "token")
        let empty = try folder.write("\n", to: "empty")
        setenv("BACKTEST_TEST_HUSH", "hush-variable", 1)
        for source in [CredentialSource.file(file), .environment("BACKTEST_TEST_HUSH")] {
            let credentials = try InfluxCredentials.token(source).resolved(for: .v3)
            var dumped = ""
            dump(credentials, to: &dumped)
            for text in ["\(source)", "\(credentials)", dumped] { #expect(!text.contains("hush-")) }
        }
        #expect(try CredentialSource.file(file).secret() == "hush-file")
        #expect(try CredentialSource.environment("BACKTEST_TEST_HUSH").secret() == "hush-variable")
        func error(_ source: CredentialSource) -> String? {
            InfluxFixtures.error { _ = try source.secret() }?.description
        }
        #expect(
            error(.environment("BACKTEST_TEST_NOT_SET"))
                == "the environment variable BACKTEST_TEST_NOT_SET is not set; credentials come from it")
        #expect(error(.file(empty)) == "\(empty) is empty; credentials come from it")
        #expect(error(.file("/nonexistent")) == "/nonexistent: No such file or directory; credentials come from it")
        let inURL = InfluxFixtures.error { _ = try InfluxClient(InfluxOptions(url: "http://me:hush@127.0.0.1:1")) }
        #expect(inURL?.description.contains("hush") == false)
        guard case .option("url", "http://127.0.0.1:1 with a user, a query or a fragment", _) = inURL else {
            Issue.record("found \(String(describing: inURL))")
            return
        }
    }

    @Test(
        arguments: [
            ("2020-01-01T00:00:00Z", 1_577_836_800_000_000_000), ("1970-01-01T00:00:00.000000001Z", 1),
            ("1970-01-01T00:00:00.5+01:30", -5_399_500_000_000), ("2065-01-07T17:28:51", 2_998_574_931_000_000_000),
            ("1677-09-21T00:12:43.145224192Z", Int64.min), ("2262-04-11T23:47:16.854775807Z", .max),
            ("2262-04-11T23:47:16.854775808Z", nil), ("1677-09-21T00:12:43.145224191Z", nil),
            ("2020-13-01T00:00:00Z", nil),
            ("2020-02-30T00:00:00Z", nil), ("2020-01-01T24:00:00Z", nil), ("2020-01-01", nil),
            ("2020-01-01T00:00:00.Z", nil),
            ("2020-01-01T00:00:00.1234567890Z", nil), ("2020-01-01T00:00:00ZZ", nil), ("9999-01-01T00:00:00Z", nil),
        ] as [(String, Int64?)]) func instantsAreRead(text: String, expected: Int64?)
    {
        var text = text
        #expect(text.withUTF8 { InstantText.nanoseconds(UnsafeRawBufferPointer($0)) } == expected)
    }
}
