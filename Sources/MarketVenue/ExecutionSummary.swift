public import Core

/// The figures of several orders together, each weighted by what traded of it.
public struct ExecutionSummary: Hashable, Sendable {
    /// Orders that went to the exchange.
    public var orders = 0
    /// Those of which something traded.
    public var filledOrders = 0
    /// Units traded as a fraction of those asked for; `nil` where nothing was asked for.
    public var fillRatio: Double?
    /// The part of what traded that had waited; `nil` where nothing traded.
    public var makerShare: Double?
    /// What was paid beyond the mids at arrival, in money.
    public var slippage: Cash = 0
    /// The same in basis points of the value at those mids; `nil` where nothing traded.
    public var slippageBasisPoints: Double?
    /// The mean time in nanoseconds from arrival to the first trade, of orders that traded; `nil` where none did.
    public var meanTimeToFirstFill: Double?
    /// The same to the last trade.
    public var meanTimeToLastFill: Double?
    /// The mean time in nanoseconds in the queue before the first trade, of orders that waited and traded.
    public var meanQueueWait: Double?
    /// The mean units that stood before an order when it began to wait.
    public var meanVolumeAhead: Double?

    /// The figures of some orders.
    public init(_ executions: [OrderExecution]) {
        orders = executions.count
        filledOrders = executions.count { $0.filled > 0 }
        let (asked, filled) = executions.reduce((0.0, 0.0)) { ($0.0 + $1.asked, $0.1 + $1.filled) }
        if asked > 0 { fillRatio = filled / asked }
        if filled > 0 { makerShare = executions.reduce(0) { $0 + $1.filledAsMaker } / filled }
        var paper = 0.0
        for execution in executions {
            guard let slippage = execution.slippage else { continue }
            self.slippage += slippage
            paper += execution.arrivalMid * execution.filled
        }
        if paper > 0 { slippageBasisPoints = slippage / paper * 1e4 }
        func mean(_ values: [Double]) -> Double? {
            values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        meanTimeToFirstFill = mean(executions.compactMap { $0.timeToFirstFill.map(Double.init) })
        meanTimeToLastFill = mean(executions.compactMap { $0.timeToLastFill.map(Double.init) })
        meanQueueWait = mean(executions.compactMap { $0.queueWait.map(Double.init) })
        meanVolumeAhead = mean(executions.compactMap(\.volumeAhead))
    }
}
