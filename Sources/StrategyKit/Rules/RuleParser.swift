/// Reads a rule by recursive descent.
///
///     rule       = conjunction { "or" conjunction }
///     conjunction = negation { "and" negation }
///     negation   = "not" negation | comparison
///     comparison = sum [ ("<" | "<=" | ">" | ">=" | "==" | "!=") sum ]
///     sum        = product { ("+" | "-") product }
///     product    = unary { ("*" | "/" | "%") unary }
///     unary      = "-" unary | postfix
///     postfix    = primary { "[" rule "]" | "." name [ arguments ] }
///     primary    = number | text | "$" name | name [ arguments ] | "(" rule ")"
///     arguments  = "(" [ [ name "=" ] rule { "," [ name "=" ] rule } ] ")"
struct RuleParser {
    /// The deepest nesting.
    static let greatestDepth = 100

    private let tokens: [RuleToken]
    private var next = 0
    private var depth = 0

    /// The syntax of a rule.
    static func parse(_ text: String) throws(RuleError) -> RuleSyntax {
        var parser = RuleParser(tokens: try RuleLexer.tokens(of: text))
        let rule = try parser.rule()
        let token = parser.tokens[parser.next]
        guard token.kind == .end else { throw parser.unexpected(token) }
        return rule
    }

    private init(tokens: [RuleToken]) {
        self.tokens = tokens
    }

    private mutating func rule() throws(RuleError) -> RuleSyntax {
        depth += 1
        defer { depth -= 1 }
        guard depth <= RuleParser.greatestDepth else {
            throw RuleError("a rule nests at most \(RuleParser.greatestDepth) deep", at: tokens[next].offset)
        }
        var left = try conjunction()
        while case .name("or") = tokens[next].kind {
            let offset = advance()
            left = try make(.binary(.or, left, try conjunction()), at: offset, over: left)
        }
        return left
    }

    private mutating func conjunction() throws(RuleError) -> RuleSyntax {
        var left = try negation()
        while case .name("and") = tokens[next].kind {
            let offset = advance()
            left = try make(.binary(.and, left, try negation()), at: offset, over: left)
        }
        return left
    }

