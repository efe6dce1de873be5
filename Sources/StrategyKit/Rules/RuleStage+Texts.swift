import Core
import Indicators

/// What the slots of compiled rules are, as the rules would write them.
extension RuleStage {
    /// The slots that change from bar to bar, in the order in which they are computed.
    var tracedSlots: [Int] {
        let fixed = Set(constants.map(\.slot))
        return (0..<slotCount).filter { !fixed.contains(Int32($0)) }
    }

    /// The slots that hold true or false.
    var conditions: Set<Int32> {
        var found: Set<Int32> = []
        for step in operations {
            switch step.code {
            case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or, .not, .crossesAbove,
                .crossesBelow, .sessionStart:
                found.insert(step.result)
            case .select where found.contains(step.b), .lag where found.contains(step.a): found.insert(step.result)
            default: break
            }
        }
        return found
    }

    /// What a slot is made of: slots of this stage, or of another one.
    func sources(of slot: Int) -> [(stage: Int?, slot: Int)] {
        if let indicator = indicators.first(where: {
            (Int($0.firstOutput)..<Int($0.firstOutput) + $0.declaration.outputs.count).contains(slot)
        }) {
            return indicator.inputs.map { (nil, Int($0)) }
        }
        guard let step = operations.first(where: { Int($0.result) == slot }) else { return [] }
        if step.code == .link {
            let link = links[Int(step.a)]
            return [(link.stage, Int(link.slot))]
        }
        return step.operands.map { (nil, Int($0)) }
    }

    /// The text of each slot.
    ///
    /// - Parameter linked: The text of a value of another clock.
    func slotTexts(linked: (Link) -> String) -> [String] {
        var texts = [String](repeating: "?", count: slotCount)
        for constant in constants { texts[Int(constant.slot)] = constant.value.shortestText }
        for step in operations {
            switch step.code {
            case .indicator:
                let indicator = indicators[Int(step.a)]
                let declaration = indicator.declaration
                let series = zip(declaration.inputs, indicator.inputs).filter { $0.0 == .series }.map {
                    texts[Int($0.1)]
                }
                let call =
                    "\(declaration.name)("
                    + (series + indicator.parameters.map(\.shortestText)).joined(separator: ", ") + ")"
                for (place, output) in declaration.outputs.enumerated() {
                    texts[Int(indicator.firstOutput) + place] = place == 0 ? call : "\(call).\(output)"
                }
            case .link: texts[Int(step.result)] = linked(links[Int(step.a)])
            case .lag: texts[Int(step.result)] = "\(texts[Int(step.a)])[\(step.b)]"
            default: texts[Int(step.result)] = step.text(step.operands.map { texts[Int($0)] })
            }
        }
        return texts
    }
}

extension RuleOperation {
    /// The slots that it reads.
    var operands: [Int32] {
        switch code {
        case .open, .high, .low, .close, .volume, .typical, .middle, .average, .timeOfDay, .weekday, .sessionStart,
            .position, .entryPrice, .barsHeld, .profit, .indicator, .link:
            []
        case .negate, .absolute, .squareRoot, .logarithm, .exponential, .sign, .not, .lag: [a]
        case .select: [a, b, c]
        default: [a, b]
        }
    }

    /// What it computes, from the texts of its operands.
    func text(_ operands: [String]) -> String {
        let name: String
        switch code {
        case .typical: name = "hlc3"
        case .middle: name = "hl2"
        case .average: name = "ohlc4"
        case .timeOfDay: name = "time_of_day"
        case .sessionStart: name = "session_start"
        case .entryPrice: name = "entry_price"
        case .barsHeld: name = "bars_held"
        case .negate: name = "-"
        case .absolute: name = "abs"
        case .squareRoot: name = "sqrt"
        case .logarithm: name = "log"
        case .exponential: name = "exp"
        case .not: name = "not "
        case .least: name = "min"
        case .greatest: name = "max"
        case .crossesAbove: name = "crosses_above"
        case .crossesBelow: name = "crosses_below"
        case .select: name = "if"
        default:
            guard let sign else {
                name = String(describing: code)
                break
            }
            return "(" + operands.joined(separator: " \(sign) ") + ")"
        }
        return operands.isEmpty ? name : "\(name)(\(operands.joined(separator: ", ")))"
    }

    private var sign: String? {
        switch code {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .remainder: "%"
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .equal: "=="
        case .notEqual: "!="
        case .and: "and"
        case .or: "or"
        default: nil
        }
    }
}

extension RuleProgram {
    /// The text of each slot of each stage.
    var slotTexts: [[String]] {
        var texts = [[String]](repeating: [], count: stages.count)
        // Timeframes read nothing but bars; other instruments' bars read those; the traded one's read all.
        let order =
            stages.indices.filter { stages[$0].clock.timeframe != nil }
            + stages.indices.filter { stages[$0].clock.timeframe == nil && stages[$0].clock.symbol != nil }
            + stages.indices.filter { stages[$0].clock == .own }
        for place in order {
            texts[place] = stages[place].slotTexts { link in
                let inner = texts[link.stage].indices.contains(Int(link.slot)) ? texts[link.stage][Int(link.slot)] : "?"
                let text = stages[link.stage].clock.text(of: inner)
                return stages[link.stage].clock.symbol.map { "\($0).\(text)" } ?? text
            }
        }
        return texts
    }
}

extension RuleClock {
    /// A text of this clock's values as the bars of the data see them: `weekly(close)`.
    func text(of inner: String) -> String {
        switch timeframe {
        case nil: inner
        case .minutes(60): "hourly(\(inner))"
        case .minutes(let minutes): "minutes(\(minutes), \(inner))"
        case .day: "daily(\(inner))"
        case .week: "weekly(\(inner))"
        case .month: "monthly(\(inner))"
        }
    }
}
