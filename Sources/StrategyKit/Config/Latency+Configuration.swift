import Core
public import Simulation

extension Latency {
    /// The latency that a validated config states; none where it states none.
    init(_ reader: ConfigReader) {
        self.init()
        seed = UInt64(reader.whole("seed"))
        func delay(_ name: String) -> Delay? {
            guard let value = reader.root["broker.latency.\(name)"] else { return nil }
            let ends = (value["uniform"]?.elements ?? []).compactMap { $0.text.flatMap(ConfigDuration.nanoseconds) }
            if ends.count == 2 { return .uniform(ends[0]...ends[1]) }
            return value.text.flatMap(ConfigDuration.nanoseconds).map { .fixed($0) }
        }
        order = delay("order") ?? .zero
        cancel = delay("cancel") ?? order
        replace = delay("replace") ?? cancel
    }
}

extension Delay {
    /// As a config and a report write it: `250ms`, or `100ms to 1s`.
    public var text: String {
        switch self {
        case .fixed(let nanoseconds): ConfigDuration.text(nanoseconds)
        case .uniform(let range):
            "\(ConfigDuration.text(range.lowerBound)) to \(ConfigDuration.text(range.upperBound))"
        }
    }
}

extension ConfigKeys {
    /// The keys of `broker.latency`.
    static let latency: [ConfigKey] =
        [
            ConfigKey(
                "broker.latency", .section, shorthand: "order",
                "How long decisions are on their way to the market (S34): 250ms, or the keys below. Nothing where absent."
            )
        ]
        + [
            ("order", "new orders; 0s where absent"), ("cancel", "cancels; that of order where absent"),
            ("replace", "replacements; that of cancel where absent"),
        ].flatMap { name, what in
            [
                ConfigKey(
                    "broker.latency.\(name)", .either([.duration, .section]),
                    "The delay of \(what): a duration, or { uniform: [shortest, longest] }, drawn anew for each."),
                ConfigKey(
                    "broker.latency.\(name).uniform", .list(.duration, atLeast: 2), required: true,
                    "The shortest and the longest delay, each between them as likely as any other."),
            ]
        }
}

extension ConfigValidator {
    /// Checks ranges of delays, and that no fill needs an order before it can be there.
    mutating func checkLatency(_ broker: ConfigValue) {
        guard let latency = broker["latency"] else { return }
        var longest: Int64 = 0
        for name in ["order", "cancel", "replace"] {
            guard let value = latency[name] else { continue }
            guard let uniform = value["uniform"] else {
                longest = max(longest, value.text.flatMap(ConfigDuration.nanoseconds) ?? 0)
                continue
            }
            let ends = uniform.elements.compactMap { $0.text.flatMap(ConfigDuration.nanoseconds) }
            if ends.count != 2 || ends[0] > ends[1] {
                report(uniform.place, "'broker.latency.\(name).uniform' is [shortest, longest]")
            }
            longest = max(longest, ends.last ?? 0)
        }
        if longest > 0, let market = broker["fill.market"], market.text == "same-close" {
            report(
                latency.place,
                "'broker.latency' needs time between decision and fill, which 'broker.fill.market: same-close' leaves "
                    + "none of; use next-open, next-close or next-mid")
        }
    }
}
