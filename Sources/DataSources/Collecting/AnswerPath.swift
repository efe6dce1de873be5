/// The way from the root of an answer's JSON to a value.
///
/// Names are parted by dots, and a number in brackets counts the elements of a list from 0: `chart.result[0].timestamp`,
/// `[4]`. A name with dots or brackets of its own stands in quotes in brackets: `['1. open']`. `{symbol}` stands for the
/// symbol that was asked for. An empty path is the root.
public struct AnswerPath: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case name(String)
        case place(Int)
        case symbol
    }

    let steps: [Step]
    /// As it was written.
    public let text: String

    /// The path of a text; `nil` where it is none.
    public init?(_ text: String) {
        var steps: [Step] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            if rest.hasPrefix("['") {
                rest = rest.dropFirst(2)
                let name = rest.prefix { $0 != "'" }
                rest = rest.dropFirst(name.count)
                guard !name.isEmpty, rest.hasPrefix("']") else { return nil }
                steps.append(.name(String(name)))
                rest = rest.dropFirst(2)
            } else if rest.first == "[" {
                guard let end = rest.firstIndex(of: "]"), let place = Int(rest[..<end].dropFirst()), place >= 0 else {
                    return nil
                }
                steps.append(.place(place))
                rest = rest[rest.index(after: end)...]
            } else {
                if !steps.isEmpty {
                    guard rest.first == "." else { return nil }
                    rest = rest.dropFirst()
                }
                let name = rest.prefix { $0 != "." && $0 != "[" }
                guard !name.isEmpty, !name.contains("]") else { return nil }
                steps.append(name == "{symbol}" ? .symbol : .name(String(name)))
                rest = rest.dropFirst(name.count)
            }
        }
        self.steps = steps
        self.text = text
    }

    /// The value at the end of the way; `nil` where the way ends before.
    func value(in root: AnswerTree, symbol: String) -> AnswerTree? {
        var value = root
        for step in steps {
            switch (step, value) {
            case (.place(let place), .list(let list)) where place < list.count: value = list[place]
            case (.name(let name), .object(let object)):
                guard let next = object[name] else { return nil }
                value = next
            case (.symbol, .object(let object)):
                guard let next = object[symbol] else { return nil }
                value = next
            default: return nil
            }
        }
        return value
    }
}

extension AnswerPath: ExpressibleByStringLiteral {
    /// A path that is part of the source.
    ///
    /// - Precondition: the text is a path.
    public init(stringLiteral text: String) {
        guard let path = AnswerPath(text) else { preconditionFailure("'\(text)' is no path") }
        self = path
    }
}
