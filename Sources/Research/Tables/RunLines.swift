import Core
import DataSources
public import LineProtocol
import Reports
import Simulation
public import StrategyKit

/// A finished run as line protocol: the figures of its tables as points that can be drawn beside the prices.
///
///     backtest_equity,name=Golden\ cross,run=golden-cross-1a2b3c4d equity=100012.5,cash=… 1577975400000000000
///
/// Every point has the tags `run` (the run's folder below `runs/`), `name`, and `instrument` where it is about one. Of
/// the points of one instrument and instant, which would replace each other, each but the first has its place as the tag
/// `place`.
///
/// - Verified by: `RunLinesTests`, against the tables, and on a real server by `WriteTests`.
public struct RunLines {
    /// What the names of the measurements begin with.
    public var prefix: String
    /// The measurements that may be written, without what their names begin with.
    public static let measurements = ["equity", "trades", "fills", "decisions", "predictions"]
    /// Tags of all points besides their own.
    public var tags: [Point.Tag]
    /// What is written.
    public var parts: Set<WriteConfiguration.Part>
    /// Which rows of equity are written.
    public var equity: RunFolder.EquityRows
    private let result: StudyResult

    /// The lines of a run, as its config's `write` says where it says so.
    public init(_ result: StudyResult, equity: RunFolder.EquityRows = .sessions) {
        self.result = result
        self.equity = equity
        let write = result.configuration.write
        prefix = write?.measurementPrefix ?? "backtest_"
        parts = write?.parts ?? Set(WriteConfiguration.Part.allCases)
        tags = (write?.tags ?? [:]).map { Point.Tag($0.key, $0.value) }
    }

    /// The lines.
    ///
    /// - Parameter dialect: Who reads them.
    /// - Throws: `LineEncodingError` for names that line protocol cannot hold.
    public func bytes(dialect: LineDialect = .version1And2) throws(LineEncodingError) -> [UInt8] {
        let options = LineEncodingOptions(dialect: dialect, nonFinite: .skip)
        var bytes: [UInt8] = []
        for part in WriteConfiguration.Part.allCases where parts.contains(part) {
            switch part {
            case .equity: try appendEquity(options, to: &bytes)
            case .trades: try append(result.tradeRows.map(trade), options, to: &bytes)
            case .fills: try append(result.fillRows.map(fill), options, to: &bytes)
            case .decisions: try append(decisions, options, to: &bytes)
            case .predictions: try append(predictions, options, to: &bytes)
            }
        }
        return bytes
    }

    private var ownTags: [Point.Tag] {
        tags + [
            Point.Tag("run", RunFolder.name(of: result)), Point.Tag("name", result.configuration.name),
        ]
    }

    private func appendEquity(
        _ options: LineEncodingOptions, to bytes: inout [UInt8]
    ) throws(LineEncodingError) {
        let table = result.equityRows(everyBar: equity == .bars)
        let rows = try LineRows(
            prefix + "equity", tags: ownTags,
            fields: ["equity", "cash", "gross_exposure", "net_exposure", "drawdown"], options: options)
        try rows.append(
            [
                .floats(table.map(\.equity)), .floats(table.map(\.cash)), .floats(table.map(\.grossExposure)),
                .floats(table.map(\.netExposure)), .floats(table.map(\.drawdown)),
            ], times: table.map(\.time.nanoseconds), to: &bytes)
    }

    /// A point without the tags that all have.
    private struct Row {
        var measurement: String
        var instrument: String
        var time: Timestamp
        var fields: [Point.Field]
    }

    private func append(
        _ rows: [Row], _ options: LineEncodingOptions, to bytes: inout [UInt8]
    ) throws(LineEncodingError) {
        struct Key: Hashable {
            var instrument: String
            var time: Timestamp
        }
        var places: [Key: Int] = [:]
        var encoder = LineEncoder(options)
        for row in rows {
            let place = places[Key(instrument: row.instrument, time: row.time), default: 0] + 1
            places[Key(instrument: row.instrument, time: row.time)] = place
            var tags = ownTags + [Point.Tag("instrument", row.instrument)]
            if place > 1 { tags.append(Point.Tag("place", String(place))) }
            try encoder.append(Point(prefix + row.measurement, tags: tags, fields: row.fields, time: row.time))
        }
        bytes += encoder.bytes
    }

