import Core

/// A key of a config with what it is set to, as text.
public struct ConfigSetting: Hashable, Sendable {
    /// The dotted path: `broker.slippage.basis_points`; elements of lists of sections are counted from 0: `strategies[0].name`.
    public var path: String
    /// The value; of a list of values all of them: `[1, 2]`.
    public var value: String

    /// The settings of a config's text in its order, whether or not its keys are known.
    ///
    /// - Throws: Where the text is no YAML.
    public static func list(yaml: String, file: String) throws(ConfigError) -> [ConfigSetting] {
        guard let root = try YAMLReader.read(yaml, source: ConfigSource(file: file, text: yaml)) else { return [] }
        var settings: [ConfigSetting] = []
        add(root, "", to: &settings)
        return settings
    }

    private static func add(_ node: ConfigNode, _ path: String, to settings: inout [ConfigSetting]) {
        switch node.content {
        case .section(let entries) where !entries.isEmpty:
            for entry in entries { add(entry.value, (path.isEmpty ? "" : path + ".") + entry.key.text, to: &settings) }
        case .list(let elements) where elements.contains { $0.scalar == nil }:
            for (place, element) in elements.enumerated() { add(element, "\(path)[\(place)]", to: &settings) }
        default: settings.append(ConfigSetting(path: path, value: text(of: node)))
        }
    }

    private static func text(of node: ConfigNode) -> String {
        switch node.content {
        case .scalar(let scalar): scalar.text
        case .list(let elements): "[\(elements.map { text(of: $0) }.joined(separator: ", "))]"
        case .section: "{}"
        }
    }
}
