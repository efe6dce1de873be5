public import Simulation
public import SyntheticHistories

/// Of which other histories a study is run, and how many.
public struct HistoriesConfiguration: Hashable, Sendable {
    /// What makes them.
    public var generator = HistoryKind.blockBootstrap
    /// How many there are.
    public var count = 1_000
    /// Seed of every draw; `nil`: that of the study.
    public var seed: UInt64?
    /// Parameters of the generator by name; the others are fitted to the bars.
    public var parameters: [String: ParameterValue] = [:]

    /// What holds where a config says nothing.
    public init() {}

    /// The section `histories` of a config that has been validated.
    init(_ root: ConfigValue) {
        guard let section = root["histories"] else { return }
        if let kind = section["generator"]?.text.flatMap({ HistoryKind(rawValue: $0) }) { generator = kind }
        if let whole = section["count"]?.whole { count = whole }
        if let whole = section["seed"]?.whole { seed = UInt64(whole) }
        for entry in section["parameters"]?.entries ?? [] {
            let declared = generator.parameters.first { $0.name == entry.key.text }
            if let value = declared?.domain.value(of: entry.value.content) { parameters[entry.key.text] = value }
        }
    }

    /// All that decides which histories there are, on one line.
    public var text: String {
        let set = parameters.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return
            (["generator \(generator.rawValue)", "count \(count)", "seed \(seed.map { String($0) } ?? "of the study")"]
            + set).joined(separator: "; ")
    }
}
