import Indicators

extension StudyConfiguration {
    /// Data on which a config is read in place of its own.
    public enum OtherData: Hashable, Sendable {
        /// A file of bars, read as the config says of its own files: from its first bar to its last.
        case file(String)
        /// Sections of a config, each of which stands in place of the config's own: the YAML, and the file's name for messages.
        /// What says itself what decides is a whole config, and stands for itself.
        case sections(yaml: String, file: String)
    }

    /// Reads a config on other data, as for the predictions of its model.
    ///
    /// What is compared with or written beside a run is left out: other data need not have the benchmark.
    ///
    /// - Parameters:
    ///   - text: The YAML of the config.
    ///   - file: The file's name for messages.
    ///   - data: The data.
    ///   - overrides: Values laid over both, in order.
    ///   - registry: The strategies in Swift that the config may name.
    ///   - models: The models that the config may name.
    /// - Throws: All that is wrong, each with its place.
    public init(
        yaml text: String, file: String, on data: OtherData, overrides: [ConfigOverride] = [],
        registry: StrategyRegistry = StrategyRegistry(), models: ModelRegistry = ModelRegistry()
    ) throws(ConfigError) {
        var root = try StudyConfiguration.tree(text, file: file)
        var shown = file
        switch data {
        case .file(let path): root.setBars(path)
        case .sections(let yaml, let name):
            let sections = try StudyConfiguration.tree(yaml, file: name)
            if ["strategy", "strategies", "portfolio"].contains(where: { sections[$0] != nil }) {
                (root, shown) = (sections, name)
            } else {
                guard sections["data"] != nil else {
                    throw .invalid([
                        .init(sections.place, "found no 'data', expected the section of the bars, or a whole config")
                    ])
                }
                root.take(sections)
            }
        }
        try self.init(
            root, file: shown, overrides: overrides, registry: registry, models: models,
            indicators: IndicatorCatalogue.all)
    }
}

extension ConfigNode {
    /// Puts sections in place of those of the same name.
    fileprivate mutating func take(_ sections: ConfigNode) {
        remove(["benchmark", "write"])
        remove(Set((sections.entries ?? []).map(\.key.text)))
        guard case .section(let kept) = content else { return }
        content = .section(kept + (sections.entries ?? []) + ConfigNode.withoutBenchmark(sections))
    }

    /// Lets `data` be a file, read as those that it names.
    fileprivate mutating func setBars(_ path: String) {
        remove(["benchmark", "write"])
        guard case .section(var entries) = content, let place = entries.firstIndex(where: { $0.key.text == "data" })
        else { return }
        // The period is that of the training, finer bars are of it, and what says where bars lie is replaced.
        entries[place].value.remove([
            "source", "path", "glob", "symbols", "influxdb", "from", "to", "test_from", "finer",
        ])
        if case .section(let kept) = entries[place].value.content {
            let source = ConfigSource(override: "--data \(path)")
            entries[place].value.content = .section(kept + [ConfigNode.entry("path", path, source)])
        }
        content = .section(entries + ConfigNode.withoutBenchmark(self))
    }

    private mutating func remove(_ keys: Set<String>) {
        guard case .section(let entries) = content else { return }
        content = .section(entries.filter { !keys.contains($0.key.text) })
    }

    /// The entry that says that nothing is compared with; none where the sections name something.
    private static func withoutBenchmark(_ sections: ConfigNode) -> [Entry] {
        sections["benchmark"] == nil ? [entry("benchmark", "none", ConfigSource(override: "other data"))] : []
    }

    private static func entry(_ key: String, _ text: String, _ source: ConfigSource) -> Entry {
        func scalar(_ text: String) -> ConfigScalar {
            ConfigScalar(text: text, style: .singleQuoted, line: 1, column: 1, source: source)
        }
        return Entry(
            key: scalar(key), value: ConfigNode(content: .scalar(scalar(text)), place: scalar(text).place))
    }
}
