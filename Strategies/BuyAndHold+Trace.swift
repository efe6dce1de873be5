public import Simulation

/// Nothing is computed: what shows is the decision.
extension BuyAndHold: TracedStrategy {
    /// Whether each instrument was bought.
    public var traceColumns: [TraceColumn] {
        symbols.map { TraceColumn(symbol: $0, name: "is bought", isCondition: true) }
    }

    /// The present values.
    public func appendTrace(to values: inout [Double]) {
        for instrument in instruments { values.append(waiting.contains(instrument) ? 0 : 1) }
    }
}
