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
        [
            ("noise", .noise(NoiseParameters())), ("value", .value(ValueParameters())),
            ("momentum", .momentum(MomentumParameters())),
            ("adaptive_maker", .adaptiveMaker(AdaptiveMakerParameters())),
            ("fixed_spread_maker", .fixedSpreadMaker(FixedSpreadMakerParameters())),
            ("inventory_maker", .inventoryMaker(InventoryMakerParameters())),
            ("poisson_flow", .poissonFlow(PoissonFlowParameters())),
            ("hawkes_flow", .hawkesFlow(HawkesFlowParameters())), ("chartist", .chartist(ChartistParameters())),
            ("execution", .execution(ExecutionParameters())), ("arbitrage", .arbitrage(ArbitrageParameters())),
        ]
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
