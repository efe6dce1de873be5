import Core

extension ConfigValidator {
    /// Checks what no single key can say: keys that exclude, need or bound each other.
    mutating func checkAcrossKeys(_ root: ConfigValue, given: ConfigNode) {
        if let data = root["data"] {
            checkData(data, given: given["data"])
            if data["source"]?.text == "simulator", root["market"] == nil, given["market"] == nil {
                report(
                    data.place,
                    "'data.source: simulator' needs 'market', the market to simulate: market: { preset: liquid }")
            }
        }
        if let venue = root["venue"], venue.text == "market" { checkVenue(venue, root) }
        for beside in root["data.beside"]?.entries ?? [] {
            checkFiles(beside.value, "data.beside.\(beside.key.text)")
        }
        checkExternal(root)
        checkFiner(root)
        checkDecision(root, given: given)
        if let commission = root["broker.commission"], let least = commission["minimum"]?.number,
            let greatest = commission["maximum"], let most = greatest.number, most < least
        {
            report(
                greatest.place,
                "'broker.commission.maximum' is \(most.shortestText), below the minimum of \(least.shortestText)")
        }
        if let tiers = root["broker.commission.tiers"] { checkTiers(tiers) }
        if let broker = root["broker"] { checkLatency(broker) }
        checkTradable(root)
        checkAccount(root, given: given)
        checkEntryValidity(root)
        checkWrite(root)
        checkRobustness(root)
        checkHistories(root)
    }

    /// Whoever lives in a market sees its bars, and has the account alone.
    private mutating func checkVenue(_ venue: ConfigValue, _ root: ConfigValue) {
        if root["data.source"]?.text != "simulator" {
            report(
                venue.place,
                "'venue: market' needs 'data.source: simulator' and 'market': the strategy sees the bars of the market in "
                    + "which it trades")
        }
        if let value = root["strategies"] {
            report(
                value.place, "'strategies' are traded on bars; in 'venue: market' one strategy has the account alone")
        }
    }

    /// Stops wait for their price, so that they cannot meet one price only (S33).
    private mutating func checkEntryValidity(_ root: ConfigValue) {
        guard let validity = root["strategy.rules.entry_valid"]?.text, !["gtc", "day"].contains(validity) else {
            return
        }
        for side in ["long", "short"] {
            guard let stop = root["strategy.rules.enter_\(side)_stop"] else { continue }
            report(
                stop.place,
                "'enter_\(side)_stop' waits for its price, and with 'entry_valid: \(validity)' an entry meets one price "
                    + "only; leave one of the two out")
        }
    }

    private mutating func checkTradable(_ root: ConfigValue) {
        for symbol in root["data.execute_on"]?.elements ?? [] {
            let own = root["instruments"]?.entries.first { $0.key.text == symbol.text }?.value["tradable"]
            if own?.flag == false, let name = symbol.text {
                report(
                    symbol.place,
                    "'data.execute_on' names \(name), which 'instruments.\(name).tradable' says is not tradable")
            }
        }
    }

    private mutating func checkTiers(_ tiers: ConfigValue) {
        guard let from = tiers["from"] else { return }
        let volumes = from.elements.compactMap(\.number)
        if !zip(volumes, volumes.dropFirst()).allSatisfy({ $0 < $1 }) {
            report(from.place, "'broker.commission.tiers.from' does not ascend")
        }
        for name in ["per_share", "basis_points"] {
            guard let charges = tiers[name], charges.elements.count != volumes.count else { continue }
            report(
                charges.place,
                "'broker.commission.tiers.\(name)' has \(charges.elements.count) numbers for \(volumes.count) tiers")
        }
        if tiers["per_share"] == nil, tiers["basis_points"] == nil {
            report(tiers.place, "'broker.commission.tiers' needs one of the keys 'per_share' and 'basis_points'")
        }
    }

    mutating func checkFiles(_ section: ConfigValue, _ name: String) {
        switch (section["path"], section["glob"]) {
        case (nil, nil): report(section.place, "'\(name)' needs one of the keys 'path' and 'glob'")
        case (_?, let glob?): report(glob.place, "'\(name)' takes one of the keys 'path' and 'glob', not both")
        default: break
        }
    }

    private mutating func checkFiner(_ root: ConfigValue) {
        let mode = root["broker.fill.intrabar"]
        switch (root["data.finer"], mode?.text == "finer-data") {
        case (nil, true):
            report(
                mode?.place ?? root.place,
                "'broker.fill.intrabar: finer-data' needs 'data.finer', the files of finer bars; name them there, or choose "
                    + "another path, such as pessimistic")
        case (let finer?, false):
            report(
                finer.place,
                "'data.finer' does nothing without 'broker.fill.intrabar: finer-data'; set that, or leave the finer bars out"
            )
        case (let finer?, true): checkFiles(finer, "data.finer")
        case (nil, false): break
        }
    }

