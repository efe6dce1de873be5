import MarketSimulator

/// The keys of `market`: the simulated market, what is traded in it and by whom.
extension ConfigKeys {
    static let market: [ConfigKey] =
        [
            ConfigKey(
                "market", .section,
                "A simulated market: where bars come from with data.source: simulator, where orders are matched with venue: "
                    + "market, and what backtest simulate makes."),
            ConfigKey(
                "market.preset", .choice(MarketPlan.presets.map { .init(stringLiteral: $0) }), default: "liquid",
                "The market to begin with, which the other keys change; none for an empty one."),
            ConfigKey(
                "market.days", .whole(.init(minimum: 1, maximum: 100_000)), default: "1", "How many days are traded."),
            ConfigKey("market.from", .moment, "The date of the first day; Saturdays and Sundays are left out."),
            ConfigKey(
                "market.seed", .whole(.init(minimum: 0, maximum: 9_007_199_254_740_992)),
                "Seed of all draws of the market; that of the study where absent."),
            ConfigKey("market.bars", .duration, default: "1m", "How long a bar is."),
            ConfigKey("market.session", .section, "When the market is open."),
        ] + keys("market.session", of: SessionTerms(), leavingOut: ["first_day"]) + [
            ConfigKey("market.activity", .section, "How busy the market is along the day.")
        ] + keys("market.activity", of: ActivityParameters()) + [
            ConfigKey("market.exchange", .section, "How the exchange works.")
        ] + keys("market.exchange", of: ExchangeTerms()) + [
            ConfigKey("market.recording", .section, "What is written down beside trades and quotes.")
        ] + keys("market.recording", of: RecordingTerms()) + instrumentsOfMarket + participants + scenarios

    private static let instrumentsOfMarket: [ConfigKey] =
        [
            ConfigKey(
                "market.instruments", .names(of: "a symbol"),
                "What is traded, in the place of the preset's instrument, whose terms hold for what is not said here. "
                    + "Groups that name no instrument are there once for each."),
            ConfigKey("market.instruments.*", .section, "One instrument."),
            ConfigKey("market.instruments.*.tick_size", .number(.positive), "The price step."),
            ConfigKey("market.instruments.*.lot_size", .number(.positive), "The units of a lot."),
            ConfigKey("market.instruments.*.fundamental", .section, "The value that value traders believe in."),
        ] + keys("market.instruments.*.fundamental", of: FundamentalParameters())

    private static let participants: [ConfigKey] =
        [
            ConfigKey(
                "market.participants", .names(of: "a name for the group"),
                "Who trades: groups of equal participants. One of the preset's names changes that group; count: 0 leaves it "
                    + "out."),
            ConfigKey("market.participants.*", .section, "One group."),
            ConfigKey(
                "market.participants.*.kind",
                .choice(ParticipantRule.named.map { .init(stringLiteral: $0.kind) }),
                "What they do; see backtest list agents. A group of the preset has one."),
            ConfigKey(
                "market.participants.*.count", .whole(.init(minimum: 0, maximum: 1_000_000)),
                "How many there are; 1 in a new group."),
            ConfigKey(
                "market.participants.*.instrument", .text, "What they trade; where absent there is a group for each."),
            ConfigKey(
                "market.participants.*.cash", .number(.notNegative),
                "Cash of each at the beginning, in the currency of the instrument."),
            ConfigKey(
                "market.participants.*.shares", .whole(.init(minimum: 0, maximum: 1e12)),
                "Lots of each at the beginning."),
            ConfigKey(
                "market.participants.*.credit", .flag,
                "Whether they may owe cash and sell what they have not; true in a new group."),
            ConfigKey(
                "market.participants.*.latency", .either([.duration, .section]),
                "How long messages take to the exchange and back: 20us, or keys of their own."),
            ConfigKey(
                "market.participants.*.latency.computation", .duration,
                "How long a participant thinks before a message leaves; 50ns in a new group."),
        ] + latency("to_exchange", "to the exchange") + latency("from_exchange", "from the exchange") + [
            ConfigKey(
                "market.participants.*.parameters", .names(of: "a parameter of the kind"),
                "Values of the kind's parameters; a number or, where each participant or use draws its own, a distribution: "
                    + "{ uniform: [50, 100] }."),
            ConfigKey(
                "market.participants.*.parameters.*", .either([.anyScalar, .section]), "The value of the parameter."),
        ] + distribution("market.participants.*.parameters.*")

