import Core

extension ConfigValidator {
    /// Checks the keys of the account that bound or need each other.
    mutating func checkAccount(_ root: ConfigValue, given: ConfigNode) {
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
        checkInterest(root)
        checkCurrencies(root)
        for entry in root["instruments"]?.entries ?? [] {
            guard let kind = entry.value["kind"], kind.text == "future", broker == nil else { continue }
            report(
                kind.place,
                "'instruments.\(entry.key.text).kind: future' needs 'broker.margin': a future is held on margin")
        }
        // One whose limits are wrong has their messages.
        if let risk = root["risk"], risk.entries.isEmpty, given["risk"]?.entries?.isEmpty ?? true {
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

    private mutating func checkInterest(_ root: ConfigValue) {
        if let interest = root["broker.interest"], interest["path"] == nil, interest["short_rebate_percent"] == nil,
            interest["cash_percent"]?.number == 0, interest["debt_percent"]?.number == 0
        {
            report(
                interest.place,
                "'broker.interest' holds no rate; leave it out, or give cash_percent, debt_percent or a path")
        }
        if let contract = root["broker.commission.per_contract"], root["broker.commission.per_share"]?.number != 0 {
            report(
                contract.place,
                "'broker.commission' takes one of the keys 'per_share' and 'per_contract', not both: they mean the same"
            )
        }
    }

    /// Checks where rates of currencies come from, and that there is one of each.
    private mutating func checkCurrencies(_ root: ConfigValue) {
        let own = root["broker.currency"]?.text ?? ""
        let rates = root["broker.fx"]?.entries ?? []
        for entry in rates {
            let path = "broker.fx.\(entry.key.text)"
            if entry.key.text == own {
                report(entry.key.place, "'\(path)' is the account's own currency; leave it out")
            }
            guard entry.value.number == nil else { continue }
            switch (entry.value["path"], entry.value["instrument"]) {
            case (nil, nil): report(entry.value.place, "'\(path)' needs one of the keys 'path' and 'instrument'")
            case (_?, let instrument?):
                report(instrument.place, "'\(path)' takes one of the keys 'path' and 'instrument', not both")
            case (nil, _?):
                for name in ["columns", "calendar", "stamp"] {
                    if let orphan = entry.value[name] { report(orphan.place, "'\(path).\(name)' belongs to 'path'") }
                }
            case (_?, nil): break
            }
        }
        for entry in root["instruments"]?.entries ?? [] {
            guard let currency = entry.value["currency"], let code = currency.text, code != own,
                !rates.contains(where: { $0.key.text == code })
            else { continue }
            report(
                currency.place,
                "'instruments.\(entry.key.text).currency' is \(code), whose rate is not known; say it under broker.fx: "
                    + "{ \(code): { path: … } }, { \(code): { instrument: … } } or { \(code): 1.1 }")
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
            let place = given.first { !$0.isDefault } ?? margin.place
            report(
                place,
                "'\(path)': a maintenance\(suffix) of \(most.shortestText) is above the initial\(suffix) of "
                    + least.shortestText)
        }
    }
}
