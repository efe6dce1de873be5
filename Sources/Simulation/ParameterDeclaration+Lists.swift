extension ParameterDeclaration {
    /// Some numbers in order; in a config a list, or a number alone for a list of one.
    public static func numbers(
        _ name: String, _ field: WritableKeyPath<Root, [Double]>, in range: ClosedRange<Double>,
        count: ClosedRange<Int>, _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .numbers(range, count: count), summary: summary,
            read: { .numbers($0[keyPath: field]) },
            write: { root, value in
                guard let numbers = value.list, count.contains(numbers.count),
                    numbers.allSatisfy({ range.contains($0) })
                else { return false }
                root[keyPath: field] = numbers
                return true
            })
    }

    /// Some whole numbers in order; in a config a list, or a number alone for a list of one.
    public static func integers(
        _ name: String, _ field: WritableKeyPath<Root, [Int]>, in range: ClosedRange<Int>, count: ClosedRange<Int>,
        _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .integers(range, count: count), summary: summary,
            read: { .numbers($0[keyPath: field].map { Double($0) }) },
            write: { root, value in
                guard let numbers = value.list, count.contains(numbers.count) else { return false }
                let whole = numbers.compactMap { Int(exactly: $0) }
                guard whole.count == numbers.count, whole.allSatisfy({ range.contains($0) }) else { return false }
                root[keyPath: field] = whole
                return true
            })
    }

    /// A text, such as the name of a feature; it may be empty.
    public static func text(
        _ name: String, _ field: WritableKeyPath<Root, String>, _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .text, summary: summary, read: { .text($0[keyPath: field]) },
            write: { root, value in
                guard case .text(let text) = value else { return false }
                root[keyPath: field] = text
                return true
            })
    }

    /// One of several words, each a case of an enumeration.
    public static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String, _ field: WritableKeyPath<Root, Choice>, _ summary: String
    ) -> ParameterDeclaration {
        ParameterDeclaration(
            name: name, domain: .choice(Choice.allCases.map(\.rawValue)), summary: summary,
            read: { .choice($0[keyPath: field].rawValue) },
            write: { root, value in
                guard case .choice(let word) = value, let choice = Choice(rawValue: word) else { return false }
                root[keyPath: field] = choice
                return true
            })
    }
}

extension ParameterValue {
    /// The numbers of a list, or the number alone; `nil` for other values.
    fileprivate var list: [Double]? {
        switch self {
        case .numbers(let numbers): numbers
        case .number(let number): [number]
        case .integer(let number): [Double(number)]
        case .boolean, .choice, .text: nil
        }
    }
}
