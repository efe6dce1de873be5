public import Simulation
import TimeSeries

/// The target weight of each member.
extension PortfolioStrategy: TracedStrategy {
    /// A column a member.
    public var traceColumns: [TraceColumn] {
        members.map {
            TraceColumn(symbol: universe.instruments[$0].symbol, name: "target weight", rules: ["rebalance"])
        }
    }

    /// The targets of the last rebalancing; `nan` before the first.
    public func appendTrace(to values: inout [Double]) {
        for target in targets { values.append(hasTargets ? target : .nan) }
    }
}
