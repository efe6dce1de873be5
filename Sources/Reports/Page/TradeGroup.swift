import Core

/// What the closed lots of one kind made together.
struct TradeGroup {
    /// What they have in common.
    let label: String
    /// How many there are.
    private(set) var count = 0
    /// Those that gained after costs.
    private(set) var wins = 0
    /// Gain before costs.
    private(set) var gross = 0.0
    /// Costs.
    private(set) var costs = 0.0
    /// Gain after costs.
    private(set) var net = 0.0
    /// Sum of returns.
    private var returns = 0.0
    /// Sum of bars held.
    private var bars = 0

    /// Groups by a text, in the order of first appearance; sums in the order of the trades.
    static func groups(_ trades: [TradeRow], by label: (TradeRow) -> String) -> [TradeGroup] {
        var places: [String: Int] = [:]
        var groups: [TradeGroup] = []
        for trade in trades {
            let name = label(trade)
            let place = places[name] ?? groups.count
            if place == groups.count {
                places[name] = place
                groups.append(TradeGroup(label: name))
            }
            groups[place].add(trade)
        }
        return groups
    }

    private mutating func add(_ trade: TradeRow) {
        count += 1
        if trade.netPnl > 0 { wins += 1 }
        gross += trade.grossPnl
        costs += trade.costs
        net += trade.netPnl
        returns += trade.tradeReturn
        bars += trade.bars
    }

    /// A table of groups.
    static func table(_ groups: [TradeGroup], heading: Markup, caption: Markup) -> Markup {
        let rows = groups.map { group -> [Markup] in
            let count = Double(group.count)
            return [
                group.label.isEmpty ? "<span class=\"none\">none given</span>" : "\(group.label)",
                "\(FigureText.count(group.count))",
                "\(FigureText.percent(Double(group.wins) / count, decimals: 1))",
                Cells.cash(group.net), Cells.percent(group.returns / count),
                "\(FigureText.fixed(Double(group.bars) / count, decimals: 1))",
                "\(FigureText.fixed(group.costs, decimals: 2))",
            ]
        }
        return PageTable(
            columns: [
                .text(heading), .figure("Lots"), .figure("Wins"), .figure("Net P&amp;L"), .figure("Mean return"),
                .figure("Mean bars"), .figure("Costs"),
            ], rows: rows, name: "plain", caption: caption
        ).markup
    }
}
