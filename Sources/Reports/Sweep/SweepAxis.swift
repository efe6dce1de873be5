import Core

/// What a sweep varied.
public struct SweepAxis: Hashable, Sendable {
    /// The parameter's name, or the config's key.
    public var name: String
    /// Its values as the sweep was told them: `5:100:5`.
    public var range: String
    /// The texts of an axis of words, which trials name by their place; empty for an axis of numbers.
    public var words: [String]
    /// Whether equal ratios count alike.
    public var isLogarithmic: Bool

    /// An axis of numbers, or of words where there are any.
    public init(name: String, range: String, words: [String] = [], isLogarithmic: Bool = false) {
        self.name = name
        self.range = range
        self.words = words
        self.isLogarithmic = isLogarithmic
    }

    /// A value as tables print it: exact.
    func text(_ value: Double) -> String {
        guard words.isEmpty else {
            return value >= 0 && value < Double(words.count) ? words[Int(value)] : FigureText.missing
        }
        guard value.isFinite else { return FigureText.missing }
        return value == value.rounded() && value.magnitude < 1e15
            ? FigureText.fixed(value, decimals: 0, grouped: false) : value.shortestText
    }

    /// A value as axes print it: short.
    func label(_ value: Double) -> String {
        let text = text(value)
        guard text.count > (words.isEmpty ? 7 : 14) else { return text }
        return words.isEmpty ? ForecastScale.significant(value) : text.prefix(13) + "…"
    }

    /// The name as figures print it where it is long.
    var shortName: String { name.count > 22 ? "…" + name.suffix(21) : name }
}
