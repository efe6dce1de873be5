/// All keys of a config, in the order in which a resolved config prints them.
///
/// A key whose part is not built yet stands here too, so that it is refused by name and editors know it.
public enum ConfigKeys {
    /// Every key there is.
    public static let all: [ConfigKey] =
        study + data + beside + external + finer + strategy + several + portfolio + broker + account + latency
        + instruments + instrumentMargin + risk + later + market + sweep + walkForward + judge + robustness + histories
        + calibration + write

    /// The keys of a config that makes a market and no study.
    static let simulation: [ConfigKey] = study.filter { $0.path != "benchmark" } + market + calibration + write

    private static let study: [ConfigKey] = [
        ConfigKey("name", .text, default: "backtest", "What the study is called: names its folder and its report."),
        ConfigKey("notes", .text, "Anything worth remembering; shown in the report."),
        ConfigKey(
            "seed", .whole(.init(minimum: 0, maximum: 9_007_199_254_740_992)), default: "0",
            "Seed of every random number of the study."),
        ConfigKey(
            "benchmark", .text, default: "buy-and-hold",
            "What the result is compared with: buy-and-hold (of the traded instruments), none, or a symbol of the data."
        ),
    ]

    private static let data: [ConfigKey] =
        [
            ConfigKey("data", .section, required: true, "Where the bars come from and what they mean."),
            ConfigKey(
                "data.source",
                .choice([
                    "csv", "influxdb", "simulator",
                ]), default: "csv", "Where the bars come from; simulator: from the market of the section market."),
        ]
        + files(at: "data")
        + [
            ConfigKey(
                "data.zone", .text,
                "The zone of times that carry none: America/New_York, UTC, UTC-05:00; the calendar's where absent."),
            ConfigKey(
                "data.calendar", .text,
                "When the instruments trade: XNYS, 24/7, 24/5, or the path of a file of sessions. Needed, but for "
                    + "source: simulator, which knows its own."),
            ConfigKey(
                "data.adjust",
                .choice(["none", "splits", "total"]), default: "none",
                "Which adjustment is made: none; splits, by those of data.actions, over the whole history; or total, by the "
                    + "ratio of adjusted close to close."),
            ConfigKey(
                "data.actions", .text,
                "A file of dividends, splits and delistings: date,instrument,kind,value,pay_date,currency; the account "
                    + "lives through them (S48, S53, S54). Not with adjust: total, which would count them twice."),
            ConfigKey(
                "data.from", .moment,
                "The first bar on which a decision may be taken; earlier bars warm the inputs (S16)."),
            ConfigKey(
                "data.to", .moment,
                "The end of the data in use: bars that end after it are left out; a date is included."),
            ConfigKey(
                "data.test_from", .moment,
                "The start of the final test period, which no sweep looks at (S70)."),
            ConfigKey(
                "data.execute_on", .list(.text, atLeast: 1),
                "The symbols that take orders; the others are signals only, such as daily bars beside minutes. All where "
                    + "absent."),
            ConfigKey("data.strict", .flag, default: "false", "Whether any fault in the data is an error."),
            ConfigKey(
                "data.memory", .size,
                "What may stay resident: where bars and accounts would need more they lie in a file's pages, below runs/; "
                    + "half of the machine's memory where absent."),
            ConfigKey("data.policies", .section, default: "{}", "What is done about faults in the data (S6–S9)."),
            ConfigKey(
                "data.policies.gaps", .choice(["report", "fill", "error"]), default: "report",
                "Bars that the calendar expects and that are missing: counted, filled forward (never tradable, S4), or an error."
            ),
            ConfigKey(
                "data.policies.duplicates", .choice(["error", "first", "last"]), default: "error",
                "Several rows of one time: which is kept (S8)."),
            ConfigKey(
                "data.policies.order", .choice(["error", "sort"]), default: "error", "Rows that go back in time (S9)."),
            ConfigKey(
                "data.policies.ohlc", .choice(["error", "repair", "drop"]), default: "error",
                "Bars whose high or low does not enclose the open and close (S7)."),
            ConfigKey(
                "data.policies.nan", .choice(["error", "drop", "fill"]), default: "drop",
                "Rows with an empty price (S6); an error under strict."),
            ConfigKey(
                "data.policies.closed", .choice(["error", "drop"]), default: "error",
                "Rows on days on which the calendar has no session."),
        ] + influx