    private mutating func checkData(_ data: ConfigValue, given: ConfigNode?) {
        checkSource(data, given: given)
        switch (data["adjust"]?.text, data["actions"]) {
        case ("total", let actions?):
            report(
                actions.place,
                "'data.actions' with 'data.adjust: total' would count dividends and splits twice: total-return prices hold "
                    + "them already; choose adjust: none or splits, or leave the actions out")
        case ("splits", nil):
            report(
                data["adjust"]?.place ?? data.place,
                "'data.adjust: splits' needs 'data.actions', the file that the splits stand in")
        default: break
        }
        let ordered = ["from", "test_from", "to"].compactMap { name in
            data[name].map { (name: name, value: $0) }
        }
        for (earlier, later) in zip(ordered, ordered.dropFirst()) {
            // A date and an instant are compared by the reader of the data, which knows the sessions.
            guard let a = earlier.value.moment, let b = later.value.moment else { continue }
            let isBackwards =
                switch (a, b) {
                case (.date(let a), .date(let b)): a > b
                case (.instant(let a), .instant(let b)): a >= b
                default: false
                }
            if isBackwards {
                report(later.value.place, "'data.\(later.name)' is \(b), before 'data.\(earlier.name)', which is \(a)")
            }
        }
    }

    mutating func checkStrategy(_ strategy: ConfigValue) {
        let given = ["rules", "type", "model"].compactMap { name in strategy[name].map { (name: name, value: $0) } }
        guard let first = given.first else {
            report(strategy.place, "'strategy' needs one of the keys 'rules', 'type' and 'model'")
            return
        }
        if given.count > 1 {
            report(
                given[1].value.place,
                "'strategy' takes one of the keys '\(first.name)' and '\(given[1].name)', not both")
            return
        }
        if let parameters = strategy["parameters"], first.name != "type" {
            report(
                parameters.place,
                "'strategy.parameters' belongs to 'type'; \(first.name == "rules" ? "rules have" : "a model has") "
                    + "'strategy.\(first.name).parameters'")
        }
        switch first.name {
        case "rules": checkRules(first.value)
        case "model": checkModel(first.value)
        default: break
        }
    }

    private mutating func checkRules(_ rules: ConfigValue) {
        if rules["enter_long"] == nil, rules["enter_short"] == nil {
            report(rules.place, "'strategy.rules' needs one of the keys 'enter_long' and 'enter_short'")
        }
        for side in ["long", "short"] where rules["enter_\(side)"] == nil {
            for name in ["exit_\(side)", "enter_\(side)_limit", "enter_\(side)_stop"] {
                if let orphan = rules[name] {
                    report(orphan.place, "'strategy.rules.\(name)' does nothing without 'enter_\(side)'")
                }
            }
        }
        checkOne(of: ["units", "percent_of_equity", "percent_of_cash", "cash"], in: rules, "size")
        for name in ["stop_loss", "take_profit"] { checkOne(of: ["percent", "amount", "price"], in: rules, name) }
        checkOne(of: ["percent", "amount"], in: rules, "trailing_stop")
        for entry in rules["parameters"]?.entries ?? [] { checkParameter(entry) }
    }

    private mutating func checkOne(of names: [String], in rules: ConfigValue, _ section: String) {
        guard let value = rules[section] else { return }
        let given = names.filter { value[$0] != nil }
        guard given.count != 1 else { return }
        let found = given.isEmpty ? "none" : given.joined(separator: " and ")
        report(
            value.place,
            "'strategy.rules.\(section)' takes exactly one of \(names.joined(separator: ", ")); found \(found)")
    }

    private mutating func checkParameter(_ entry: ConfigValue.Entry) {
        let name = entry.key.text
        let isName = name.utf8.enumerated().allSatisfy { index, byte in
            byte >= 97 && byte <= 122 || byte >= 65 && byte <= 90 || byte == UInt8(ascii: "_")
                || index > 0 && byte >= 48 && byte <= 57
        }
        if !isName {
            report(entry.key.place, "a parameter's name has letters, digits and _ only, so that $\(name) can be read")
        }
        guard let range = entry.value["range"] else { return }
        let bounds = range.elements.compactMap(\.number)
        guard bounds.count == 2, bounds[0] <= bounds[1] else {
            report(range.place, "'strategy.rules.parameters.\(name).range' is [least, greatest]")
            return
        }
        if let value = entry.value["default"], let number = value.number, number < bounds[0] || number > bounds[1] {
            report(
                value.place,
                "parameter '\(name)' is \(number.shortestText), outside its range from \(bounds[0].shortestText) to "
                    + bounds[1].shortestText)
        }
    }
}
