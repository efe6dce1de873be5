public import Simulation
import StrategyKit

/// What a sweep changes: a parameter of what decides, or any other key of the config.
public struct TrialAxis: Sendable, Hashable {
    /// The parameter's name, or the dotted key.
    public var name: String
    /// What the parameter can be; `nil` for another key, for which the config is read again.
    public var domain: ParameterDomain?

    /// The name under which the part of the period stands that a trial of successive halving is for.
    static let periodFraction = "period_fraction"

    /// The parameter's value of a text of the config; `nil` for one that its domain does not have.
    func value(_ text: String) -> ParameterValue? {
        switch domain {
        case .integer(let range): Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
        case .number(let range): Double(text).flatMap { range.contains($0) ? .number($0) : nil }
        case .boolean: Bool(text).map { .boolean($0) }
        case .choice(let words): words.contains(text) ? .choice(text) : nil
        case .text: .text(text)
        case .numbers, .integers, nil: nil
        }
    }

    /// Whether the parameter is set without reading the config again: lists of numbers are not.
    var isDirect: Bool {
        switch domain {
        case .numbers, .integers, nil: false
        default: true
        }
    }
}
