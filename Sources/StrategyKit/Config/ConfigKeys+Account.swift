/// The keys of margins and of limits on what is opened.
extension ConfigKeys {
    static let account: [ConfigKey] = [
        ConfigKey(
            "broker.margin", .section,
            "Margins (S50); without this section the account is a cash account whose shorts lock twice their value."),
        ConfigKey(
            "broker.margin.initial", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)), default: "0.5",
            "The part of a position's value that opening it needs: 0.5 allows twice the equity."),
        ConfigKey(
            "broker.margin.maintenance", .number(.init(minimum: 0, maximum: 1)), default: "0.25",
            "The part of the value of what is held below which equity must not fall; not above initial."),
        ConfigKey(
            "broker.margin.call", .choice(["liquidate", "stop-opening"]), default: "liquidate",
            "What the broker does below it: closes positions, the one of the largest margin first, or opens nothing more."
        ),
        ConfigKey(
            "broker.margin.grace_sessions", .whole(.init(minimum: 0, maximum: 250)), default: "0",
            "The sessions between a call and the closing of positions; 0 closes them at the next price."),
    ]

    static let instrumentMargin: [ConfigKey] = [
        ConfigKey(
            "instruments.*.margin", .section, "Margins of the instrument, instead of the broker's; needs broker.margin."
        ),
        ConfigKey(
            "instruments.*.margin.initial", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
            "The part of its value that opening a position needs."),
        ConfigKey(
            "instruments.*.margin.maintenance", .number(.init(minimum: 0, maximum: 1)),
            "The part of its value below which equity must not fall."),
        ConfigKey(
            "instruments.*.margin.initial_per_unit", .number(.positive),
            "Money that opening a unit needs, as is usual of futures; instead of initial."),
        ConfigKey(
            "instruments.*.margin.maintenance_per_unit", .number(.notNegative),
            "Money a unit below which equity must not fall; instead of maintenance."),
    ]

    static let risk: [ConfigKey] = [
        ConfigKey(
            "risk", .section,
            "Limits that hold whatever the strategy asks for, as parts of equity: 0.5 is half (S41). What exceeds one is "
                + "cut off or refused; orders that only reduce a position are always taken."),
        ConfigKey(
            "risk.max_gross", .number(.positive), "The greatest value of all positions together, shorts positive."),
        ConfigKey(
            "risk.max_net", .number(.positive), "The greatest difference of long and short positions, either way."),
        ConfigKey(
            "risk.max_per_instrument", .number(.positive), "The greatest value of the position in an instrument."),
        ConfigKey(
            "risk.daily_loss", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
            "The loss since the session's start at which nothing is opened until it is over."),
        ConfigKey(
            "risk.drawdown_stop", .section, shorthand: "at",
            "The loss since the highest equity at which nothing is opened any more: 0.2, or { at: 0.2, flatten: true }."
        ),
        ConfigKey(
            "risk.drawdown_stop.at", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)), required: true,
            "The loss as a part of the highest equity."),
        ConfigKey(
            "risk.drawdown_stop.flatten", .flag, default: "false", "Whether positions are closed at the market then."),
        ConfigKey(
            "risk.max_orders_per_step", .whole(.init(minimum: 1)), "The greatest number of orders of one decision."),
    ]
}
