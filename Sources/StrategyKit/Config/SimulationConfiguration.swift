import Core
import Indicators

/// A market to simulate, as a config describes it: a whole study with a section `market`, or that section alone.
public struct SimulationConfiguration: Sendable {
    /// What the market is called.
    public var name: String
    /// Anything worth remembering.
    public var notes: String?
    /// The market.
    public var market: MarketPlan
    /// What of it is fitted to real data.
    public var calibration: CalibrationConfiguration
    /// Where trades, quotes and bars go besides the folder; `nil` for nowhere.
    public var write: InfluxTargetConfiguration?
    /// What the names of measurements begin with.
    public var measurementPrefix: String
    /// Tags of all points that are written, by key.
    public var tags: [String: String]
    /// Where the database stands.
    public var writePlace: SourcePlace
    /// The config as YAML with every default filled in.
    public let canonicalYAML: String
    /// The SHA-256 of all that can change the market.
    public let hash: String

    /// Reads and validates the text of a config.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The file's name for messages and, without folder and extension, for a market that gives no name.
    ///   - overrides: Values laid over those of the text, in order, before anything is validated.
    /// - Throws: All that is wrong, each with its place.
    public init(yaml text: String, file: String, overrides: [ConfigOverride] = []) throws(ConfigError) {
        let source = ConfigSource(file: file, text: text)
        guard var root = try YAMLReader.read(text, source: source) else {
            throw .unreadable(
                .init(source.place(line: 1, column: 1), "the config is empty; a market is market: { preset: liquid }"))
        }
        try root.refuseCollecting(file: file)
        for one in overrides { try one.apply(to: &root) }
        try root["write"]?.refuseSecrets(of: "influxdb", shown: "write")
        // Of a study the other sections are its own affair here: a run or a sweep looks at them.
        root = root.leaving(out: Set(ConfigKeys.all.map(\.path)).subtracting(ConfigKeys.simulation.map(\.path)))
        var validator = ConfigValidator(keys: ConfigKeys.simulation)
        let resolved = validator.root(StudyConfiguration.named(root, file: file))
        guard let section = resolved["market"] else {
            let problem = ConfigError.Problem(
                root.place, "the config has no section 'market'; the least is market: { preset: liquid }")
            throw .invalid(StudyConfiguration.sorted(validator.problems + [problem]))
        }
        let seed = UInt64(resolved["seed"]?.whole ?? 0)
        let plan = validator.problems.isEmpty ? MarketPlan(section, seed: seed, &validator) : nil
        guard validator.problems.isEmpty, let plan else {
            throw .invalid(StudyConfiguration.sorted(validator.problems))
        }
        let reader = ConfigReader(root: resolved)
        name = reader.text("name")
        notes = resolved["notes"]?.text
        market = plan
        calibration = CalibrationConfiguration(resolved)
        write = resolved["write.influxdb"].map { InfluxTargetConfiguration($0) }
        measurementPrefix = resolved["write.influxdb.measurement_prefix"]?.text ?? ""
        tags = Dictionary(
            (resolved["write.influxdb.tags"]?.entries ?? []).map { ($0.key.text, $0.value.text ?? "") },
            uniquingKeysWith: { $1 })
        writePlace = resolved["write.influxdb"]?.place ?? root.place
        canonicalYAML = CanonicalYAML.text(of: resolved)
        var identifying = resolved
        identifying.content = .section(resolved.entries.filter { ["seed", "market"].contains($0.key.text) })
        hash = SHA256.hexDigest(of: CanonicalYAML.text(of: identifying))
    }
}

extension ConfigNode {
    /// A section without some of its keys.
    fileprivate func leaving(out names: Set<String>) -> ConfigNode {
        guard case .section(let entries) = content else { return self }
        var left = self
        left.content = .section(entries.filter { !names.contains($0.key.text) })
        return left
    }
}
