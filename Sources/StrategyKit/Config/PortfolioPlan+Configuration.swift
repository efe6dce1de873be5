import Core
import Portfolios
import Simulation

extension PortfolioPlan {
    /// Which allocations read a key that not all of them read, and what holds where it is absent.
    struct SpecialKey {
        var name: String
        var policies: [AllocationPolicy]
        var fallback: Fallback

        /// A value that is filled in.
        enum Fallback {
            case none
            case whole(Int)
            case number(Double)
            case word(String)
        }
    }

    /// The keys that only some allocations read.
    static let specialKeys: [SpecialKey] = {
        let looking: [AllocationPolicy] = AllocationPolicy.allCases.filter(\.needsHistory)
        let bounded: [AllocationPolicy] = [.minimumVariance, .meanVariance]
        let plan = PortfolioPlan()
        return [
            .init(name: "weights", policies: [.fixed], fallback: .none),
            .init(
                name: "instruments", policies: AllocationPolicy.allCases.filter { $0 != .fixed }, fallback: .none),
            .init(name: "lookback", policies: looking, fallback: .whole(plan.lookback)),
            .init(name: "skip", policies: looking, fallback: .whole(plan.skip)),
            .init(name: "lookback_unit", policies: looking, fallback: .word(plan.lookbackUnit.rawValue)),
            .init(name: "top", policies: [.momentum], fallback: .whole(plan.top)),
            .init(
                name: "covariance", policies: [.equalRisk] + bounded, fallback: .word(plan.covariance.rawValue)),
            .init(name: "minimum_weight", policies: bounded, fallback: .number(plan.bounds.least)),
            .init(name: "maximum_weight", policies: bounded, fallback: .number(plan.bounds.greatest)),
            .init(name: "risk_aversion", policies: [.meanVariance], fallback: .number(plan.riskAversion)),
        ]
    }()

    /// A validated config with the defaults of those keys filled in that its allocation reads, in the order of
    /// `ConfigKeys`.
    static func filling(_ root: ConfigValue) -> ConfigValue {
        guard let portfolio = root["portfolio"], case .section(var sections) = root.content,
            let place = sections.firstIndex(where: { $0.key.text == "portfolio" }),
            let policy = portfolio["allocation"]?.text.flatMap({ AllocationPolicy(rawValue: $0) })
        else { return root }
        let names = ConfigKeys.portfolio.map(\.path).filter { $0.split(separator: ".").count == 2 }.map {
            String($0.dropFirst("portfolio.".count))
        }
        var entries: [ConfigValue.Entry] = []
        for name in names {
            if let given = portfolio.entries.first(where: { $0.key.text == name }) {
                entries.append(given)
            } else if let key = specialKeys.first(where: { $0.name == name }), key.policies.contains(policy) {
                let source = ConfigSource(override: "default of portfolio.\(name)")
                func scalar(_ text: String) -> ConfigScalar {
                    ConfigScalar(text: text, style: .plain, line: 1, column: 1, source: source)
                }
                let content: ConfigValue.Content
                switch key.fallback {
                case .none: continue
                case .whole(let whole): content = .whole(whole)
                case .number(let number): content = .number(number)
                case .word(let word): content = .text(scalar(word))
                }
                entries.append(
                    .init(key: scalar(name), value: ConfigValue(content: content, place: portfolio.place)))
            }
        }
        sections[place].value.content = .section(entries)
        return ConfigValue(content: .section(sections), place: root.place)
    }

    /// The portfolio that a validated and filled config states.
    init(_ reader: ConfigReader) {
        self.init()
        let root = reader.root
        policy = reader.choice("portfolio.allocation")
        for entry in root["portfolio.weights"]?.entries ?? [] {
            weights.append(FixedWeight(entry.key.text, entry.value.number ?? 0))
        }
        symbols = root["portfolio.instruments"].map { $0.elements.compactMap(\.text) }
        if let bars = root["portfolio.schedule.bars"]?.whole {
            schedule = .bars(bars)
        } else {
            let word = reader.text("portfolio.schedule")
            schedule = RebalanceSchedule.words.first { $0.word == word }?.schedule ?? .month
        }
        band = reader.number("portfolio.band")
        cashBuffer = reader.number("portfolio.cash_buffer")
        costs = reader.choice("portfolio.costs")
        lookback = root["portfolio.lookback"]?.whole ?? lookback
        skip = root["portfolio.skip"]?.whole ?? skip
        lookbackUnit = reader.optionalChoice("portfolio.lookback_unit") ?? lookbackUnit
        top = root["portfolio.top"]?.whole ?? top
        covariance = reader.optionalChoice("portfolio.covariance") ?? covariance
        bounds = WeightBounds(
            least: root["portfolio.minimum_weight"]?.number ?? 0,
            greatest: root["portfolio.maximum_weight"]?.number ?? 1)
        riskAversion = root["portfolio.risk_aversion"]?.number ?? riskAversion
        let broker = Broker(reader)
        commission = broker.costs.commission
        sizesAtFill = broker.fill.sizeAt == .fill
    }

    /// What the report and the resolved run show of it: the schedule, then the numbers that the allocation reads.
    var shownParameters: [(name: String, value: ParameterValue)] {
        let word = RebalanceSchedule.words.first { $0.schedule == schedule }?.word
        var shown: [(name: String, value: ParameterValue)] = []
        if let word {
            shown.append(("schedule", .choice(word)))
        } else if case .bars(let bars) = schedule {
            shown.append(("schedule", .choice("every \(bars) bars")))
        }
        for declaration in PortfolioPlan.declarations where reads(declaration.name) {
            shown.append((declaration.name, declaration.read(self)))
        }
        return shown
    }

    /// Whether the allocation reads a key.
    func reads(_ name: String) -> Bool {
        PortfolioPlan.specialKeys.first { $0.name == name }?.policies.contains(policy) ?? true
    }
}

extension ConfigValidator {
    /// Checks the keys of a portfolio against its allocation.
    mutating func checkPortfolio(_ portfolio: ConfigValue) {
        guard let policy = portfolio["allocation"]?.text.flatMap({ AllocationPolicy(rawValue: $0) }) else { return }
        for key in PortfolioPlan.specialKeys where !key.policies.contains(policy) {
            guard let given = portfolio.entries.first(where: { $0.key.text == key.name }) else { continue }
            report(
                given.key.place,
                "'portfolio.\(key.name)' does nothing with the allocation '\(policy.rawValue)'; leave it out, or use it "
                    + "with \(key.policies.map(\.rawValue).joined(separator: ", "))")
        }
        if policy == .fixed {
            guard let weights = portfolio["weights"] else {
                report(
                    portfolio.place, "'portfolio' needs the key 'weights' with the allocation 'fixed': { SPY: 0.6, … }")
                return
            }
            var sum = 0.0
            for entry in weights.entries { sum += entry.value.number ?? 0 }
            // Weights that are wrong one by one have their own messages.
            let isWrong = weights.entries.isEmpty && problems.contains { $0.message.contains("portfolio.weights.") }
            if sum > 1 + 1e-9 || (sum <= 0 && !isWrong) {
                report(
                    weights.place,
                    "'portfolio.weights' sum to \(sum.shortestText); they must sum to more than 0 and at most 1, the rest "
                        + "stays cash")
            }
        }
        if let greatest = portfolio["maximum_weight"], let most = greatest.number,
            let least = portfolio["minimum_weight"]?.number, most < least
        {
            report(
                greatest.place,
                "'portfolio.maximum_weight' is \(most.shortestText), below the minimum of \(least.shortestText)")
        }
    }
}
