/// One `--set key=value` of the command line: a value laid over a config before it is validated.
public struct ConfigOverride: Hashable, Sendable {
    /// The dotted key: `broker.cash`, or for a parameter its name alone: `fast`.
    public var key: String
    /// The value as YAML: `20`, `[5, 100]`, `{ percent_of_equity: 50 }`; `~` takes the key out.
    public var value: String

    /// An override of a key.
    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }

    /// Reads `key=value`.
    public init(_ text: String) throws(ConfigError) {
        guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
            throw .unreadable(
                .init(SourcePlace(source: "--set \(text)"), "an override is key=value, such as broker.cash=50000"))
        }
        self.init(key: String(text[..<equals]), value: String(text[text.index(after: equals)...]))
    }

    /// As given on the command line, for messages.
    var name: String { "--set \(key)=\(value)" }

    /// Lays the value over a config.
    func apply(to root: inout ConfigNode) throws(ConfigError) {
        let source = ConfigSource(override: name)
        let place = SourcePlace(source: name)
        let value: ConfigNode
        do {
            value =
                try YAMLReader.read(self.value, source: source)
                ?? ConfigNode(
                    content: .scalar(ConfigScalar(text: "", style: .plain, line: 1, column: 1, source: source)),
                    place: place)
        } catch {
            // An expression such as `close > 1: 2` or `*` is no YAML; as a text it still gets a useful message later.
            throw error
        }
        let path = try path(in: root, place: place)
        guard path.allSatisfy({ !$0.isEmpty }), path.count <= YAMLReader.greatestDepth else {
            throw .invalid([.init(place, "'\(key)' is no dotted key such as broker.cash")])
        }
        guard case .section = root.content else { return }
        try ConfigOverride.set(value, at: path[...], above: "", in: &root, source: source, place: place)
    }

    /// The full path: a name without dots that is no key of the top is a parameter of the strategy.
    private func path(in root: ConfigNode, place: SourcePlace) throws(ConfigError) -> [String] {
        let parts = key.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        let top = ConfigKeys.all.map(\.path).filter { !$0.contains(".") }
        guard parts.count == 1, !top.contains(key) else { return parts }
        if case .list(let members)? = root["strategies"]?.content {
            return try path(ofParameterIn: members, place: place)
        }
        let parameters = root["strategy"]?["rules"]?["parameters"]?.entries?.map(\.key.text)
        if let parameters {
            guard parameters.contains(key) else {
                throw .invalid([
                    .init(
                        place,
                        "unknown key '\(key)'\(separator(for: key, among: parameters + top)) parameters of the rules: "
                            + parameters.joined(separator: ", "))
                ])
            }
            return ["strategy", "rules", "parameters", key]
        }
        if root["strategy"]?["model"] != nil { return ["strategy", "model", "parameters", key] }
        return root["strategy"]?["type"] == nil ? parts : ["strategy", "parameters", key]
    }

    /// The path of a parameter that exactly one of several strategies has.
    private func path(ofParameterIn members: [ConfigNode], place: SourcePlace) throws(ConfigError) -> [String] {
        let found = members.enumerated().compactMap { index, member -> (name: String, path: [String])? in
            let name = member["name"]?.scalar?.text ?? String(index)
            if member["rules"]?["parameters"]?[key] != nil {
                return (name, ["strategies", name, "rules", "parameters", key])
            }
            if member["model"]?["parameters"]?[key] != nil {
                return (name, ["strategies", name, "model", "parameters", key])
            }
            return member["parameters"]?[key] == nil ? nil : (name, ["strategies", name, "parameters", key])
        }
        if let only = found.first, found.count == 1 { return only.path }
        let which = found.isEmpty ? "is given by none of the strategies" : "is a parameter of several strategies"
        let paths = (found.isEmpty ? [["strategies", "NAME", "parameters", key]] : found.map(\.path))
            .map { $0.joined(separator: ".") }
        throw .invalid([
            .init(place, "'\(key)' \(which); say which one: \(paths.joined(separator: ", "))")
        ])
    }

    private static func set(
        _ value: ConfigNode, at path: ArraySlice<String>, above: String, in node: inout ConfigNode,
        source: ConfigSource,
        place: SourcePlace
    ) throws(ConfigError) {
        guard let name = path.first else {
            // A parameter written as a section takes a plain value as its default.
            if case .section = node.content, case .scalar = value.content,
                let shorthand = ConfigKeys.all.first(where: { matches($0.path, above) })?.shorthand
            {
                try set(value, at: [shorthand], above: above, in: &node, source: source, place: place)
            } else {
                node = value
            }
            return
        }
        if node.isNull { node.content = .section([]) }
        if case .list(var members) = node.content, members.contains(where: { $0.entries != nil }) {
            // An element of a list of sections goes by its name, or by its place from 0.
            guard
                let index = members.firstIndex(where: { $0["name"]?.scalar?.text == name })
                    ?? Int(name).flatMap({ members.indices.contains($0) ? $0 : nil })
            else {
                let names = members.compactMap { $0["name"]?.scalar?.text }
                throw .invalid([
                    .init(
                        place,
                        "'\(above)' has no element '\(name)'\(separator(for: name, among: names)) elements: "
                            + names.joined(separator: ", "))
                ])
            }
            try set(value, at: path.dropFirst(), above: above, in: &members[index], source: source, place: place)
            node.content = .list(members)
            return
        }
        guard case .section(var entries) = node.content else {
            throw .invalid([
                .init(place, "'\(above)' is \(node.found) in the config, so it has no key '\(name)' to set")
            ])
        }
        let below = above.isEmpty ? name : "\(above).\(name)"
        let known = entries.firstIndex(where: { $0.key.text == name })
        if path.count == 1, value.isNull {
            // No value takes the key out, so that its default holds.
            if let known { entries.remove(at: known) }
        } else if let index = known {
            try set(value, at: path.dropFirst(), above: below, in: &entries[index].value, source: source, place: place)
        } else {
            let key = ConfigScalar(text: name, style: .plain, line: 1, column: 1, source: source)
            var child = ConfigNode(content: .section([]), place: place)
            if path.count == 1 {
                child = value
            } else {
                try set(value, at: path.dropFirst(), above: below, in: &child, source: source, place: place)
            }
            entries.append(.init(key: key, value: child))
        }
        node.content = .section(entries)
    }

    /// Whether a declared path, with `*` for chosen names, is meant by a path.
    private static func matches(_ declared: String, _ path: String) -> Bool {
        let (a, b) = (declared.split(separator: "."), path.split(separator: "."))
        return a.count == b.count && zip(a, b).allSatisfy { $0 == "*" || $0 == $1 }
    }
}
