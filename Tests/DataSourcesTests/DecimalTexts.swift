import Core

/// Texts of decimal numbers that are hard to round, and ordinary ones.
struct DecimalTexts {
    /// What kind of text.
    enum Kind: Int, CaseIterable {
        /// As in files of prices: few digits on both sides of the point.
        case price
        /// At most sixteen characters, the point anywhere.
        case short
        /// Seventeen to nineteen digits, the point anywhere.
        case long
        /// Seventeen digits behind `0.` and at most five zeros.
        case small
        /// The exact middle of two doubles, or one digit beside it.
        case middle
        /// Any double, as the shortest text that gives it: subnormal ones and large exponents among them.
        case shortest
        /// Twenty to twenty-five digits, and mostly an exponent, at times one of thousands.
        case endless
        /// Near the least and the greatest doubles.
        case edge
    }

    var random: RandomStream

    /// Appends one text.
    mutating func append(_ kind: Kind, to text: inout [UInt8]) {
        if random.below(4) == 0 { text.append(UInt8(ascii: "-")) }
        switch kind {
        case .price: append(digits: 1 + random.below(5), fraction: random.below(7), to: &text)
        case .short:
            let digits = 1 + random.below(15)
            append(digits: digits, point: random.below(digits + 1), to: &text)
        case .long:
            let digits = 17 + random.below(3)
            append(digits: digits, point: random.below(digits + 1), to: &text)
        case .small:
            text.append(contentsOf: "0.".utf8)
            for _ in 0..<random.below(6) { text.append(UInt8(ascii: "0")) }
            append(17, to: &text)
        case .middle: appendMiddle(to: &text)
        case .shortest:
            let value = Double(bitPattern: random.next() & 0x7fef_ffff_ffff_ffff)
            text.append(contentsOf: value.description.utf8)
        case .endless:
            let digits = 20 + random.below(6)
            append(digits: digits, point: random.below(digits + 1), to: &text)
            let most = random.below(50) == 0 ? 5_000 : 290
            if random.below(3) > 0 { appendExponent(random.below(2 * most) - most, to: &text) }
        case .edge:
            append(digits: 1 + random.below(24), point: 1, to: &text)
            appendExponent(random.below(2) == 0 ? 300 + random.below(9) : -300 - random.below(30), to: &text)
        }
    }

    private mutating func append(digits: Int, point: Int, to text: inout [UInt8]) {
        // A number begins with a digit, and ends with one, so that the standard library reads it too.
        append(digits: max(1, point), fraction: max(0, digits - max(1, point)), to: &text)
    }

    private mutating func append(digits: Int, fraction: Int, to text: inout [UInt8]) {
        append(digits, to: &text)
        guard fraction > 0 else { return }
        text.append(UInt8(ascii: "."))
        append(fraction, to: &text)
    }

    private mutating func append(_ count: Int, to text: inout [UInt8]) {
        var left = count
        while left > 0 {
            var draw = random.next() >> 1
            for _ in 0..<min(left, 18) {
                text.append(UInt8(48 + draw % 10))
                draw /= 10
            }
            left -= 18
        }
    }

    private func appendExponent(_ exponent: Int, to text: inout [UInt8]) {
        text.append(contentsOf: "e\(exponent)".utf8)
    }

    /// `(2m + 1) / 2^k` for a double `m / 2^(k − 1)` of 53 bits: `(2m + 1)·5^k` with `k` digits behind the point.
    private mutating func appendMiddle(to text: inout [UInt8]) {
        let shift = random.below(5)
        var number = (random.next() >> 11 | 1 << 52) << 1 | 1
        for _ in 0..<shift { number *= 5 }
        let beside = random.below(3)
        var digits = Array(String(beside == 1 ? number - 1 : number).utf8)
        if shift > 0 { digits.insert(UInt8(ascii: "."), at: digits.count - shift) }
        text.append(contentsOf: digits)
        if beside == 2, shift > 0 { text.append(contentsOf: "0000000001".utf8) }
    }
}
