import Core

/// Holds nodes against the declarations of keys, fills in defaults, and collects what is wrong.
struct ConfigValidator {
    /// The declarations by path.
    private let keys: [String: ConfigKey]
    /// The declarations below each path, in order.
    private let children: [String: [ConfigKey]]
    /// What was found wrong so far.
    private(set) var problems: [ConfigError.Problem] = []

    /// A validator for some declarations.
    init(keys all: [ConfigKey]) {
        keys = Dictionary(all.map { ($0.path, $0) }) { first, _ in first }
        var children: [String: [ConfigKey]] = [:]
        for key in all {
            let parts = key.path.split(separator: ".")
            children[parts.dropLast().joined(separator: "."), default: []].append(key)
        }
        self.children = children
    }

    /// Notes something wrong.
    mutating func report(_ place: SourcePlace, _ message: String) {
        problems.append(.init(place, message))
    }

    /// Does some checks whose messages name a key by another path than the one that it has here.
    mutating func renaming(_ path: String, to other: String, _ check: (inout ConfigValidator) -> Void) {
        let before = problems.count
        check(&self)
        for index in before..<problems.count {
            problems[index].message = problems[index].message.replacing(path, with: other)
        }
    }

    /// The root section, with defaults filled in.
    mutating func root(_ node: ConfigNode) -> ConfigValue {
        guard case .section(let entries) = node.content else {
            report(node.place, "a config is a section of keys; found \(node.found)")
            return ConfigValue(content: .section([]), place: node.place)
        }
        return section(entries, place: node.place, path: "", shown: "")
    }

    private mutating func section(_ entries: [ConfigNode.Entry], place: SourcePlace, path: String, shown: String)
        -> ConfigValue
    {
        let declared = children[path] ?? []
        let whole = shown.isEmpty ? "a config" : "'\(shown)'"
        for entry in entries where !declared.contains(where: { $0.name == entry.key.text }) {
            let names = declared.map(\.name)
            let nearest = separator(for: entry.key.text, among: names)
            let isPiece = entry.key.text.contains { "()$<>=*".contains($0) }
            if isPiece || entry.value.isNull && ConfigValidator.number(entry.key.text) != nil {
                report(
                    entry.key.place,
                    "'\(entry.key.text)' is no key; an expression with commas inside { } is written in quotes")
                continue
            }
            report(
                entry.key.place,
                "unknown key '\(entry.key.text)' in \(whole)\(nearest) allowed: "
                    + names.joined(separator: ", "))
        }
        var resolved: [ConfigValue.Entry] = []
        for key in declared {
            let name = shown.isEmpty ? key.name : "\(shown).\(key.name)"
            if let entry = entries.first(where: { $0.key.text == key.name }) {
                if let value = value(entry.value, kind: key.kind, key: key, shown: name) {
                    resolved.append(.init(key: entry.key, value: value))
                }
            } else if key.isRequired {
                report(place, "\(whole) needs the key '\(key.name)': \(key.kind.allowed)")
            } else if let text = key.defaultText,
                let value = defaultValue(text, key: key, shown: name)
            {
                resolved.append(.init(key: defaultScalar(key.name, place: place), value: value))
            }
        }
        return ConfigValue(content: .section(resolved), place: place)
    }

    private func defaultScalar(_ text: String, place: SourcePlace) -> ConfigScalar {
        ConfigScalar(text: text, style: .plain, line: 1, column: 1, source: ConfigSource(override: place.description))
    }

    private mutating func defaultValue(_ text: String, key: ConfigKey, shown: String) -> ConfigValue? {
        do {
            guard let node = try YAMLReader.read(text, source: ConfigSource(override: "default of \(key.path)")) else {
                return nil
            }
            return value(node, kind: key.kind, key: key, shown: shown)
        } catch {
            problems += error.problems
            return nil
        }
    }

    /// The value of a node as a kind, or `nil` after reporting why not.
    private mutating func value(_ node: ConfigNode, kind: ConfigKey.Kind, key: ConfigKey, shown: String) -> ConfigValue?
    {
        if case .section = kind {
            switch node.content {
            case .section(let entries):
                return section(entries, place: node.place, path: key.path, shown: shown)
            case .scalar where node.isNull:
                return section([], place: node.place, path: key.path, shown: shown)
            case .scalar(let scalar) where key.shorthand != nil:
                var name = scalar
                name.text = key.shorthand ?? ""
                return section([.init(key: name, value: node)], place: node.place, path: key.path, shown: shown)
            default: break
            }
        }
        switch (kind, node.content) {
        case (.either(let kinds), _):
            for kind in kinds {
                switch (kind, node.content) {
                // What is wrong inside is said there.
                case (.section, .section), (.list, .list): return value(node, kind: kind, key: key, shown: shown)
                default: break
                }
            }
            for kind in kinds {
                var attempt = self
                if let value = attempt.value(node, kind: kind, key: key, shown: shown) { return value }
            }
            var near: [String] = []
            if case .choice(let choices)? = kinds.first { near = choices.map(\.word) }
            return refuse(node, kind, shown, near: near, word: node.scalar?.text ?? "", key: key)
        case (.names, .section(let entries)):
            return names(entries, place: node.place, key: key, shown: shown)
        case (.names, .scalar) where node.isNull:
            return ConfigValue(content: .section([]), place: node.place)
        case (.list(let element, let least), .list(let nodes)):
            return list(nodes, of: element, least: least, node: node, key: key, shown: shown)
        case (_, .scalar(let scalar)) where !node.isNull:
            if let content = content(of: scalar, kind: kind) { return ConfigValue(content: content, place: node.place) }
            if case .choice(let choices) = kind {
                return choice(node, scalar.text, of: choices, kind: kind, shown: shown)
            }
        default: break
        }
        return refuse(node, kind, shown)
    }

