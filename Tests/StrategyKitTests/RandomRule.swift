import Core
import Indicators

/// Random expressions that are valid.
struct RandomRule {
    var random: RandomStream
    /// Other instruments that may be read.
    var symbols: [String] = []

    /// A number.
    mutating func number(_ depth: Int, isFramed: Bool = false) -> String {
        if depth <= 0 || random.uniform() < 0.15 {
            return pick([
                "close", "open", "high", "low", "volume", "typical", "hl2", "ohlc4", "close", "2", "0.5", "100",
            ])
        }
        switch random.below(12) {
        case 0, 1: return "(\(number(depth - 1, isFramed: isFramed)) \(pick(["+", "-", "*", "/", "%"])) \(series()))"
        case 2: return "\(pick(["abs", "sqrt", "log", "sign"]))(\(number(depth - 1, isFramed: isFramed)))"
        case 3:
            return
                "\(pick(["min", "max"]))(\(number(depth - 1, isFramed: isFramed)), \(number(depth - 1, isFramed: isFramed)))"
        case 4: return "-\(series())"
        case 5: return "\(indicator(depth - 1, isFramed: isFramed))[\(random.below(4))]"
        case 6:
            return
                "if(\(condition(depth - 1, isFramed: isFramed)), \(number(depth - 1, isFramed: isFramed)), \(series()))"
        case 7 where !isFramed:
            return "\(pick(["weekly", "daily", "monthly", "hourly"]))(\(number(depth - 1, isFramed: true)))"
        case 8 where !isFramed && !symbols.isEmpty:
            return
                "\(pick(symbols)).\(pick(["close", "high", "sma(close, 3)", "weekly(close)", "macd(close, 2, 4, 2).signal"]))"
        case 9: return pick(["weekday", "time_of_day"])
        default: return indicator(depth - 1, isFramed: isFramed)
        }
    }

    /// A condition.
    mutating func condition(_ depth: Int, isFramed: Bool = false) -> String {
        let (a, b) = (number(depth - 1, isFramed: isFramed), number(depth - 1, isFramed: isFramed))
        guard depth > 0 else { return "\(a) > \(b)" }
        switch random.below(6) {
        case 0: return "(\(condition(depth - 1, isFramed: isFramed)) and \(condition(depth - 1, isFramed: isFramed)))"
        case 1: return "(\(condition(depth - 1, isFramed: isFramed)) or \(condition(depth - 1, isFramed: isFramed)))"
        case 2: return "not (\(condition(depth - 1, isFramed: isFramed)))"
        case 3: return "\(pick(["crosses_above", "crosses_below"]))(\(a), \(b))"
        default: return "\(a) \(pick(["<", "<=", ">", ">=", "==", "!="])) \(b)"
        }
    }

    /// An indicator of the catalogue with small parameters.
    private mutating func indicator(_ depth: Int, isFramed: Bool) -> String {
        let declaration = IndicatorCatalogue.all[random.below(IndicatorCatalogue.all.count)]
        var arguments: [String] = []
        for input in declaration.inputs where input == .series {
            let inner = random.uniform() < 0.5 ? series() : number(depth - 1, isFramed: isFramed)
            // A series that is constant is refused, so that every inner expression reads a price.
            arguments.append("(\(inner) + 0 * close)")
        }
        for parameter in declaration.parameters {
            let (least, most) = (parameter.range.lowerBound, min(parameter.range.upperBound, 9))
            if parameter.isInteger {
                arguments.append(String(Int(least) + random.below(Int(most - least) + 1)))
            } else {
                arguments.append("\(((least + (most - least) * random.uniform()) * 100).rounded() / 100)")
            }
        }
        let output = declaration.outputs.count > 1 ? ".\(pick(declaration.outputs))" : ""
        return "\(declaration.name)(\(arguments.joined(separator: ", ")))\(output)"
    }

    private mutating func series() -> String { pick(["close", "open", "high", "low", "hl2"]) }

    private mutating func pick(_ words: [String]) -> String { words[random.below(words.count)] }
}
