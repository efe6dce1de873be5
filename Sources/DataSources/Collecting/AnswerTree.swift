import Foundation

/// The JSON of an answer.
indirect enum AnswerTree: Hashable, Sendable {
    case null
    case flag(Bool)
    /// A number that is whole and fits 64 bits, exactly.
    case whole(Int64)
    case number(Double)
    case text(String)
    case list([AnswerTree])
    case object([String: AnswerTree])

    /// The tree of a text; `nil` where it is no JSON.
    init?(_ bytes: [UInt8]) {
        guard let any = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed) else {
            return nil
        }
        self.init(any: any)
    }

    private init(any: Any) {
        switch any {
        case let text as String: self = .text(text)
        case let number as NSNumber: self = AnswerTree.number(number)
        case let list as [Any]: self = .list(list.map { AnswerTree(any: $0) })
        case let object as [String: Any]: self = .object(object.mapValues { AnswerTree(any: $0) })
        default: self = .null
        }
    }

    private static func number(_ number: NSNumber) -> AnswerTree {
        let kind = String(cString: number.objCType)
        if kind == "c" || kind == "B" { return .flag(number.boolValue) }
        // Numbers of many digits come as decimals: their text is read, so that the double is the nearest one.
        if number is NSDecimalNumber { return .number(Double(number.description) ?? number.doubleValue) }
        let double = number.doubleValue
        if kind == "d" || kind == "f" { return .number(double) }
        return double < 0x1p63 ? .whole(number.int64Value) : .number(double)
    }

    /// What was found, for messages.
    var found: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .whole(let number): "\(number)"
        case .number(let number): "\(number)"
        case .text(let text): "\"\(text.prefix(60))\""
        case .list(let list): "a list of \(list.count)"
        case .object(let object): "an object (\(object.keys.sorted().prefix(8).joined(separator: ", ")))"
        }
    }

    /// A finite number, which may be written as a text; `nil` for anything else.
    var double: Double? {
        switch self {
        case .whole(let number): return Double(number)
        case .number(let number): return number.isFinite ? number : nil
        case .text(let text):
            let isPlain = text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 || "+-.eE".utf8.contains($0) }
            guard isPlain, let number = Double(text), number.isFinite else { return nil }
            return number
        default: return nil
        }
    }
}
