import Core
import Portfolios
import Simulation
import TimeSeries

/// One of several strategies of a config (S39).
public struct StrategyMember: Sendable {
    /// Its name.
    public let name: String
    /// The fraction of the money at the start that is its own; `nil` where it has no own.
    public let capital: Double?
    /// The symbols that it trades; `nil` for all.
    public let symbols: [String]?
    /// What decides.
    public let strategy: StrategyConfiguration

    init(_ element: ConfigValue, of root: ConfigValue) {
        name = element["name"]?.text ?? ""
        capital = element["capital"]?.number
        symbols = element["on"].map { $0.elements.compactMap(\.text) }
        let alone = StrategyMember.config(of: element, in: root)
        strategy = StrategyConfiguration(ConfigReader(root: PortfolioPlan.filling(alone)))
    }

    /// A config in which an element of `strategies` stands alone, as `strategy` or `portfolio`.
    static func config(of element: ConfigValue, in root: ConfigValue) -> ConfigValue {
        var entries = root.entries.filter { !["strategy", "strategies", "portfolio"].contains($0.key.text) }
        if let portfolio = element.entries.first(where: { $0.key.text == "portfolio" }) {
            entries.append(portfolio)
        } else {
            let own = element.entries.filter { ["rules", "type", "parameters", "model"].contains($0.key.text) }
            let source = ConfigSource(override: "strategies")
            entries.append(
                .init(
                    key: ConfigScalar(text: "strategy", style: .plain, line: 1, column: 1, source: source),
                    value: ConfigValue(content: .section(own), place: element.place)))
        }
        return ConfigValue(content: .section(entries), place: root.place)
    }

    /// A config with the defaults of each of several strategies filled in, in the order of `ConfigKeys`.
    static func filling(_ root: ConfigValue, with plans: [StrategyPlan]) -> ConfigValue {
        guard case .section(var sections) = root.content,
            let place = sections.firstIndex(where: { $0.key.text == "strategies" })
        else { return root }
        let elements = zip(sections[place].value.elements, plans).map { element, plan in
            let alone = plan.filling(PortfolioPlan.filling(config(of: element, in: root)))
            var entries = element.entries.filter { ["name", "on", "capital"].contains($0.key.text) }
            entries += alone["strategy"]?.entries ?? alone.entries.filter { $0.key.text == "portfolio" }
            return ConfigValue(content: .section(entries), place: element.place)
        }
        sections[place].value.content = .list(elements)
        return ConfigValue(content: .section(sections), place: root.place)
    }
}

/// One of several strategies, checked and ready to be made.
struct PlannedMember: Sendable {
    let name: String
    let capital: Double?
    let symbols: [String]?
    let plan: StrategyPlan

    /// The strategy for a universe of which it trades a part.
    func make(for universe: Universe) throws(StrategyError) -> (part: AccountPart, strategy: any Strategy) {
        var instruments = universe.instruments
        for symbol in symbols ?? [] where universe.index(of: symbol) == nil {
            let known = instruments.map(\.symbol)
            throw StrategyError(
                "'\(name)' trades '\(symbol)', which is not in the data\(separator(for: symbol, among: known)) in the data: "
                    + known.prefix(20).joined(separator: ", "))
        }
        if let symbols {
            for place in instruments.indices where !symbols.contains(instruments[place].symbol) {
                instruments[place].isTradable = false
            }
        }
        let own = Universe(instruments: instruments, calendars: universe.calendars)
        let part = AccountPart(name: name, capital: capital, instruments: symbols == nil ? nil : own.tradable)
        do { return (part, try plan.make(for: own)) } catch { throw StrategyError("'\(name)': \(error.description)") }
    }
}
