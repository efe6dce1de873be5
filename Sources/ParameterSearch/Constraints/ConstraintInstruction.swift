/// One step of a constraint in postfix order; conditions are 1 and 0.
enum ConstraintInstruction: Hashable, Sendable {
    case constant(Double)
    case axis(Int)
    case negative
    case not
    case binary(ConstraintOperator)
}

/// An operator between two operands.
enum ConstraintOperator: String, Hashable, Sendable, CaseIterable {
    case or
    case and
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
    case equal = "=="
    case unequal = "!="
    case plus = "+"
    case minus = "-"
    case times = "*"
    case divided = "/"
    case remainder = "%"

    /// The operators that bind equally, from the loosest.
    static let levels: [[ConstraintOperator]] = [
        [.or], [.and], [.less, .atMost, .greater, .atLeast, .equal, .unequal], [.plus, .minus],
        [.times, .divided, .remainder],
    ]

    func result(_ left: Double, _ right: Double) -> Double {
        switch self {
        case .or: left != 0 || right != 0 ? 1 : 0
        case .and: left != 0 && right != 0 ? 1 : 0
        case .less: left < right ? 1 : 0
        case .atMost: left <= right ? 1 : 0
        case .greater: left > right ? 1 : 0
        case .atLeast: left >= right ? 1 : 0
        case .equal: left == right ? 1 : 0
        case .unequal: left != right && !left.isNaN && !right.isNaN ? 1 : 0
        case .plus: left + right
        case .minus: left - right
        case .times: left * right
        case .divided: left / right
        case .remainder: left.truncatingRemainder(dividingBy: right)
        }
    }
}
