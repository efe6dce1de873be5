public import Simulation

/// Both averages of each instrument, and which is above.
extension MovingAverageCrossover: TracedStrategy {
    /// An instrument's after the other's.
    public var traceColumns: [TraceColumn] {
        let rules = ["cross above", "cross below"]
        return symbols.flatMap { symbol in
            [
                TraceColumn(symbol: symbol, name: "sma(close, \(fastPeriod))", rules: rules),
                TraceColumn(symbol: symbol, name: "sma(close, \(warmUpBars))", rules: rules),
                TraceColumn(symbol: symbol, name: "fast is above", rules: rules, isCondition: true),
            ]
        }
    }

    /// The values at the last bar of each instrument.
    public func appendTrace(to values: inout [Double]) {
        for state in states {
            values.append(state.lastFast)
            values.append(state.lastSlow)
            values.append(state.lastFast > state.lastSlow ? 1 : 0)
        }
    }
}
