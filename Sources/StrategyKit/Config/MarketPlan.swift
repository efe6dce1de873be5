import Core
public import MarketSimulator

/// The simulated market of a config: a preset and what the config changes of it.
public struct MarketPlan: Sendable {
    /// The market, with its days and its seed.
    public var configuration: MarketConfiguration
    /// Nanoseconds of a bar.
    public var barNanoseconds: Int64

    /// What `market.preset` can be.
    static let presets = MarketPreset.allCases.map(\.rawValue) + ["none"]

    /// The market of a section.
    ///
    /// - Parameters:
    ///   - market: The section.
    ///   - seed: That of the study.
    ///   - validator: Takes what is wrong, each with its place.
    /// - Returns: `nil` where something is wrong.
    init?(_ market: ConfigValue, seed: UInt64, _ validator: inout ConfigValidator) {
        let before = validator.problems.count
        var configuration = MarketConfiguration()
        if let preset = MarketPreset(rawValue: market["preset"]?.text ?? "") { configuration = preset.configuration }
        configuration.seed = (market["seed"]?.whole).map { UInt64($0) } ?? seed
        configuration.days = market["days"]?.whole ?? 1
        if case .date(let date)? = market["from"]?.moment { configuration.session.firstDay = Int(date.daysSinceEpoch) }
        if case .instant(let instant)? = market["from"]?.moment {
            configuration.session.firstDay = Int(instant.date.daysSinceEpoch)
        }
        MarketPlan.set(&configuration.session, market["session"], "market.session", &validator)
        MarketPlan.set(&configuration.activity, market["activity"], "market.activity", &validator)
        MarketPlan.set(&configuration.exchange, market["exchange"], "market.exchange", &validator)
        MarketPlan.set(&configuration.recording, market["recording"], "market.recording", &validator)
        MarketPlan.setInstruments(&configuration, market["instruments"], &validator)
        MarketPlan.setGroups(&configuration, market["participants"], &validator)
        if let scenarios = market["scenarios"] {
            configuration.scenarios = scenarios.elements.compactMap {
                MarketPlan.scenario($0, configuration, &validator)
            }
        }
        guard validator.problems.count == before else { return nil }
        do throws(MarketConfigurationError) { try configuration.validate() } catch {
            validator.report(market.place, "'market': \(error)")
            return nil
        }
        self.configuration = configuration
        barNanoseconds = market["bars"]?.text.flatMap { ConfigDuration.nanoseconds($0) } ?? Timestamp.minute
        if barNanoseconds < 1_000_000 {
            validator.report(market["bars"]?.place ?? market.place, "'market.bars' must be at least 1ms")
            return nil
        }
    }

    /// Sets what a section says of parameters.
    private static func set<Parameters: MarketParameters>(
        _ parameters: inout Parameters, _ section: ConfigValue?, _ shown: String, _ validator: inout ConfigValidator
    ) {
        guard let section else { return }
        for info in parameters.parameterInfos {
            guard let value = section[info.name] else { continue }
            let name = "\(shown).\(info.name)"
            guard let given = MarketParameterValue(value, of: info.domain, name, &validator) else { continue }
            if !parameters.set(info.name, to: given) { refuse(value, info, name, given, &validator) }
        }
    }

    /// Says why a parameter did not take a value.
    private static func refuse(
        _ value: ConfigValue, _ info: MarketParameterInfo, _ name: String, _ given: MarketParameterValue,
        _ validator: inout ConfigValidator
    ) {
        if case .distribution(let range) = info.domain, case .distribution(let distribution) = given,
            let fault = distribution.fault(in: range)
        {
            return validator.report(
                value.place, "'\(name)': \(fault); correct the value or leave it out for the default")
        }
        validator.report(value.place, "'\(name)' must be \(info.domain.allowed); found \(value.found)")
    }

    /// The instruments that a config names, in the order of their symbols' bytes (S2).
    private static func setInstruments(
        _ configuration: inout MarketConfiguration, _ section: ConfigValue?, _ validator: inout ConfigValidator
    ) {
        guard let section, let usual = configuration.instruments.first else { return }
        if section.entries.isEmpty { validator.report(section.place, "'market.instruments' names no instrument") }
        configuration.instruments = section.entries.map { entry in
            var instrument = usual
            instrument.symbol = entry.key.text
            instrument.tickSize = entry.value["tick_size"]?.number ?? usual.tickSize
            instrument.lotSize = entry.value["lot_size"]?.number ?? usual.lotSize
            set(
                &instrument.fundamental, entry.value["fundamental"],
                "market.instruments.\(entry.key.text).fundamental", &validator)
            return instrument
        }
    }

