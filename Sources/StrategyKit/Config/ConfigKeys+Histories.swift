import Core
import SyntheticHistories

/// The keys of `histories`: other histories of the instruments.
extension ConfigKeys {
    static let histories: [ConfigKey] = [
        ConfigKey(
            "histories", .section,
            "Of which other histories backtest run --histories makes runs; no part of a run itself."),
        ConfigKey(
            "histories.generator",
            .choice(HistoryKind.allCases.map { ConfigKey.Choice(stringLiteral: $0.rawValue) }),
            "What makes them; block-bootstrap where absent. "
                + HistoryKind.allCases.map { "\($0.rawValue): \($0.summary)" }.joined(separator: "; ") + "."),
        ConfigKey(
            "histories.count", .whole(.init(minimum: 1, maximum: 1_000_000)),
            default: String(HistoriesConfiguration().count), "How many there are; --histories says it too."),
        ConfigKey(
            "histories.seed", .whole(.init(minimum: 0, maximum: 9_007_199_254_740_992)),
            "Seed of the draws; that of the study where absent."),
        ConfigKey(
            "histories.parameters", .names(of: "a parameter of the generator"),
            "Parameters that are not fitted to the bars, the same for all instruments. "
                + HistoryKind.allCases.map { kind in
                    "\(kind.rawValue): \(kind.parameters.map(\.name).joined(separator: ", "))"
                }.joined(separator: "; ") + "."),
        ConfigKey(
            "histories.parameters.*", parameterValue, "The value of the parameter; for some a list of numbers."),
    ]
}

extension ConfigValidator {
    /// Checks the parameters of `histories` by the declarations of its generator.
    mutating func checkHistories(_ root: ConfigValue) {
        let kind = root["histories.generator"]?.text.flatMap { HistoryKind(rawValue: $0) } ?? .blockBootstrap
        let names = kind.parameters.map(\.name)
        for entry in root["histories.parameters"]?.entries ?? [] {
            guard let parameter = kind.parameters.first(where: { $0.name == entry.key.text }) else {
                report(
                    entry.key.place,
                    "'\(kind.rawValue)' has no parameter '\(entry.key.text)'"
                        + "\(separator(for: entry.key.text, among: names)) parameters: \(names.joined(separator: ", "))"
                )
                continue
            }
            guard parameter.domain.value(of: entry.value.content) == nil else { continue }
            let (place, found) = parameter.domain.fault(in: entry.value)
            report(place, "'\(parameter.name)' must be \(parameter.domain.allowed); found \(found)")
        }
    }
}
