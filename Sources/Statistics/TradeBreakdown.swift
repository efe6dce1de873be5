/// The statistics of trades by a label: why they were closed, which instrument, which side.
public struct TradeBreakdown: Sendable {
    /// The label: an exit's reason, an instrument's symbol, a side.
    public var label: String
    /// The statistics of the trades that bear it.
    public var statistics: TradeStatistics

    /// The trades by a label, in the order of the bytes of the labels.
    public static func groups(_ trades: [TradeLot], by label: (TradeLot) -> String) -> [TradeBreakdown] {
        let labelled = trades.enumerated().map { (label: label($0.element), place: $0.offset) }.sorted {
            $0.label != $1.label
                ? $0.label.utf8.lexicographicallyPrecedes($1.label.utf8) : $0.place < $1.place
        }
        var groups: [TradeBreakdown] = []
        var start = 0
        for index in labelled.indices {
            if index + 1 < labelled.count, labelled[index + 1].label == labelled[index].label { continue }
            let members = labelled[start...index].map { trades[$0.place] }
            groups.append(TradeBreakdown(label: labelled[index].label, statistics: TradeStatistics(members)))
            start = index + 1
        }
        return groups
    }
}
