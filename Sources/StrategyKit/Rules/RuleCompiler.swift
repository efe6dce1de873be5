import Core
import Indicators

/// Gives the names of rules their meaning, checks types, and lays the rules out as stages of operations.
///
/// Everything that two rules share is computed once.
struct RuleCompiler {
    /// What an expression gives.
    enum ValueType: Hashable {
        case number
        case condition
        case text

        /// For messages.
        var name: String {
            switch self {
            case .number: "a number"
            case .condition: "a condition"
            case .text: "a text"
            }
        }
    }

    /// An expression with a meaning.
    struct Value {
        /// Where its value comes from.
        enum Origin {
            case constant(Double)
            case slot(Int32)
        }

        var type: ValueType
        var origin: Origin

        /// Its value where that never changes.
        var constant: Double? {
            if case .constant(let value) = origin { value } else { nil }
        }
    }

    /// The greatest offset in bars.
    static let greatestOffset = 100_000
    /// The most bars that all offsets together may go back.
    static let greatestMemoryCount = 4_000_000
    /// The most slots that the rules of a strategy may need.
    static let greatestSlotCount = 20_000

    /// The stages: that of the traded instrument's own bars first.
    var stages = [RuleStage(clock: .own)]
    let catalogue: [String: IndicatorDeclaration]
    let parameters: [String: Double]
    /// What texts say that have been read before.
    private let known: [String: RuleSyntax]
    /// What became of the parameters.
    var places = ParameterPlaces()

    /// A compiler that knows some indicators and the values of the rules' parameters.
    init(indicators: [IndicatorDeclaration], parameters: [String: Double] = [:]) {
        catalogue = Dictionary(indicators.map { ($0.name, $0) }) { first, _ in first }
        self.parameters = parameters
        known = [:]
    }

    /// A compiler of rules whose texts have been read.
    init(_ prepared: PreparedRules, parameters: [String: Double]) {
        catalogue = prepared.catalogue
        known = prepared.syntax
        self.parameters = parameters
    }

    /// Compiles the text of a rule.
    ///
    /// - Returns: The slot of its value in the first stage.
    mutating func compile(_ text: String, as type: ValueType) throws(RuleError) -> Int32 {
        let syntax: RuleSyntax
        if let read = known[text] { syntax = read } else { syntax = try RuleParser.parse(text) }
        let value = try compile(syntax, on: .own)
        guard value.type == type else {
            let example = type == .condition ? "close > sma(close, 20)" : "2 * atr(14)"
            throw RuleError(
                "the rule must give \(type.name), such as \(example); it gives \(value.type.name)", at: syntax.start)
        }
        return slot(of: value, on: .own)
    }

    /// The value of an expression on a clock.
    mutating func compile(_ syntax: RuleSyntax, on clock: RuleClock) throws(RuleError) -> Value {
        try checkRoom(at: syntax.offset)
        switch syntax.kind {
        case .number(let number):
            return Value(type: .number, origin: .constant(number))
        case .text:
            return Value(type: .text, origin: .constant(.nan))
        case .parameter(let name):
            places.shaping.insert(name)
            return Value(type: .number, origin: .constant(try parameter(name, at: syntax.offset)))
        case .name(let name):
            return try self.name(name, at: syntax.offset, on: clock)
        case .call(let name, let arguments):
            return try call(name, arguments, at: syntax.offset, output: nil, on: clock)
        case .member(let base, let name, let nameOffset, let arguments):
            return try member(base, name, nameOffset, arguments, on: clock)
        case .offset(let base, let distance):
            return try lag(base, by: distance, on: clock)
        case .negate(let operand):
            let value = try compile(operand, on: clock)
            try expect(.number, value, operand, for: "'-'")
            return apply(.negate, [value], gives: .number, on: clock)
        case .not(let operand):
            let value = try compile(operand, on: clock)
            try expect(.condition, value, operand, for: "'not'")
            return apply(.not, [value], gives: .condition, on: clock)
        case .binary(let sign, let left, let right):
            return try binary(sign, left, right, at: syntax.offset, on: clock)
        }
    }

    /// The slot that holds a value on a clock.
    mutating func slot(of value: Value, on clock: RuleClock) -> Int32 {
        switch value.origin {
        case .slot(let slot): slot
        case .constant(let constant): stages[place(of: clock)].constant(constant)
        }
    }

    /// The place of a clock's stage.
    mutating func place(of clock: RuleClock) -> Int {
        if let place = stages.firstIndex(where: { $0.clock == clock }) { return place }
        stages.append(RuleStage(clock: clock))
        return stages.count - 1
    }

    /// A value of one clock as another sees it: the last that was complete.
    mutating func linked(_ value: Value, from inner: RuleClock, to outer: RuleClock) -> Value {
        guard case .slot(let slot) = value.origin else { return value }
        let place = place(of: inner)
        let link = stages[self.place(of: outer)].link(.init(stage: place, slot: slot))
        return Value(type: value.type, origin: .slot(link))
    }

