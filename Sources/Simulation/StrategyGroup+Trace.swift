/// What its strategies show, one after the other, each name behind that of its strategy.
extension StrategyGroup: TracedStrategy {
    /// The columns of all; none of a strategy that shows nothing.
    public var traceColumns: [TraceColumn] {
        zip(parts, strategies).flatMap { part, strategy in
            ((strategy as? any TracedStrategy)?.traceColumns ?? []).map { column in
                var column = column
                column.name = "\(part.name): \(column.name)"
                return column
            }
        }
    }

    /// The present values of all.
    public func appendTrace(to values: inout [Double]) {
        for strategy in strategies { (strategy as? any TracedStrategy)?.appendTrace(to: &values) }
    }
}