    private mutating func choice(
        _ node: ConfigNode, _ word: String, of choices: [ConfigKey.Choice], kind: ConfigKey.Kind, shown: String
    ) -> ConfigValue? {
        return refuse(node, kind, shown, near: choices.map(\.word), word: word)
    }

    private mutating func refuse(
        _ node: ConfigNode, _ kind: ConfigKey.Kind, _ shown: String, near: [String] = [], word: String = "",
        key: ConfigKey? = nil
    ) -> ConfigValue? {
        var allowed = kind.allowed
        if let key, case .either = kind, let below = children[key.path] {
            allowed = allowed.replacing(
                "a section of keys", with: "{ \(below.map(\.name).joined(separator: ", ")): … }")
        }
        report(
            node.place, "'\(shown)' must be \(allowed); found \(node.found)\(suggestion(for: word, among: near))")
        return nil
    }

    private mutating func names(_ entries: [ConfigNode.Entry], place: SourcePlace, key: ConfigKey, shown: String)
        -> ConfigValue?
    {
        guard let child = keys[key.path + ".*"] else { return nil }
        var resolved: [ConfigValue.Entry] = []
        for entry in entries {
            let name = "\(shown).\(entry.key.text)"
            if entry.key.text.isEmpty { report(entry.key.place, "a name in '\(shown)' is empty") }
            if let value = value(entry.value, kind: child.kind, key: child, shown: name) {
                resolved.append(.init(key: entry.key, value: value))
            }
        }
        // The user's order carries no meaning, so it does not change the resolved config.
        resolved.sort { $0.key.text.utf8.lexicographicallyPrecedes($1.key.text.utf8) }
        return ConfigValue(content: .section(resolved), place: place)
    }

    private mutating func list(
        _ nodes: [ConfigNode], of kind: ConfigKey.Kind, least: Int, node: ConfigNode, key: ConfigKey, shown: String
    ) -> ConfigValue? {
        guard nodes.count >= least else {
            report(
                node.place, "'\(shown)' must hold at least \(least) value\(least == 1 ? "" : "s"); found \(nodes.count)"
            )
            return nil
        }
        var values: [ConfigValue] = []
        for (index, node) in nodes.enumerated() {
            if let value = value(node, kind: kind, key: key, shown: "\(shown)[\(index)]") { values.append(value) }
        }
        return values.count == nodes.count ? ConfigValue(content: .list(values), place: node.place) : nil
    }

    /// The content of a scalar as a kind, or `nil` where it does not fit.
    private func content(of scalar: ConfigScalar, kind: ConfigKey.Kind) -> ConfigValue.Content? {
        let isPlain = scalar.style == .plain
        switch kind {
        case .text: return scalar.text.isEmpty ? nil : .text(scalar)
        case .rule: return scalar.text.isEmpty ? nil : .rule(scalar)
        case .flag: return isPlain ? ConfigValidator.flag(scalar.text).map { .flag($0) } : nil
        case .number(let bounds):
            guard isPlain, let number = ConfigValidator.number(scalar.text), bounds.contains(number) else { return nil }
            return .number(number)
        case .whole(let bounds):
            guard isPlain, let number = ConfigValidator.number(scalar.text), bounds.contains(number),
                let whole = Int(exactly: number)
            else { return nil }
            return .whole(whole)
        case .choice(let choices):
            return choices.contains { $0.word == scalar.text } ? .text(scalar) : nil
        case .duration: return ConfigDuration.nanoseconds(scalar.text).map { _ in .text(scalar) }
        case .period: return PeriodLength(scalar.text).map { _ in .text(scalar) }
        case .size: return ConfigSize.bytes(scalar.text).map { _ in .text(scalar) }
        case .moment: return ConfigMoment(scalar.text).map { .moment($0) }
        case .anyScalar:
            guard isPlain else { return .text(scalar) }
            if let flag = ConfigValidator.flag(scalar.text) { return .flag(flag) }
            return ConfigValidator.number(scalar.text).map { .number($0) } ?? .text(scalar)
        case .list, .section, .names, .either: return nil
        }
    }

    /// `true` or `false`; `nil` for anything else.
    static func flag(_ text: String) -> Bool? {
        switch text {
        case "true": true
        case "false": false
        default: nil
        }
    }

    /// A finite number in decimal digits, where `_` may part them: `100_000`, `-0.5`, `1e-3`; `nil` for anything else.
    static func number(_ text: String) -> Double? {
        let bytes = text.utf8
        guard bytes.allSatisfy({ $0 >= 48 && $0 <= 57 || "+-.eE_".utf8.contains($0) }),
            let first = bytes.first, first != UInt8(ascii: "_"), first != UInt8(ascii: "e"), first != UInt8(ascii: "E"),
            let number = Double(text.filter { $0 != "_" }), number.isFinite
        else { return nil }
        return number
    }
}
