public import Simulation

/// The channel, the range and the breakout of each instrument.
extension DonchianBreakout: TracedStrategy {
    /// An instrument's after the other's.
    public var traceColumns: [TraceColumn] {
        symbols.flatMap { symbol in
            [
                TraceColumn(symbol: symbol, name: "highest(high, \(parameters.channel))[1]", rules: ["breakout"]),
                TraceColumn(
                    symbol: symbol, name: "atr(\(parameters.range))", rules: ["breakout", "stop", "target"]),
                TraceColumn(symbol: symbol, name: "breakout", rules: ["breakout"], isCondition: true),
            ]
        }
    }

    /// The values at the last bar of each instrument.
    public func appendTrace(to values: inout [Double]) {
        for state in states {
            values.append(state.channel)
            values.append(state.lastRange)
            values.append(state.isBreakout ? 1 : 0)
        }
    }
}
