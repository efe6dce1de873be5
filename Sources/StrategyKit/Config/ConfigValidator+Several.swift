import Core

extension ConfigValidator {
    /// Checks what decides: one strategy, several, or a portfolio.
    mutating func checkDecision(_ root: ConfigValue, given: ConfigNode) {
        let names = ["strategy", "strategies", "portfolio"]
        let present = names.compactMap { name in root[name].map { (name: name, value: $0) } }
        guard let first = present.first else {
            // One that is given and wrong has its own message.
            if given.entries != nil, names.allSatisfy({ given[$0] == nil }) {
                report(root.place, "a config needs one of the keys 'strategy', 'strategies' and 'portfolio'")
            }
            return
        }
        if present.count > 1 {
            let found = present.map { "'\($0.name)'" }.joined(separator: " and ")
            report(
                present[present.count - 1].value.place,
                "a config takes one of the keys 'strategy', 'strategies' and 'portfolio'; found \(found)")
            return
        }
        switch first.name {
        case "strategy": checkStrategy(first.value)
        case "portfolio": checkPortfolio(first.value)
        default: checkSeveral(first.value.elements)
        }
    }

    private mutating func checkSeveral(_ members: [ConfigValue]) {
        var names: [String] = []
        var capital = 0.0
        for (place, member) in members.enumerated() {
            let shown = "strategies[\(place)]"
            if let name = member["name"], let text = name.text {
                if names.contains(text) { report(name.place, "'\(shown).name' is '\(text)', as that of another one") }
                if text.contains(".") { report(name.place, "'\(shown).name' is '\(text)'; a name has no dot") }
                names.append(text)
            }
            if let own = member["capital"], let fraction = own.number {
                capital += fraction
                if capital > 1 + 1e-9 {
                    report(
                        own.place,
                        "'capital' of the strategies up to '\(shown)' sums to \(capital.shortestText), more than 1")
                }
            }
            if let portfolio = member["portfolio"] {
                for name in ["rules", "type", "model"] where member[name] != nil {
                    report(portfolio.place, "'\(shown)' takes one of the keys '\(name)' and 'portfolio', not both")
                }
                renaming("'portfolio", to: "'\(shown).portfolio") { $0.checkPortfolio(portfolio) }
            } else {
                renaming("'strategy", to: "'\(shown)") { $0.checkStrategy(member) }
            }
        }
        let limit = 200
        if members.count > limit, let last = members.last {
            report(last.place, "'strategies' holds \(members.count) strategies; there can be \(limit)")
        }
    }
}
