public import Simulation

/// The index of each instrument, and what it says.
extension RSIMeanReversion: TracedStrategy {
    /// An instrument's after the other's.
    public var traceColumns: [TraceColumn] {
        symbols.flatMap { symbol in
            [
                TraceColumn(
                    symbol: symbol, name: "rsi(close, \(parameters.period))", rules: ["oversold", "overbought"]),
                TraceColumn(symbol: symbol, name: "is oversold", rules: ["oversold"], isCondition: true),
                TraceColumn(symbol: symbol, name: "is overbought", rules: ["overbought"], isCondition: true),
            ]
        }
    }

    /// The values at the last bar of each instrument.
    public func appendTrace(to values: inout [Double]) {
        for index in lastIndex {
            values.append(index)
            values.append(index < parameters.oversold ? 1 : 0)
            values.append(index > parameters.overbought ? 1 : 0)
        }
    }
}
