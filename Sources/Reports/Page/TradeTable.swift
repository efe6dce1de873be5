import Core

/// The table of closed lots: the first rows as markup, and up to a limit all of them as data by which the page's script
/// sorts and pages.
struct TradeTable {
    /// The most rows that stand in the page as markup.
    static let stillRows = 500
    /// The most rows that the page holds as data.
    static let pageRows = 6_000

    /// All closed lots, in the order of `trades.csv`.
    let trades: [TradeRow]

    /// The rows that the page holds.
    var held: ArraySlice<TradeRow> { trades.prefix(TradeTable.pageRows) }

    /// The columns as the page's script knows them: key, kind and heading.
    private static let columns: [(kind: String, heading: Markup)] = [
        ("count", "Trip"), ("text", "Instrument"), ("text", "Side"), ("quantity", "Quantity"),
        ("time", "Entry (UTC)"), ("price", "Price"), ("time", "Exit (UTC)"), ("price", "Price"),
        ("cash", "Gross"), ("plain", "Costs"), ("cash", "Net P&amp;L"), ("percent", "Return"), ("count", "Bars"),
        ("percent", "MAE"), ("percent", "MFE"), ("text", "Entry reason"), ("text", "Exit reason"),
    ]

    /// The table with its notes.
    var markup: Markup {
        let columns = TradeTable.columns.map { column in
            PageTable.Column(heading: column.heading, isFigure: column.kind != "text" && column.kind != "time")
        }
        let decimals = priceDecimals
        let rows = trades.prefix(TradeTable.stillRows).map { cells($0, decimals: decimals[$0.instrument] ?? 2) }
        var note: Markup = "<p class=\"note\" id=\"trade-note\">"
        if trades.count > TradeTable.stillRows {
            note += "The first \(TradeTable.stillRows) of \(FigureText.count(trades.count)) lots; "
            note +=
                trades.count > TradeTable.pageRows
                ? "sorting and paging cover the first \(FigureText.count(TradeTable.pageRows)). "
                : "with scripts on, sorting and paging cover all. "
        }
        note += """
            A row is a closed lot, first in, first out; lots of one round trip share its number. A win is positive after \
            costs. MAE and MFE are the furthest moves against and with the position, over the entry price. \
            All rows: <a href="trades.csv">trades.csv</a>.</p>

            """
        return """
            <div class="pager" id="trade-pager" hidden></div>
            <div id="trade-table">\(PageTable(columns: columns, rows: rows, name: "plain trades").markup)</div>
            \(note)
            """
    }

    private func cells(_ trade: TradeRow, decimals: Int) -> [Markup] {
        [
            "\(trade.roundTrip)", "\(trade.instrument)", "\(trade.side.rawValue)",
            "\(FigureText.quantity(trade.quantity))", Cells.time(trade.entryTime),
            "\(FigureText.price(trade.entryPrice, decimals: decimals))", Cells.time(trade.exitTime),
            "\(FigureText.price(trade.exitPrice, decimals: decimals))", Cells.cash(trade.grossPnl),
            "\(FigureText.fixed(trade.costs, decimals: 2))", Cells.cash(trade.netPnl), Cells.percent(trade.tradeReturn),
            "\(FigureText.count(trade.bars))", Cells.percent(trade.maximumAdverseExcursion),
            Cells.percent(trade.maximumFavourableExcursion), clipped(trade.entryReason), clipped(trade.exitReason),
        ]
    }

    /// A text that is cut at the width of its column, whole on hovering and when copied.
    private func clipped(_ text: String) -> Markup { "<span class=\"clip\" title=\"\(text)\">\(text)</span>" }

    /// The decimals that the prices of each instrument need, so that they stand in line.
    private var priceDecimals: [String: Int] {
        var most: [String: Int] = [:]
        for trade in held {
            let needed = max(FigureText.priceDecimals(trade.entryPrice), FigureText.priceDecimals(trade.exitPrice))
            most[trade.instrument] = max(most[trade.instrument] ?? 2, needed)
        }
        return most
    }

    /// The rows for the page's script: texts as places in lists, instants in milliseconds.
    var pageData: JSONValue {
        var instruments = TextList()
        var reasons = TextList()
        let rows = held.map { trade -> JSONValue in
            [
                .integer(trade.roundTrip), .integer(instruments.place(of: trade.instrument)),
                .integer(trade.side == .long ? 1 : -1), .number(trade.quantity),
                .integer(Int(floorDivide(trade.entryTime.nanoseconds, 1_000_000))), .number(trade.entryPrice),
                .integer(Int(floorDivide(trade.exitTime.nanoseconds, 1_000_000))), .number(trade.exitPrice),
                rounded(trade.grossPnl, 100), rounded(trade.costs, 100), rounded(trade.netPnl, 100),
                rounded(trade.tradeReturn, 1e6), .integer(trade.bars), rounded(trade.maximumAdverseExcursion, 1e6),
                rounded(trade.maximumFavourableExcursion, 1e6), .integer(reasons.place(of: trade.entryReason)),
                .integer(reasons.place(of: trade.exitReason)),
            ]
        }
        let decimals = priceDecimals
        return [
            "total": .integer(trades.count), "instruments": instruments.json,
            "decimals": .array(instruments.texts.map { .integer(decimals[$0] ?? 2) }), "reasons": reasons.json,
            "kinds": .array(TradeTable.columns.map { .string($0.kind) }), "rows": .array(rows),
        ]
    }

    /// A figure as it is shown, without digits that nobody sees.
    private func rounded(_ value: Double, _ scale: Double) -> JSONValue {
        let result = (value * scale).rounded() / scale
        return .number(result == 0 ? 0 : result)
    }

    /// Distinct texts in the order of first appearance.
    private struct TextList {
        private var places: [String: Int] = [:]
        private(set) var texts: [String] = []

        mutating func place(of text: String) -> Int {
            if let place = places[text] { return place }
            places[text] = texts.count
            texts.append(text)
            return texts.count - 1
        }

        var json: JSONValue { .array(texts.map { .string($0) }) }
    }
}