    private func trade(_ row: TradeRow) -> Row {
        Row(
            measurement: "trades", instrument: row.instrument, time: row.exitTime,
            fields: [
                .init("round_trip", .integer(Int64(row.roundTrip))), .init("side", .string(row.side.rawValue)),
                .init("quantity", .float(row.quantity)), .init("entry_time", .integer(row.entryTime.nanoseconds)),
                .init("entry_price", .float(row.entryPrice)), .init("exit_price", .float(row.exitPrice)),
                .init("gross_pnl", .float(row.grossPnl)), .init("costs", .float(row.costs)),
                .init("net_pnl", .float(row.netPnl)), .init("return", .float(row.tradeReturn)),
                .init("bars", .integer(Int64(row.bars))), .init("mae", .float(row.maximumAdverseExcursion)),
                .init("mfe", .float(row.maximumFavourableExcursion)), .init("entry_reason", .string(row.entryReason)),
                .init("exit_reason", .string(row.exitReason)),
            ])
    }

    private func fill(_ row: FillRow) -> Row {
        Row(
            measurement: "fills", instrument: row.instrument, time: row.time,
            fields: [
                .init("order", .integer(Int64(row.order))), .init("side", .string(row.side.rawValue)),
                .init("quantity", .float(row.quantity)), .init("price", .float(row.price)),
                .init("commission", .float(row.commission)), .init("slippage", .float(row.slippage)),
                .init("liquidity", .string(row.liquidity.rawValue)), .init("reason", .string(row.reason)),
            ])
    }

    /// What models predicted and what came; a label that is not known is left out.
    private var predictions: [Row] {
        let symbols = result.data.panel.instruments.map(\.symbol)
        return result.models.flatMap { model in
            zip(model.predictions, model.labels).map { one, label in
                Row(
                    measurement: "predictions", instrument: symbols[one.instrument.place],
                    time: Timestamp(nanoseconds: one.time),
                    fields: [
                        .init("model", .string(model.name)), .init("training", .integer(Int64(one.training))),
                        .init("prediction", .float(one.value)), .init("label", .float(label)),
                    ])
            }
        }
    }

    private var decisions: [Row] {
        var reasons: [Int: String] = [:]
        for case .submitted(let order) in result.run.log.lazy.map(\.body) {
            reasons[Int(order.id.rawValue)] = order.request.reason.text
        }
        return result.orderRows.map { decision($0, reason: reasons[$0.id] ?? "") }
    }

    /// An order as it was decided, and what became of it; prices and sizes that it does not have are left out.
    private func decision(_ row: OrderRow, reason: String) -> Row {
        var fields: [Point.Field] = [
            .init("order", .integer(Int64(row.id))), .init("side", .string(row.side.rawValue)),
            .init("type", .string(row.type)), .init("quantity", .float(row.quantity)),
            .init("limit", .float(row.limit ?? .nan)), .init("stop", .float(row.stop ?? .nan)),
            .init("time_in_force", .string(row.timeInForce)), .init("status", .string(row.status)),
            .init("filled_quantity", .float(row.filledQuantity)),
            .init("average_price", .float(row.averagePrice ?? .nan)), .init("reason", .string(reason)),
        ]
        // The table has one column for why an order was sent and, where it came to nothing, why it ended so.
        if row.reason != reason { fields.append(.init("ended_because", .string(row.reason))) }
        if let parent = row.parent { fields.append(.init("parent", .integer(Int64(parent)))) }
        return Row(measurement: "decisions", instrument: row.instrument, time: row.time, fields: fields)
    }
}
