import Core
import LineProtocol
import Testing

@Suite struct LineDecoderTests {
    static func time(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds) }

    /// Examples of InfluxData's reference, docs.influxdata.com/influxdb/v2/reference/syntax/line-protocol and
    /// docs.influxdata.com/influxdb/v1/write_protocols/line_protocol_reference.
    @Test func theExamplesOfTheReferenceMeanWhatItSays() {
        for (text, point) in [
            (
                #"myMeasurement,tag1=value1,tag2=value2 fieldKey="fieldValue" 1556813561098000000"#,
                Point(
                    "myMeasurement", tags: [.init("tag1", "value1"), .init("tag2", "value2")],
                    fields: [.init("fieldKey", .string("fieldValue"))], time: Self.time(1_556_813_561_098_000_000))
            ),
            ("myMeasurement fieldKey=1.0", Point("myMeasurement", fields: [.init("fieldKey", .float(1))])),
            ("myMeasurement fieldKey=1", Point("myMeasurement", fields: [.init("fieldKey", .float(1))])),
            (
                "myMeasurement fieldKey=-1.234456e+78",
                Point("myMeasurement", fields: [.init("fieldKey", .float(-1.234456e+78))])
            ),
            (
                "myMeasurement fieldKey=12485903i",
                Point("myMeasurement", fields: [.init("fieldKey", .integer(12_485_903))])
            ),
            (
                "myMeasurement fieldKey=12485903u",
                Point("myMeasurement", fields: [.init("fieldKey", .unsigned(12_485_903))])
            ),
            (
                #"my\ Measurement fieldKey="string value""#,
                Point("my Measurement", fields: [.init("fieldKey", .string("string value"))])
            ),
            (
                #"myMeasurement fieldKey="\"string\" within a string""#,
                Point("myMeasurement", fields: [.init("fieldKey", .string("\"string\" within a string"))])
            ),
            (
                #"myMeasurement,tag\ Key1=tag\ Value1,tag\ Key2=tag\ Value2 fieldKey=100"#,
                Point(
                    "myMeasurement", tags: [.init("tag Key1", "tag Value1"), .init("tag Key2", "tag Value2")],
                    fields: [.init("fieldKey", .float(100))])
            ),
            (
                "myMeasurement,tagKey=🍭 fieldKey=\"Launch 🚀\" 1556813561098000000",
                Point(
                    "myMeasurement", tags: [.init("tagKey", "🍭")], fields: [.init("fieldKey", .string("Launch 🚀"))],
                    time: Self.time(1_556_813_561_098_000_000))
            ),
            (
                #"wea\,ther,location=us-midwest temperature=82 1465839830100400200"#,
                Point(
                    "wea,ther", tags: [.init("location", "us-midwest")], fields: [.init("temperature", .float(82))],
                    time: Self.time(1_465_839_830_100_400_200))
            ),
            (
                #"weather,location=us-midwest temperature_str="too hot/cold" 1465839830100400201"#,
                Point(
                    "weather", tags: [.init("location", "us-midwest")],
                    fields: [.init("temperature_str", .string("too hot/cold"))],
                    time: Self.time(1_465_839_830_100_400_201))
            ),
        ] {
            #expect(DecodedText.points(text) == [point], "\(text)")
        }
    }

    /// The reference's table of backslashes in strings: `\\` is one backslash, another character keeps the one before it.
    @Test(arguments: LineDialect.allCases)
    func backslashesInStringsMeanThemselvesButBeforeQuotesAndBackslashes(dialect: LineDialect) {
        for (text, meaning) in [
            (#"a\b"#, #"a\b"#), (#"a\\b"#, #"a\b"#), (#"a\\\b"#, #"a\\b"#), (#"a\\\\b"#, #"a\\b"#),
            (#"a\\\\\b"#, #"a\\\b"#), (#"\""#, "\""), (#"a\\"#, #"a\"#), (#"\n"#, #"\n"#), (#"\,\=\ "#, #"\,\=\ "#),
            ("a\nb", "a\nb"), ("a\r\nb", "a\r\nb"), ("a,b=c d", "a,b=c d"), ("# no comment", "# no comment"), ("", ""),
            ("\t\u{0}\u{7f}é🍭", "\t\u{0}\u{7f}é🍭"),
        ] {
            let points = DecodedText.points("m f=\"\(text)\" 1\n", options: LineOptions(dialect: dialect))
            let expected = Point("m", fields: [.init("f", .string(meaning))], time: Self.time(1))
            #expect(points == [expected], "\(text)")
        }
    }

    /// `models/points.go` and `pkg/escape`: a comma, a space and an equals sign everywhere, a quote in measurements and field
    /// keys; a backslash before anything else stays, and only the one just before a character counts.
    ///
    /// influxd 1.6.7 shows the series of the third line under these names.
    @Test func backslashesInNamesOfVersions1And2() {
        for (text, measurement, key, value, field) in [
            (#"a\,b\ c,d\=e=f\,g h\ i=1"#, "a,b c", "d=e", "f,g", "h i"),
            (#"a\=b,c=d\=e f\=g=1"#, "a=b", "c", "d=e", "f=g"),
            (#"a\=b\"c,t\"u=v\"w f\"g\=h=1"#, "a=b\"c", #"t\"u"#, #"v\"w"#, "f\"g=h"),
            (#"a\b,c\d=e\f g\h=1"#, #"a\b"#, #"c\d"#, #"e\f"#, #"g\h"#),
            (#"a\\b,c\\=d\\e=f\\,g h\\ i=1"#, #"a\\b"#, #"c\=d\\e"#, #"f\,g"#, #"h\ i"#),
            (#""a",b="c" "d"=1"#, "\"a\"", "b", "\"c\"", "\"d\""),
            (#"a=b,c=d e=1"#, "a=b", "c", "d", "e"),
        ] {
            let point = Point(measurement, tags: [.init(key, value)], fields: [.init(field, .float(1))])
            #expect(DecodedText.points(text) == [point], "\(text)")
        }
    }

    /// `influxdb_line_protocol/src/lib.rs`: two backslashes are one, and an equals sign needs none in a tag value.
    @Test func backslashesInNamesOfVersion3() {
        let options = LineOptions(dialect: .version3)
        for (text, measurement, key, value, field) in [
            (#"a\,b\ c,d\=e=f\,g h\ i=1"#, "a,b c", "d=e", "f,g", "h i"),
            (#"a\\b,c\\d=e\\f g\\h=1"#, #"a\b"#, #"c\d"#, #"e\f"#, #"g\h"#),
            (#"a\b,c\d=e\f g\h=1"#, #"a\b"#, #"c\d"#, #"e\f"#, #"g\h"#),
            (#"a\\\,b,c=d=e\\\ f g=1"#, #"a\,b"#, "c", #"d=e\ f"#, "g"),
        ] {
            let point = Point(measurement, tags: [.init(key, value)], fields: [.init(field, .float(1))])
            #expect(DecodedText.points(text, options: options) == [point], "\(text)")
        }
        // What InfluxDB 3 takes for a delimiter after two backslashes is part of the name in 1.x and 2.x.
        #expect(DecodedText.error(#"m,a=b\\,c=d f=1"#, options: options)?.reason == .trailingBackslash)
        #expect(DecodedText.points(#"m,a=b\\,c\=d f=1"#)?.first?.tags == [.init("a", #"b\,c=d"#)])
        #expect(DecodedText.error("m,a=b\tc f=1", options: options)?.reason == .forbiddenByte)
        #expect(DecodedText.points("m,a=b\tc f=1")?.first?.tags == [.init("a", "b\tc")])
    }

    @Test func booleansHaveTenSpellings() {
        for (text, truth) in [
            ("t", true), ("T", true), ("true", true), ("True", true), ("TRUE", true), ("f", false), ("F", false),
            ("false", false), ("False", false), ("FALSE", false),
        ] {
            let point = Point("m", fields: [.init("f", .boolean(truth))])
            #expect(DecodedText.points("m f=\(text)") == [point])
        }
    }

    @Test func numbersAreExact() throws {
        let texts = [
            "0", "-0", "1.", ".5", "-.5", "01", "1e5", "1E+5", "1e-5", "1.5e3", "1e22", "1e23",
            "123456789012345678901234",
            "0.1", "0.30000000000000004", "9007199254740993", "1.7976931348623157e308", "5e-324", "1e-400",
            "144.92999267578125",
            "100.12345678901234567890", "1e00005", "12345678901234567e-10", "0e999999999999",
        ]
        for text in texts {
            let plain = text.hasSuffix(".") ? text + "0" : text.replacing("-.", with: "-0.")
            let expected = try #require(Double(plain.hasPrefix(".") ? "0" + plain : plain), "\(text)")
            guard case .float(let value)? = DecodedText.points("m f=\(text)")?.first?.fields.first?.value else {
                Issue.record("\(text) is no float")
                continue
            }
            #expect(value.bitPattern == expected.bitPattern, "\(text)")
        }
        for (text, value) in [
            ("9223372036854775807i", FieldValue.integer(.max)), ("-9223372036854775808i", .integer(.min)),
            ("0i", .integer(0)), ("-0i", .integer(0)), ("000000000000000000000000012i", .integer(12)),
            ("18446744073709551615u", .unsigned(.max)), ("0u", .unsigned(0)), ("007u", .unsigned(7)),
        ] {
            #expect(DecodedText.points("m f=\(text),g=1")?.first?.fields.first?.value == value, "\(text)")
        }
    }

    @Test func timesHaveTheUnitThatTheOptionsSay() {
        for (precision, nanoseconds) in [
            (TimePrecision.nanoseconds, 1_500_000_001), (.microseconds, 1_500_000_001_000),
            (.milliseconds, 1_500_000_001_000_000), (.seconds, 1_500_000_001_000_000_000),
            (nil, 1_500_000_001_000_000_000),
        ] as [(TimePrecision?, Int64)] {
            let points = DecodedText.points("m f=1 1500000001", options: LineOptions(precision: precision))
            #expect(points?.first?.time == Self.time(nanoseconds))
        }
        for (text, nanoseconds) in [
            ("4999999999", 4_999_999_999_000_000_000), ("5000000000", 5_000_000_000_000_000),
            ("1577836800000", 1_577_836_800_000_000_000), ("1577836800000000", 1_577_836_800_000_000_000),
            ("1577836800000000000", 1_577_836_800_000_000_000), ("-5", -5_000_000_000),
        ] as [(String, Int64)] {
            let points = DecodedText.points("m f=1 \(text)", options: LineOptions(precision: nil))
            #expect(points?.first?.time == Self.time(nanoseconds), "\(text)")
        }
        #expect(DecodedText.points("m f=1 -5")?.first?.time == Self.time(-5))
        #expect(DecodedText.points("m f=1 9223372036854775806")?.first?.time == Self.time(.max - 1))
        #expect(DecodedText.points("m f=1 -9223372036854775806")?.first?.time == Self.time(.min + 2))
        #expect(
            DecodedText.points("m f=1 2", options: LineOptions(precision: .hours))?.first?.time
                == Self.time(7_200_000_000_000))
    }

    @Test func blankLinesCommentsAndSpacesMeanNothing() {
        let text = "\n\r\n  \n# a comment, with=\"quotes\n  # another\r\n\t\n  m  f=1  5  \r\nm f=2\n\n#end"
        let points = [
            Point("m", fields: [.init("f", .float(1))], time: Self.time(5)),
            Point("m", fields: [.init("f", .float(2))]),
        ]
        let seen = DecodedText.read(Array(text.utf8))
        #expect(seen == [.point(points[0], line: 7), .point(points[1], line: 8)])
        #expect(DecodedText.points("")?.isEmpty == true)
        #expect(DecodedText.points("# only a comment")?.isEmpty == true)
    }

    @Test func theHotFormShowsTheBytesWithoutCopies() {
        let text = Array("  bar,symbol=A\\ B,x=y close=1.5,name=\"a\\\"b\",n=3i,u=4u,t=t 7\r\n".utf8)
        var decoder = LineDecoder()
        var count = 0
        decoder.decode(text.span) { line in
            count += 1
            #expect(String(decoding: line.series, as: UTF8.self) == #"bar,symbol=A\ B,x=y"#)
            #expect(String(decoding: line.raw, as: UTF8.self) == String(decoding: text.dropLast(2), as: UTF8.self))
            #expect(line.measurement == "bar" && line.measurement.isPlain)
            #expect(line.tags.count == 2 && line.tags[0].value == "A B" && !line.tags[0].value.isPlain)
            #expect(String(decoding: line.tags[0].value.raw, as: UTF8.self) == #"A\ B"#)
            #expect(line.tags[1].key != "y")
            #expect(line.fields.map { $0.value.number } == [1.5, nil, 3, 4, nil])
            #expect(line.time == Self.time(7))
        } bad: {
            Issue.record("\($0.text(in: "text"))")
        }
        #expect(count == 1 && decoder.pendingCount == 0)
    }
}
