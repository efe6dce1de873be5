import Core
public import Simulation

/// The rise of each instrument at the last look, and whether it is among those to hold.
extension MomentumRotation: TracedStrategy {
    /// An instrument's after the other's.
    public var traceColumns: [TraceColumn] {
        symbols.flatMap { symbol in
            [
                TraceColumn(
                    symbol: symbol, name: "rise(\(parameters.lookback), \(parameters.skip))", rules: ["top"]),
                TraceColumn(symbol: symbol, name: "in the top", rules: ["top"], isCondition: true),
            ]
        }
    }

    /// The values of the last look; `nan` where an instrument had none.
    public func appendTrace(to values: inout [Double]) {
        for instrument in instruments {
            values.append(rises[instrument.place])
            values.append(isWinner[instrument.place] ? 1 : 0)
        }
    }
}