    static let strategy: [ConfigKey] =
        [
            ConfigKey(
                "strategy", .section,
                "What decides: rules, or type with parameters, or a model; a config has either a strategy or a portfolio."
            ),
            ConfigKey("strategy.type", .text, "A strategy in Swift, by name; see backtest list strategies."),
            ConfigKey(
                "strategy.parameters", .names(of: "a parameter of the strategy's type"),
                "Values of the type's parameters."),
            ConfigKey(
                "strategy.parameters.*", parameterValue, "The value of the parameter; for some a list of numbers."),
            ConfigKey("strategy.rules", .section, "A strategy as rules over prices and indicators."),
            ConfigKey(
                "strategy.rules.parameters", .names(of: "a parameter of the rules"),
                "Numbers that rules name with $: fast: { default: 50, range: [5, 100] }."),
            ConfigKey("strategy.rules.parameters.*", .section, shorthand: "default", "One parameter."),
            ConfigKey("strategy.rules.parameters.*.default", .number(.any), required: true, "Its value."),
            ConfigKey(
                "strategy.rules.parameters.*.range", .list(.number(.any), atLeast: 2),
                "The least and the greatest value allowed; sweeps go over it."),
            ConfigKey("strategy.rules.parameters.*.step", .number(.positive), "The distance of values in a sweep."),
            ConfigKey(
                "strategy.rules.on", .list(.text, atLeast: 1),
                "The symbols to trade, each by its own series; all of the data where absent."),
            ConfigKey("strategy.rules.enter_long", .rule(.condition), "When to buy."),
            ConfigKey("strategy.rules.exit_long", .rule(.condition), "When to sell what was bought."),
            ConfigKey("strategy.rules.enter_short", .rule(.condition), "When to sell short."),
            ConfigKey("strategy.rules.exit_short", .rule(.condition), "When to buy back what was sold short."),
            ConfigKey(
                "strategy.rules.enter_long_limit", .rule(.number),
                "The limit price of a long entry; with enter_long_stop too, "
                    + "a stop-limit order. At the market where neither is given."),
            ConfigKey("strategy.rules.enter_long_stop", .rule(.number), "The stop price of a long entry."),
            ConfigKey("strategy.rules.enter_short_limit", .rule(.number), "The limit price of a short entry."),
            ConfigKey("strategy.rules.enter_short_stop", .rule(.number), "The stop price of a short entry."),
            ConfigKey(
                "strategy.rules.entry_valid",
                .either([.choice(["gtc", "day", "ioc", "fok", "at-open", "at-close"]), .section]), default: "gtc",
                "How long a limit or stop entry rests: gtc, day, or { bars: n }. A new signal replaces what rests. Or "
                    + "the one price that a market or limit entry meets: the next, in part (ioc) or whole (fok), "
                    + "that of the next session's open (at-open), or of this session's close (at-close)."),
            ConfigKey(
                "strategy.rules.entry_valid.bars", .whole(.init(minimum: 1)), required: true,
                "The number of bars that it meets."),
            ConfigKey(
                "strategy.rules.size", .section, default: "{ percent_of_equity: 100 }",
                "How much an entry buys or sells: exactly one of the keys below."),
            ConfigKey("strategy.rules.size.units", .rule(.number), "Units: shares, contracts, coins."),
            ConfigKey("strategy.rules.size.percent_of_equity", .rule(.number), "Percent of the account's equity."),
            ConfigKey("strategy.rules.size.percent_of_cash", .rule(.number), "Percent of the account's free cash."),
            ConfigKey("strategy.rules.size.cash", .rule(.number), "An amount of money."),
        ]
        + exit("stop_loss", "The loss at which a position is closed: exactly one of percent, amount and price.")
        + exit("take_profit", "The gain at which a position is closed: exactly one of percent, amount and price.")
        + [
            ConfigKey(
                "strategy.rules.trailing_stop", .section,
                "A stop that follows the best price since the entry, on completed bars (S26): percent or amount."),
            ConfigKey("strategy.rules.trailing_stop.percent", .rule(.number), "Its distance in percent of that price."),
            ConfigKey(
                "strategy.rules.trailing_stop.amount", .rule(.number), "Its distance in units of price: 3 * atr(14)."),
            ConfigKey(
                "strategy.rules.exit_after", .whole(.init(minimum: 1)),
                "Closes a position this many bars after the bar of its entry."),
        ] + model

