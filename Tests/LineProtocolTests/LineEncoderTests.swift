import Core
import LineProtocol
import Testing

@Suite struct LineEncoderTests {
    static func point(
        _ measurement: String = "m", tag: (String, String)? = nil, field: String = "f", value: FieldValue = .float(1),
        time: Int64? = nil
    ) -> Point {
        Point(
            measurement, tags: tag.map { [Point.Tag($0.0, $0.1)] } ?? [], fields: [.init(field, value)],
            time: time.map { Timestamp(nanoseconds: $0) })
    }

    static func text(_ point: Point, _ options: LineEncodingOptions = LineEncodingOptions()) throws -> String {
        var encoder = LineEncoder(options)
        try encoder.append(point)
        return String(decoding: encoder.bytes, as: UTF8.self)
    }

    @Test func whatLineProtocolCannotHoldIsAnErrorAndLeavesNothing() throws {
        typealias Part = LineEncodingError.Part
        let line: UInt8 = 10
        let slash = UInt8(ascii: "\\")
        for (point, error) in [
            (Self.point(""), LineEncodingError.empty(.measurement)),
            (Self.point("#m"), .unwritable(.measurement, name: "#m", byte: UInt8(ascii: "#"))),
            (Self.point("\tm"), .unwritable(.measurement, name: "\tm", byte: 9)),
            (Self.point("a\nb"), .unwritable(.measurement, name: "a\nb", byte: line)),
            (Self.point("a\\"), .unwritable(.measurement, name: "a\\", byte: slash)),
            (Self.point(tag: ("", "v")), .empty(.tagKey)), (Self.point(tag: ("k", "")), .empty(.tagValue)),
            (Self.point(tag: ("k\\", "v")), .unwritable(.tagKey, name: "k\\", byte: slash)),
            (Self.point(tag: ("k", "v\\")), .unwritable(.tagValue, name: "v\\", byte: slash)),
            (Self.point(#"a\ b"#), .unwritable(.measurement, name: #"a\ b"#, byte: slash)),
            (Self.point(tag: ("k", #"C:\,"#)), .unwritable(.tagValue, name: #"C:\,"#, byte: slash)),
            (Self.point(field: #"a\=b"#), .unwritable(.fieldKey, name: #"a\=b"#, byte: slash)),
            (Self.point(tag: ("k", "v\r")), .unwritable(.tagValue, name: "v\r", byte: 13)),
            (Self.point(tag: ("time", "v")), .reservedKey(.tagKey)), (Self.point(field: ""), .empty(.fieldKey)),
            (Self.point(field: "time"), .reservedKey(.fieldKey)),
            (Self.point(field: "f\n"), .unwritable(.fieldKey, name: "f\n", byte: line)),
            (Point("m", fields: []), .noField(measurement: "m")),
            (Self.point(value: .float(.nan)), .notFinite(field: "f")),
            (Self.point(value: .float(-.infinity)), .notFinite(field: "f")),
            (Self.point(time: .max), .timeOutOfRange(.max)), (Self.point(time: .min + 1), .timeOutOfRange(.min + 1)),
            (
                Point("m", tags: [.init("a", "1"), .init("b", "2"), .init("a", "3")], fields: [.init("f", .float(1))]),
                .duplicateKey(.tagKey, name: "a")
            ),
            (
                Point("m", fields: [.init("f", .float(1)), .init("f", .float(2))]),
                .duplicateKey(.fieldKey, name: "f")
            ),
        ] {
            var encoder = LineEncoder()
            try encoder.append(Self.point("before"))
            let before = encoder.bytes
            #expect(throws: error) { try encoder.append(point) }
            #expect(encoder.bytes == before && !error.text.isEmpty)
        }
        #expect(throws: LineEncodingError.timeBelowPrecision(1_500, .microseconds)) {
            try Self.text(Self.point(time: 1_500), LineEncodingOptions(precision: .microseconds))
        }
        #expect(throws: LineEncodingError.unwritable(.tagValue, name: "a\tb", byte: 9)) {
            try Self.text(Self.point(tag: ("k", "a\tb")), LineEncodingOptions(dialect: .version3))
        }
    }

    @Test func errorsHaveWords() {
        for (error, text) in [
            (LineEncodingError.empty(.tagValue), "found an empty tag value, expected a name"),
            (
                .unwritable(.fieldKey, name: "a\\", byte: UInt8(ascii: "\\")),
                "found '\\' in the field key 'a\\', expected bytes that line protocol can hold there"
            ),
            (.notFinite(field: "f"), "found a number that is not finite in the field 'f', expected a finite one"),
            (.timeBelowPrecision(1_500, .seconds), "found the time 1500 ns, expected a whole number of s"),
        ] {
            #expect(error.text == text)
        }
    }

    @Test func theDialectsEscapeAsTheyRead() throws {
        let plain = Self.point(#"a\b,c=d"#, tag: (#"e\f=g"#, #"h\\i j"#), field: #"k\l m"#)
        #expect(try Self.text(plain) == #"a\b\,c=d,e\f\=g=h\\i\ j k\l\ m=1"# + "\n")
        let point = Self.point(#"a\,b=c"#, tag: (#"d\=e"#, #"f\\g h"#), field: #"i\ j"#)
        #expect(
            try Self.text(point, LineEncodingOptions(dialect: .version3))
                == #"a\\\,b=c,d\\\=e=f\\\\g\ h i\\\ j=1"# + "\n")
    }

    @Test func fieldsThatAreNotFiniteAreLeftOutWhereTold() throws {
        var encoder = LineEncoder(LineEncodingOptions(nonFinite: .skip))
        let some = Point("m", fields: [.init("a", .float(.nan)), .init("b", .float(1)), .init("c", .float(.infinity))])
        #expect(try encoder.append(some))
        #expect(try !encoder.append(Self.point(value: .float(.nan), time: 1)))
        #expect(String(decoding: encoder.bytes, as: UTF8.self) == "m b=1\n")
    }

    @Test func timesAreInUnits() throws {
        for (precision, text) in [
            (TimePrecision.nanoseconds, "-7200000000000"), (.microseconds, "-7200000000"), (.milliseconds, "-7200000"),
            (.seconds, "-7200"), (.minutes, "-120"), (.hours, "-2"),
        ] {
            let point = Self.point(time: -7_200_000_000_000)
            #expect(try Self.text(point, LineEncodingOptions(precision: precision)) == "m f=1 \(text)\n")
            #expect(TimePrecision(rawValue: precision.rawValue) == precision)
        }
        let names = ["n", "u", "µs", "ms", "s", "m", "h", "second", "auto", ""]
        #expect(
            names.map { TimePrecision(parameter: $0) } == [
                .nanoseconds, .microseconds, .microseconds, .milliseconds, .seconds, .minutes, .hours, .seconds, nil,
                nil,
            ])
    }
}
