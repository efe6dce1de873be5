import Core

extension ConfigValidator {
    /// Checks the sections of `data.external`, and that nothing takes their series for what can be traded.
    mutating func checkExternal(_ root: ConfigValue) {
        var names: Set<String> = []
        for entry in root["data.external"]?.entries ?? [] {
            let (name, section) = (entry.key.text, entry.value)
            let shown = "data.external.\(name)"
            if !ExternalName.isWord(name) {
                report(
                    entry.key.place,
                    "a series' name has letters, digits and _ only and begins with none of the digits, so that rules can "
                        + "read external(name.field); found '\(name)'")
            }
            if let delay = section["delay"], let text = delay.text {
                if section["available_at"] != nil {
                    report(delay.place, "'\(shown)' takes one of the keys 'available_at' and 'delay', not both")
                }
                if ExternalConfiguration.delay(text) == nil {
                    report(
                        delay.place,
                        "'\(shown).delay' must be a length of time such as 90s, 6h or 45d, up to "
                            + "\(ExternalConfiguration.mostDelayDays.shortestText)d; found '\(text)'")
                }
            }
            var fields: Set<String> = []
            for field in section["fields"]?.elements ?? [] {
                guard let text = field.text else { continue }
                if !ExternalName.isWord(text) {
                    report(
                        field.place,
                        "'\(shown).fields' names the column '\(text)', which rules could not read as external(\(name).field): "
                            + "give it a name of letters, digits and _ in the file")
                }
                if !fields.insert(text.lowercased()).inserted {
                    report(field.place, "'\(shown).fields' names the column '\(text)' twice")
                }
                names.insert("\(name).\(text)")
            }
        }
        checkTakesNoOrders(root, names)
    }

    private mutating func checkTakesNoOrders(_ root: ConfigValue, _ names: Set<String>) {
        func isExternal(_ symbol: String) -> Bool { names.contains { symbol == $0 || symbol.hasSuffix(".\($0)") } }
        var named: [(key: String, value: (symbol: String, place: SourcePlace))] = []
        for key in ["data.execute_on", "strategy.rules.on", "strategy.model.on"] {
            for symbol in root[key]?.elements ?? [] { named.append((key, (symbol.text ?? "", symbol.place))) }
        }
        for entry in root["instruments"]?.entries ?? [] {
            named.append(("instruments", (entry.key.text, entry.key.place)))
        }
        if let benchmark = root["benchmark"] { named.append(("benchmark", (benchmark.text ?? "", benchmark.place))) }
        for (key, value) in named where isExternal(value.symbol) {
            report(
                value.place,
                "'\(key)' names '\(value.symbol)', a series of 'data.external', which takes no orders; leave it out")
        }
    }
}
