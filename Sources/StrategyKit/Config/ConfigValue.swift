import Core

/// A validated value of a config with its place; defaults are filled in.
struct ConfigValue: Sendable {
    /// A key of a section with its value.
    struct Entry: Sendable {
        var key: ConfigScalar
        var value: ConfigValue
    }

    /// What it is.
    enum Content: Sendable {
        case text(ConfigScalar)
        case rule(ConfigScalar)
        case number(Double)
        case whole(Int)
        case flag(Bool)
        case moment(ConfigMoment)
        case list([ConfigValue])
        case section([Entry])
    }

    var content: Content
    var place: SourcePlace

    /// The value at a dotted path below this one.
    subscript(path: String) -> ConfigValue? {
        var value = self
        for name in path.split(separator: ".") {
            guard case .section(let entries) = value.content,
                let entry = entries.first(where: { $0.key.text == name })
            else { return nil }
            value = entry.value
        }
        return value
    }

    /// The keys with their values, in order; none where it is no section.
    var entries: [Entry] {
        if case .section(let entries) = content { entries } else { [] }
    }

    /// The elements; none where it is no list.
    var elements: [ConfigValue] {
        if case .list(let elements) = content { elements } else { [] }
    }

    /// The text with its places, where it is one.
    var scalar: ConfigScalar? {
        switch content {
        case .text(let scalar), .rule(let scalar): scalar
        default: nil
        }
    }

    /// The text, where it is one.
    var text: String? { scalar?.text }

    /// The number, where it is one.
    var number: Double? {
        switch content {
        case .number(let number): number
        case .whole(let whole): Double(whole)
        default: nil
        }
    }

    /// The whole number, where it is one.
    var whole: Int? {
        if case .whole(let whole) = content { whole } else { nil }
    }

    /// The flag, where it is one.
    var flag: Bool? {
        if case .flag(let flag) = content { flag } else { nil }
    }

    /// What was found, for messages.
    var found: String {
        switch content {
        case .text(let text), .rule(let text): "the text '\(text.text)'"
        case .number(let number): "the number \(number.shortestText)"
        case .whole(let whole): "the number \(whole)"
        case .flag(let flag): flag ? "true" : "false"
        case .moment(let moment): "\(moment)"
        case .list: "a list"
        case .section: "a section of keys"
        }
    }

    /// The moment, where it is one.
    var moment: ConfigMoment? {
        if case .moment(let moment) = content { moment } else { nil }
    }
}

extension ConfigValue {
    /// The same section without a key of one of its sections.
    func removing(_ key: String, from section: String) -> ConfigValue {
        guard case .section(var entries) = content, let place = entries.firstIndex(where: { $0.key.text == section }),
            case .section(var keys) = entries[place].value.content
        else { return self }
        keys.removeAll { $0.key.text == key }
        entries[place].value.content = .section(keys)
        var value = self
        value.content = .section(entries)
        return value
    }
}
