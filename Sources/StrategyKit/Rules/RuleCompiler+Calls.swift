import Core
import Indicators

extension RuleCompiler {
    /// The value of a call; `output` names one of several of an indicator.
    mutating func call(
        _ name: String, _ arguments: [RuleSyntax.Argument], at offset: Int, output: (name: String, offset: Int)?,
        on clock: RuleClock
    ) throws(RuleError) -> Value {
        if catalogue[name] == nil {
            if let output {
                throw RuleError("'\(name)' has no output '\(output.name)'", at: output.offset)
            }
            if let named = arguments.first(where: { $0.name != nil }),
                RuleNames.all.contains(where: { $0.name == name })
            {
                throw RuleError("'\(name)' takes no named arguments: \(usage(of: name))", at: named.value.start)
            }
        }
        if let declaration = catalogue[name] {
            return try indicator(declaration, arguments, at: offset, output: output, on: clock)
        }
        if let unary = RuleNames.unary.first(where: { $0.name == name }) {
            let values = try numbers(name, arguments, counts: 1...1, at: offset, on: clock)
            return apply(unary.code, values, gives: .number, on: clock)
        }
        if let timeframe = RuleTimeframe(function: name) {
            try count(name, arguments, 1...1, at: offset)
            return try framed(arguments[0].value, timeframe, name, at: offset, on: clock)
        }
        switch name {
        case "min", "max":
            let values = try numbers(name, arguments, counts: 2...16, at: offset, on: clock)
            var result = values[0]
            for value in values.dropFirst() {
                result = apply(name == "min" ? .least : .greatest, [result, value], gives: .number, on: clock)
            }
            return result
        case "crosses_above", "crosses_below":
            let values = try numbers(name, arguments, counts: 2...2, at: offset, on: clock)
            let (a, b) = (slot(of: values[0], on: clock), slot(of: values[1], on: clock))
            let code: RuleOperation.Code = name == "crosses_above" ? .crossesAbove : .crossesBelow
            return Value(type: .condition, origin: .slot(stages[place(of: clock)].crossing(code, a, b)))
        case "external":
            return try external(arguments, at: offset, on: clock)
        case "if":
            return try choice(arguments, at: offset, on: clock)
        case "minutes":
            try count(name, arguments, 2...2, at: offset)
            let value = try compile(arguments[0].value, on: clock)
            guard value.type == .number, let number = value.constant, let minutes = Int(exactly: number),
                (1...1_440).contains(minutes)
            else {
                throw RuleError(
                    "'minutes' needs a whole number from 1 to 1440 first: minutes(15, close)",
                    at: arguments[0].value.start)
            }
            return try framed(arguments[1].value, .minutes(minutes), name, at: offset, on: clock)
        default:
            if (RuleNames.prices + RuleNames.account).contains(where: { $0.name == name }) {
                throw RuleError("'\(name)' is no function; a value of the past is written \(name)[1]", at: offset)
            }
            let nearest = suggestion(for: name, among: functionNames)
            throw RuleError(
                "unknown function '\(name)'\(nearest.isEmpty ? "; see backtest list indicators" : nearest)", at: offset)
        }
    }

    /// `external(news.score)`: the close of a series of `data.external`.
    private mutating func external(
        _ arguments: [RuleSyntax.Argument], at offset: Int, on clock: RuleClock
    ) throws(RuleError) -> Value {
        try count("external", arguments, 1...1, at: offset)
        guard case .member(let base, let field, _, nil) = arguments[0].value.kind, case .name(let name) = base.kind
        else {
            throw RuleError(
                "'external' needs the name of a series and a field of it: external(news.score)",
                at: arguments[0].value.start)
        }
        guard clock == .own else {
            throw RuleError("external(\(name).\(field)) is known on the traded instrument's own bars only", at: offset)
        }
        let inner = RuleClock(symbol: ExternalName.reference(to: "\(name).\(field)"))
        return linked(apply(.close, [], gives: .number, on: inner), from: inner, to: clock)
    }

