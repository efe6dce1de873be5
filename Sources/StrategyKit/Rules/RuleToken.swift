/// A word or mark of a rule.
struct RuleToken: Hashable {
    /// What it is.
    enum Kind: Hashable {
        /// `12`, `0.5`, `100_000`, `1e-3`.
        case number(Double)
        /// `close`, `sma`.
        case name(String)
        /// `$fast`.
        case parameter(String)
        /// `'BRK-B'`.
        case text(String)
        /// `+`, `<=`, `(`.
        case mark(String)
        /// The end of the rule.
        case end
    }

    var kind: Kind
    /// Its first character, counted in Unicode scalars from 0.
    var offset: Int

    /// What was found, for messages.
    var found: String {
        switch kind {
        case .number(let number): "the number \(number)"
        case .name(let name): "'\(name)'"
        case .parameter(let name): "'$\(name)'"
        case .text(let text): "the text '\(text)'"
        case .mark(let mark): "'\(mark)'"
        case .end: "the end of the rule"
        }
    }
}
