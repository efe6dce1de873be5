/// The keys of margins, interest, settlement and currencies, and of limits on what is opened.
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
        ConfigKey(
            "broker.interest", .section, shorthand: "path",
            "What settled cash earns and debt costs, posted at session ends for the days to the next (S49)."),
        ConfigKey(
            "broker.interest.path", .text,
            "A CSV file of a yearly rate, date,percent, each from its date on; the percents below come on top of it."),
        ConfigKey(
            "broker.interest.cash_percent", .number(.percentAYear), default: "0", "Percent that cash earns in a year."),
        ConfigKey(
            "broker.interest.debt_percent", .number(.percentAYear), default: "0", "Percent that debt costs in a year."),
        ConfigKey(
            "broker.interest.short_rebate_percent", .number(.percentAYear),
            "Percent that the value of what is sold short earns in a year; it earns nothing where absent."),
        ConfigKey(
            "broker.interest.day_count", .choice(["act/360", "act/365"]), default: "act/360",
            "How many days the year of the rates has."),
        ConfigKey(
            "broker.settlement", .whole(.init(minimum: 0, maximum: 30)),
            "The sessions after which the proceeds of a sale can be spent (S49): 1 from the next session's open on; 0 at once, "
                + "which holds where absent. With margins it only matters for interest."),
        ConfigKey(
            "broker.fx", .names(of: "a currency of instruments, ISO 4217"),
            "What one unit of another currency is worth in the account's (S51)."),
        ConfigKey(
            "broker.fx.*", .either([.number(.positive), .section]),
            "A number that always holds, or where the rate comes from: { path: eur.csv } or { instrument: EURUSD }."),
        ConfigKey(
            "broker.fx.*.path", .text,
            "A CSV file of times and rates, each known from the end of its bar on; the first is needed before the bars "
                + "that they are for."),
        ConfigKey("broker.fx.*.columns", .section, "Which column holds what; seen from the header where absent."),
        ConfigKey("broker.fx.*.columns.time", .text, "The column of times: its name, or its number from 1."),
        ConfigKey("broker.fx.*.columns.rate", .text, "The column of rates: its name, or its number from 1."),
        ConfigKey(
            "broker.fx.*.calendar", .text, "The calendar whose sessions its dates name; data.calendar where absent."),
        ConfigKey(
            "broker.fx.*.stamp", .choice(["start", "end"]), "Whether times of day are starts or ends of its bars."),
        ConfigKey("broker.fx.*.instrument", .text, "An instrument of the data whose closes are the rate."),
        ConfigKey(
            "broker.fx.*.invert", .flag, default: "false",
            "Whether the rate tells what one unit of the account's currency is worth in this one: USDJPY for yen."),
    ]

    static let instrumentMargin: [ConfigKey] = [
        ConfigKey(
            "instruments.*.kind", .choice(["security", "future"]),
            "Whether trades are paid for, or gains settle at session ends as of a future, which needs broker.margin; security is "
                + "the default, and has no prices below zero."),
        ConfigKey(
            "instruments.*.currency", .text,
            "The currency of its prices, ISO 4217; broker.fx has its rate. The account's where absent."),
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
