public import Core

/// What `result.json` holds, in the order in which it is written.
///
/// Keys may be added; none is changed without raising `schema`.
public struct ResultDocument: Sendable {
    /// The name and number of the outline.
    public static let schema = "backtest.result/1"

    /// The name of the study.
    public var name: String
    /// SHA-256 of data, config and event log, in hexadecimal.
    public var hashes: Hashes
    /// From the first bar on which a decision could be taken to the end of the last.
    public var period: Range<Timestamp>
    /// The number of bars in the period.
    public var bars: Int
    /// Equity before the first bar.
    public var initialEquity: Cash
    /// Equity at the last mark.
    public var finalEquity: Cash
    /// Every metric, in order; a comparison's value stands under the comparison's name.
    public var metrics: [MetricFigure]
    /// The names of the columns that metrics are compared in.
    public var comparisons: [String]
    /// Closed lots.
    public var closedTrades: Int
    /// Positions open at the end.
    public var openTrades: Int
    /// Counts of orders by what became of them, in order: `submitted`, `rejected` and others.
    public var orders: [CountedLine]
    /// The conventions in force.
    public var assumptions: [ReportAssumption]
    /// Warnings, in order.
    public var warnings: [ReportWarning]
    /// Further members at the end, in order.
    public var further: [JSONValue.Member]

    /// The three hashes of a run.
    public struct Hashes: Hashable, Sendable {
        /// Of the parsed columns.
        public var data: String
        /// Of the config as resolved.
        public var config: String
        /// Of the event log.
        public var events: String

        /// Three hashes.
        public init(data: String, config: String, events: String) {
            self.data = data
            self.config = config
            self.events = events
        }
    }

    /// The result that a report shows.
    public init(_ content: ReportContent, further: [JSONValue.Member] = []) {
        name = content.name
        hashes = Hashes(
            data: content.provenance.dataHash, config: content.provenance.configHash,
            events: content.provenance.eventsHash)
        period = content.period
        bars = content.bars
        initialEquity = content.equity.initialEquity
        finalEquity = content.equity.equity.last ?? content.equity.initialEquity
        metrics = content.metrics
        comparisons = content.comparisons
        closedTrades = content.trades.count
        openTrades = content.openPositions.count
        orders = content.orderOutcomes
        assumptions = content.assumptions
        warnings = content.warnings
        self.further = further
    }

    /// The document as a value.
    public var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("schema", .string(ResultDocument.schema)), .init("name", .string(name)),
            .init(
                "hashes",
                ["data": .string(hashes.data), "config": .string(hashes.config), "events": .string(hashes.events)]),
            .init(
                "period",
                [
                    "from": .string(period.lowerBound.description), "to": .string(period.upperBound.description),
                    "bars": .integer(bars),
                ]),
            .init("equity", ["initial": .number(initialEquity), "final": .number(finalEquity)]),
            .init("metrics", .object(metrics.map { .init($0.id, metric($0)) })),
            .init("trades", ["count": .integer(closedTrades), "open": .integer(openTrades)]),
            .init("orders", orderCounts),
            .init("assumptions", .object(assumptions.map { .init($0.key, .string($0.choice)) })),
            .init("warnings", .array(warnings.map(\.json))),
        ]
        members += further
        return .object(members)
    }

    /// The text of `result.json`.
    public var text: String { json.prettyText }

    private func metric(_ figure: MetricFigure) -> JSONValue {
        var members = figure.value.members
        members.append(.init("definition", .string(figure.definition)))
        members.append(.init("n", .integer(figure.count)))
        if let interval = figure.interval {
            members.append(.init("interval", interval.json))
        }
        let compared = zip(comparisons, figure.comparisons).map { name, value -> JSONValue.Member in
            .init(name, .object(value.members))
        }
        if !compared.isEmpty { members.append(.init("comparisons", .object(compared))) }
        return .object(members)
    }

    /// Totals by kind in the order of first appearance, and the counts of each reason.
    private var orderCounts: JSONValue {
        var kinds: [String] = []
        for line in orders where !kinds.contains(line.kind) { kinds.append(line.kind) }
        var members = kinds.map { kind -> JSONValue.Member in
            .init(kind, .integer(orders.reduce(0) { $0 + ($1.kind == kind ? $1.count : 0) }))
        }
        let reasons = orders.filter { !$0.reason.isEmpty }.map { line -> JSONValue in
            ["kind": .string(line.kind), "reason": .string(line.reason), "count": .integer(line.count)]
        }
        if !reasons.isEmpty { members.append(.init("reasons", .array(reasons))) }
        return .object(members)
    }
}
