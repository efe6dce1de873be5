import Core
import LineProtocol
import Testing

@Suite struct LineErrorTests {
    /// Bad lines and what influxd 1.6.7 of Debian answered to each, posted to `/write?precision=ns`, after
    /// `unable to parse '…': `.
    static let answers: [(line: String, reason: String)] = [
        ("m", "missing fields"), (",a=b f=1", "missing measurement"), ("m,", "missing tag key"),
        ("m, f=1", "missing tag key"), ("m,=b f=1", "missing tag key"), ("m,a f=1", "missing tag value"),
        ("m,a= f=1", "missing tag value"), ("m,a=b,", "missing tag key"), ("m,a=b, f=1", "missing tag key"),
        ("m,a=b=c f=1", "invalid tag format"), ("m,a=1,a=2 f=1", "duplicate tags"), ("m,a=b", "missing fields"),
        ("m,a=b ", "invalid field format"), ("m ", "invalid field format"), ("m f", "invalid field format"),
        ("m f=", "missing field value"), ("m f=,g=1", "missing field value"), ("m f= 1", "missing field value"),
        ("m =1", "missing field key"), ("m f=1,=2", "missing field key"), ("m f=1,", "invalid field format"),
        ("m f=1,g", "invalid field format"), ("m f=1i2", "invalid number"), ("m f=1.1.1", "invalid number"),
        ("m f=-", "invalid number"), ("m f=NaN", "invalid number"), ("m f=nan", "invalid number"),
        ("m f=inf", "invalid boolean"), ("m f=+1", "invalid boolean"), ("m f=1e", "invalid float"),
        ("m f=1e400", "invalid float"), ("m f=1.5i", "invalid number"),
        (
            "m f=9223372036854775808i",
            "unable to parse integer 9223372036854775808: strconv.ParseInt: parsing \"9223372036854775808\": "
                + "value out of range"
        ),
        (
            "m f=-9223372036854775809i",
            "unable to parse integer -9223372036854775809: strconv.ParseInt: parsing \"-9223372036854775809\": "
                + "value out of range"
        ),
        ("m f=truee", "invalid boolean"), ("m f=tru", "invalid boolean"), ("m f=\"a", "unbalanced quotes"),
        ("m f=1 x", "bad timestamp"), ("m f=1 1 2", "point is invalid"), ("m f=1 1.5", "bad timestamp"),
        (
            "m f=1 9223372036854775807",
            "time outside range -9223372036854775806 - 9223372036854775806"
        ),
        ("m,a=b\\ f=1", "invalid tag format"), ("m\tf=1", "missing fields"), ("m,a,b=c f=1", "missing tag value"),
        ("m f=i", "invalid boolean"), ("m f=.", "invalid number"), ("m f=--1", "invalid number"),
        ("m f=0x10", "invalid number"), ("m f=@", "invalid boolean"), ("m f=-i", "invalid number"),
        ("m f=x", "invalid boolean"), ("m 1", "invalid field format"), ("m,a=b 1", "invalid field format"),
        ("m f=1\"x\"", "invalid number"),
    ]

    @Test func reasonsAreThoseOfInfluxDB() {
        for (line, reason) in Self.answers {
            #expect(DecodedText.error(line)?.influxText == "unable to parse '\(line)': \(reason)")
        }
        // It refuses unsigned integers, we where told to.
        let options = LineOptions(acceptsUnsigned: false)
        #expect(DecodedText.error("m f=1u", options: options)?.influxReason == "invalid number")
        // It takes these for strings and drops what follows the quote.
        #expect(DecodedText.error("m f=\"a\"b")?.influxReason == "invalid field format")
        #expect(DecodedText.error("m f=\"x\"1")?.influxReason == "invalid field format")
        #expect(DecodedText.error("m f=18446744073709551616u")?.reason == .integerOutOfRange("18446744073709551616u"))
        #expect(DecodedText.error("m f=-1u")?.reason == .invalidNumber)
    }

    @Test func messagesSayWhereAndWhat() {
        for (line, message) in [
            ("m,a f=1", "t.lp:1:4: error: found a space, expected '=' and a tag value"),
            ("m,a=b=c f=1", "t.lp:1:6: error: found '=', expected ',' or ' ' after the tag value ('\\=' within it)"),
            ("m,a=1,a=2 f=1", "t.lp:1:7: error: found 'a', expected each tag key once"),
            ("m", "t.lp:1:2: error: found the end of the line, expected a space and a field"),
            ("m f=1x", "t.lp:1:6: error: found 'x', expected a number such as 1, 1.5, 1e5, 1i or 1u"),
            ("m f=é", "t.lp:1:5: error: found the byte 0xc3, expected a number, a string in quotes, true or false"),
            ("m f=\"a", "t.lp:1:5: error: found '\"', expected a '\"' that ends the string"),
            ("m f=1 1\t", "t.lp:1:8: error: found a tab, expected a time as an integer"),
            ("m\rx f=1", "t.lp:1:2: error: found a carriage return, expected no such byte in a name"),
        ] {
            #expect(DecodedText.error(line)?.text(in: "t.lp") == message)
        }
    }

    /// `{"original_line", "line_number", "error_message"}` of `/api/v3/write_lp` need these.
    @Test func reasonsOfInfluxDB3() {
        let options = LineOptions(dialect: .version3)
        for (line, reason) in [
            ("cpu,host=a val= 123", "No fields were provided"), (",a=b f=1", "Invalid measurement was provided"),
            ("m,a=1,a=2 f=1", "Must not contain duplicate tags, but `a` was repeated"),
            ("m f=9223372036854775808i", "Unable to parse integer value `9223372036854775808`"),
            ("m f=1 99999999999999999999", "Unable to parse timestamp value `99999999999999999999`"),
            (
                #"m,a=b\\ f=1"#,
                "Measurements, tag keys and values, and field keys may not end with a backslash"
            ),
        ] {
            let error = DecodedText.error(line, options: options)
            #expect(error?.influx3Reason == reason)
            #expect(error?.text == line && error?.line == 1)
        }
    }

    @Test func theRestOfTheTextGoesOn() {
        let text = "m f=1 1\nm f=x\nm f=2 2\nm,a f=1\n\nm f=\"open\nm f=3 3\n"
        let seen = DecodedText.read(Array(text.utf8))
        let summary = seen.map { one in
            switch one {
            case .point(let point, let line): "\(line) \(point.time?.nanoseconds ?? 0)"
            case .error(let error): "\(error.line):\(error.column) \(error.influxReason) [\(error.text)]"
            }
        }
        #expect(
            summary == [
                "1 1", "2:5 invalid boolean [m f=x]", "3 2", "4:4 missing tag value [m,a f=1]",
                "6:5 unbalanced quotes [m f=\"open]", "7 3",
            ])
    }

    @Test func textsThatAreNotUTF8AreErrorsOfTheConvenientForm() {
        let text: [UInt8] =
            Array("m,a=".utf8) + [0xc3] + Array(" f=1\nm f=1\nm f=\"".utf8) + [0xf0, 0x9f] + Array("\"\n".utf8)
        let seen = DecodedText.read(text)
        #expect(seen.count == 3)
        guard case .error(let first) = seen[0], case .error(let last) = seen[2] else {
            Issue.record("no errors")
            return
        }
        #expect(first.reason == .notUTF8 && first.column == 5 && first.line == 1)
        #expect(last.reason == .notUTF8 && last.column == 6 && last.line == 3)
    }
}
