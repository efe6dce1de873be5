import Core
import LineProtocol
import Testing

/// Points as two programs that we did not write print and read them.
@Suite struct LinePeerTests {
    static func at(_ nanoseconds: Int64) -> Timestamp { Timestamp(nanoseconds: nanoseconds) }

    /// What PyPI's influxdb-client 1.50.0 printed for points with these tags and fields, by `Point.to_line_protocol()`.
    ///
    /// It sorts the fields too. line-protocol-parser 2.0.1 reads each back to the same values, but refuses `5e-324`.
    static let printed: [(text: String, point: Point)] = [
        ("m f=1", Point("m", fields: [.init("f", .float(1))])),
        (
            "weather,location=us-midwest temperature=82 1465839830100400200",
            Point(
                "weather", tags: [.init("location", "us-midwest")], fields: [.init("temperature", .float(82))],
                time: at(1_465_839_830_100_400_200))
        ),
        (
            #"bar,exchange=NYSE,symbol=BRK\ B close=0.30000000000000004,open=100.12,volume=1234i 1577836800000000000"#,
            Point(
                "bar", tags: [.init("exchange", "NYSE"), .init("symbol", "BRK B")],
                fields: [
                    .init("close", .float(0.1 + 0.2)), .init("open", .float(100.12)), .init("volume", .integer(1_234)),
                ], time: at(1_577_836_800_000_000_000))
        ),
        (
            #"a\,b\ c=d,k\,\=\ e=v\,\=\ w x\,\=\ y=-1.5"#,
            Point("a,b c=d", tags: [.init("k,= e", "v,= w")], fields: [.init("x,= y", .float(-1.5))])
        ),
        (
            "m,C=3,a=1,b=2 y=2i,z=1i",
            Point(
                "m", tags: [.init("C", "3"), .init("a", "1"), .init("b", "2")],
                fields: [.init("y", .integer(2)), .init("z", .integer(1))])
        ),
        (#"m s="a\"b\\c,d=e f""#, Point("m", fields: [.init("s", .string(#"a"b\c,d=e f"#))])),
        (#"m s="""#, Point("m", fields: [.init("s", .string(""))])),
        (
            #"m,t=🍭 s="Launch 🚀""#,
            Point("m", tags: [.init("t", "🍭")], fields: [.init("s", .string("Launch 🚀"))])
        ),
        ("m f=false,t=true", Point("m", fields: [.init("f", .boolean(false)), .init("t", .boolean(true))])),
        (
            "m a=1e+21,b=1e-07,c=5e-324,d=1.7976931348623157e+308,e=123456789.125,g=-0,h=1e+16,i=1000000000000000",
            Point(
                "m",
                fields: [
                    .init("a", .float(1e21)), .init("b", .float(1e-7)), .init("c", .float(.leastNonzeroMagnitude)),
                    .init("d", .float(.greatestFiniteMagnitude)), .init("e", .float(123_456_789.125)),
                    .init("g", .float(-0.0)), .init("h", .float(1e16)), .init("i", .float(1e15)),
                ])
        ),
        (
            "m i=9223372036854775807i,j=-9223372036854775808i,k=0i",
            Point(
                "m", fields: [.init("i", .integer(.max)), .init("j", .integer(.min)), .init("k", .integer(0))])
        ),
        (
            #"C:\dir,p=C:\a\b q\r="C:\\x\\""#,
            Point(#"C:\dir"#, tags: [.init("p", #"C:\a\b"#)], fields: [.init(#"q\r"#, .string(#"C:\x\"#))])
        ),
        ("m f=1i -1", Point("m", fields: [.init("f", .integer(1))], time: at(-1))),
        (
            #""m","k"="v" "f"=1"#,
            Point("\"m\"", tags: [.init("\"k\"", "\"v\"")], fields: [.init("\"f\"", .float(1))])
        ),
        (
            "m f=0.3333333333333333,g=66.66666666666666,h=0.0001,i=1e-05",
            Point(
                "m",
                fields: [
                    .init("f", .float(1.0 / 3)), .init("g", .float(2.0 / 3 * 100)), .init("h", .float(0.0001)),
                    .init("i", .float(0.00001)),
                ])
        ),
    ]

    @Test func influxDataPythonClientPrintsTheSameBytes() throws {
        for (text, point) in Self.printed {
            var encoder = LineEncoder()
            try encoder.append(point)
            #expect(String(decoding: encoder.bytes, as: UTF8.self) == text + "\n")
            #expect(DecodedText.points(text) == [point])
        }
    }

    /// It printed these for 1500000000 s and 1500000000123 ms.
    @Test func influxDataPythonClientPrintsTheSameTimes() throws {
        for (precision, text, nanoseconds) in [
            (TimePrecision.seconds, "m f=1i 1500000000\n", 1_500_000_000_000_000_000),
            (.milliseconds, "m f=1i 1500000000123\n", 1_500_000_000_123_000_000),
        ] as [(TimePrecision, String, Int64)] {
            var encoder = LineEncoder(LineEncodingOptions(precision: precision))
            try encoder.append(Point("m", fields: [.init("f", .integer(1))], time: Self.at(nanoseconds)))
            #expect(String(decoding: encoder.bytes, as: UTF8.self) == text)
        }
    }

    /// What `parse_line` of PyPI's line-protocol-parser 2.0.1 made of these.
    @Test func lineProtocolParserReadsTheSame() {
        for (text, point) in [
            (
                #"m,a\ b=c\,d f="x\"y\\z",g=1e3,h=T,i=-5i,j=7u 12"#,
                Point(
                    "m", tags: [.init("a b", "c,d")],
                    fields: [
                        .init("f", .string(#"x"y\z"#)), .init("g", .float(1_000)), .init("h", .boolean(true)),
                        .init("i", .integer(-5)), .init("j", .unsigned(7)),
                    ], time: Self.at(12))
            ),
            (
                "m f=t,g=TRUE,h=False",
                Point(
                    "m", fields: [.init("f", .boolean(true)), .init("g", .boolean(true)), .init("h", .boolean(false))])
            ),
            ("m f=.5", Point("m", fields: [.init("f", .float(0.5))])),
            ("m f=1.", Point("m", fields: [.init("f", .float(1))])),
            (#"m\,x f=1 5"#, Point("m,x", fields: [.init("f", .float(1))], time: Self.at(5))),
            (#"m f="a b,c=d""#, Point("m", fields: [.init("f", .string("a b,c=d"))])),
            (#"m,a=b\\,c f=1"#, Point("m", tags: [.init("a", #"b\,c"#)], fields: [.init("f", .float(1))])),
            ("m f=01,g=1E-3", Point("m", fields: [.init("f", .float(1)), .init("g", .float(0.001))])),
        ] {
            #expect(DecodedText.points(text) == [point], "\(text)")
        }
    }
}
