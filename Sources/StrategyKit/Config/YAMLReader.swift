import Yams

/// Reads YAML into positioned nodes, within limits that no honest config reaches.
///
/// Aliases and nesting are bounded before and after parsing, so that no text, however built, takes more than a moment or
/// exhausts the stack.
struct YAMLReader {
    /// The most bytes that a config may have.
    static let greatestByteCount = 1 << 20
    /// The most nodes that a config may have, aliases resolved.
    static let greatestNodeCount = 50_000
    /// The deepest nesting.
    static let greatestDepth = 40
    /// The most `*aliases`: with so few, their products stay small.
    static let greatestAliasCount = 24

    private let source: ConfigSource
    private var nodeCount = 0

    /// The tree of a text.
    ///
    /// - Returns: `nil` for a text without a document.
    static func read(_ text: String, source: ConfigSource) throws(ConfigError) -> ConfigNode? {
        guard text.utf8.count <= greatestByteCount else {
            throw .unreadable(
                .init(
                    source.place(line: 1, column: 1),
                    "a config has at most \(greatestByteCount) bytes; found \(text.utf8.count)"))
        }
        if let problem = tooDeepOrTooManyAliases(text, source: source) { throw .unreadable(problem) }
        let root: Node?
        do {
            // By itself the parser asks the environment for an encoding, at every text.
            root = try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch let error as YamlError {
            throw .unreadable(problem(of: error, source: source))
        } catch {
            throw .unreadable(.init(source.place(line: 1, column: 1), "not readable as YAML: \(error)"))
        }
        guard let root else { return nil }
        var reader = YAMLReader(source: source)
        return try reader.node(root, depth: 0)
    }

    private init(source: ConfigSource) {
        self.source = source
    }

    private mutating func node(_ node: Node, depth: Int) throws(ConfigError) -> ConfigNode {
        let mark = node.mark
        let place = source.place(line: mark?.line ?? 1, column: mark?.column ?? 1)
        nodeCount += 1
        guard nodeCount <= YAMLReader.greatestNodeCount else {
            throw .unreadable(
                .init(place, "a config has at most \(YAMLReader.greatestNodeCount) values, aliases resolved"))
        }
        guard depth <= YAMLReader.greatestDepth else {
            throw .unreadable(.init(place, "a config nests at most \(YAMLReader.greatestDepth) deep"))
        }
        switch node {
        case .scalar(let scalar):
            return ConfigNode(content: .scalar(self.scalar(scalar)), place: place)
        case .sequence(let sequence):
            var list: [ConfigNode] = []
            for element in sequence { list.append(try self.node(element, depth: depth + 1)) }
            return ConfigNode(content: .list(list), place: place)
        case .mapping(let mapping):
            var entries: [ConfigNode.Entry] = []
            for (key, value) in mapping {
                guard case .scalar(let name) = key else {
                    throw .unreadable(
                        .init(
                            source.place(line: key.mark?.line ?? 1, column: key.mark?.column ?? 1),
                            "a key is a single word; found a list or a section of keys"))
                }
                entries.append(.init(key: scalar(name), value: try self.node(value, depth: depth + 1)))
            }
            return ConfigNode(content: .section(entries), place: place)
        case .alias:
            throw .unreadable(.init(place, "an alias that refers to nothing"))
        }
    }

    private func scalar(_ scalar: Node.Scalar) -> ConfigScalar {
        let style: ConfigScalar.Style =
            switch scalar.style {
            case .any, .plain: .plain
            case .singleQuoted: .singleQuoted
            case .doubleQuoted: .doubleQuoted
            case .literal, .folded: .block
            }
        return ConfigScalar(
            text: scalar.string, style: style, line: scalar.mark?.line ?? 1, column: scalar.mark?.column ?? 1,
            source: source)
    }

    /// Counts open brackets, aliases and explicit keys before libYAML sees them; counting those in comments and quotes too is harmless.
    private static func tooDeepOrTooManyAliases(_ text: String, source: ConfigSource) -> ConfigError.Problem? {
        var (open, aliases, anchors, keys, line, column) = (0, 0, 0, 0, 1, 0)
        var previous: Unicode.Scalar = "\n"
        var mark: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            column += 1
            switch scalar {
            case "\n": (line, column) = (line + 1, 0)
            case "[", "{": open += 1
            case "]", "}": open = max(0, open - 1)
            default: break
            }
            if mark == "*", !isSeparator(scalar) { aliases += 1 }
            if mark == "&", !isSeparator(scalar) { anchors += 1 }
            if mark == "?", isSeparator(scalar) { keys += 1 }
            mark = (scalar == "*" || scalar == "&" || scalar == "?") && isSeparator(previous) ? scalar : " "
            previous = scalar
            if open > 4 * greatestDepth {
                return .init(source.place(line: line, column: column), "a config nests at most \(greatestDepth) deep")
            }
            if keys > greatestDepth {
                return .init(source.place(line: line, column: column), "a key is a single word; found '?'")
            }
            if anchors > 0, aliases > greatestAliasCount {
                return .init(
                    source.place(line: line, column: column),
                    "a config has at most \(greatestAliasCount) aliases (*name)")
            }
        }
        return nil
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\n", "\t", "\r", "[", "]", "{", "}", ",", ":", "?", "-": true
        default: false
        }
    }

    private static func problem(of error: YamlError, source: ConfigSource) -> ConfigError.Problem {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let place = source.place(line: mark.line, column: mark.column)
            let before = context.map { "\($0.text): " } ?? ""
            return .init(place, "not readable as YAML: \(before)\(problem)\(remedy(before, mark, source))")
        case .reader(let problem, let offset, _, _):
            return .init(place(ofByte: offset ?? 0, source: source), "not readable as YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            let list = names.map { "'\($0)'" }.joined(separator: ", ")
            let place = place(ofSecond: names.first ?? "", after: context.mark, source: source)
            return .init(place, "the key \(list) stands twice in one section; leave one of them out")
        default:
            return .init(source.place(line: 1, column: 1), "not readable as YAML: \(error)")
        }
    }

    /// What to do about two mistakes that configs invite.
    private static func remedy(_ context: String, _ mark: Mark, _ source: ConfigSource) -> String {
        let line = mark.line <= source.lines.count ? source.lines[mark.line - 1] : []
        if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") {
            return "; YAML is indented by spaces, not tabs"
        }
        return context.contains("flow") ? "; inside { } a text with brackets or commas is written in quotes" : ""
    }

    /// Where a key of a section in block style stands the second time; of one in braces, where the section begins.
    private static func place(ofSecond name: String, after mark: Mark, source: ConfigSource) -> SourcePlace {
        let indent = Array(String(repeating: " ", count: max(0, mark.column - 1)).unicodeScalars)
        let begin = indent + Array("\(name):".unicodeScalars)
        let rows = source.lines.indices.dropFirst(max(0, mark.line - 1)).filter { source.lines[$0].starts(with: begin) }
        guard rows.count > 1 else { return source.place(line: mark.line, column: mark.column) }
        return source.place(line: rows[1] + 1, column: mark.column)
    }

    private static func place(ofByte offset: Int, source: ConfigSource) -> SourcePlace {
        var left = offset
        for (row, line) in source.lines.enumerated() {
            let bytes = line.reduce(0) { $0 + UTF8.width($1) }
            if left <= bytes {
                var column = 1
                for scalar in line {
                    guard left >= UTF8.width(scalar) else { break }
                    left -= UTF8.width(scalar)
                    column += 1
                }
                return source.place(line: row + 1, column: column)
            }
            left -= bytes + 1
        }
        return source.place(line: max(1, source.lines.count), column: 1)
    }
}
