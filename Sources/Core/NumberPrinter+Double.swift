extension NumberPrinter {
    /// Writes any double: whole numbers and plain notation here, exponents and what is not finite by the standard library.
    @usableFromInline
    func writeOther(_ value: Double, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        let magnitude = value.magnitude
        var p = place
        if value.sign == .minus {
            p[0] = UInt8(ascii: "-")
            p += 1
        }
        if magnitude == 0 {
            p[0] = UInt8(ascii: "0")
            return p + 1
        }
        // Whole numbers up to here differ from their neighbours in the last digit before the point.
        if magnitude >= 1e7, magnitude < 0x1p53 {
            let whole = UInt64(magnitude)
            return Double(whole) == magnitude ? write(whole, at: p) : writeLong(magnitude, at: p)
        }
        return NumberPrinter.writeDescription(of: value, at: place)
    }

    /// Writes a positive double below 2⁵³ and of at least 10⁻⁴ that is not whole.
    @usableFromInline
    func writeLong(_ value: Double, at place: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        // The neighbour below a power of two is nearer than the one above: a case of its own, and rare.
        guard value.significandBitPattern != 0 else { return NumberPrinter.writeDescription(of: value, at: place) }
        let (digits, decimals) = digits(of: value)
        // Longer whole parts leave no room for sixteen decimals, of which most are not shown.
        if decimals <= 16, value < 1e8 { return write(UInt64(value), decimals: decimals, of: digits, at: place) }
        // Sixteen or seventeen digits, one byte late, so that the whole ones can move down to make room for the point.
        let p = place + 1
        let (upper, lower) = digits.quotientAndRemainder(dividingBy: 100_000_000)
        let end: UnsafeMutablePointer<UInt8>
        if upper < 100_000_000 {
            NumberPrinter.store(NumberPrinter.eightDigits(upper), at: p)
            end = p + 16
        } else {
            let (first, rest) = upper.quotientAndRemainder(dividingBy: 100_000_000)
            p[0] = UInt8(truncatingIfNeeded: first) &+ 48
            NumberPrinter.store(NumberPrinter.eightDigits(rest), at: p + 1)
            end = p + 17
        }
        NumberPrinter.store(NumberPrinter.eightDigits(lower), at: end - 8)
        let wholeDigits = end - p - decimals
        guard wholeDigits > 0 else { return NumberPrinter.shift(place, count: end - p, zeros: -wholeDigits) }
        for offset in 0..<wholeDigits { place[offset] = p[offset] }
        place[wholeDigits] = UInt8(ascii: ".")
        return NumberPrinter.trimmed(end)
    }

    /// Writes a whole part and the decimals that `digits` has beyond it.
    ///
    /// The whole part is the value's own: were there an integer between a value and its decimal, the decimal would read back
    /// to that.
    @inline(__always)
    private func write(
        _ whole: UInt64, decimals: Int, of digits: UInt64, at place: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        let p = write(whole, at: place)
        let fraction = digits &- whole &* powerOfTen(decimals)
        // Sixteen decimals, of which the last are zeros that are not shown.
        let (upper, lower) = (fraction &* powerOfTen(16 - decimals)).quotientAndRemainder(dividingBy: 100_000_000)
        let (first, last) = (NumberPrinter.eightDigits(upper), NumberPrinter.eightDigits(lower))
        p[0] = UInt8(ascii: ".")
        NumberPrinter.store(first, at: p + 1)
        NumberPrinter.store(last, at: p + 9)
        return last != 0 ? p + 17 - last.leadingZeroBitCount >> 3 : p + 9 - first.leadingZeroBitCount >> 3
    }

    @inline(__always)
    private func powerOfTen(_ exponent: Int) -> UInt64 { powersOfFive[exponent] &<< UInt64(exponent) }

    /// Puts `0.` and zeros before digits that lie one byte after `place`.
    private static func shift(
        _ place: UnsafeMutablePointer<UInt8>, count: Int, zeros: Int
    ) -> UnsafeMutablePointer<UInt8> {
        let first = 2 + zeros
        for offset in stride(from: count - 1, through: 0, by: -1) { place[first + offset] = place[1 + offset] }
        place[0] = UInt8(ascii: "0")
        place[1] = UInt8(ascii: ".")
        for offset in 0..<zeros { place[2 + offset] = UInt8(ascii: "0") }
        return trimmed(place + (first + count))
    }

    /// The end of a fraction without its trailing zeros.
    private static func trimmed(_ end: UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8> {
        var end = end
        while end[-1] == UInt8(ascii: "0") { end -= 1 }
        return end
    }

    /// The decimal of fewest digits that reads back to `value`, of those the nearest.
    ///
    /// With value = c·2^q, all decimals between the middles (4c ± 2)·2^(q−2) read back to it; the middles too where c is
    /// even. Scaled by 10^e, where 10^−e is the greatest power of ten up to 2^q, at least one whole number lies between them,
    /// and at most one multiple of ten. Here 4c·5^e fits 128 bits, so the scaled bounds are exact: a shift to the right,
    /// its lost bits kept as one sticky bit.
    ///
    /// - Parameter value: In `1e-4 ..< 0x1p53`, not whole, no power of two.
    /// - Returns: The decimal's digits, sixteen or seventeen with trailing zeros, and how many of them are decimals.
    /// - Source: Giulietti (2020), "The Schubfach way to render doubles", sections 8 and 9.
    @usableFromInline
    func digits(of value: Double) -> (digits: UInt64, decimals: Int) {
        let c = value.significandBitPattern | 1 &<< 52
        let q = Int(value.exponentBitPattern) - 1_075
        // −⌊q·log10 2⌋ for every q from −70 to −1.
        let decimals = -((q &* 1_233) &>> 12)
        let five = powersOfFive[decimals]
        let shift = UInt64(-(q + decimals))
        let (high, low) = (c &<< 2).multipliedFullWidth(by: five)
        let half = five &<< 1
        let (lowBelow, borrow) = low.subtractingReportingOverflow(half)
        let (lowAbove, carry) = low.addingReportingOverflow(half)
        let middle = NumberPrinter.shiftToOdd(high, low, by: shift)
        let least = NumberPrinter.shiftToOdd(high &- (borrow ? 1 : 0), lowBelow, by: shift) + c & 1
        let most = NumberPrinter.shiftToOdd(high &+ (carry ? 1 : 0), lowAbove, by: shift) - c & 1
        let s = middle &>> 2
        let tens = s / 10 * 10
        let tensFit = least <= tens &<< 2
        let nextTensFit = (tens + 10) &<< 2 <= most
        if tensFit != nextTensFit { return (tensFit ? tens : tens + 10, decimals) }
        let fits = least <= s &<< 2
        let nextFits = (s + 1) &<< 2 <= most
        if fits != nextFits { return (fits ? s : s + 1, decimals) }
        // Both read back: the nearer one, of two as near the even one.
        let twice = (2 * s + 1) &<< 1
        let isBelow = middle < twice || (middle == twice && s & 1 == 0)
        return (isBelow ? s : s + 1, decimals)
    }

    /// A number of 128 bits shifted to the right, its last bit set where a bit was lost.
    ///
    /// - Precondition: `shift` is below 64 and the result fits 64 bits.
    @inline(__always)
    private static func shiftToOdd(_ high: UInt64, _ low: UInt64, by shift: UInt64) -> UInt64 {
        let kept = (high &<< 1) &<< (63 - shift) | low &>> shift
        return low & (1 &<< shift - 1) == 0 ? kept : kept | 1
    }
}
