extension MarketParameters {
    /// All parameters with their present values.
    public var parameterInfos: [MarketParameterInfo] {
        Self.declarations.map {
            MarketParameterInfo(
                name: $0.name, unit: $0.unit, domain: $0.domain, summary: $0.summary, value: $0.read(self))
        }
    }

    /// Sets a parameter by name; false where there is none of the name, or the value is not in its domain.
    public mutating func set(_ name: String, to value: MarketParameterValue) -> Bool {
        guard let declaration = Self.declarations.first(where: { $0.name == name }) else { return false }
        return declaration.write(&self, value)
    }
}

extension ParticipantRule {
    /// The types that a config can name, each at its defaults; the open seat takes a participant in Swift.
    public static var named: [(kind: String, rule: ParticipantRule)] {
        let rules: [ParticipantRule] = [
            .noise(NoiseParameters()), .value(ValueParameters()), .momentum(MomentumParameters()),
            .adaptiveMaker(AdaptiveMakerParameters()), .fixedSpreadMaker(FixedSpreadMakerParameters()),
            .inventoryMaker(InventoryMakerParameters()), .poissonFlow(PoissonFlowParameters()),
            .hawkesFlow(HawkesFlowParameters()), .chartist(ChartistParameters()), .execution(ExecutionParameters()),
            .arbitrage(ArbitrageParameters()),
        ]
        return rules.map { ($0.kind, $0) }
    }

    /// The name of the type in configs; `open` for the open seat, which no config can name.
    public var kind: String {
        switch self {
        case .noise: "noise"
        case .value: "value"
        case .momentum: "momentum"
        case .adaptiveMaker: "adaptive_maker"
        case .fixedSpreadMaker: "fixed_spread_maker"
        case .inventoryMaker: "inventory_maker"
        case .poissonFlow: "poisson_flow"
        case .hawkesFlow: "hawkes_flow"
        case .chartist: "chartist"
        case .execution: "execution"
        case .arbitrage: "arbitrage"
        case .open: "open"
        }
    }

    /// The parameters; `nil` for the open seat.
    public var parameters: (any MarketParameters)? {
        switch self {
        case .noise(let parameters): parameters
        case .value(let parameters): parameters
        case .momentum(let parameters): parameters
        case .adaptiveMaker(let parameters): parameters
        case .fixedSpreadMaker(let parameters): parameters
        case .inventoryMaker(let parameters): parameters
        case .poissonFlow(let parameters): parameters
        case .hawkesFlow(let parameters): parameters
        case .chartist(let parameters): parameters
        case .execution(let parameters): parameters
        case .arbitrage(let parameters): parameters
        case .open: nil
        }
    }

    /// All parameters with their present values; none for the open seat.
    public var parameterInfos: [MarketParameterInfo] { parameters?.parameterInfos ?? [] }

    /// Sets a parameter by name; false where there is none of the name, or the value is not in its domain.
    public mutating func set(_ name: String, to value: MarketParameterValue) -> Bool {
        func changed<Parameters: MarketParameters>(
            _ parameters: Parameters, _ rule: (Parameters) -> ParticipantRule
        ) -> ParticipantRule? {
            var parameters = parameters
            return parameters.set(name, to: value) ? rule(parameters) : nil
        }
        let next: ParticipantRule? =
            switch self {
            case .noise(let parameters): changed(parameters) { .noise($0) }
            case .value(let parameters): changed(parameters) { .value($0) }
            case .momentum(let parameters): changed(parameters) { .momentum($0) }
            case .adaptiveMaker(let parameters): changed(parameters) { .adaptiveMaker($0) }
            case .fixedSpreadMaker(let parameters): changed(parameters) { .fixedSpreadMaker($0) }
            case .inventoryMaker(let parameters): changed(parameters) { .inventoryMaker($0) }
            case .poissonFlow(let parameters): changed(parameters) { .poissonFlow($0) }
            case .hawkesFlow(let parameters): changed(parameters) { .hawkesFlow($0) }
            case .chartist(let parameters): changed(parameters) { .chartist($0) }
            case .execution(let parameters): changed(parameters) { .execution($0) }
            case .arbitrage(let parameters): changed(parameters) { .arbitrage($0) }
            case .open: nil
            }
        guard let next else { return false }
        self = next
        return true
    }
}
