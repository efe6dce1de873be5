public import Simulation
public import TimeSeries

/// Where the averages cross is known of all bars at once: a strategy that gives its signals as columns (S78).
extension MovingAverageCrossover: SkippingStrategy {
    /// Finds the crossings of every instrument.
    public mutating func prepare(on panel: Panel, from step: Int) -> Bool {
        crossings = instruments.map { crossings(of: panel[$0]) }
        return true
    }

    /// The next bar at which averages cross.
    public mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int {
        var next = Int.max
        for (up, down) in crossings {
            next = min(next, min(up.first(from: step + 1), down.first(from: step + 1)))
        }
        return next
    }
}
