import Core
import Simulation
import Statistics

/// What a robustness run changes.
enum RobustnessChange: Sendable {
    /// The trades of the run are taken otherwise.
    case trades(TradeMonteCarlo.Drawing)
    /// The bars are drawn again by session.
    case bars
    /// Prices have noise of so many parts of their usual range.
    case noise(level: Double)
    /// All orders are so many bars late.
    case lateBars(Int)
    /// Each order is 0, 1, 2 … bars late, as often as the weights say.
    case drawnBars([Double])
    /// Each order is on its way for up to so many nanoseconds.
    case latency(Int64)
    /// All costs are so many times as high.
    case costs(Double)
    /// Commission and slippage are between so many times as high, each by its own factor.
    case drawnCosts(ClosedRange<Double>)
    /// Only the session returns of some dates are looked at.
    case period(from: CivilDate, through: CivilDate)
    /// So many of the best session returns are left out.
    case withoutBest(Int)
    /// These instruments are not there.
    case without([String])
}

/// A run that is to be made.
struct RobustnessTask: Sendable {
    var number: Int
    var label: String
    var change: RobustnessChange
}

/// Runs that are to be made.
struct PlannedGroup: Sendable {
    var group: RobustnessGroup
    var tasks: [RobustnessTask]
}