    private static func latency(_ name: String, _ words: String) -> [ConfigKey] {
        let path = "market.participants.*.latency.\(name)"
        return [
            ConfigKey(
                path, .either([.duration, .section]),
                "How long a message takes \(words): a duration, or a distribution in microseconds."),
            ConfigKey(
                path + ".measured", .list(.number(.notNegative), atLeast: 1),
                "Measured latencies in microseconds, each as likely as the others."),
        ] + distribution(path)
    }

    private static let scenarios: [ConfigKey] = [
        ConfigKey(
            "market.scenarios", .list(.section, atLeast: 0),
            "What happens beside the ordinary, in the place of the preset's."),
        ConfigKey(
            "market.scenarios.kind", .choice(["news", "fat-finger", "large-order", "departure", "halt"]),
            required: true,
            "news: the fundamental moves at once; fat-finger: one market order; large-order: one worked at a share of the "
                + "volume; departure: a group leaves; halt: trading stops, and begins again with an auction."),
        ConfigKey("market.scenarios.day", .whole(.init(minimum: 0, maximum: 100_000)), default: "0", "From 0."),
        ConfigKey(
            "market.scenarios.at", .number(.init(minimum: 0, maximum: 86_400)), required: true,
            "Seconds after the opening."),
        ConfigKey("market.scenarios.instrument", .text, "The symbol; the first where absent."),
        ConfigKey(
            "market.scenarios.move_percent", .number(.init(minimum: -99, maximum: 10_000)),
            "For news: by how much the fundamental moves."),
        ConfigKey(
            "market.scenarios.side", .choice(["buy", "sell"]), "For fat-finger and large-order; sell where absent."),
        ConfigKey(
            "market.scenarios.lots", .whole(.init(minimum: 1, maximum: 1e12)), "For fat-finger and large-order."),
        ConfigKey(
            "market.scenarios.participation", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
            "For large-order: its share of the volume; 0.1 where absent."),
        ConfigKey("market.scenarios.group", .text, "For departure: who leaves."),
        ConfigKey(
            "market.scenarios.seconds", .number(.init(minimum: 0, maximum: 86_400)),
            "For departure and halt: how long; 0 for the rest of the day, of a departure. 300 where absent."),
        ConfigKey(
            "market.scenarios.auction_seconds", .number(.init(minimum: 0, maximum: 86_400)),
            "For halt: how long orders are collected before trading begins again; 60 where absent."),
    ]

    /// The keys of parameters, from their declarations.
    private static func keys<Parameters: MarketParameters>(
        _ path: String, of usual: Parameters, leavingOut left: Set<String> = []
    ) -> [ConfigKey] {
        usual.parameterInfos.filter { !left.contains($0.name) }.flatMap { info -> [ConfigKey] in
            let path = "\(path).\(info.name)"
            let text = info.summary + (info.unit.isEmpty ? "." : " (\(info.unit)).")
            func bounds(_ range: ClosedRange<Double>) -> ConfigKey.Bounds {
                ConfigKey.Bounds(minimum: range.lowerBound, maximum: range.upperBound)
            }
            switch info.domain {
            case .integer(let range):
                return [
                    ConfigKey(path, .whole(bounds(Double(range.lowerBound)...Double(range.upperBound))), text)
                ]
            case .number(let range): return [ConfigKey(path, .number(bounds(range)), text)]
            case .boolean: return [ConfigKey(path, .flag, text)]
            case .choice(let words): return [ConfigKey(path, .choice(words.map { .init(stringLiteral: $0) }), text)]
            case .distribution(let range):
                return [ConfigKey(path, .either([.number(bounds(range)), .section]), text)] + distribution(path)
            }
        }
    }

    /// The keys of a distribution, one of which is given.
    private static func distribution(_ path: String) -> [ConfigKey] {
        simple(path) + [
            ConfigKey(
                path + ".mixture", .list(.section, atLeast: 1), "One of several distributions, each with its weight."),
            ConfigKey(
                path + ".mixture.weight", .number(.positive), required: true, "How often it is, beside the others."),
            ConfigKey(path + ".mixture.fixed", .number(.any), "Always this number."),
        ] + simple(path + ".mixture")
    }

    private static func simple(_ path: String) -> [ConfigKey] {
        [
            ConfigKey(path + ".uniform", .list(.number(.any), atLeast: 2), "[least, greatest], equally likely."),
            ConfigKey(path + ".exponential", .number(.positive), "Exponential with this mean."),
            ConfigKey(path + ".normal", .list(.number(.any), atLeast: 2), "[mean, standard deviation]."),
            ConfigKey(
                path + ".log_normal", .list(.number(.any), atLeast: 2), "[mean, standard deviation] of the logarithm."),
            ConfigKey(path + ".pareto", .list(.number(.positive), atLeast: 2), "[minimum, exponent]."),
        ]
    }
}
