import Core

extension StampParser.Form {
    /// The form of a file's first date or time; `nil` where it has none of the known ones.
    ///
    /// - Parameter monthFirst: How `01/02/2006` is meant; only asked where the form is such.
    static func detect(_ text: String, monthFirst: () throws(DataError) -> Bool) throws(DataError) -> Self? {
        let bytes = Array(text.utf8)
        func areDigits(_ range: Range<Int>) -> Bool {
            range.upperBound <= bytes.count && bytes[range].allSatisfy { $0 &- 48 < 10 }
        }
        let dash = UInt8(ascii: "-")
        let slash = UInt8(ascii: "/")
        if bytes.count >= 10, areDigits(0..<4), bytes[4] == dash || bytes[4] == slash { return .iso }
        if bytes.count >= 8, !areDigits(0..<4), bytes[..<3].contains(slash) {
            return .slash(monthFirst: try monthFirst())
        }
        let digits = bytes.prefix { $0 &- 48 < 10 }.count
        let rest = digits < bytes.count ? bytes[digits] : 0
        if digits == 8, isCompact(bytes, digits), rest != UInt8(ascii: ".") { return .compact }
        if digits == 12 || digits == 14, rest == 0, isCompact(bytes, digits) { return .compact }
        let isNegative = bytes.first == dash
        let number = isNegative ? bytes.dropFirst() : bytes[...]
        let whole = number.prefix { $0 &- 48 < 10 }
        let fraction = number.dropFirst(whole.count)
        guard !whole.isEmpty, whole.count <= 19,
            fraction.isEmpty
                || (fraction.first == UInt8(ascii: ".") && fraction.dropFirst().allSatisfy { $0 &- 48 < 10 }),
            let value = Int64(String(decoding: whole, as: UTF8.self))
        else { return nil }
        return .epoch(nanoseconds: StampParser.unit(ofEpoch: value))
    }

    /// Whether digits read as year, month, day and perhaps a time of this or the last century.
    private static func isCompact(_ bytes: [UInt8], _ digits: Int) -> Bool {
        func number(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 48) } }
        guard (1_900...2_100).contains(number(0..<4)),
            CivilDate(checkedYear: number(0..<4), month: number(4..<6), day: number(6..<8)) != nil
        else { return false }
        return digits < 12 || (number(8..<10) < 24 && number(10..<12) < 60)
    }
}
