import Core

extension ConfigValidator {
    /// Checks the keys of the account that bound or need each other.
    mutating func checkAccount(_ root: ConfigValue) {
        let broker = root["broker.margin"]
        if let broker { checkMargin(broker, "broker.margin") }
        for entry in root["instruments"]?.entries ?? [] {
            guard let margin = entry.value["margin"] else { continue }
            let path = "instruments.\(entry.key.text).margin"
            guard broker != nil else {
                report(margin.place, "'\(path)' needs 'broker.margin', which makes the account a margin account")
                continue
            }
            checkMargin(margin, path, initial: broker?["initial"], maintenance: broker?["maintenance"])
            for name in ["initial", "maintenance"] {
                if margin[name] != nil, let unit = margin["\(name)_per_unit"] {
                    report(unit.place, "'\(path)' takes one of the keys '\(name)' and '\(name)_per_unit', not both")
                }
            }
        }
        if let risk = root["risk"], risk.entries.isEmpty {
            report(risk.place, "'risk' holds no limit; leave it out, or give one of its keys")
        }
        if let gross = root["risk.max_gross"], let most = gross.number {
            for name in ["max_net", "max_per_instrument"] {
                guard let other = root["risk.\(name)"], let number = other.number, number > most else { continue }
                report(
                    other.place,
                    "'risk.\(name)' is \(number.shortestText), above 'risk.max_gross' of \(most.shortestText), "
                        + "which it can never reach")
            }
        }
    }

    /// Checks that what holding needs is not more than what opening needs.
    private mutating func checkMargin(
        _ margin: ConfigValue, _ path: String, initial: ConfigValue? = nil, maintenance: ConfigValue? = nil
    ) {
        for suffix in ["", "_per_unit"] {
            let opening = margin["initial\(suffix)"] ?? (suffix.isEmpty ? initial : nil)
            let holding = margin["maintenance\(suffix)"] ?? (suffix.isEmpty ? maintenance : nil)
            guard let least = opening?.number, let most = holding?.number, most > least else { continue }
            if suffix.isEmpty, margin["initial"] == nil, margin["maintenance"] == nil { continue }
            // A default has no place in the file.
            let given = [margin["maintenance\(suffix)"], margin["initial\(suffix)"]].compactMap { $0?.place }
            let place = given.first { !$0.description.hasPrefix("default of") } ?? margin.place
            report(
                place,
                "'\(path)': a maintenance\(suffix) of \(most.shortestText) is above the initial\(suffix) of "
                    + least.shortestText)
        }
    }
}
