/// An amount of memory as configs write it: a number and its unit, `512MB`, where a MB is a million bytes.
enum ConfigSize {
    /// The least that is taken: below, the program itself does not fit.
    static let least = 128_000_000

    private static let units: [(name: String, bytes: Int)] = [("MB", 1_000_000), ("GB", 1_000_000_000)]

    /// The bytes of a text; `nil` where it is no amount, or below 128 MB.
    static func bytes(_ text: String) -> Int? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "_") }
        let name = text.dropFirst(digits.count).drop { $0 == " " }
        guard let unit = units.first(where: { $0.name == name }), let number = ConfigValidator.number(String(digits))
        else { return nil }
        let bytes = (number * Double(unit.bytes)).rounded()
        guard bytes >= Double(least), bytes < 0x1p53 else { return nil }
        return Int(bytes)
    }
}
