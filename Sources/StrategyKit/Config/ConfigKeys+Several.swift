extension ConfigKeys {
    /// The keys of `strategies`: a strategy or a portfolio each, with what it may use of the account.
    static let several: [ConfigKey] =
        [
            ConfigKey(
                "strategies", .list(.section, atLeast: 1),
                "Several strategies that share the account, in place of strategy and portfolio: positions are netted in it "
                    + "and attributed apart (S39). Each has name, and rules, type with parameters, model, or portfolio."
            ),
            ConfigKey(
                "strategies.name", .text, required: true,
                "What the strategy is called in the event log, in files and in the report."),
            ConfigKey(
                "strategies.on", .list(.text, atLeast: 1),
                "The symbols that it trades; it sees the others too. All that take orders where absent."),
            ConfigKey(
                "strategies.capital", .number(.init(minimum: 0, maximum: 1, isAboveMinimum: true)),
                "The part of the money at the start that is its own: its sizes in percent of equity mean that and what it "
                    + "has made since. They mean the whole account's equity where absent."),
        ]
        + strategy.filter { $0.path != "strategy" }.map { moved($0, to: "strategies.\($0.path.dropFirst(9))") }
        + portfolio.map { moved($0, to: "strategies.\($0.path)") }

    private static func moved(_ key: ConfigKey, to path: String) -> ConfigKey {
        var key = key
        key.path = path
        return key
    }
}
