import Glibc
import MarketSimulator
import OrderBook

extension MarketPlan {
    /// Sets what a config says of latencies.
    static func setLatency(
        _ connection: inout ConnectionTerms, _ value: ConfigValue?, _ shown: String, _ validator: inout ConfigValidator
    ) {
        guard let value else { return }
        if let both = value.text.flatMap({ ConfigDuration.nanoseconds($0) }) {
            connection.toExchange = .fixed(nanoseconds: both)
            connection.fromExchange = .fixed(nanoseconds: both)
            return
        }
        if let text = value["computation"]?.text, let nanoseconds = ConfigDuration.nanoseconds(text) {
            connection.computationNanoseconds = nanoseconds
        }
        if let own = value["to_exchange"].flatMap({ latency($0, "\(shown).to_exchange", &validator) }) {
            connection.toExchange = own
        }
        if let own = value["from_exchange"].flatMap({ latency($0, "\(shown).from_exchange", &validator) }) {
            connection.fromExchange = own
        }
    }

    /// A duration, measured microseconds, or a distribution of microseconds.
    private static func latency(
        _ value: ConfigValue, _ shown: String, _ validator: inout ConfigValidator
    ) -> LatencyModel? {
        if let fixed = value.text.flatMap({ ConfigDuration.nanoseconds($0) }) { return .fixed(nanoseconds: fixed) }
        if let measured = value["measured"] {
            if value.entries.count > 1 {
                validator.report(value.place, "'\(shown)' takes one of measured and a distribution")
            }
            return .measured(measured.numbers.map { Int64(min($0 * 1_000, 1e15).rounded()) })
        }
        guard let distribution = Distribution(value, shown, &validator) else { return nil }
        let nanoseconds = distribution.scaled(by: 1_000)
        if let fault = nanoseconds.fault(in: 0...1e15) { validator.report(value.place, "'\(shown)': \(fault)") }
        return .distributed(nanoseconds)
    }

    /// A scenario; `nil` after saying what is missing.
    static func scenario(
        _ value: ConfigValue, _ configuration: MarketConfiguration, _ validator: inout ConfigValidator
    ) -> MarketScenario? {
        let kind = value["kind"]?.text ?? ""
        let used: [String: Set<String>] = [
            "news": ["instrument", "move_percent"], "fat-finger": ["instrument", "side", "lots"],
            "large-order": ["instrument", "side", "lots", "participation"], "departure": ["group", "seconds"],
            "halt": ["instrument", "seconds", "auction_seconds"],
        ]
        let mine = (used[kind] ?? []).union(["kind", "day", "at"])
        for entry in value.entries where !mine.contains(entry.key.text) {
            validator.report(
                entry.key.place,
                "'\(entry.key.text)' does nothing for '\(kind)'; it takes \(mine.sorted().joined(separator: ", "))")
        }
        func needed(_ name: String) -> ConfigValue? {
            if let found = value[name] { return found }
            validator.report(value.place, "a scenario '\(kind)' needs the key '\(name)'")
            return nil
        }
        let (day, second) = (value["day"]?.whole ?? 0, value["at"]?.number ?? 0)
        let instrument =
            value["instrument"].map {
                MarketPlan.instrument($0, configuration, "market.scenarios.instrument", &validator)
            } ?? 0
        let side: BookSide = value["side"]?.text == "buy" ? .buy : .sell
        let seconds = value["seconds"]?.number ?? 300
        switch kind {
        case "news":
            guard let move = needed("move_percent")?.number else { return nil }
            return .news(day: day, second: second, instrument: instrument, relativeMove: move / 100)
        case "fat-finger":
            guard let lots = needed("lots")?.whole else { return nil }
            return .fatFinger(day: day, second: second, instrument: instrument, side: side, lots: Int64(lots))
        case "large-order":
            guard let lots = needed("lots")?.whole else { return nil }
            return .largeOrder(
                day: day, second: second, instrument: instrument, side: side, lots: Int64(lots),
                participation: value["participation"]?.number ?? 0.1)
        case "departure":
            guard let group = needed("group")?.text else { return nil }
            return .departure(day: day, second: second, group: group, seconds: seconds)
        default:
            return .halt(
                day: day, second: second, instrument: instrument, seconds: seconds,
                auctionSeconds: value["auction_seconds"]?.number ?? 60)
        }
    }
}

extension Distribution {
    /// The distribution of a multiple.
    func scaled(by factor: Double) -> Distribution {
        switch self {
        case .fixed(let value): .fixed(value * factor)
        case .uniform(let lower, let upper): .uniform(lower: lower * factor, upper: upper * factor)
        case .exponential(let mean): .exponential(mean: mean * factor)
        case .normal(let mean, let deviation): .normal(mean: mean * factor, standardDeviation: deviation * factor)
        case .logNormal(let mean, let deviation):
            .logNormal(mean: mean + log(factor), standardDeviation: deviation)
        case .pareto(let minimum, let exponent): .pareto(minimum: minimum * factor, exponent: exponent)
        case .mixture(let components):
            .mixture(components.map { Component($0.weight, $0.distribution.scaled(by: factor)) })
        }
    }
}

extension ConfigValue {
    /// The numbers of a list.
    var numbers: [Double] { elements.compactMap(\.number) }
}
