/// What the exchange, or a scenario, does at an instant of a day.
enum SessionAction {
    /// Orders are collected for the opening auction.
    case beginOpening
    /// The opening auction is uncrossed and continuous trading begins.
    case open
    /// Orders are collected for the closing auction.
    case beginClosing
    /// The closing auction is uncrossed, or trading just ends.
    case close
    /// A scenario begins.
    case scenario(Int)
    /// The second step of a scenario: a group returns, or orders are collected after a halt.
    case scenarioContinues(Int)
    /// The last step of a scenario: the reopening auction is uncrossed.
    case scenarioEnds(Int)
    /// Orders of an instrument are collected after a halt at its price bands.
    case collectAfterBands(Int)
    /// The reopening auction after a halt at the bands is uncrossed.
    case reopenAfterBands(Int)
    /// The fundamental is written down.
    case recordFundamental
    /// The fundamental is written down as it is looked at from outside.
    case watchFundamental
}
