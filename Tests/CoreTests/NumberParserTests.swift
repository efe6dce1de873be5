import Core
import Testing

@Suite struct NumberParserTests {
    /// Reads a text the way rows are read: quickly, else slowly.
    static func read(_ text: String) -> NumberParser.Outcome {
        let bytes = Array(text.utf8) + [10]
        return bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return .missing }
            var place = base
            var value = 0.0
            let parser = NumberParser()
            if parser.quickly(&place, delimiter: UInt8(ascii: ","), into: &value) { return .value(value) }
            return parser.slowly(UnsafeBufferPointer(start: base, count: bytes.count - 1))
        }
    }

    @Test func everyNumberIsReadToTheNearestDouble() throws {
        let seed: UInt64 = 20_260_101
        var random = RandomStream(seed: seed, name: "numbers")
        for draw in 0..<60_000 {
            var text = random.below(2) == 0 ? "" : "-"
            for _ in 0...random.below(draw % 3 == 0 ? 25 : 8) { text += String(random.below(10)) }
            if random.below(3) > 0 {
                text += "."
                for _ in 0..<random.below(draw % 3 == 0 ? 25 : 8) { text += String(random.below(10)) }
            }
            if random.below(5) == 0 { text += "e\(random.below(640) - 320)" }
            // A trailing point is no number to the standard library, but it is to us.
            let plain = text.hasSuffix(".") ? text + "0" : text
            let expected = try #require(Double(plain.replacing(".e", with: ".0e")), "seed \(seed), draw \(draw)")
            let outcome = Self.read(text)
            let wanted = expected.isInfinite ? NumberParser.Outcome.beyondRange : .value(expected)
            #expect(outcome == wanted, "seed \(seed), draw \(draw): \(text)")
        }
    }

    @Test func doublesReadBackFromTheirShortestText() {
        let seed: UInt64 = 7
        var random = RandomStream(seed: seed, name: "bits")
        for draw in 0..<60_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(Self.read(value.shortestText) == .value(value), "seed \(seed), draw \(draw): \(value)")
        }
    }

    @Test func pricesWithAllTheirDigitsAreReadToTheNearestDouble() throws {
        let seed: UInt64 = 11
        var random = RandomStream(seed: seed, name: "prices")
        for draw in 0..<60_000 {
            // Sixteen to nineteen digits, a point somewhere among them; every third lies near the middle of two doubles.
            var digits = String(random.next() >> UInt64(random.below(11)))
            if draw % 3 == 0 {
                let middle = (random.next() >> 10 | 1) << UInt64(random.below(10))
                digits = String(middle &+ UInt64(random.below(3)) &- 1)
            }
            digits = String(digits.prefix(19))
            let point = 1 + random.below(digits.count)
            let text = digits.prefix(point) + "." + digits.dropFirst(point) + "0"
            let expected = try #require(Double(text), "seed \(seed), draw \(draw): \(text)")
            #expect(Self.read(String(text)) == .value(expected), "seed \(seed), draw \(draw): \(text)")
        }
    }

    @Test func hardCasesOfRounding() {
        for (text, value) in [
            ("9007199254740993", 9007199254740992.0), ("9007199254740992", 9007199254740992.0),
            ("144.92999267578125", 144.92999267578125), ("0.1", 0.1), ("1e23", 1e23), ("8.5e-7", 8.5e-7),
            ("2.2250738585072011e-308", Double.leastNormalMagnitude.nextDown), ("5e-324", Double.leastNonzeroMagnitude),
            ("1e-400", 0),
            ("00000000000000000000001.5", 1.5), ("+3", 3), (" 4 ", 4), ("1E5", 1e5), (".5", 0.5), ("5.", 5),
        ] {
            #expect(Self.read(text) == .value(value), "\(text)")
        }
        #expect(Self.read("-0") == .value(0))
    }

    @Test func wordsForNothingAreMissingAndAllElseIsInvalid() {
        for text in ["", " ", ".", "-", "nan", "NaN", "NA", "n/a", "null", "None", "#N/A"] {
            #expect(Self.read(text) == .missing, "\(text)")
        }
        for text in ["abc", "1;5", "1 5", "0x10", "1e", "1e+", "--1", "1-", "inf", "-infinity", "1_000", "$5", "5%"] {
            #expect(Self.read(text) == .invalid, "\(text)")
        }
    }
}
