internal import Core

/// A parameter that a search varies, and the values it takes.
///
/// - Verified by: `SearchAxisTests`.
public struct SearchAxis: Hashable, Sendable {
    /// The parameter's name or the config's key.
    public let name: String
    /// The values.
    public let domain: SearchDomain
    /// How many values there are; `nil` for a continuous axis.
    public let count: Int?

    /// An axis.
    ///
    /// - Throws: `SearchError` where the name is none, there is no value, a value stands twice, the ends are not finite or
    ///   out of order, the step is not above zero (a factor: above one) or does not lead from one end to the other, or a
    ///   logarithmic range does not begin above zero.
    public init(name: String, domain: SearchDomain) throws(SearchError) {
        guard SearchAxis.isName(name) else { throw .axisName(found: ShownText.field(name)) }
        self.name = name
        switch domain {
        case .whole(let lower, let upper, let step):
            count = try SearchAxis.wholeCount(name, lower, upper, step)
            self.domain = domain
        case .number(let lower, let upper, let scale, let step):
            count = try SearchAxis.numberCount(name, lower, upper, scale, step)
            self.domain = domain
        case .values(let values):
            guard !values.isEmpty else { throw .emptyAxis(name: name) }
            let read = values.map { value in
                if case .word(let text) = value { SearchValue(yaml: text) } else { value }
            }
            var seen: Set<SearchValue> = []
            for value in read {
                guard value != .word("") else {
                    throw .axis(name: name, part: "a value", found: "empty", allowed: "a number or a text")
                }
                if let number = value.number, !number.isFinite {
                    throw .axis(name: name, part: "a value", found: value.text, allowed: "a finite number or a text")
                }
                // 1 and 1.0 are one value.
                let key = value.number.map { SearchValue.number($0) } ?? value
                guard seen.insert(key).inserted else {
                    throw .repeatedValue(name: name, value: ShownText.field(value.text))
                }
            }
            count = read.count
            self.domain = .values(read)
        }
    }

    /// Whether the values have an order: all but listed words and lists of numbers that do not ascend.
    public var isOrdered: Bool {
        guard case .values(let values) = domain else { return true }
        let numbers = values.compactMap(\.number)
        return numbers.count == values.count && zip(numbers, numbers.dropFirst()).allSatisfy(<)
    }

    /// Whether every value is a number.
    var isNumeric: Bool {
        guard case .values(let values) = domain else { return true }
        return values.allSatisfy { $0.number != nil }
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.unicodeScalars.first, first.properties.isAlphabetic || first == "_" else { return false }
        return name.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType != nil || "_-.".unicodeScalars.contains($0)
        }
    }

    private static func wholeCount(_ name: String, _ lower: Int, _ upper: Int, _ step: Int) throws(SearchError) -> Int {
        let most = SearchValue.greatestWhole
        for (part, end) in [("the lower end", lower), ("the upper end", upper)] where !(-most...most ~= end) {
            throw .axis(name: name, part: part, found: String(end), allowed: "a magnitude up to 9,007,199,254,740,992")
        }
        guard lower <= upper else { throw .upperBelowLower(name: name, lower: String(lower), upper: String(upper)) }
        guard step > 0 else {
            throw .axis(name: name, part: "the step", found: String(step), allowed: "a whole number above 0")
        }
        guard (upper - lower) % step == 0 else {
            throw .stepDoesNotFit(
                name: name, step: String(step), lower: String(lower), upper: String(upper),
                last: String(upper - (upper - lower) % step))
        }
        return (upper - lower) / step + 1
    }

    private static func numberCount(
        _ name: String, _ lower: Double, _ upper: Double, _ scale: SearchScale, _ step: Double?
    ) throws(SearchError) -> Int? {
        for (part, end) in [("the lower end", lower), ("the upper end", upper)] where !end.isFinite {
            throw .axis(name: name, part: part, found: end.shortestText, allowed: "a finite number")
        }
        guard lower <= upper else {
            throw .upperBelowLower(name: name, lower: lower.shortestText, upper: upper.shortestText)
        }
        guard (upper - lower).isFinite else {
            throw .axis(name: name, part: "the range", found: "too wide", allowed: "a finite difference of its ends")
        }
        if scale == .logarithmic, lower <= 0 {
            throw .axis(
                name: name, part: "the lower end", found: lower.shortestText,
                allowed: "a number above 0 on a logarithmic scale")
        }
        guard let step else { return lower == upper ? 1 : nil }
        let least = scale == .linear ? 0.0 : 1.0
        guard step.isFinite, step > least else {
            throw .axis(
                name: name, part: scale == .linear ? "the step" : "the factor", found: step.shortestText,
                allowed: "a finite number above \(least.shortestText)")
        }
        let ladder = StepLadder(lower: lower, upper: upper, scale: scale, step: step)
        guard ladder.steps <= Double(SearchValue.greatestWhole) else {
            throw .axis(
                name: name, part: "the step", found: step.shortestText, allowed: "one of at most 2^53 steps")
        }
        guard ladder.fits else {
            throw .stepDoesNotFit(
                name: name, step: step.shortestText, lower: lower.shortestText, upper: upper.shortestText,
                last: ladder.value(at: Int(ladder.steps.rounded(.down))).shortestText)
        }
        return Int(ladder.steps.rounded()) + 1
    }
}
