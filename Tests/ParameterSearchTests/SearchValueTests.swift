import Core
import ParameterSearch
import Testing

@Suite struct SearchValueTests {
    @Test func textsAreReadAsYAMLReadsThem() {
        let rows: [(String, SearchValue)] = [
            ("10", .whole(10)), ("-3", .whole(-3)), ("+7", .whole(7)), ("100_000", .whole(100_000)), ("0", .whole(0)),
            ("1.5", .number(1.5)), ("1e-4", .number(1e-4)), (".5", .number(0.5)), ("2.", .number(2)),
            (" 0.1 ", .number(0.1)), ("0.25", .number(0.25)), ("1_000.5", .number(1000.5)),
            ("long", .word("long")), ("true", .word("true")), ("[1, 2]", .word("[1, 2]")), ("'10'", .word("'10'")),
            ("010", .word("010")), ("0x10", .word("0x10")), (".nan", .word(".nan")), ("1e", .word("1e")),
            ("1e999", .word("1e999")), ("-", .word("-")), ("", .word("")), ("_1", .word("_1")),
            ("99999999999999999999", .word("99999999999999999999")),
        ]
        for (text, value) in rows { #expect(SearchValue(yaml: text) == value, "\(text)") }
    }

    @Test func everyTextReadsBackToTheSameValue() {
        for value in [.whole(-5), .number(2), .number(1e-7), .number(1e22), .number(0.1), .word("a b")] as [SearchValue]
        {
            #expect(SearchValue(yaml: value.text) == value, "\(value.text)")
        }
        #expect(SearchValue.number(2).text == "2.0")
        let seed = UInt64.random(in: 0 ... .max)
        var stream = RandomStream(seed: seed, name: "values")
        for _ in 0..<20_000 {
            let number = Double(bitPattern: stream.next())
            guard number.isFinite else { continue }
            #expect(SearchValue(yaml: SearchValue.number(number).text) == .number(number), "seed \(seed): \(number)")
        }
    }
}
