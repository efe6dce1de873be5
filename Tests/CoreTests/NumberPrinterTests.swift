import Core
import Testing

@Suite struct NumberPrinterTests {
    /// The standard library's digits without a needless `.0`: what every text must be.
    static func expected(_ value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func text(_ value: Double) -> String {
        var bytes: [UInt8] = []
        NumberPrinter().append(value, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Compares a run of numbers and names the first that differs.
    static func compare(_ name: String, seed: UInt64, count: Int, _ draw: (inout RandomStream) -> Double) {
        var random = RandomStream(seed: seed, name: name)
        for index in 0..<count {
            let value = draw(&random)
            let text = text(value)
            if text != expected(value) {
                Issue.record("\(name), seed \(seed), draw \(index): \(text) for \(value)")
                return
            }
        }
    }

    @Test func pricesWithFewDecimalsAreTheirDecimals() {
        for decimals in 0...10 {
            var power = 1.0
            for _ in 0..<decimals { power *= 10 }
            Self.compare("few \(decimals)", seed: 41, count: 40_000) { random in
                let digits = Double(random.next() >> UInt64(11 + random.below(50)))
                return (random.below(2) == 0 ? 1 : -1) * digits / power
            }
        }
    }

    @Test func productsOfPricesHaveAllTheirDigits() {
        Self.compare("products", seed: 42, count: 300_000) { random in
            100 * (0.5 + random.uniform()) * (1 + random.uniform())
        }
        Self.compare("ranges", seed: 43, count: 300_000) { random in
            let bits = random.next()
            // Exponents from 2⁻¹⁶ to 2⁵⁵: all of plain notation and some beyond on either side.
            return Double(bitPattern: bits >> 12 | UInt64(1_023 - 16 + random.below(72)) << 52)
        }
    }

    @Test func anyBitsArePrintedLikeTheStandardLibraryDoes() {
        Self.compare("bits", seed: 44, count: 200_000) { Double(bitPattern: $0.next()) }
    }

    @Test func neighboursOfShortDecimalsAndOfPowersOfTwoDiffer() {
        Self.compare("neighbours", seed: 45, count: 100_000) { random in
            let value = Double(random.below(1_000_000_000)) / 100_000
            return random.below(2) == 0 ? value.nextUp : value.nextDown
        }
        for exponent in -80...80 {
            let power = Double(sign: .plus, exponent: exponent, significand: 1)
            for value in [power, power.nextUp, power.nextDown, -power] {
                #expect(Self.text(value) == Self.expected(value), "2^\(exponent)")
            }
        }
        for exponent in -8...18 {
            guard let power = Double("1e\(exponent)") else { continue }
            for value in [power, power.nextUp, power.nextDown, power - 1, power + 1] {
                #expect(Self.text(value) == Self.expected(value), "10^\(exponent)")
            }
        }
    }

    @Test func whatIsNotAnOrdinaryNumberHasItsText() {
        for (value, text) in [
            (0.0, "0"), (-0.0, "-0"), (.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf"),
            (.leastNonzeroMagnitude, "5e-324"),
            (1e-5, "1e-05"), (1e-4, "0.0001"), (0.00012345678901234567, "0.00012345678901234567"), (1e16, "1e+16"),
            (9007199254740991, "9007199254740991"), (9007199254740992, "9007199254740992"), (1e15, "1000000000000000"),
            (-12.5, "-12.5"), (1.7976931348623157e308, "1.7976931348623157e+308"), (0.1 + 0.2, "0.30000000000000004"),
        ] {
            #expect(Self.text(value) == text)
            #expect(value.shortestText == text)
        }
    }

    @Test func integersAreExact() {
        let seed: UInt64 = 46
        var random = RandomStream(seed: seed, name: "integers")
        func check(_ bits: UInt64) {
            var bytes: [UInt8] = []
            let printer = NumberPrinter()
            printer.append(bits, to: &bytes)
            bytes.append(32)
            printer.append(Int64(bitPattern: bits), to: &bytes)
            #expect(String(decoding: bytes, as: UTF8.self) == "\(bits) \(Int64(bitPattern: bits))", "seed \(seed)")
        }
        for bits: UInt64 in [0, 9, 10, 99_999_999, 100_000_000, .max, 1 << 63, (1 << 63) - 1] { check(bits) }
        for _ in 0..<20_000 { check(random.next() >> UInt64(random.below(64))) }
    }
}
