import Core
public import Simulation

/// What trials of one config are told apart by: the hash that each would have as a run of its own, and the family that
/// they belong to (S72).
public struct ConfigHasher: Sendable {
    /// The canonical config, cut where the values of parameters stand.
    private let pieces: [[UInt8]]
    /// For each cut the place of the parameter that stands there.
    private let slots: [Int]
    /// The pieces before the first cut, hashed.
    private let beginning: SHA256
    private let source = ConfigSource(override: "trial")

    /// The identity of trials that set some parameters of a config.
    ///
    /// - Parameter parameters: The names of the parameters that trials set, as `StudySource.parameters` has them.
    public init(_ configuration: StudyConfiguration, setting parameters: [String]) {
        let section: [String]
        switch configuration.strategy {
        case .rules: section = ["strategy", "rules", "parameters"]
        case .type, .model, .portfolio, .several: section = ["strategy", "parameters"]
        }
        // A text that no config holds marks the place of a value.
        let marks = parameters.indices.map { "\u{E000}\($0)\u{E001}" }
        var root = configuration.identifying
        for (mark, name) in zip(marks, parameters) {
            let scalar = ConfigScalar(
                text: mark, style: .plain, line: 1, column: 1, source: source)
            let value = ConfigValue(content: .text(scalar), place: root.place)
            let path = section + [name]
            let isRule = root[(path + ["default"]).joined(separator: ".")] != nil
            root = root.replacing(value, at: (isRule ? path + ["default"] : path)[...])
        }
        let text = CanonicalYAML.text(of: root)
        var cuts: [(range: Range<String.Index>, slot: Int)] = []
        for (slot, mark) in marks.enumerated() {
            if let range = text.firstRange(of: CanonicalYAML.scalar(mark)) { cuts.append((range, slot)) }
        }
        cuts.sort { $0.range.lowerBound < $1.range.lowerBound }
        var (pieces, start): ([[UInt8]], String.Index) = ([], text.startIndex)
        for cut in cuts {
            pieces.append(Array(text[start..<cut.range.lowerBound].utf8))
            start = cut.range.upperBound
        }
        pieces.append(Array(text[start...].utf8))
        self.pieces = pieces
        slots = cuts.map(\.slot)
        var hash = SHA256()
        hash.update(pieces[0])
        beginning = hash
    }

    /// The hash that a config with these values has: `StudyConfiguration.hash`.
    ///
    /// - Parameter values: A value for each of the parameters, in their order.
    public func hash(setting values: [ParameterValue]) -> String {
        var hash = beginning
        for (slot, piece) in zip(slots, pieces.dropFirst()) {
            let content = ConfigValue.Content(values[slot], source: source, place: SourcePlace(source: "trial"))
            hash.update(CanonicalYAML.inline(ConfigValue(content: content, place: SourcePlace(source: "trial"))))
            hash.update(piece)
        }
        return hash.hexDigest()
    }
}

extension StudyConfiguration {
    /// What decides, without its numbers: all trials that share it, and the instruments, are of one family (S72).
    ///
    /// Of rules it is the tree of expressions, with `#` for every number and parameter; of a strategy in Swift its name; of
    /// a model its section without parameters and numbers; of several the texts of all.
    public var familyText: String {
        var root = identifying
        root.content = .section(
            root.entries.filter { ["strategy", "strategies", "portfolio"].contains($0.key.text) })
        return StudyConfiguration.withoutNumbers(CanonicalYAML.text(of: root.withoutParameters))
    }

    /// A text with `#` for each number and each `$name`; digits inside names stay.
    private static func withoutNumbers(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var place = 0
        func isDigit(_ place: Int) -> Bool { place < bytes.count && bytes[place] >= 48 && bytes[place] <= 57 }
        func isInName(_ place: Int) -> Bool {
            guard place < bytes.count else { return false }
            let letter = bytes[place] | 0x20
            return letter >= 97 && letter <= 122 || bytes[place] == UInt8(ascii: "_") || isDigit(place)
                || bytes[place] >= 128
        }
        while place < bytes.count {
            let start = place
            if bytes[place] == UInt8(ascii: "$") {
                place += 1
                while isInName(place) { place += 1 }
                kept.append(UInt8(ascii: "#"))
            } else if isDigit(place) || bytes[place] == UInt8(ascii: ".") && isDigit(place + 1) {
                // What follows the digits of a number is its point, its exponent and their digits.
                while isInName(place) || place < bytes.count && bytes[place] == UInt8(ascii: ".") { place += 1 }
                let isExponent = bytes[place - 1] | 0x20 == UInt8(ascii: "e")
                if isExponent, place < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[place]),
                    isDigit(place + 1)
                {
                    place += 1
                    while isDigit(place) { place += 1 }
                }
                kept.append(UInt8(ascii: "#"))
            } else if isInName(place) {
                while isInName(place) { place += 1 }
                kept += bytes[start..<place]
            } else {
                kept.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
    }
}

extension ConfigValue {
    /// The same tree with another value at a path; where the path leads nowhere, the same tree.
    func replacing(_ value: ConfigValue, at path: ArraySlice<String>) -> ConfigValue {
        guard let name = path.first else { return value }
        guard case .section(var keys) = content, let place = keys.firstIndex(where: { $0.key.text == name }) else {
            return self
        }
        keys[place].value = keys[place].value.replacing(value, at: path.dropFirst())
        var changed = self
        changed.content = .section(keys)
        return changed
    }

    /// The same tree without any section `parameters`.
    fileprivate var withoutParameters: ConfigValue {
        var changed = self
        switch content {
        case .section(let keys):
            changed.content = .section(
                keys.filter { $0.key.text != "parameters" }.map {
                    .init(key: $0.key, value: $0.value.withoutParameters)
                })
        case .list(let elements): changed.content = .list(elements.map(\.withoutParameters))
        default: break
        }
        return changed
    }
}

extension ConfigValue.Content {
    /// A parameter's value as a config holds it.
    init(_ value: ParameterValue, source: ConfigSource, place: SourcePlace) {
        switch value {
        case .integer(let whole): self = .whole(whole)
        case .number(let number): self = .number(number)
        case .boolean(let flag): self = .flag(flag)
        case .choice(let word), .text(let word):
            self = .text(ConfigScalar(text: word, style: .plain, line: 1, column: 1, source: source))
        case .numbers(let numbers): self = .list(numbers.map { ConfigValue(content: .number($0), place: place) })
        }
    }
}
