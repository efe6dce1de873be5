internal import Core

/// Reads a constraint by recursive descent and writes its steps in postfix order.
///
///     condition  = operands of `ConstraintOperator.levels`, from the loosest
///     not        = "not" not | comparison
///     comparison = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
///     unary      = "-" unary | number | 'word' | name | "(" condition ")"
struct ConstraintParser {
    /// What a part of a constraint is.
    private enum Meaning: Equatable {
        case number
        case condition
        /// A parameter of words; its place.
        case words(axis: Int)
        /// A parameter that is `true` or `false`: a condition, or a word when compared with one.
        case flag(axis: Int)
        /// A quoted word.
        case literal(String)
    }

    /// The deepest nesting.
    static let greatestNesting = 100

    private let text: String
    private let axes: [SearchAxis]
    private let words: [String: Double]
    private let fixed: [String: Double]
    private let tokens: [ConstraintToken]
    private var next = 0
    private var nesting = 0
    private var waiting = 0
    private(set) var greatestDepth = 0
    private(set) var instructions: [ConstraintInstruction] = []

    init(_ text: String, axes: [SearchAxis], words: [String: Double], fixed: [String: Double]) throws(SearchError) {
        self.text = text
        self.axes = axes
        self.words = words
        self.fixed = fixed
        tokens = try ConstraintToken.tokens(of: text)
    }

    mutating func parse() throws(SearchError) {
        let meaning = try condition()
        let token = tokens[next]
        guard token.kind == .end else { throw unexpected(token) }
        try require(meaning, column: 1)
    }

    private mutating func condition() throws(SearchError) -> Meaning {
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= ConstraintParser.greatestNesting else {
            throw error("a constraint nests at most \(ConstraintParser.greatestNesting) deep", at: tokens[next])
        }
        return try joined(level: 0)
    }

    /// Conditions that `or`, or inside it `and`, joins.
    private mutating func joined(level: Int) throws(SearchError) -> Meaning {
        let operation = ConstraintOperator.levels[level][0]
        let start = tokens[next].column
        var left = try operand(of: level)
        while tokens[next].kind == .name(operation.rawValue) {
            next += 1
            try require(left, column: start)
            let column = tokens[next].column
            try require(try operand(of: level), column: column)
            emit(.binary(operation), taking: 2)
            left = .condition
        }
        return left
    }

    private mutating func operand(of level: Int) throws(SearchError) -> Meaning {
        level == 0 ? try joined(level: 1) : try negation()
    }

    private mutating func negation() throws(SearchError) -> Meaning {
        guard tokens[next].kind == .name("not") else { return try comparison() }
        nesting += 1
        defer { nesting -= 1 }
        guard nesting <= ConstraintParser.greatestNesting else {
            throw error("a constraint nests at most \(ConstraintParser.greatestNesting) deep", at: tokens[next])
        }
        next += 1
        let column = tokens[next].column
        try require(try negation(), column: column)
        emit(.not, taking: 1)
        return .condition
    }

    private mutating func comparison() throws(SearchError) -> Meaning {
        let start = tokens[next]
        let left = try arithmetic(level: 3)
        guard let operation = operation(of: 2) else { return left }
        let symbol = tokens[next]
        next += 1
        let middle = tokens[next]
        let right = try arithmetic(level: 3)
        guard self.operation(of: 2) == nil else {
            throw error("comparisons do not chain; write a < b and b < c", at: tokens[next])
        }
        switch (left, right) {
        case (.number, .number): emit(.binary(operation), taking: 2)
        case (.number, _), (_, .number), (.condition, _), (_, .condition):
            let odd = left == .number ? middle : start
            let meaning = left == .number ? right : left
            throw error("a number is needed, \(shown(meaning, odd))", at: odd)
        default:
            guard operation == .equal || operation == .unequal else {
                throw error("words compare by == and !=, not by \(operation.rawValue)", at: symbol)
            }
            try check(left, against: right, at: start)
            try check(right, against: left, at: middle)
            emit(.binary(operation), taking: 2)
        }
        return .condition
    }

    /// A quoted word must be one that the parameter beside it can take.
    private func check(_ side: Meaning, against other: Meaning, at token: ConstraintToken) throws(SearchError) {
        guard case .literal(let word) = side else { return }
        switch other {
        case .words(let place), .flag(let place):
            guard case .values(let values) = axes[place].domain else { return }
            let known = values.map(\.unquoted)
            guard !known.contains(word) else { return }
            let near = nearestName(to: word, among: known).map { "; did you mean '\($0)'?" } ?? ""
            throw error("\(axes[place].name) is never '\(ShownText.field(word))'\(near)", at: token)
        default: throw error("two words are compared; one side must be a parameter", at: token)
        }
    }