    private mutating func choice(_ arguments: [RuleSyntax.Argument], at offset: Int, on clock: RuleClock)
        throws(RuleError) -> Value
    {
        try count("if", arguments, 3...3, at: offset)
        let condition = try compile(arguments[0].value, on: clock)
        try expect(.condition, condition, arguments[0].value, for: "'if'")
        let first = try compile(arguments[1].value, on: clock)
        guard first.type != .text else {
            throw RuleError("'if' gives numbers or conditions; found a text", at: arguments[1].value.start)
        }
        let second = try compile(arguments[2].value, on: clock)
        guard first.type == second.type else {
            throw RuleError(
                "both branches of 'if' must be of one type; found \(first.type.name) and \(second.type.name)",
                at: arguments[2].value.start)
        }
        return apply(.select, [condition, first, second], gives: first.type, on: clock)
    }

    private mutating func framed(
        _ syntax: RuleSyntax, _ timeframe: RuleTimeframe, _ name: String, at offset: Int, on clock: RuleClock
    ) throws(RuleError) -> Value {
        guard clock.timeframe == nil else {
            throw RuleError("a timeframe inside a timeframe has no meaning; found '\(name)'", at: offset)
        }
        let inner = RuleClock(symbol: clock.symbol, timeframe: timeframe)
        let value = try compile(syntax, on: inner)
        guard value.type != .text else { throw RuleError("'\(name)' needs a value; found a text", at: syntax.start) }
        return linked(value, from: inner, to: clock)
    }

    private mutating func indicator(
        _ declaration: IndicatorDeclaration, _ arguments: [RuleSyntax.Argument], at offset: Int,
        output: (name: String, offset: Int)?, on clock: RuleClock
    ) throws(RuleError) -> Value {
        let name = declaration.name
        var outputPlace = 0
        if let output {
            guard let place = declaration.outputs.firstIndex(of: output.name) else {
                throw RuleError(
                    "'\(name)' has no output '\(output.name)'\(separator(for: output.name, among: declaration.outputs)) "
                        + "outputs: \(declaration.outputs.joined(separator: ", "))",
                    at: output.offset)
            }
            outputPlace = place
        }
        let seriesCount = declaration.inputs.count { $0 == .series }
        let positional = arguments.prefix { $0.name == nil }
        if let late = arguments.dropFirst(positional.count).first(where: { $0.name == nil }) {
            throw RuleError("a plain argument cannot follow a named one: \(declaration.usage)", at: late.value.start)
        }
        guard positional.count >= seriesCount else {
            throw RuleError(
                "'\(name)' needs \(seriesCount == 1 ? "a series" : "\(seriesCount) series") first: \(declaration.usage)",
                at: offset)
        }
        if positional.count > seriesCount + declaration.parameters.count {
            throw RuleError(
                "'\(name)' takes no more arguments: \(declaration.usage)",
                at: positional[seriesCount + declaration.parameters.count].value.start)
        }
        var series: [Int32] = []
        for argument in positional.prefix(seriesCount) {
            let value = try compile(argument.value, on: clock)
            try expect(.number, value, argument.value, for: "'\(name)'")
            if let constant = value.constant {
                throw RuleError(
                    "'\(name)' needs a series such as close first, found the number \(constant.shortestText): "
                        + declaration.usage,
                    at: argument.value.start)
            }
            series.append(slot(of: value, on: clock))
        }
        let values = try parameterValues(
            declaration, positional.dropFirst(seriesCount), arguments.dropFirst(positional.count), on: clock)
        var inputs: [Int32] = []
        for input in declaration.inputs {
            let code: RuleOperation.Code
            switch input {
            case .series:
                inputs.append(series.removeFirst())
                continue
            case .open: code = .open
            case .high: code = .high
            case .low: code = .low
            case .close: code = .close
            case .volume: code = .volume
            case .sessionStart: code = .sessionStart
            }
            inputs.append(stages[place(of: clock)].operation(code))
        }
        let slot = stages[place(of: clock)].indicator(
            declaration, parameters: values.numbers, inputs: inputs, output: outputPlace)
        places.note(values.names, values.numbers, stage: place(of: clock), firstOutput: slot - Int32(outputPlace))
        return Value(type: .number, origin: .slot(slot))
    }

