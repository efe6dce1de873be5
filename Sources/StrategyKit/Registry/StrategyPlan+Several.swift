import Indicators
import Simulation

extension StrategyPlan {
    /// The plan of several strategies, whose parameters are named after them: `trend.fast`.
    ///
    /// - Throws: All that is wrong, and a value for a parameter without the name of its strategy.
    init(
        _ members: [StrategyMember], registry: StrategyRegistry, models: ModelRegistry,
        indicators: [IndicatorDeclaration],
        setting values: [(name: String, value: ParameterValue)]
    ) throws(ConfigError) {
        var problems: [ConfigError.Problem] = []
        for (name, _) in values where !members.contains(where: { name.hasPrefix("\($0.name).") }) {
            problems.append(
                .init(
                    SourcePlace(source: name),
                    "'\(name)' names no parameter of a strategy: NAME.parameter, where NAME is one of "
                        + members.map(\.name).joined(separator: ", ")))
        }
        var planned: [PlannedMember] = []
        for member in members {
            let prefix = "\(member.name)."
            let own = values.filter { $0.name.hasPrefix(prefix) }.map {
                (name: String($0.name.dropFirst(prefix.count)), value: $0.value)
            }
            do throws(ConfigError) {
                let plan = try member.strategy.plan(
                    registry: registry, models: models, indicators: indicators, setting: own)
                planned.append(
                    PlannedMember(name: member.name, capital: member.capital, symbols: member.symbols, plan: plan))
            } catch {
                problems += error.problems
            }
        }
        guard problems.isEmpty else { throw .invalid(StudyConfiguration.sorted(problems)) }
        name = members.map(\.name).joined(separator: ", ")
        parameters = planned.flatMap { member in
            member.plan.parameters.map { (name: "\(member.name).\($0.name)", value: $0.value) }
        }
        content = .several(planned)
    }
}