    private static func setGroups(
        _ configuration: inout MarketConfiguration, _ section: ConfigValue?, _ validator: inout ConfigValidator
    ) {
        var groups = configuration.groups.map { (group: $0, isPlaced: false) }
        for entry in section?.entries ?? [] {
            let shown = "market.participants.\(entry.key.text)"
            let place = groups.firstIndex { $0.group.name == entry.key.text }
            guard var group = place.map({ groups[$0].group }) ?? new(entry, shown, &validator) else { continue }
            // Of another type than the preset's group it is a new one under its name.
            if let rule = rule(of: entry), group.rule.kind != rule.kind { group.rule = rule }
            var isPlaced = false
            if let symbol = entry.value["instrument"] {
                isPlaced = true
                group.instrument = instrument(symbol, configuration, "\(shown).instrument", &validator)
            }
            let terms = configuration.instruments[group.instrument]
            group.count = entry.value["count"]?.whole ?? group.count
            if let cash = entry.value["cash"] {
                let units = ((cash.number ?? 0) / (terms.tickSize * terms.lotSize)).rounded()
                if units > 9e15 {
                    validator.report(cash.place, "'\(shown).cash' is more ticks times lots than are counted: 9e15")
                } else {
                    group.cash = Int64(units)
                }
            }
            group.shares = (entry.value["shares"]?.whole).map { Int64($0) } ?? group.shares
            group.mayBorrow = entry.value["credit"]?.flag ?? group.mayBorrow
            setLatency(&group.connection, entry.value["latency"], "\(shown).latency", &validator)
            setParameters(&group.rule, entry.value["parameters"], "\(shown).parameters", &validator)
            if let place {
                groups[place] = (group, isPlaced)
            } else {
                groups.append((group, isPlaced))
            }
        }
        configuration.groups = spread(groups, configuration.instruments)
    }

    /// The type that an entry names, at its defaults; `nil` where it names none.
    private static func rule(of entry: ConfigValue.Entry) -> ParticipantRule? {
        let kind = entry.value["kind"]?.text
        return ParticipantRule.named.first { $0.kind == kind }?.rule
    }

    /// A group that the preset has not.
    private static func new(
        _ entry: ConfigValue.Entry, _ shown: String, _ validator: inout ConfigValidator
    ) -> ParticipantGroup? {
        if let rule = rule(of: entry) { return ParticipantGroup(entry.key.text, rule) }
        validator.report(
            entry.key.place,
            "'\(shown)' is no group of the preset and needs the key 'kind': "
                + ParticipantRule.named.map(\.kind).joined(separator: ", "))
        return nil
    }

    /// Groups that name no instrument, once for each instrument; arbitrageurs trade all anyway.
    private static func spread(
        _ groups: [(group: ParticipantGroup, isPlaced: Bool)], _ instruments: [MarketInstrument]
    ) -> [ParticipantGroup] {
        groups.flatMap { group, isPlaced -> [ParticipantGroup] in
            if isPlaced || instruments.count == 1 { return [group] }
            if case .arbitrage = group.rule { return [group] }
            return instruments.indices.map { place in
                var own = group
                own.instrument = place
                if place > 0 { own.name += " in \(instruments[place].symbol)" }
                return own
            }
        }
    }

    static func instrument(
        _ symbol: ConfigValue, _ configuration: MarketConfiguration, _ shown: String, _ validator: inout ConfigValidator
    ) -> Int {
        let symbols = configuration.instruments.map(\.symbol)
        if let place = symbols.firstIndex(of: symbol.text ?? "") { return place }
        validator.report(
            symbol.place,
            "'\(shown)' names \(symbol.text ?? ""), which is not traded"
                + separator(for: symbol.text ?? "", among: symbols) + " there are \(symbols.joined(separator: ", "))")
        return 0
    }

    private static func setParameters(
        _ rule: inout ParticipantRule, _ section: ConfigValue?, _ shown: String, _ validator: inout ConfigValidator
    ) {
        for entry in section?.entries ?? [] {
            let infos = rule.parameterInfos
            let name = "\(shown).\(entry.key.text)"
            guard let info = infos.first(where: { $0.name == entry.key.text }) else {
                validator.report(
                    entry.key.place,
                    "'\(rule.kind)' has no parameter '\(entry.key.text)'"
                        + separator(for: entry.key.text, among: infos.map(\.name)) + " there are "
                        + infos.map(\.name).joined(separator: ", "))
                continue
            }
            guard let given = MarketParameterValue(entry.value, of: info.domain, name, &validator) else { continue }
            if !rule.set(info.name, to: given) { refuse(entry.value, info, name, given, &validator) }
        }
    }
}
