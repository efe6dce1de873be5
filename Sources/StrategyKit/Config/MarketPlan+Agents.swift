import Core
public import MarketSimulator

extension MarketPlan {
    /// A kind of participant as `backtest list agents` shows it.
    public struct Agent: Sendable {
        /// The name in configs.
        public let kind: String
        /// What it does, in a line.
        public let summary: String
        /// Its parameters.
        public let parameters: [(name: String, value: String, allowed: String, summary: String)]
    }

    /// All kinds of participants that a config can name.
    public static var agents: [Agent] {
        ParticipantRule.named.map { kind, rule in
            Agent(
                kind: kind, summary: rule.summary,
                parameters: rule.parameterInfos.map { info in
                    (
                        info.name, info.value.text, info.domain.allowed,
                        info.summary + (info.unit.isEmpty ? "" : " (\(info.unit))")
                    )
                })
        }
    }
}

extension ParticipantRule {
    /// What it does, in a line.
    fileprivate var summary: String {
        switch self {
        case .noise: "Trades without information, at random times"
        case .value: "Knows the fundamental value with an error, and trades towards it"
        case .momentum: "Follows the trend of two moving averages of the mid"
        case .adaptiveMaker: "Makes a market with a share of the recent volume around the mid"
        case .fixedSpreadMaker: "Makes a market at a fixed distance from the mid"
        case .inventoryMaker: "Makes a market around the price of its inventory (Avellaneda and Stoikov)"
        case .poissonFlow: "A crowd of zero intelligence: limit orders, market orders and cancellations at steady rates"
        case .hawkesFlow: "A crowd of zero intelligence whose orders excite each other"
        case .chartist: "Mixes fundamental, chart and noise (Chiarella and Iori)"
        case .execution: "Works large orders of Pareto sizes in pieces: TWAP, VWAP or a share of the volume"
        case .arbitrage: "Keeps an index at the value of its components"
        case .open: "A participant in Swift"
        }
    }
}

extension MarketParameterValue {
    /// As a config writes it.
    public var text: String {
        switch self {
        case .integer(let value): String(value)
        case .number(let value): value.shortestText
        case .boolean(let value): String(value)
        case .choice(let word): word
        case .distribution(let distribution): distribution.text
        }
    }
}

extension Distribution {
    /// As a config writes it.
    fileprivate var text: String {
        switch self {
        case .fixed(let value): value.shortestText
        case .uniform(let lower, let upper): "{ uniform: [\(lower.shortestText), \(upper.shortestText)] }"
        case .exponential(let mean): "{ exponential: \(mean.shortestText) }"
        case .normal(let mean, let deviation): "{ normal: [\(mean.shortestText), \(deviation.shortestText)] }"
        case .logNormal(let mean, let deviation):
            "{ log_normal: [\(mean.shortestText), \(deviation.shortestText)] }"
        case .pareto(let minimum, let exponent): "{ pareto: [\(minimum.shortestText), \(exponent.shortestText)] }"
        case .mixture(let components):
            "{ mixture: ["
                + components.map { component in
                    let own = component.distribution.text
                    let inside = own.hasPrefix("{ ") ? String(own.dropFirst(2).dropLast(2)) : "fixed: \(own)"
                    return "{ weight: \(component.weight.shortestText), \(inside) }"
                }.joined(separator: ", ") + "] }"
        }
    }
}
