internal import Core

extension SearchAxis {
    private static let forms = "name=a,b,c or name=lower:upper[:step] or name=lower:upper:log[:factor]"

    /// The axis of a text of the command line.
    ///
    ///     fast=10,20,50        these values; a comma inside quotes or brackets parts nothing
    ///     fast=10:50:5         whole numbers, or numbers where one of the three has a point or an exponent
    ///     fast=10:50           whole numbers by ones, or any number between
    ///     rate=1e-4:0.1:log    any number between, spread by ratios
    ///     rate=1:1000:log:10   1, 10, 100, 1000
    ///
    /// - Throws: `SearchError.axisText` with what was found, or what is wrong with the axis.
    public init(text: String) throws(SearchError) {
        let shown = ShownText.field(text)
        guard let equals = text.firstIndex(of: "=") else {
            throw .axisText(text: shown, found: "no '='", allowed: SearchAxis.forms)
        }
        let name = String(text[..<equals]).trimmingSpaces
        let tail = String(text[text.index(after: equals)...])
        guard !tail.trimmingSpaces.isEmpty else { throw .emptyAxis(name: ShownText.field(name)) }
        let listed = SearchAxis.parts(of: tail, at: ",")
        let ends = SearchAxis.parts(of: tail, at: ":")
        guard listed.count == 1, ends.count > 1 else {
            try self.init(name: name, domain: .values(listed.map { SearchValue(yaml: $0) }))
            return
        }
        let isLogarithmic = ends.count > 2 && ends[2].trimmingSpaces == "log"
        guard ends.count <= (isLogarithmic ? 4 : 3) else {
            throw .axisText(text: shown, found: "\(ends.count) parts", allowed: SearchAxis.forms)
        }
        var numbers: [SearchValue] = []
        for (place, part) in ends.enumerated() where !(isLogarithmic && place == 2) {
            let value = SearchValue(yaml: part)
            guard value.number != nil else {
                throw .axisText(
                    text: shown, found: "'\(ShownText.field(part.trimmingSpaces))'",
                    allowed: place == 2 ? "a number or 'log'" : "a number")
            }
            numbers.append(value)
        }
        try self.init(name: name, domain: SearchAxis.range(numbers, isLogarithmic: isLogarithmic))
    }

    private static func range(_ parts: [SearchValue], isLogarithmic: Bool) -> SearchDomain {
        if !isLogarithmic, case .whole(let lower) = parts[0], case .whole(let upper) = parts[1] {
            if parts.count == 2 { return .whole(lower: lower, upper: upper, step: 1) }
            if case .whole(let step) = parts[2] { return .whole(lower: lower, upper: upper, step: step) }
        }
        let numbers = parts.map { $0.number ?? .nan }
        return .number(
            lower: numbers[0], upper: numbers[1], scale: isLogarithmic ? .logarithmic : .linear,
            step: numbers.count > 2 ? numbers[2] : nil)
    }

    /// The parts between separators that stand outside quotes and brackets.
    private static func parts(of text: String, at separator: Character) -> [String] {
        var parts = [""]
        var depth = 0
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == separator, depth == 0 {
                parts.append("")
                continue
            } else {
                switch character {
                case "'", "\"": if parts[parts.count - 1].trimmingSpaces.isEmpty || depth > 0 { quote = character }
                case "[", "{": depth += 1
                case "]", "}": depth = max(0, depth - 1)
                default: break
                }
            }
            parts[parts.count - 1].append(character)
        }
        return parts
    }
}

extension String {
    /// Without spaces at either end.
    fileprivate var trimmingSpaces: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
