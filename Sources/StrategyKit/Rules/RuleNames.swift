/// The words that the rules language knows besides the indicators: one declaration each, for the compiler and for help.
public enum RuleNames {
    /// A word with its meaning.
    public struct Word: Hashable, Sendable {
        /// The word, with its arguments where it takes some.
        public let usage: String
        /// What it means, in a line.
        public let documentation: String

        /// The word alone.
        public var name: String { usage.split(separator: "(").first.map { String($0) } ?? usage }
    }

    static let prices: [(name: String, code: RuleOperation.Code, documentation: String)] = [
        ("open", .open, "The bar's first price."),
        ("high", .high, "The bar's highest price."),
        ("low", .low, "The bar's lowest price."),
        ("close", .close, "The bar's last price."),
        ("volume", .volume, "Units traded; undefined where unknown."),
        ("typical", .typical, "(high + low + close) / 3."),
        ("hlc3", .typical, "(high + low + close) / 3."),
        ("hl2", .middle, "(high + low) / 2."),
        ("ohlc4", .average, "(open + high + low + close) / 4."),
        (
            "time_of_day", .timeOfDay,
            "Minutes since midnight at the bar's end, in the exchange's zone: time_of_day >= 15:30."
        ),
        ("weekday", .weekday, "The day of the bar's session: 1 is Monday, 7 is Sunday."),
    ]

    static let account: [(name: String, code: RuleOperation.Code, documentation: String)] = [
        ("position", .position, "Units held: negative when short, 0 when flat."),
        ("entry_price", .entryPrice, "The average price of what is held; undefined when flat."),
        ("bars_held", .barsHeld, "Bars since the bar of the entry, which is 0; undefined when flat."),
        ("profit", .profit, "Close against entry price in percent, positive for a gain; undefined when flat."),
    ]

    static let unary: [(name: String, code: RuleOperation.Code, documentation: String)] = [
        ("abs", .absolute, "The value without its sign."),
        ("sqrt", .squareRoot, "The square root; undefined below 0."),
        ("log", .logarithm, "The natural logarithm; undefined at 0 and below."),
        ("exp", .exponential, "e to the power of x."),
        ("sign", .sign, "1, 0 or -1."),
    ]

    /// Every word, in the order of help.
    public static let all: [Word] =
        (prices + account).map { Word(usage: $0.name, documentation: $0.documentation) }
        + unary.map { Word(usage: "\($0.name)(x)", documentation: $0.documentation) }
        + [
            Word(usage: "min(a, b, ...)", documentation: "The least of some values."),
            Word(usage: "max(a, b, ...)", documentation: "The greatest of some values."),
            Word(usage: "if(condition, a, b)", documentation: "a where the condition holds, else b."),
            Word(usage: "crosses_above(a, b)", documentation: "a is above b and was not, one bar before."),
            Word(usage: "crosses_below(a, b)", documentation: "a is below b and was not, one bar before."),
            Word(
                usage: "external(name.field)",
                documentation: "The value of a series of data.external that is known at the bar's end."),
            Word(usage: "minutes(n, x)", documentation: "x on bars of n minutes, as of the last complete one."),
            Word(usage: "hourly(x)", documentation: "x on hourly bars, as of the last complete one."),
            Word(usage: "daily(x)", documentation: "x on sessions, as of the last complete one."),
            Word(usage: "weekly(x)", documentation: "x on weeks, as of the last complete one."),
            Word(usage: "monthly(x)", documentation: "x on months, as of the last complete one."),
        ]
}
