internal import Core

/// A word of a constraint.
struct ConstraintToken {
    enum Kind: Equatable {
        case number(Double)
        case word(String)
        case name(String)
        case symbol(String)
        case end
    }

    var kind: Kind
    /// From 1, in characters.
    var column: Int

    /// What a message calls it.
    var shown: String {
        switch kind {
        case .number(let value): value.shortestText
        case .word(let text): "'\(text)'"
        case .name(let text), .symbol(let text): "'\(text)'"
        case .end: "the end"
        }
    }

    /// The words of a text.
    static func tokens(of text: String) throws(SearchError) -> [ConstraintToken] {
        let characters = Array(text)
        var tokens: [ConstraintToken] = []
        var place = 0
        func take(while holds: (Character) -> Bool) -> String {
            let start = place
            while place < characters.count, holds(characters[place]) { place += 1 }
            return String(characters[start..<place])
        }
        func isNumeral(_ character: Character) -> Bool { character.isASCII && character.isNumber }
        while place < characters.count {
            let character = characters[place]
            let column = place + 1
            if character.isWhitespace {
                place += 1
            } else if isNumeral(character) || character == "." {
                var digits = take { isNumeral($0) || $0 == "." || $0 == "_" }
                if place < characters.count, characters[place] == "e" || characters[place] == "E" {
                    digits.append(characters[place])
                    place += 1
                    if place < characters.count, characters[place] == "-" || characters[place] == "+" {
                        digits.append(characters[place])
                        place += 1
                    }
                    digits += take(while: isNumeral)
                }
                guard let number = SearchValue(yaml: digits).number else {
                    throw .constraint(text: text, column: column, message: "'\(digits)' is not a number")
                }
                tokens.append(ConstraintToken(kind: .number(number), column: column))
            } else if character.isLetter || character == "_" {
                let name = take { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
                tokens.append(ConstraintToken(kind: .name(name), column: column))
            } else if character == "'" || character == "\"" {
                place += 1
                let word = take { $0 != character }
                guard place < characters.count else {
                    throw .constraint(text: text, column: column, message: "the quote is not closed")
                }
                place += 1
                tokens.append(ConstraintToken(kind: .word(word), column: column))
            } else {
                let pair = String(characters[place..<min(place + 2, characters.count)])
                let symbol = ["<=", ">=", "==", "!="].contains(pair) ? pair : String(character)
                guard symbol.count == 2 || "<>+-*/%()".contains(character) else {
                    let remedy = character == "=" ? "; equality is written ==" : ""
                    throw .constraint(text: text, column: column, message: "unexpected '\(character)'\(remedy)")
                }
                place += symbol.count
                tokens.append(ConstraintToken(kind: .symbol(symbol), column: column))
            }
        }
        tokens.append(ConstraintToken(kind: .end, column: characters.count + 1))
        return tokens
    }
}