    private mutating func negation() throws(RuleError) -> RuleSyntax {
        guard case .name("not") = tokens[next].kind else { return try comparison() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= RuleParser.greatestDepth else {
            throw RuleError("a rule nests at most \(RuleParser.greatestDepth) deep", at: tokens[next].offset)
        }
        let offset = advance()
        let operand = try negation()
        return try make(.not(operand), at: offset, over: operand)
    }

    private mutating func comparison() throws(RuleError) -> RuleSyntax {
        let left = try sum()
        guard case .mark(let mark) = tokens[next].kind else { return left }
        if mark == "=" { throw RuleError("'=' compares nothing; write '=='", at: tokens[next].offset) }
        guard let comparison = RuleSyntax.Operator(rawValue: mark), comparison.isComparison else { return left }
        let offset = advance()
        let right = try sum()
        if case .mark(let second) = tokens[next].kind, RuleSyntax.Operator(rawValue: second)?.isComparison == true {
            throw RuleError("comparisons do not chain; write 'a < b and b < c'", at: tokens[next].offset)
        }
        return try make(.binary(comparison, left, right), at: offset, over: left)
    }

    private mutating func sum() throws(RuleError) -> RuleSyntax {
        var left = try product()
        while case .mark(let mark) = tokens[next].kind, mark == "+" || mark == "-",
            let sign = RuleSyntax.Operator(rawValue: mark)
        {
            let offset = advance()
            left = try make(.binary(sign, left, try product()), at: offset, over: left)
        }
        return left
    }

    private mutating func product() throws(RuleError) -> RuleSyntax {
        var left = try unary()
        while case .mark(let mark) = tokens[next].kind, mark == "*" || mark == "/" || mark == "%",
            let sign = RuleSyntax.Operator(rawValue: mark)
        {
            let offset = advance()
            left = try make(.binary(sign, left, try unary()), at: offset, over: left)
        }
        return left
    }

    private mutating func unary() throws(RuleError) -> RuleSyntax {
        guard case .mark("-") = tokens[next].kind else { return try postfix() }
        depth += 1
        defer { depth -= 1 }
        guard depth <= RuleParser.greatestDepth else {
            throw RuleError("a rule nests at most \(RuleParser.greatestDepth) deep", at: tokens[next].offset)
        }
        let offset = advance()
        let operand = try unary()
        return try make(.negate(operand), at: offset, over: operand)
    }

    private mutating func postfix() throws(RuleError) -> RuleSyntax {
        var base = try primary()
        while case .mark(let mark) = tokens[next].kind {
            if mark == "[" {
                let offset = advance()
                let distance = try rule()
                try expect("]", "to close the offset")
                base = try make(.offset(base, by: distance), at: offset, over: base)
            } else if mark == "." {
                advance()
                guard case .name(let name) = tokens[next].kind else {
                    throw RuleError("after '.' comes a name; found \(tokens[next].found)", at: tokens[next].offset)
                }
                let offset = advance()
                let arguments = try self.arguments()
                base = try make(
                    .member(base, name: name, nameOffset: offset, arguments: arguments), at: base.offset, over: base)
            } else {
                break
            }
        }
        return base
    }

    private mutating func primary() throws(RuleError) -> RuleSyntax {
        let token = tokens[next]
        switch token.kind {
        case .number(let number):
            advance()
            return RuleSyntax(kind: .number(number), offset: token.offset, depth: 1)
        case .text(let text):
            advance()
            return RuleSyntax(kind: .text(text), offset: token.offset, depth: 1)
        case .parameter(let name):
            advance()
            return RuleSyntax(kind: .parameter(name), offset: token.offset, depth: 1)
        case .name(let name) where !["and", "or", "not"].contains(name):
            advance()
            guard let arguments = try arguments() else {
                return RuleSyntax(kind: .name(name), offset: token.offset, depth: 1)
            }
            let depth = arguments.map(\.value.depth).max() ?? 0
            return try make(.call(name, arguments), at: token.offset, depth: depth + 1)
        case .mark("("):
            advance()
            let inner = try rule()
            try expect(")", "to close the parenthesis")
            return inner
        default:
            throw unexpected(token)
        }
    }

    private mutating func arguments() throws(RuleError) -> [RuleSyntax.Argument]? {
        guard case .mark("(") = tokens[next].kind else { return nil }
        advance()
        var arguments: [RuleSyntax.Argument] = []
        if case .mark(")") = tokens[next].kind {
            advance()
            return arguments
        }
        while true {
            var name: String?
            if case .name(let word) = tokens[next].kind, case .mark("=") = tokens[next + 1].kind {
                name = word
                next += 2
            }
            arguments.append(RuleSyntax.Argument(name: name, value: try rule()))
            guard case .mark(",") = tokens[next].kind else { break }
            advance()
        }
        try expect(")", "to close the arguments")
        return arguments
    }

    @discardableResult
    private mutating func advance() -> Int {
        let offset = tokens[next].offset
        next += 1
        return offset
    }

    private mutating func expect(_ mark: String, _ purpose: String) throws(RuleError) {
        guard case .mark(mark) = tokens[next].kind else {
            throw RuleError("expected '\(mark)' \(purpose); found \(tokens[next].found)", at: tokens[next].offset)
        }
        advance()
    }

    private func make(_ kind: RuleSyntax.Kind, at offset: Int, over operand: RuleSyntax) throws(RuleError) -> RuleSyntax
    {
        try make(kind, at: offset, depth: operand.depth + 1)
    }

    private func make(_ kind: RuleSyntax.Kind, at offset: Int, depth: Int) throws(RuleError) -> RuleSyntax {
        var deepest = depth
        if case .binary(_, _, let right) = kind { deepest = max(deepest, right.depth + 1) }
        if case .offset(_, let distance) = kind { deepest = max(deepest, distance.depth + 1) }
        if case .member(_, _, _, let arguments?) = kind {
            deepest = max(deepest, (arguments.map(\.value.depth).max() ?? 0) + 1)
        }
        guard deepest <= 4 * RuleParser.greatestDepth else {
            throw RuleError(
                "a rule nests at most \(RuleParser.greatestDepth) deep; use parameters or fewer terms", at: offset)
        }
        return RuleSyntax(kind: kind, offset: offset, depth: deepest)
    }

    private func unexpected(_ token: RuleToken) -> RuleError {
        switch token.kind {
        case .mark("="): RuleError("'=' compares nothing; write '=='", at: token.offset)
        case .end: RuleError("the rule ends where a value is expected", at: token.offset)
        default: RuleError("expected a value or an operator; found \(token.found)", at: token.offset)
        }
    }
}