    /// The numbers of an indicator, and of each the parameter of the rules that it is, where it is one as it stands.
    private mutating func parameterValues(
        _ declaration: IndicatorDeclaration, _ positional: ArraySlice<RuleSyntax.Argument>,
        _ named: ArraySlice<RuleSyntax.Argument>, on clock: RuleClock
    ) throws(RuleError) -> (numbers: [Double], names: [String?]) {
        var values = declaration.parameters.map(\.defaultValue)
        var names = [String?](repeating: nil, count: values.count)
        var isGiven = values.map { _ in false }
        func name(_ syntax: RuleSyntax) -> String? {
            if case .parameter(let name) = syntax.kind { name } else { nil }
        }
        for (place, argument) in positional.enumerated() {
            values[place] = try constant(declaration.parameters[place], of: declaration, argument.value, on: clock)
            names[place] = name(argument.value)
            isGiven[place] = true
        }
        for argument in named {
            let word = argument.name ?? ""
            guard let place = declaration.parameters.firstIndex(where: { $0.name == word }) else {
                throw RuleError(
                    "'\(declaration.name)' has no parameter '\(word)'"
                        + "\(separator(for: word, among: declaration.parameters.map(\.name))) \(declaration.usage)",
                    at: argument.value.start)
            }
            guard !isGiven[place] else {
                throw RuleError("'\(word)' of '\(declaration.name)' is given twice", at: argument.value.start)
            }
            values[place] = try constant(declaration.parameters[place], of: declaration, argument.value, on: clock)
            names[place] = name(argument.value)
            isGiven[place] = true
        }
        return (values, names)
    }

    private mutating func constant(
        _ parameter: IndicatorDeclaration.Parameter, of declaration: IndicatorDeclaration, _ syntax: RuleSyntax,
        on clock: RuleClock
    ) throws(RuleError) -> Double {
        let number: Double
        if case .parameter(let name) = syntax.kind {
            try checkRoom(at: syntax.offset)
            number = try self.parameter(name, at: syntax.offset)
        } else {
            let value = try compile(syntax, on: clock)
            try expect(.number, value, syntax, for: "'\(parameter.name)' of '\(declaration.name)'")
            guard let constant = value.constant else {
                throw RuleError(
                    "'\(parameter.name)' of '\(declaration.name)' must be a constant, such as "
                        + "\(parameter.defaultValue.shortestText) or $name; found a series",
                    at: syntax.start)
            }
            number = constant
        }
        guard parameter.allows(number) else {
            let kind = parameter.isInteger ? "a whole number" : "a number"
            throw RuleError(
                "'\(parameter.name)' of '\(declaration.name)' must be \(kind) from "
                    + "\(parameter.range.lowerBound.shortestText) to \(parameter.range.upperBound.shortestText); "
                    + "found \(number.shortestText)",
                at: syntax.start)
        }
        return number
    }

    private mutating func numbers(
        _ name: String, _ arguments: [RuleSyntax.Argument], counts: ClosedRange<Int>, at offset: Int,
        on clock: RuleClock
    ) throws(RuleError) -> [Value] {
        try count(name, arguments, counts, at: offset)
        var values: [Value] = []
        for argument in arguments {
            let value = try compile(argument.value, on: clock)
            try expect(.number, value, argument.value, for: "'\(name)'")
            values.append(value)
        }
        return values
    }

    private func count(_ name: String, _ arguments: [RuleSyntax.Argument], _ allowed: ClosedRange<Int>, at offset: Int)
        throws(RuleError)
    {
        guard !allowed.contains(arguments.count) else { return }
        throw RuleError(
            "'\(name)' takes \(usage(of: name)); found \(arguments.count) argument\(arguments.count == 1 ? "" : "s")",
            at: offset)
    }
}
