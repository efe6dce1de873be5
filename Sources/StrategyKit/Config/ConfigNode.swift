/// A node of a config with its place: what YAML is read into, before any key is known.
struct ConfigNode: Sendable {
    /// A key of a section with its value.
    struct Entry: Sendable {
        var key: ConfigScalar
        var value: ConfigNode
    }

    /// What a node holds.
    enum Content: Sendable {
        case scalar(ConfigScalar)
        case list([ConfigNode])
        case section([Entry])
    }

    var content: Content
    var place: SourcePlace

    /// The scalar, where it is one.
    var scalar: ConfigScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// The entries, where it is a section.
    var entries: [Entry]? {
        if case .section(let entries) = content { entries } else { nil }
    }

    /// Whether it is a scalar that stands for no value: nothing, `~` or `null` without quotes.
    var isNull: Bool {
        guard let scalar, scalar.style == .plain else { return false }
        return scalar.text.isEmpty || scalar.text == "~" || scalar.text == "null"
    }

    /// The value of a key, where it is a section that has it.
    subscript(key: String) -> ConfigNode? {
        entries?.first { $0.key.text == key }?.value
    }

    /// What was found, for messages: `the text 'lots'`, `a list`.
    var found: String {
        switch content {
        case .list: "a list"
        case .section: "a section of keys"
        case .scalar(let scalar):
            if isNull {
                "no value"
            } else if scalar.style == .plain, Double(scalar.text.filter { $0 != "_" }) != nil {
                "the number \(scalar.text)"
            } else {
                "the text '\(scalar.text.count > 60 ? scalar.text.prefix(60) + "…" : scalar.text)'"
            }
        }
    }
}
