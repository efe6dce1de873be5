/// A group of parameters of the market: a struct whose fields carry their defaults, and one declaration of each.
///
/// Reading of configs, checks of ranges, calibration, help and documentation come from the declarations.
public protocol MarketParameters: Hashable, Sendable {
    /// The parameters at their defaults.
    init()
    /// One declaration per field, in the order of help.
    static var declarations: [MarketParameterDeclaration<Self>] { get }
}

/// One parameter of the market: its name, unit, what it can be, what it means, and the field that holds it.
public struct MarketParameterDeclaration<Root> {
    /// The name in configs.
    public let name: String
    /// The unit, as `seconds`, `ticks`, `lots`, `1/s`; empty for pure numbers and words.
    public let unit: String
    /// What values it can take.
    public let domain: MarketParameterDomain
    /// What it means, in a line.
    public let summary: String
    /// Reads the field.
    public let read: (Root) -> MarketParameterValue
    /// Writes the field; `false` where the value is of another type or outside the domain.
    public let write: (inout Root, MarketParameterValue) -> Bool

    /// A whole number.
    public static func integer(
        _ name: String, _ field: WritableKeyPath<Root, Int>, in range: ClosedRange<Int>, unit: String = "",
        _ summary: String
    ) -> MarketParameterDeclaration {
        MarketParameterDeclaration(
            name: name, unit: unit, domain: .integer(range), summary: summary,
            read: { .integer($0[keyPath: field]) },
            write: { root, value in
                guard case .integer(let number) = value, range.contains(number) else { return false }
                root[keyPath: field] = number
                return true
            })
    }

    /// A number.
    public static func number(
        _ name: String, _ field: WritableKeyPath<Root, Double>, in range: ClosedRange<Double>, unit: String = "",
        _ summary: String
    ) -> MarketParameterDeclaration {
        MarketParameterDeclaration(
            name: name, unit: unit, domain: .number(range), summary: summary,
            read: { .number($0[keyPath: field]) },
            write: { root, value in
                guard let number = value.number, range.contains(number) else { return false }
                root[keyPath: field] = number
                return true
            })
    }

    /// True or false.
    public static func boolean(
        _ name: String, _ field: WritableKeyPath<Root, Bool>, _ summary: String
    ) -> MarketParameterDeclaration {
        MarketParameterDeclaration(
            name: name, unit: "", domain: .boolean, summary: summary, read: { .boolean($0[keyPath: field]) },
            write: { root, value in
                guard case .boolean(let flag) = value else { return false }
                root[keyPath: field] = flag
                return true
            })
    }

    /// One word of a closed set.
    public static func choice<Word: RawRepresentable & CaseIterable>(
        _ name: String, _ field: WritableKeyPath<Root, Word>, _ summary: String
    ) -> MarketParameterDeclaration where Word.RawValue == String {
        MarketParameterDeclaration(
            name: name, unit: "", domain: .choice(Word.allCases.map(\.rawValue)), summary: summary,
            read: { .choice($0[keyPath: field].rawValue) },
            write: { root, value in
                guard case .choice(let text) = value, let word = Word(rawValue: text) else { return false }
                root[keyPath: field] = word
                return true
            })
    }

    /// A number or a distribution.
    public static func distribution(
        _ name: String, _ field: WritableKeyPath<Root, Distribution>, in range: ClosedRange<Double>, unit: String = "",
        _ summary: String
    ) -> MarketParameterDeclaration {
        MarketParameterDeclaration(
            name: name, unit: unit, domain: .distribution(range), summary: summary,
            read: { .distribution($0[keyPath: field]) },
            write: { root, value in
                guard let distribution = value.asDistribution, distribution.fault(in: range) == nil else {
                    return false
                }
                root[keyPath: field] = distribution
                return true
            })
    }
}

extension MarketParameterValue {
    var number: Double? {
        switch self {
        case .integer(let whole): Double(whole)
        case .number(let real): real
        default: nil
        }
    }

    var asDistribution: Distribution? {
        if case .distribution(let distribution) = self { distribution } else { number.map { .fixed($0) } }
    }
}

extension MarketParameters {
    /// The first parameter that is outside its domain, with what is wrong; `nil` where none is.
    public func firstFault() -> (name: String, fault: String)? {
        for declaration in Self.declarations {
            switch (declaration.domain, declaration.read(self)) {
            case (.integer(let range), .integer(let value)) where !range.contains(value):
                return (declaration.name, "\(value) is outside \(range.lowerBound) to \(range.upperBound)")
            case (.number(let range), .number(let value)) where !range.contains(value):
                return (declaration.name, "\(value) is outside \(range.lowerBound) to \(range.upperBound)")
            case (.distribution(let range), .distribution(let value)):
                if let fault = value.fault(in: range) { return (declaration.name, fault) }
            default: continue
            }
        }
        return nil
    }
}
