import Core
public import Indicators
import Portfolios
public import Simulation

/// A whole study as one config describes it, validated, with every default filled in.
public struct StudyConfiguration: Sendable {
    /// What the result is compared with.
    public enum Benchmark: Hashable, Sendable {
        /// Nothing.
        case none
        /// Buying and holding the traded instruments in equal parts.
        case buyAndHold
        /// Buying and holding one symbol of the data.
        case symbol(String)
    }

    /// Where orders meet prices.
    public enum Venue: String, Sendable {
        /// On bars.
        case bars
        /// In the book of the simulated market.
        case market
    }

    /// What the study is called.
    public var name: String
    /// Anything worth remembering.
    public var notes: String?
    /// Seed of every random number.
    public var seed: UInt64
    /// What the result is compared with.
    public var benchmark: Benchmark
    /// Where the bars come from and what they mean.
    public var data: DataConfiguration
    /// What decides, as the config states it.
    public var strategy: StrategyConfiguration
    /// What decides, checked and ready to be made.
    public var plan: StrategyPlan
    /// The account and how its orders are filled.
    public var broker: Broker
    /// Files of rates beside the bars.
    public var rateFiles: RateFiles
    /// In which steps instruments trade.
    public var instruments: InstrumentConfiguration
    /// Where results go besides the folder; `nil` for nowhere.
    public var write: WriteConfiguration?
    /// Which parameters a sweep tries.
    public var sweep: SweepConfiguration
    /// How a walk-forward test cuts the data; `nil` where the config says nothing of one.
    public var walkForward: WalkForwardConfiguration?
    /// What the judgement of a sweep asks for.
    public var judge: JudgeConfiguration
    /// Where orders meet prices.
    public var venue: Venue
    /// The simulated market; `nil` where the config says nothing of one.
    public var market: MarketPlan?
    /// What robustness runs vary.
    public var robustness: RobustnessConfiguration
    /// Of which other histories `--histories` makes runs.
    public var histories: HistoriesConfiguration
    /// The report's title; the name of the study where the config gives none.
    public var reportTitle: String

    /// The validated tree that all of this was read from.
    let resolved: ConfigValue

    /// Reads and validates the text of a config.
    ///
    /// - Parameters:
    ///   - text: The YAML.
    ///   - file: The file's name for messages and, without folder and extension, for a study that gives no name.
    ///   - overrides: Values laid over those of the text, in order, before anything is validated.
    ///   - registry: The strategies in Swift that the config may name.
    ///   - models: The models that the config may name.
    ///   - indicators: The indicators that rules may use.
    /// - Throws: All that is wrong, each with its place.
    public init(
        yaml text: String, file: String, overrides: [ConfigOverride] = [],
        registry: StrategyRegistry = StrategyRegistry(), models: ModelRegistry = ModelRegistry(),
        indicators: [IndicatorDeclaration] = IndicatorCatalogue.all
    ) throws(ConfigError) {
        try self.init(
            try StudyConfiguration.tree(text, file: file), file: file, overrides: overrides, registry: registry,
            models: models, indicators: indicators)
    }

    /// The tree of a config's text, which is not one of what is collected.
    static func tree(_ text: String, file: String) throws(ConfigError) -> ConfigNode {
        let source = ConfigSource(file: file, text: text)
        guard let root = try YAMLReader.read(text, source: source) else {
            throw .unreadable(.init(source.place(line: 1, column: 1), "the config is empty; see backtest new"))
        }
        try root.refuseCollecting(file: file)
        return root
    }

