/// Why a space cannot be searched as it was asked for.
public enum SearchError: Error, Equatable, CustomStringConvertible {
    /// There is nothing to vary.
    case noAxes
    /// The name of an axis that has none.
    case axisName(found: String)
    /// An axis without values.
    case emptyAxis(name: String)
    /// A range whose upper end lies below its lower end.
    case upperBelowLower(name: String, lower: String, upper: String)
    /// A bound, step or value that an axis cannot have: what was found and what is allowed.
    case axis(name: String, part: String, found: String, allowed: String)
    /// A step that does not lead from the lower to the upper end: the last value that it reaches.
    case stepDoesNotFit(name: String, step: String, lower: String, upper: String, last: String)
    /// A value that an axis lists twice.
    case repeatedValue(name: String, value: String)
    /// Two axes of one name.
    case repeatedAxis(name: String)
    /// A text that is not `name=a,b,c` or `name=lower:upper…`.
    case axisText(text: String, found: String, allowed: String)
    /// A grid over an axis that has no steps.
    case continuousAxis(name: String)
    /// A grid of more points than can be planned: their number as text, since it may be beyond whole numbers.
    case tooManyPoints(axes: Int, points: String, most: Int)
    /// More axes than a method can search.
    case tooManyAxes(method: String, found: Int, most: Int)
    /// An axis whose values are words or are not in order, for a method that needs numbers.
    case notNumeric(method: String, name: String)
    /// A constraint that cannot be read: its text and the column, from 1, of what is wrong.
    case constraint(text: String, column: Int, message: String)
    /// Constraints that contradict the space: how many points were looked at.
    case noPointMeets(points: Int, isAll: Bool, constraints: [String])
    /// A setting of a method out of its range.
    case setting(name: String, found: String, allowed: String)

    /// What is wrong, as a user reads it.
    public var description: String {
        switch self {
        case .noAxes: "a search needs an axis, as in --grid fast=10,20,50"
        case .axisName(let found):
            "the name of an axis is '\(found)'; allowed are letters, digits, '_', '-' and '.', first a letter or '_'"
        case .emptyAxis(let name): "\(name): no values; at least one is needed"
        case .upperBelowLower(let name, let lower, let upper):
            "\(name): the upper end \(upper) lies below the lower end \(lower)"
        case .axis(let name, let part, let found, let allowed): "\(name): \(part) is \(found); allowed is \(allowed)"
        case .stepDoesNotFit(let name, let step, let lower, let upper, let last):
            "\(name): steps of \(step) do not lead from \(lower) to \(upper), the last value would be \(last); "
                + "write \(lower):\(last):\(step) or another step"
        case .repeatedValue(let name, let value): "\(name): the value \(value) stands twice"
        case .repeatedAxis(let name): "\(name): two axes have this name"
        case .axisText(let text, let found, let allowed): "'\(text)': found \(found), expected \(allowed)"
        case .continuousAxis(let name):
            "\(name): a grid needs steps or a list; write \(name)=lower:upper:step, or use a random, Sobol or Latin plan"
        case .tooManyPoints(let axes, let points, let most):
            "a grid of \(axes) axes has \(points) points; at most \(most.grouped) can be planned: "
                + "fewer values, or a random, Sobol or Latin plan"
        case .tooManyAxes(let method, let found, let most): "\(method) has at most \(most) axes, found \(found)"
        case .notNumeric(let method, let name):
            "\(name): \(method) needs numbers in ascending order; words are searched by the tree-structured Parzen estimator"
        case .constraint(let text, let column, let message): "constraint '\(text)', column \(column): \(message)"
        case .noPointMeets(let points, let isAll, let constraints):
            (isAll ? "of \(points.grouped) points none meets: " : "of \(points.grouped) points looked at none meets: ")
                + constraints.joined(separator: "; ")
        case .setting(let name, let found, let allowed): "\(name) is \(found); allowed is \(allowed)"
        }
    }
}

extension Int {
    /// With its thousands parted by commas.
    var grouped: String {
        var text = ""
        let digits = String(magnitude)
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return self < 0 ? "-" + text : text
    }
}
