public import Simulation
public import TimeSeries

/// When a portfolio is due is known before the run begins (S78).
extension PortfolioStrategy: SkippingStrategy {
    /// Finds the steps at which it is due.
    public mutating func prepare(on panel: Panel, from step: Int) -> Bool {
        clock.prepare(times: panel.series[0].end, from: step)
        return true
    }

    /// The next step at which it is due.
    public mutating func nextStep(after step: Int, _ market: borrowing Market) -> Int { clock.nextStep(after: step) }
}
