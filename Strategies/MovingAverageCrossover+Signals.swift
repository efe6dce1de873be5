import Indicators
public import Simulation
public import TimeSeries

/// Bought and sold at crossings, and at nothing else: of one instrument, signals are all there is (S78).
extension MovingAverageCrossover: SignallingStrategy {
    /// The crossings of the only instrument.
    public func marketSignals(on panel: Panel) -> MarketSignals? {
        guard instruments.count == 1 else { return nil }
        let (up, down) = crossings(of: panel[instruments[0]])
        var signals = MarketSignals(instruments[0], size: .same(size))
        signals.enterLong = up
        signals.exitLong = down
        return signals
    }

    /// The bars at which the averages cross.
    func crossings(of series: BarSeries) -> (up: BitColumn, down: BitColumn) {
        let (fast, slow) = (fresh.fast.column(series.close), fresh.slow.column(series.close))
        let (above, below) = BitColumn.comparing(fast, slow)
        let defined = BitColumn.defined(fast) & BitColumn.defined(slow)
        return (up: above & defined.excluding(above).delayed(), down: below & defined.excluding(below).delayed())
    }
}
