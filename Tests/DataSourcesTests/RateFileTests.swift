import Core
import DataSources
import Testing

/// Files of rates by date: what they hold, and what a user reads when one is wrong, word for word.
@Suite struct RateFileTests {
    @Test("S49 dates and percents are read, whatever the columns are called") func s49read() throws {
        let folder = try TemporaryFolder()
        let text = "# of a bank\r\nday,rate,note\r\n2020-01-02,1.5,a\r\n\r\n2020-02-03,-0.25,b\r\n"
        let path = try folder.path("r.csv", text)
        let file = try RateFile.read(path)
        #expect(file.dates.map(\.description) == ["2020-01-02", "2020-02-03"] && file.values == [1.5, -0.25])
        #expect(file.source.path == path && file.source.byteCount == text.utf8.count)
        #expect(file.source.sha256 == SHA256.hexDigest(of: text))
    }

    @Test(arguments: [
        ("", ": error: the file is empty; expected a header and rows"),
        ("date,percent\n", ": error: the file holds a header but no rows"),
        ("2020-01-02,1\n", ":1: error: found \"2020-01-02,1\"; expected a header such as date,percent"),
        ("date\n2020-01-02\n", ":1: error: found \"date\"; expected a header such as date,percent"),
        ("date,percent\n2020-01-02,1,2\n", ":2: error: found 3 fields; expected 2 as in the header"),
        ("date,percent\n2.1.2020,1\n", ":2: error: found the date \"2.1.2020\"; expected YYYY-MM-DD"),
        (
            "date,percent\n2020-01-02T10:00:00Z,1\n",
            ":2: error: found the date \"2020-01-02T10:00:00Z\"; expected YYYY-MM-DD"
        ),
        ("date,percent\n2020-01-02,x\n", ":2: error: found \"x\"; expected a number of percent"),
        ("date,percent\n2020-01-02,inf\n", ":2: error: found \"inf\"; expected a number of percent"),
        (
            "date,percent\n2020-01-03,1\n2020-01-02,1\n",
            ":3: error: found the date 2020-01-02 after 2020-01-03; expected dates that ascend, each once"
        ),
    ]) func whatIsWrongIsSaidWithItsLine(_ text: String, _ expected: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.path("r.csv", text)
        let error = try #require(throws: DataError.self) { try RateFile.read(path) }.description
        #expect(error == path + expected)
    }
}