    /// An operation on values, computed at once where all are constant.
    mutating func apply(_ code: RuleOperation.Code, _ values: [Value], gives type: ValueType, on clock: RuleClock)
        -> Value
    {
        let constants = values.compactMap(\.constant)
        if constants.count == values.count {
            switch constants.count {
            case 1: return Value(type: type, origin: .constant(RuleOperation.unary(code, constants[0])))
            case 2: return Value(type: type, origin: .constant(RuleOperation.binary(code, constants[0], constants[1])))
            case 3:
                let value = RuleOperation.select(constants[0], constants[1], constants[2])
                return Value(type: type, origin: .constant(value))
            default: break
            }
        }
        var slots: [Int32] = []
        for value in values { slots.append(slot(of: value, on: clock)) }
        return Value(type: type, origin: .slot(stages[place(of: clock)].operation(code, slots)))
    }

    private mutating func binary(
        _ sign: RuleSyntax.Operator, _ left: RuleSyntax, _ right: RuleSyntax, at offset: Int, on clock: RuleClock
    ) throws(RuleError) -> Value {
        let wanted: ValueType = sign.isLogical ? .condition : .number
        let a = try compile(left, on: clock)
        try expect(wanted, a, left, for: "'\(sign.rawValue)'")
        let b = try compile(right, on: clock)
        try expect(wanted, b, right, for: "'\(sign.rawValue)'")
        if sign == .divide || sign == .remainder, b.constant == 0 {
            throw RuleError("'\(sign.rawValue)' by zero has no value", at: right.start)
        }
        let isNumber = !sign.isLogical && !sign.isComparison
        return apply(sign.code, [a, b], gives: isNumber ? .number : .condition, on: clock)
    }

    private mutating func lag(_ base: RuleSyntax, by distance: RuleSyntax, on clock: RuleClock) throws(RuleError)
        -> Value
    {
        let value = try compile(base, on: clock)
        guard value.type != .text else { throw RuleError("an offset needs a value; found a text", at: base.start) }
        let number = try compile(distance, on: clock)
        guard number.type == .number, let bars = number.constant else {
            throw RuleError("an offset must be a constant, such as 1 or $days", at: distance.start)
        }
        if bars < 0 {
            throw RuleError("an offset of \(bars.shortestText) bars would look into the future", at: distance.start)
        }
        guard let whole = Int(exactly: bars), whole <= RuleCompiler.greatestOffset else {
            throw RuleError(
                "an offset is a whole number of bars from 0 to \(RuleCompiler.greatestOffset); found \(bars.shortestText)",
                at: distance.start)
        }
        guard case .slot(let slot) = value.origin else { return value }
        guard stages.reduce(whole, { $0 + $1.memoryCount }) <= RuleCompiler.greatestMemoryCount else {
            throw RuleError(
                "the offsets of all rules together go back more than \(RuleCompiler.greatestMemoryCount) bars",
                at: distance.start)
        }
        return Value(type: value.type, origin: .slot(stages[place(of: clock)].lag(slot, by: whole)))
    }

    /// Refuses a value of another type.
    func expect(
        _ type: ValueType, _ value: Value, _ syntax: RuleSyntax, for user: @autoclosure () -> String
    ) throws(RuleError) {
        guard value.type != type else { return }
        var found = value.type.name
        if case .text(let text) = syntax.kind { found = "the text '\(text)'" }
        throw RuleError("\(user()) needs \(type.name); found \(found)", at: syntax.start)
    }

    /// Refuses rules that need too many values.
    func checkRoom(at offset: Int) throws(RuleError) {
        guard (stages.reduce(0) { $0 + $1.slotCount }) < RuleCompiler.greatestSlotCount else {
            throw RuleError("the rules need more than \(RuleCompiler.greatestSlotCount) values", at: offset)
        }
    }

    /// The value of a parameter.
    func parameter(_ name: String, at offset: Int) throws(RuleError) -> Double {
        guard let value = parameters[name] else { throw unknownParameter(name, at: offset) }
        return value
    }

    private func unknownParameter(_ name: String, at offset: Int) -> RuleError {
        let names = parameters.keys.sorted { symbolPrecedes($0, $1) }
        let known =
            names.isEmpty ? "none is declared under 'parameters'" : "declared are " + names.joined(separator: ", ")
        return RuleError("unknown parameter '$\(name)'\(separator(for: name, among: names)) \(known)", at: offset)
    }
}

extension RuleSyntax {
    /// Its first character, also where an operator stands between.
    var start: Int {
        switch kind {
        case .binary(_, let left, _): left.start
        case .offset(let base, _): base.start
        default: offset
        }
    }
}

extension RuleSyntax.Operator {
    /// What it computes.
    var code: RuleOperation.Code {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .remainder: .remainder
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .equal: .equal
        case .notEqual: .notEqual
        case .and: .and
        case .or: .or
        }
    }
}
