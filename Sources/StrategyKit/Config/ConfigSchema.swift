import Core

/// The JSON Schema of a config, from the declarations of its keys.
public enum ConfigSchema {
    /// A JSON Schema, draft 2020-12, that editors complete and check configs with: `backtest schema`.
    ///
    /// A key whose part is not built yet stands in it with `"not": {}`, so that editors mark it.
    public static func json(keys: [ConfigKey] = ConfigKeys.all, title: String = "A study of backtest") -> String {
        let writer = Writer(keys: keys)
        var lines = ["{"]
        lines.append("  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",")
        lines.append("  \"title\": \(JSONText.quoted(title)),")
        lines.append(contentsOf: writer.section("", indent: 1))
        lines.append("}")
        return lines.joined(separator: "\n") + "\n"
    }

    private struct Writer {
        var keys: [ConfigKey]

        func children(of path: String) -> [ConfigKey] {
            keys.filter { key in
                let parts = key.path.split(separator: ".")
                return parts.dropLast().joined(separator: ".") == path
            }
        }

        /// The members of the schema of a section, without its braces.
        func section(_ path: String, indent: Int) -> [String] {
            let space = String(repeating: "  ", count: indent)
            let below = children(of: path).filter { $0.name != "*" }
            var lines = ["\(space)\"type\": \"object\",", "\(space)\"additionalProperties\": false,"]
            let required = below.filter(\.isRequired)
            if !required.isEmpty {
                let names = required.map { JSONText.quoted($0.name) }.joined(separator: ", ")
                lines.append("\(space)\"required\": [\(names)],")
            }
            lines.append("\(space)\"properties\": {")
            for (index, key) in below.enumerated() {
                lines.append("\(space)  \(JSONText.quoted(key.name)): {")
                lines.append(contentsOf: self.key(key, indent: indent + 2))
                lines.append("\(space)  }\(index == below.count - 1 ? "" : ",")")
            }
            lines.append("\(space)}")
            return lines
        }

        /// The members of the schema of a key, without its braces.
        func key(_ key: ConfigKey, indent: Int) -> [String] {
            let space = String(repeating: "  ", count: indent)
            var lines = ["\(space)\"description\": \(JSONText.quoted(key.documentation)),"]
            if let text = key.defaultText, let json = json(ofDefault: text) {
                lines.append("\(space)\"default\": \(json),")
            }
            if key.shorthand != nil, let child = children(of: key.path).first(where: { $0.name == key.shorthand }) {
                guard case .list(let element, let least) = key.kind else {
                    return lines + either(child, or: key.kind, path: key.path, indent: indent)
                }
                // The short form is that of an element.
                lines.append("\(space)\"type\": \"array\", \"minItems\": \(least), \"items\": {")
                return lines + either(child, or: element, path: key.path, indent: indent + 1) + ["\(space)}"]
            }
            return lines + kind(key.kind, path: key.path, indent: indent)
        }

        /// The schema of what may be written as one of its keys alone.
        private func either(_ short: ConfigKey, or kind: ConfigKey.Kind, path: String, indent: Int) -> [String] {
            let space = String(repeating: "  ", count: indent)
            return [
                "\(space)\"anyOf\": [",
                "\(space)  { \(self.kind(short.kind, path: short.path, indent: 0).joined(separator: " ")) },",
                "\(space)  {",
            ] + self.kind(kind, path: path, indent: indent + 2) + ["\(space)  }", "\(space)]"]
        }

        private func kind(_ kind: ConfigKey.Kind, path: String, indent: Int) -> [String] {
            let space = String(repeating: "  ", count: indent)
            switch kind {
            case .text: return ["\(space)\"type\": [\"string\", \"number\"]"]
            case .flag: return ["\(space)\"type\": \"boolean\""]
            case .number(let bounds): return ["\(space)\"type\": \"number\"\(limits(bounds))"]
            case .whole(let bounds): return ["\(space)\"type\": \"integer\"\(limits(bounds))"]
            case .choice(let choices):
                let words = choices.map { JSONText.quoted($0.word) }
                return ["\(space)\"enum\": [\(words.joined(separator: ", "))]"]
            case .moment:
                return [
                    "\(space)\"type\": \"string\", "
                        + "\"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2}))?$\""
                ]
            case .duration:
                return ["\(space)\"type\": \"string\", \"pattern\": \"^[0-9._]+ *(ns|us|ms|s|m|h)$\""]
            case .period:
                return [
                    "\(space)\"type\": [\"string\", \"integer\"], "
                        + "\"pattern\": \"^[0-9][0-9_]* *(y|mo|w|d|sessions?)?$\", \"minimum\": 1"
                ]
            case .size: return ["\(space)\"type\": \"string\", \"pattern\": \"^[0-9._]+ *(MB|GB)$\""]
            case .rule(.condition): return ["\(space)\"type\": \"string\""]
            case .rule(.number): return ["\(space)\"type\": [\"number\", \"string\"]"]
            case .list(let element, let least):
                return ["\(space)\"type\": \"array\", \"minItems\": \(least), \"items\": {"]
                    + self.kind(element, path: path, indent: indent + 1) + ["\(space)}"]
            case .section: return section(path, indent: indent)
            case .names:
                guard let child = children(of: path).first(where: { $0.name == "*" }) else {
                    return ["\(space)\"type\": \"object\""]
                }
                return ["\(space)\"type\": \"object\", \"additionalProperties\": {"] + key(child, indent: indent + 1)
                    + ["\(space)}"]
            case .anyScalar: return ["\(space)\"type\": [\"number\", \"string\", \"boolean\"]"]
            case .either(let kinds):
                var lines = ["\(space)\"anyOf\": ["]
                for (index, one) in kinds.enumerated() {
                    lines.append("\(space)  {")
                    lines.append(contentsOf: self.kind(one, path: path, indent: indent + 2))
                    lines.append("\(space)  }\(index == kinds.count - 1 ? "" : ",")")
                }
                return lines + ["\(space)]"]
            }
        }

        private func limits(_ bounds: ConfigKey.Bounds) -> String {
            var text = ""
            if bounds.minimum > -.infinity {
                text +=
                    ", \"\(bounds.isAboveMinimum ? "exclusiveMinimum" : "minimum")\": \(bounds.minimum.shortestText)"
            }
            if bounds.maximum < .infinity { text += ", \"maximum\": \(bounds.maximum.shortestText)" }
            return text
        }

        /// A default as JSON; `nil` for sections, whose keys carry their own.
        private func json(ofDefault text: String) -> String? {
            if text.hasPrefix("{") { return nil }
            if text.hasPrefix("["), text.hasSuffix("]") {
                let elements = text.dropFirst().dropLast().split(separator: ",").map { element in
                    json(ofDefault: String(element.drop { $0 == " " })) ?? "{}"
                }
                return "[\(elements.joined(separator: ", "))]"
            }
            if ConfigValidator.flag(text) != nil { return text }
            return ConfigValidator.number(text).map { $0.shortestText } ?? JSONText.quoted(text)
        }
    }
}