    private static func exit(_ name: String, _ documentation: String) -> [ConfigKey] {
        let path = "strategy.rules.\(name)"
        return [
            ConfigKey(path, .section, documentation),
            ConfigKey("\(path).percent", .rule(.number), "The distance in percent of the reference price."),
            ConfigKey("\(path).amount", .rule(.number), "The distance in units of price: 2 * atr(14)."),
            ConfigKey("\(path).price", .rule(.number), "The price itself."),
            ConfigKey(
                "\(path).of", .choice(["fill", "decision"]), default: "fill",
                "The reference: the price of the entry's fill, or the price at the decision (the entry's limit or stop, "
                    + "else the close)."),
        ]
    }

    private static let broker: [ConfigKey] = [
        ConfigKey("broker", .section, default: "{}", "The account and how its orders are filled."),
        ConfigKey(
            "broker.cash", .number(.init(minimum: 0, maximum: 1e15, isAboveMinimum: true)), default: "100000",
            "The money at the start."),
        ConfigKey("broker.currency", .text, default: "USD", "The account's currency, ISO 4217."),
        ConfigKey("broker.allow_short", .flag, default: "true", "Whether units that are not owned can be sold (S41)."),
        ConfigKey(
            "broker.split_fractions", .choice(["keep", "cash"]), default: "keep",
            "What a split leaves of a lot (S53): kept, and closed with the position, or paid out at the last price."),
        ConfigKey("broker.fill", .section, default: "{}", "At which prices orders are filled."),
        ConfigKey(
            "broker.fill.market", .choice(["next-open", "same-close", "next-close", "next-mid"]), default: "next-open",
            "Where a market order fills (S17)."),
        ConfigKey(
            "broker.fill.limit", .either([.choice(["through", "touch"]), .section]), default: "through",
            "Whether the price must trade through a limit, by { through: k } ticks, or only touch it (S19)."),
        ConfigKey(
            "broker.fill.limit.through", .whole(.init(minimum: 0)), required: true, "How many ticks beyond the limit."),
        ConfigKey(
            "broker.fill.intrabar",
            .choice([
                "pessimistic", "optimistic", "nearer-extreme", "ohlc", "olhc", "next-bar", "finer-data",
            ]), default: "pessimistic",
            "What is assumed of the path inside a bar (S27, S28); nearer-extreme: of two equally far the one against the "
                + "position first; finer-data: what the bars of data.finer say."),
        ConfigKey(
            "broker.fill.size_at", .choice(["decision", "fill"]), default: "decision",
            "At which price a size in money or percent becomes units (S52)."),
        ConfigKey(
            "broker.fill.shortfall", .either([.choice(["reduce", "reject"]), .section]), default: "reduce",
            "What happens to an order that the funds do not pay for: reduce, reject, or { allow_percent: x } (S52)."),
        ConfigKey(
            "broker.fill.shortfall.allow_percent", .number(.notNegative), required: true,
            "The greatest debt, in percent of equity; the order is made smaller beyond."),
        ConfigKey(
            "broker.fill.zero_volume", .choice(["no-fill", "fill"]), default: "no-fill",
            "Whether a bar of zero volume fills orders (S5)."),
        ConfigKey(
            "broker.fill.participation", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
            "The greatest part of a bar's volume that the orders of an instrument get together: 0.1 is a tenth; what does "
                + "not fit waits (S35). No limit where absent."),
        ConfigKey("broker.commission", .section, default: "{}", "What the broker charges an order (S44)."),
        ConfigKey(
            "broker.commission.per_share", .number(.notNegative), default: "0", "Money a unit: share, contract or coin."
        ),
        ConfigKey("broker.commission.per_contract", .number(.notNegative), "Another name of per_share, for futures."),
        ConfigKey("broker.commission.per_order", .number(.notNegative), default: "0", "Money an order."),
        ConfigKey(
            "broker.commission.basis_points", .number(.notNegative), default: "0",
            "Hundredths of a percent of the value."),
        ConfigKey("broker.commission.minimum", .number(.notNegative), default: "0", "The least an order pays."),
        ConfigKey("broker.commission.maximum", .number(.notNegative), "The most an order pays."),
        ConfigKey(
            "broker.commission.maker_basis_points", .number(.any), default: "0",
            "On top of basis_points for orders that waited at their limit; below zero takes off from it."),
        ConfigKey(
            "broker.commission.taker_basis_points", .number(.any), default: "0",
            "On top of basis_points for all other orders."),
        ConfigKey(
            "broker.commission.sell_tax_basis_points", .number(.notNegative), default: "0",
            "Tax on the value of sales, outside of minimum and maximum."),
        ConfigKey(
            "broker.commission.tiers", .section,
            "Other charges from some volume of the calendar month (UTC) on, that of the account before the fill."),
        ConfigKey(
            "broker.commission.tiers.from", .list(.number(.notNegative), atLeast: 1), required: true,
            "The volumes at which tiers begin, ascending: [300000, 3000000]."),
        ConfigKey(
            "broker.commission.tiers.volume", .choice(["units", "value"]), default: "units",
            "In what the volume is counted."),
        ConfigKey(
            "broker.commission.tiers.per_share", .list(.number(.notNegative), atLeast: 1),
            "Money a unit in each tier, instead of per_share; 0 where absent."),
        ConfigKey(
            "broker.commission.tiers.basis_points", .list(.number(.notNegative), atLeast: 1),
            "Hundredths of a percent of the value in each tier, instead of basis_points; 0 where absent."),
        ConfigKey("broker.slippage", .section, default: "{}", "By how much a taker's price is worse (S45)."),
        ConfigKey("broker.slippage.ticks", .number(.notNegative), default: "0", "Price steps of the instrument."),
        ConfigKey(
            "broker.slippage.basis_points", .number(.init(minimum: 0, maximum: 5_000)), default: "0",
            "Hundredths of a percent of the price."
        ),
        ConfigKey(
            "broker.slippage.volume_share", .number(.notNegative), default: "0",
            "k of k*(q/V)^2, a fraction of the price: q the units of a fill, V the mean volume of the last 20 sessions."
        ),
        ConfigKey(
            "broker.slippage.square_root", .number(.notNegative), default: "0",
            "Y of Y*s*sqrt(q/V), a fraction of the price: s the volatility of the last 20 sessions."),
        ConfigKey(
            "broker.slippage.clamp", .flag, default: "false",
            "Whether slippage and spread stay inside the range of the bar that fills."),
        ConfigKey(
            "broker.spread", .section, default: "{}", "Half the difference of ask and bid, paid by takers (S46)."),
        ConfigKey("broker.spread.half_spread", .number(.notNegative), default: "0", "Units of price."),
        ConfigKey(
            "broker.spread.half_spread_basis_points", .number(.init(minimum: 0, maximum: 5_000)), default: "0",
            "Hundredths of a percent of the price."),
        ConfigKey(
            "broker.spread.side", .choice(["both", "entry"]), default: "both", "On every fill, or on entries only."),
        ConfigKey("broker.borrow", .section, default: "{}", "What units that are sold short cost over night (S47)."),
        ConfigKey(
            "broker.borrow.annual_percent", .number(.notNegative), default: "0",
            "Percent of their market value in a year, paid at session ends for the days to the next session."),
        ConfigKey(
            "broker.borrow.day_count", .choice(["act/360", "act/365"]), default: "act/360",
            "How many days the year of the rate has."),
        ConfigKey("close_at_end", .flag, default: "false", "Whether open positions are closed at the last bar (S42)."),
    ]