    /// Validates the tree of a config.
    init(
        _ root: ConfigNode, file: String, overrides: [ConfigOverride], registry: StrategyRegistry,
        models: ModelRegistry, indicators: [IndicatorDeclaration]
    ) throws(ConfigError) {
        var root = root
        for one in overrides { try one.apply(to: &root) }
        try root.refuseSecrets()
        try root["write"]?.refuseSecrets(of: "influxdb", shown: "write")
        var validator = ConfigValidator(keys: ConfigKeys.all)
        let resolved = validator.root(StudyConfiguration.named(root, file: file))
        validator.checkAcrossKeys(resolved, given: root)
        market = resolved["market"].flatMap {
            MarketPlan($0, seed: UInt64(resolved["seed"]?.whole ?? 0), &validator)
        }
        guard validator.problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(validator.problems)) }

        let filled = PortfolioPlan.filling(resolved)
        let reader = ConfigReader(root: filled)
        name = reader.text("name")
        notes = resolved["notes"]?.text
        seed = UInt64(reader.whole("seed"))
        benchmark =
            switch reader.text("benchmark") {
            case "none": .none
            case "buy-and-hold": .buyAndHold
            case let symbol: .symbol(symbol)
            }
        data = DataConfiguration(reader)
        strategy = StrategyConfiguration(reader)
        venue = reader.choice("venue")
        plan = try strategy.plan(registry: registry, models: models, indicators: indicators)
        broker = Broker(reader)
        rateFiles = RateFiles(reader)
        instruments = InstrumentConfiguration(reader)
        write = WriteConfiguration(reader)
        sweep = try SweepConfiguration(resolved)
        walkForward = WalkForwardConfiguration(resolved)
        judge = JudgeConfiguration(resolved)
        robustness = RobustnessConfiguration(resolved)
        histories = HistoriesConfiguration(resolved)
        reportTitle = resolved["report.title"]?.text ?? name
        self.resolved = plan.filling(filled)
    }

    /// The config as YAML with every default filled in, in one order whatever the order of the original; reading it back
    /// gives an equal config.
    public var canonicalYAML: String { CanonicalYAML.text(of: resolved) }

    /// The SHA-256 of all that can change a result: the canonical YAML without name, notes, report, write, what is said of
    /// sweeps, robustness, histories and calibration, of a market that makes no bars, data.memory and data.test_from.
    public var hash: String { SHA256.hexDigest(of: CanonicalYAML.text(of: identifying)) }

    /// The validated tree without all that cannot change a result.
    var identifying: ConfigValue {
        let omitted = [
            "name", "notes", "report", "write", "sweep", "walk_forward", "judge", "robustness", "histories",
            "calibration",
        ]
        var root = resolved.removing("memory", from: "data").removing("test_from", from: "data")
        root.content = .section(
            root.entries.filter { !omitted.contains($0.key.text) && (data.isSimulated || $0.key.text != "market") })
        return root
    }

    /// Where a key stands, given as a dotted path; the section above, or the file, where the config leaves it out.
    public func place(of path: String) -> SourcePlace {
        var place = SourcePlace(source: resolved.place.source)
        var value = resolved
        for name in path.split(separator: ".") {
            guard let below = value[String(name)], !below.place.isDefault else { break }
            (value, place) = (below, below.place)
        }
        return place
    }

    /// Where what decides stands, and the key that says it: `strategy`, `strategies` or `portfolio`.
    public var decision: (key: String, place: SourcePlace) {
        let key = ["strategies", "portfolio"].first { resolved[$0] != nil } ?? "strategy"
        return (key, place(of: key))
    }

    /// Gives a config without a name that of its file.
    static func named(_ root: ConfigNode, file: String) -> ConfigNode {
        guard case .section(var entries) = root.content, root["name"] == nil else { return root }
        let last = file.split(separator: "/").last.map { String($0) } ?? file
        let stem = last.lastIndex(of: ".").map { String(last[..<$0]) } ?? last
        guard !stem.isEmpty, stem != "-" else { return root }
        let source = ConfigSource(override: file)
        func scalar(_ text: String) -> ConfigScalar {
            ConfigScalar(text: text, style: .singleQuoted, line: 1, column: 1, source: source)
        }
        entries.append(.init(key: scalar("name"), value: ConfigNode(content: .scalar(scalar(stem)), place: root.place)))
        var named = root
        named.content = .section(entries)
        return named
    }

    /// Problems in the order of the file, those of overrides first; at most twenty.
    static func sorted(_ problems: [ConfigError.Problem]) -> [ConfigError.Problem] {
        let ordered = problems.enumerated().sorted { a, b in
            let (x, y) = (a.element.place, b.element.place)
            return (x.line ?? 0, x.column ?? 0, a.offset) < (y.line ?? 0, y.column ?? 0, b.offset)
        }
        return ordered.prefix(20).map(\.element)
    }
}
