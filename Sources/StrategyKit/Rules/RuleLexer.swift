/// Cuts a rule into words and marks.
struct RuleLexer {
    /// The most words and marks that a rule may have.
    static let greatestCount = 4_000

    private let text: [Unicode.Scalar]
    private var next = 0
    private var tokens: [RuleToken] = []

    /// The words and marks of a rule, the last being its end.
    static func tokens(of text: String) throws(RuleError) -> [RuleToken] {
        var lexer = RuleLexer(text: Array(text.unicodeScalars))
        return try lexer.run()
    }

    private init(text: [Unicode.Scalar]) {
        self.text = text
    }

    private mutating func run() throws(RuleError) -> [RuleToken] {
        while next < text.count {
            let start = next
            guard tokens.count < RuleLexer.greatestCount else {
                throw RuleError("a rule has at most \(RuleLexer.greatestCount) words and marks", at: start)
            }
            let character = text[next]
            if character == " " || character == "\t" || character == "\n" || character == "\r" {
                next += 1
            } else if isDigit(character) || character == "." && isDigit(after(1)) {
                tokens.append(RuleToken(kind: .number(try number()), offset: start))
            } else if isLetter(character) {
                tokens.append(RuleToken(kind: .name(word()), offset: start))
            } else if character == "$" {
                next += 1
                guard isLetter(after(0)) else {
                    throw RuleError("'$' must be followed by a parameter's name", at: start)
                }
                tokens.append(RuleToken(kind: .parameter(word()), offset: start))
            } else if character == "'" || character == "\"" {
                tokens.append(RuleToken(kind: .text(try quoted(character)), offset: start))
            } else {
                tokens.append(RuleToken(kind: .mark(try mark(character)), offset: start))
            }
        }
        tokens.append(RuleToken(kind: .end, offset: text.count))
        return tokens
    }

    private mutating func word() -> String {
        let start = next
        while isLetter(after(0)) || isDigit(after(0)) { next += 1 }
        return string(start..<next)
    }

    private mutating func number() throws(RuleError) -> Double {
        let start = next
        func digits(_ lexer: inout RuleLexer) {
            while lexer.isDigit(lexer.after(0)) || lexer.after(0) == "_" { lexer.next += 1 }
        }
        digits(&self)
        if after(0) == ":", isDigit(after(1)) { return try timeOfDay(from: start) }
        if after(0) == ".", isDigit(after(1)) {
            next += 1
            digits(&self)
        }
        if after(0) == "e" || after(0) == "E",
            isDigit(after(1)) || (after(1) == "-" || after(1) == "+") && isDigit(after(2))
        {
            next += 2
            digits(&self)
        }
        if isLetter(after(0)) {
            throw RuleError("a number is followed at once by '\(string(next..<next + 1))'; write an operator", at: next)
        }
        let digitsOnly = string(start..<next)
        guard let number = Double(digitsOnly.filter { $0 != "_" }), number.isFinite else {
            throw RuleError("'\(digitsOnly)' is no number within range", at: start)
        }
        return number
    }

    /// `15:30` as minutes since midnight.
    private mutating func timeOfDay(from start: Int) throws(RuleError) -> Double {
        let hours = Int(string(start..<next))
        next += 1
        let second = next
        while isDigit(after(0)) { next += 1 }
        guard let hours, let minutes = Int(string(second..<next)), hours <= 24, minutes < 60, next - second == 2,
            hours * 60 + minutes <= 1_440
        else { throw RuleError("'\(string(start..<next))' is no time of day such as 15:30", at: start) }
        return Double(hours * 60 + minutes)
    }

    private mutating func quoted(_ mark: Unicode.Scalar) throws(RuleError) -> String {
        let start = next
        next += 1
        while next < text.count, text[next] != mark { next += 1 }
        guard next < text.count else { throw RuleError("a quote that is never closed", at: start) }
        next += 1
        return string(start + 1..<next - 1)
    }

    private mutating func mark(_ character: Unicode.Scalar) throws(RuleError) -> String {
        let pair = string(next..<min(next + 2, text.count))
        if ["<=", ">=", "==", "!="].contains(pair) {
            next += 2
            return pair
        }
        if let remedy = ["&&": "and", "||": "or"][pair] {
            throw RuleError("'\(pair)' is no operator; write '\(remedy)'", at: next)
        }
        guard "+-*/%()[],<>=.".unicodeScalars.contains(character) else {
            let remedy = ["!": "; write 'not'", "^": "; write a product", "&": "; write 'and'", "|": "; write 'or'"]
            throw RuleError("'\(character)' has no meaning here\(remedy[String(character)] ?? "")", at: next)
        }
        next += 1
        return String(character)
    }

    private func string(_ range: Range<Int>) -> String {
        var result = ""
        result.unicodeScalars.append(contentsOf: text[range])
        return result
    }

    private func after(_ distance: Int) -> Unicode.Scalar {
        next + distance < text.count ? text[next + distance] : "\0"
    }

    private func isDigit(_ character: Unicode.Scalar) -> Bool { character.value >= 48 && character.value <= 57 }

    private func isLetter(_ character: Unicode.Scalar) -> Bool {
        character.value >= 65 && character.value <= 90 || character.value >= 97 && character.value <= 122
            || character == "_"
    }
}
