import Core
import Testing

@testable import DataSources

@Suite struct StampParserTests {
    /// Reads a text in the form that it shows: the instant, or the reading of the wall clock without an offset.
    static func read(_ text: String, monthFirst: Bool = true) throws -> String? {
        guard let form = try StampParser.Form.detect(text, monthFirst: { monthFirst }) else { return nil }
        let bytes = Array(text.utf8) + [10]
        return bytes.withUnsafeBufferPointer { bytes in
            guard var place = bytes.baseAddress else { return nil }
            var parser = StampParser(form: form, delimiter: UInt8(ascii: ","))
            guard parser.read(&place, limit: place + bytes.count) else { return nil }
            let wall = Timestamp(nanoseconds: parser.wall)
            switch parser.kind {
            case .date: return wall.date.description
            case .wallClock: return String(wall.description.dropLast())
            case .instant: return (wall + -Int64(parser.offset) * Timestamp.second).description
            }
        }
    }

    @Test(arguments: [
        ("2006-01-03", "2006-01-03"), ("2006/01/03", "2006-01-03"), ("20060103", "2006-01-03"),
        ("2006-01-03T14:30:00Z", "2006-01-03T14:30:00Z"), ("2006-01-03 14:30", "2006-01-03T14:30:00"),
        ("2006-01-03 14:30:05.25", "2006-01-03T14:30:05.250"),
        ("2006-01-03T14:30:05.123456789", "2006-01-03T14:30:05.123456789"),
        ("2006-01-03T14:30:00+01:00", "2006-01-03T13:30:00Z"), ("2006-01-03 14:30:00-0500", "2006-01-03T19:30:00Z"),
        ("2006-01-03T14:30-05", "2006-01-03T19:30:00Z"), ("20060103 143000", "2006-01-03T14:30:00"),
        ("20060103T14:30", "2006-01-03T14:30:00"), ("20060103143000", "2006-01-03T14:30:00"),
        ("200601031430", "2006-01-03T14:30:00"), ("01/03/2006", "2006-01-03"), ("1/3/2006 9:30", nil),
        ("1/3/2006 09:30", "2006-01-03T09:30:00"), ("1136298600", "2006-01-03T14:30:00Z"),
        ("1136298600.5", "2006-01-03T14:30:00.500Z"), ("1136298600000", "2006-01-03T14:30:00Z"),
        ("1136298600000000", "2006-01-03T14:30:00Z"), ("1136298600000000001", "2006-01-03T14:30:00.000000001Z"),
        ("0", "1970-01-01T00:00:00Z"), ("-86400", "1969-12-31T00:00:00Z"), ("2004-02-29", "2004-02-29"),
        ("2005-02-29", nil), ("2006-13-01", nil), ("2006-01-03T24:00:00", nil), ("2006-01-03T14:60", nil),
        ("2006-01-03T14:30:61", nil), ("2006-01-03X14:30", nil), ("2006-01-03T", nil), ("2006-01-03T14:30:00.", nil),
        ("2006-01-03T14:30:00+25:00", nil), ("06-01-03", nil), ("3 Jan 2006", nil), ("", nil),
        ("99999999999999999999", nil),
    ])
    func aTimeIsReadInEveryUsualForm(_ text: String, _ expected: String?) throws {
        #expect(try Self.read(text) == expected)
    }

    @Test func dayFirstIsReadWhereToldSo() throws {
        #expect(try Self.read("03/01/2006", monthFirst: false) == "2006-01-03")
        #expect(try Self.read("31/12/2006", monthFirst: true) == nil)
    }

    @Test func epochsTellTheirUnitByTheirMagnitude() {
        #expect(StampParser.unit(ofEpoch: 1_136_298_600) == 1_000_000_000)
        #expect(StampParser.unit(ofEpoch: 1_136_298_600_000) == 1_000_000)
        #expect(StampParser.unit(ofEpoch: 1_136_298_600_000_000) == 1_000)
        #expect(StampParser.unit(ofEpoch: 1_136_298_600_000_000_000) == 1)
    }
}
