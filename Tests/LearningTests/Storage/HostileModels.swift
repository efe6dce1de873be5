import Core
import Learning

/// Stored models with something wrong in them.
enum HostileModels {
    private static let numbers: [Double] = [
        .nan, .infinity, -.infinity, -1, 0, -0.0, 0.5, 2, 3, 1e18, 1e300, -1e300, 9.3e18, 1_099_511_627_776,
        .leastNonzeroMagnitude,
    ]

    /// A model with one thing altered, here or in one of its parts; `other` lends what is exchanged.
    static func altered(_ stored: StoredModel, by other: StoredModel, _ random: inout RandomStream) -> StoredModel {
        var result = stored
        let parts = stored.parts.keys.sorted()
        if !parts.isEmpty, random.place(3) > 0 {
            let name = parts[random.place(parts.count)]
            result.parts[name] = result.parts[name].map { altered($0, by: other, &random) }
            return result
        }
        switch random.place(8) {
        case 0: result.kind = other.kind
        case 1:
            let names = parts + ["transform", "base", "member 1"]
            result.parts[names[random.place(names.count)]] = other
        case 2: result.texts = other.texts
        case 3:
            for name in result.texts.keys.sorted() where random.place(2) == 0 { result.texts[name] = "  relu " }
        case 4:
            let names = result.singles.keys.sorted()
            if !names.isEmpty {
                let name = names[random.place(names.count)]
                result.singles[name]?[0] = Float(numbers[random.place(numbers.count)])
            }
        default: alterNumbers(&result, &random)
        }
        return result
    }

    private static func alterNumbers(_ stored: inout StoredModel, _ random: inout RandomStream) {
        let names = stored.numbers.keys.sorted()
        guard !names.isEmpty else { return }
        let name = names[random.place(names.count)]
        var values = stored.numbers[name] ?? []
        switch random.place(6) {
        case 0: values = []
        case 1: values.append(numbers[random.place(numbers.count)])
        case 2: if !values.isEmpty { values.removeLast() }
        case 3:
            stored.numbers[name] = nil
            return
        default:
            if !values.isEmpty { values[random.place(values.count)] = numbers[random.place(numbers.count)] }
        }
        stored.numbers[name] = values
    }
}

extension RandomStream {
    /// A whole number below `count`.
    mutating func place(_ count: Int) -> Int { min(count - 1, Int(uniform() * Double(count))) }
}