    private static let instruments: [ConfigKey] = [
        ConfigKey(
            "instruments", .names(of: "a symbol, or default for all others"), "In which steps instruments trade (S37)."),
        ConfigKey("instruments.*", .section, "One instrument, or the default of all."),
        ConfigKey(
            "instruments.*.tick_size", .number(.notNegative),
            "The smallest price step; 0 for none, which is the default."),
        ConfigKey(
            "instruments.*.lot_size", .number(.notNegative),
            "The smallest quantity step; 0 for any fraction; 1 is the default."),
        ConfigKey(
            "instruments.*.minimum_notional", .number(.notNegative), "The smallest value of an order; 0 is the default."
        ),
        ConfigKey("instruments.*.multiplier", .number(.positive), "Value of a point of price; 1 is the default."),
        ConfigKey(
            "instruments.*.tradable", .flag,
            "Whether orders are taken; else its bars are signals only, seen when complete, and no part of portfolios and "
                + "benchmarks. True is the default; see data.execute_on."),
    ]

    private static let later: [ConfigKey] = [
        ConfigKey("report", .section, default: "{}", "The report."),
        ConfigKey("report.title", .text, "Its title; the name of the study where absent."),
        ConfigKey(
            "venue", .choice(["bars", "market"]), default: "bars",
            "Where orders meet prices: on bars, or in the book of the section market, among the orders of others, which "
                + "they move (backtest run alone; with data.source: simulator)."),
    ]
}
