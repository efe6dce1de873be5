import Core
import Glibc
import TimeSeries

/// One step of a compiled rule: reads slots, writes a slot.
///
/// A condition is 1 for true, 0 for false and `nan` for undefined. Whatever has an undefined input is undefined, save
/// `if`, which needs only its condition and the branch taken; and what is undefined never triggers.
struct RuleOperation: Hashable, Sendable {
    /// What it does with its operands a, b and c.
    enum Code: UInt8, Hashable, Sendable {
        // Of the bar.
        case open, high, low, close, volume, typical, middle, average
        case timeOfDay, weekday, sessionStart
        // Of the account: known for the traded instrument only.
        case position, entryPrice, barsHeld, profit
        // Of one operand.
        case negate, absolute, squareRoot, logarithm, exponential, sign, not
        // Of two.
        case add, subtract, multiply, divide, remainder, least, greatest
        case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual, and, or
        // Of three.
        case select
        // With memory: b or c is a place in it.
        case lag, crossesAbove, crossesBelow
        // `a` is the place of an indicator or of a link to another clock.
        case indicator, link
    }

    var code: Code
    var a: Int32 = 0
    var b: Int32 = 0
    var c: Int32 = 0
    /// The slot written; the first of several for an indicator.
    var result: Int32

    /// A price made of several.
    static func price(_ code: Code, _ bar: Bar) -> Double {
        switch code {
        case .typical: (bar.high + bar.low + bar.close) / 3
        case .middle: (bar.high + bar.low) / 2
        default: (bar.open + bar.high + bar.low + bar.close) / 4
        }
    }

    /// Minutes since midnight at a bar's end on the exchange's clocks.
    static func timeOfDay(_ bar: Bar, _ calendar: TradingCalendar) -> Double {
        Double(calendar.zone.localNanosecondsOfDay(at: bar.end)) / Double(Timestamp.minute)
    }

    /// The value of an operation on one operand.
    @inline(__always)
    static func unary(_ code: Code, _ a: Double) -> Double {
        switch code {
        case .negate: -a
        case .absolute: abs(a)
        case .squareRoot: a.squareRoot()
        case .logarithm: a > 0 ? log(a) : .nan
        case .exponential: exp(a)
        case .sign: a > 0 ? 1 : (a < 0 ? -1 : (a == 0 ? 0 : .nan))
        case .not: a.isNaN ? a : (a == 0 ? 1 : 0)
        default: .nan
        }
    }

    /// The value of an operation on two operands.
    ///
    /// Division by zero is undefined.
    @inline(__always)
    static func binary(_ code: Code, _ a: Double, _ b: Double) -> Double {
        switch code {
        case .add: return a + b
        case .subtract: return a - b
        case .multiply: return a * b
        case .divide: return b == 0 ? .nan : a / b
        case .remainder: return remainder(a, b)
        default: break
        }
        // From here on an undefined operand makes the result undefined.
        if a.isNaN || b.isNaN { return .nan }
        let holds: Bool
        switch code {
        case .least: return b < a ? b : a
        case .greatest: return b > a ? b : a
        case .less: holds = a < b
        case .lessOrEqual: holds = a <= b
        case .greater: holds = a > b
        case .greaterOrEqual: holds = a >= b
        case .equal: holds = a == b
        case .notEqual: holds = a != b
        case .and: holds = a != 0 && b != 0
        case .or: holds = a != 0 || b != 0
        default: return .nan
        }
        return holds ? 1 : 0
    }

    /// The remainder with the sign of the divisor: −1 % 7 is 6.
    private static func remainder(_ a: Double, _ b: Double) -> Double {
        if b == 0 { return .nan }
        let plain = fmod(a, b)
        return plain != 0 && (plain < 0) != (b < 0) ? plain + b : plain
    }

    /// Whether a crossed b from below or at it to above (from above for `isAbove: false`), undefined where any of the
    /// four values is.
    @inline(__always)
    static func crosses(isAbove: Bool, _ a: Double, _ b: Double, before previousA: Double, _ previousB: Double)
        -> Double
    {
        if a.isNaN || b.isNaN || previousA.isNaN || previousB.isNaN { return .nan }
        let holds = isAbove ? a > b && previousA <= previousB : a < b && previousA >= previousB
        return holds ? 1 : 0
    }

    /// `if(condition, a, b)`.
    @inline(__always)
    static func select(_ condition: Double, _ a: Double, _ b: Double) -> Double {
        condition.isNaN ? .nan : (condition != 0 ? a : b)
    }
}
