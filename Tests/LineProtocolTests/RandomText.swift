import Core
import LineProtocol

/// Random texts and points, dense in what line protocol treats in its own way.
enum RandomText {
    static let special = Array(" ,=\\\"\n\r\t#iuteE+-.0123456789TF".utf8)

    static func byte(_ random: inout RandomStream) -> UInt8 {
        random.below(4) == 0 ? UInt8(truncatingIfNeeded: random.next()) : special[random.below(special.count)]
    }

    /// A text of up to `most` characters, among them escapes, quotes, controls and emoji.
    static func text(_ random: inout RandomStream, most: Int, breaks: Bool) -> String {
        let letters: [Character] = [
            "a", "b", "Z", "0", "7", " ", ",", "=", "\\", "\"", "#", "\u{b}", "é", "ß", "🍭", "\u{7f}", "'", "/", "i",
            "-",
        ]
        var text = ""
        for _ in 0..<random.below(most + 1) {
            if breaks, random.below(8) == 0 {
                text += ["\n", "\r", "\r\n", "\t", "\0"][random.below(5)]
            } else {
                text.append(letters[random.below(letters.count)])
            }
        }
        return text
    }

    /// A name that line protocol can hold.
    static func name(_ random: inout RandomStream, _ dialect: LineDialect) -> String {
        var name = text(&random, most: 6, breaks: false)
        if dialect == .version1And2 {
            // No backslash before what needs one itself.
            for special in [" ", ",", "=", "\""] {
                while name.contains("\\" + special) { name = name.replacing("\\" + special, with: special) }
            }
        }
        while name.hasSuffix("\\") { name.removeLast() }
        return name.isEmpty || name.hasPrefix("#") || name == "time" ? "n" + name : name
    }

    static func value(_ random: inout RandomStream) -> FieldValue {
        switch random.below(6) {
        case 0:
            let number = Double(bitPattern: random.next())
            return .float(number.isFinite ? number : -0.0)
        case 1: return .float(Double(random.below(1_000_000)) / 100)
        case 2: return .integer(Int64(bitPattern: random.next() >> UInt64(random.below(64))))
        case 3: return .unsigned(random.next() >> UInt64(random.below(64)))
        case 4: return .boolean(random.below(2) == 0)
        default: return .string(text(&random, most: 12, breaks: true))
        }
    }

    /// A point of distinct keys; its tags are sorted as the encoder sorts them.
    static func point(_ random: inout RandomStream, precision: TimePrecision, dialect: LineDialect) -> Point {
        var tags: [String: String] = [:]
        for _ in 0..<random.below(4) { tags[name(&random, dialect)] = name(&random, dialect) }
        var fields: [Point.Field] = []
        for _ in 0...random.below(5) {
            let key = name(&random, dialect)
            if !fields.contains(where: { $0.key == key }) { fields.append(.init(key, value(&random))) }
        }
        let units = Int64(bitPattern: random.next()) / precision.nanoseconds / 2
        return Point(
            name(&random, dialect),
            tags: tags.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
                Point.Tag($0.key, $0.value)
            },
            fields: fields,
            time: random.below(5) == 0 ? nil : Timestamp(nanoseconds: units * precision.nanoseconds))
    }
}