    private mutating func arithmetic(level: Int) throws(SearchError) -> Meaning {
        guard level < ConstraintOperator.levels.count else { return try unary() }
        let start = tokens[next]
        var left = try arithmetic(level: level + 1)
        while let operation = operation(of: level) {
            next += 1
            try requireNumber(left, start)
            let token = tokens[next]
            try requireNumber(try arithmetic(level: level + 1), token)
            emit(.binary(operation), taking: 2)
            left = .number
        }
        return left
    }

    private mutating func unary() throws(SearchError) -> Meaning {
        let token = tokens[next]
        next += 1
        switch token.kind {
        case .number(let value):
            emit(.constant(value), taking: 0)
            return .number
        case .word(let word):
            emit(.constant(words[word] ?? -2), taking: 0)
            return .literal(word)
        case .name(let name) where name != "and" && name != "or" && name != "not": return try parameter(name, token)
        case .symbol("-"):
            nesting += 1
            defer { nesting -= 1 }
            guard nesting <= ConstraintParser.greatestNesting else {
                throw error("a constraint nests at most \(ConstraintParser.greatestNesting) deep", at: token)
            }
            let operand = tokens[next]
            try requireNumber(try unary(), operand)
            emit(.negative, taking: 1)
            return .number
        case .symbol("("):
            let inner = try condition()
            guard tokens[next].kind == .symbol(")") else {
                throw error("the bracket is not closed; found \(tokens[next].shown)", at: tokens[next])
            }
            next += 1
            return inner
        default: throw unexpected(token)
        }
    }

    private mutating func parameter(_ name: String, _ token: ConstraintToken) throws(SearchError) -> Meaning {
        guard let place = axes.firstIndex(where: { $0.name == name }) else {
            if let value = fixed[name] {
                emit(.constant(value), taking: 0)
                return .number
            }
            let names = axes.map(\.name) + fixed.keys.sorted()
            let near = nearestName(to: name, among: names).map { "; did you mean '\($0)'?" }
            throw error(
                "unknown parameter '\(ShownText.field(name))'\(near ?? "; known are \(ShownText.list(names))")",
                at: token)
        }
        emit(.axis(place), taking: 0)
        if axes[place].isNumeric { return .number }
        guard case .values(let values) = axes[place].domain,
            values.allSatisfy({ $0 == .word("true") || $0 == .word("false") })
        else { return .words(axis: place) }
        return .flag(axis: place)
    }

    private func operation(of level: Int) -> ConstraintOperator? {
        guard case .symbol(let symbol) = tokens[next].kind else { return nil }
        return ConstraintOperator.levels[level].first { $0.rawValue == symbol }
    }

    private mutating func require(_ meaning: Meaning, column: Int) throws(SearchError) {
        switch meaning {
        case .condition: return
        case .flag:
            emit(.constant(words["true"] ?? -2), taking: 0)
            emit(.binary(.equal), taking: 2)
        case .number, .words, .literal:
            let token = tokens.first { $0.column >= column } ?? tokens[next]
            throw error("a condition is needed, \(shown(meaning, token)); compare it with something", at: token)
        }
    }

    private func requireNumber(_ meaning: Meaning, _ token: ConstraintToken) throws(SearchError) {
        guard meaning != .number else { return }
        throw error("a number is needed, \(shown(meaning, token))", at: token)
    }

    private func shown(_ meaning: Meaning, _ token: ConstraintToken) -> String {
        switch meaning {
        case .number: "\(token.shown) is a number"
        case .condition: "found a condition"
        case .words(let axis), .flag(let axis): "\(axes[axis].name) has words"
        case .literal(let word): "'\(ShownText.field(word))' is a word"
        }
    }

    private mutating func emit(_ instruction: ConstraintInstruction, taking operands: Int) {
        instructions.append(instruction)
        waiting += 1 - operands
        greatestDepth = max(greatestDepth, waiting)
    }

    private func unexpected(_ token: ConstraintToken) -> SearchError {
        error("unexpected \(token.shown)", at: token)
    }

    private func error(_ message: String, at token: ConstraintToken) -> SearchError {
        .constraint(text: text, column: token.column, message: message)
    }
}
