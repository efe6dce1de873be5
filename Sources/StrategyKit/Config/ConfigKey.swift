import Core

/// The declaration of one key of a config: what it may hold, what holds where it is absent, and what it means.
///
/// Validation and its messages, the JSON Schema for editors, the defaults of a resolved config and its order all come
/// from here.
public struct ConfigKey: Sendable {
    /// Which numbers are allowed.
    public struct Bounds: Sendable, Hashable {
        /// The least number allowed; `-infinity` for none.
        public var minimum: Double
        /// The greatest number allowed; `infinity` for none.
        public var maximum: Double
        /// Whether `minimum` itself is not allowed.
        public var isAboveMinimum: Bool

        /// Bounds.
        public init(minimum: Double = -.infinity, maximum: Double = .infinity, isAboveMinimum: Bool = false) {
            self.minimum = minimum
            self.maximum = maximum
            self.isAboveMinimum = isAboveMinimum
        }

        /// Any number.
        public static let any = Bounds()
        /// Zero or more.
        public static let notNegative = Bounds(minimum: 0)
        /// A yearly rate in percent: beyond, it is no rate that anybody paid.
        public static let percentAYear = Bounds(minimum: -100, maximum: 1_000)
        /// More than zero.
        public static let positive = Bounds(minimum: 0, isAboveMinimum: true)

        /// Whether a number is allowed.
        func contains(_ number: Double) -> Bool {
            number >= minimum && number <= maximum && !(isAboveMinimum && number == minimum)
        }

        /// ` above 0`, ` from 1 to 5`, ` of at least 1`, or nothing.
        var text: String {
            switch (minimum > -.infinity, maximum < .infinity) {
            case (true, true) where isAboveMinimum:
                " above \(minimum.shortestText) and at most \(maximum.shortestText)"
            case (true, true): " from \(minimum.shortestText) to \(maximum.shortestText)"
            case (true, false) where isAboveMinimum: " above \(minimum.shortestText)"
            case (true, false): " of at least \(minimum.shortestText)"
            case (false, true): " of at most \(maximum.shortestText)"
            case (false, false): ""
            }
        }
    }

    /// One of several words that a key may hold.
    public struct Choice: Sendable, ExpressibleByStringLiteral {
        /// The word.
        public var word: String

        /// A word that may be used.
        public init(stringLiteral word: String) { self.word = word }
    }

    /// What the text of a rule must give.
    public enum RuleType: Sendable {
        /// True or false: `close > 10`.
        case condition
        /// A number: `2 * atr(14)`.
        case number
    }

    /// What a key may hold.
    public indirect enum Kind: Sendable {
        /// A text that is not empty.
        case text
        /// `true` or `false`.
        case flag
        /// A number.
        case number(Bounds)
        /// A whole number.
        case whole(Bounds)
        /// One of some words.
        case choice([Choice])
        /// A date, `2006-01-03`, or an instant with its offset, `2006-01-03T14:30:00Z`.
        case moment
        /// A length of time: `250ms`.
        case duration
        /// A stretch of time: `6mo`, `250 sessions`.
        case period
        /// An amount of memory: `512MB`.
        case size
        /// An expression of the rules language.
        case rule(RuleType)
        /// A list of such values, of at least a length.
        case list(Kind, atLeast: Int)
        /// A section whose keys are declared below this path.
        case section
        /// A section of names that the user chooses, each with what is declared at this path with `.*`.
        case names(of: String)
        /// Any scalar: what it must be is declared elsewhere, by a strategy in Swift.
        case anyScalar
        /// What the first fitting of some kinds allows.
        case either([Kind])
    }

    /// The keys from the top, joined by dots; `*` stands for a name that the user chooses.
    public var path: String
    /// What it may hold.
    public var kind: Kind
    /// The value that holds where the key is absent, as YAML; `nil` where absence has its own meaning.
    public var defaultText: String?
    /// Whether a config, or the section where it is given, must have it.
    public var isRequired: Bool
    /// The key below this one that is meant where a plain value stands in place of a section.
    public var shorthand: String?
    /// What it means, in a line, with units.
    public var documentation: String

    /// A declaration.
    public init(
        _ path: String, _ kind: Kind, default defaultText: String? = nil, required isRequired: Bool = false,
        shorthand: String? = nil, _ documentation: String
    ) {
        self.path = path
        self.kind = kind
        self.defaultText = defaultText
        self.isRequired = isRequired
        self.shorthand = shorthand
        self.documentation = documentation
    }

    /// The last part of the path.
    public var name: String { path.split(separator: ".").last.map { String($0) } ?? path }
}

extension ConfigKey.Kind {
    /// What is allowed, for messages: `a number above 0`.
    var allowed: String {
        switch self {
        case .text: "a text"
        case .flag: "true or false"
        case .number(let bounds): "a number\(bounds.text)"
        case .whole(let bounds): "a whole number\(bounds.text)"
        case .choice(let choices): joined(choices.map(\.word))
        case .moment: "a date such as 2006-01-03, or an instant such as 2006-01-03T14:30:00Z"
        case .duration: "a duration such as 250ms or 1.5s, from 0s to 24h"
        case .period: "a length such as 3y, 6mo, 26w, 90d, 250 sessions or, in instants at which bars end, 500"
        case .size: "an amount of memory such as 512MB or 4GB, at least 128MB"
        case .rule(.condition): "a condition such as close > sma(close, 20)"
        case .rule(.number): "a number or an expression such as 2 * atr(14)"
        case .list(let kind, _): "a list, each \(kind.allowed)"
        case .section: "a section of keys"
        case .names(let what): "a section, each key \(what)"
        case .anyScalar: "a number, text, true or false"
        case .either(let kinds): joined(kinds.map(\.allowed))
        }
    }

    private func joined(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
