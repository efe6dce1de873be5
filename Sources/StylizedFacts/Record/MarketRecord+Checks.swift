extension MarketRecord {
    /// Checks every column.
    ///
    /// - Throws: The first fault, by table, column and row counted from 0.
    public func check() throws(MarketRecordError) {
        var isEmpty = true
        if let trades { isEmpty = try check(trades) && isEmpty }
        if let quotes { isEmpty = try check(quotes) && isEmpty }
        if let bars { isEmpty = try check(bars, table: "bars") && isEmpty }
        for (place, bars) in instruments.enumerated() {
            isEmpty = try check(bars, table: "bars of instrument \(place)") && isEmpty
        }
        guard !isEmpty else { throw .empty(name: name) }
        try checkDepth()
        try checkMetaOrders()
        for (place, session) in sessions.enumerated() {
            guard place > 0 else { continue }
            if session.lowerBound < sessions[place - 1].upperBound { throw .order(table: "sessions", row: place) }
        }
        if let tickSize, !(tickSize > 0 && tickSize.isFinite) {
            throw .figure(table: "market", column: "tick size", row: 0, found: tickSize, allowed: "above 0")
        }
    }

    private func check(_ trades: TradeColumns) throws(MarketRecordError) -> Bool {
        let (table, count) = ("trades", trades.times.count)
        try checkLength(trades.prices.count, count, table, "price")
        if !trades.sizes.isEmpty { try checkLength(trades.sizes.count, count, table, "size") }
        if let signs = trades.signs {
            try checkLength(signs.count, count, table, "aggressor sign")
            if let row = signs.firstIndex(where: { $0 < -1 || $0 > 1 }) {
                throw .figure(
                    table: table, column: "aggressor sign", row: row, found: Double(signs[row]), allowed: "-1, 0 or 1")
            }
        }
        try checkOrder(trades.times, table)
        try checkPositive(trades.prices, table, "price")
        try checkNotNegative(trades.sizes, table, "size")
        return count == 0
    }

    private func check(_ quotes: QuoteColumns) throws(MarketRecordError) -> Bool {
        let (table, count) = ("quotes", quotes.times.count)
        try checkLength(quotes.bids.count, count, table, "bid")
        try checkLength(quotes.asks.count, count, table, "ask")
        if !quotes.bidSizes.isEmpty { try checkLength(quotes.bidSizes.count, count, table, "bid size") }
        if !quotes.askSizes.isEmpty { try checkLength(quotes.askSizes.count, count, table, "ask size") }
        try checkOrder(quotes.times, table)
        for (column, values) in [("bid", quotes.bids), ("ask", quotes.asks)] {
            if let row = values.firstIndex(where: { !$0.isNaN && !($0 > 0 && $0.isFinite) }) {
                throw .figure(
                    table: table, column: column, row: row, found: values[row],
                    allowed: "a finite price above 0, or NaN for no quote")
            }
        }
        try checkNotNegative(quotes.bidSizes, table, "bid size")
        try checkNotNegative(quotes.askSizes, table, "ask size")
        return count == 0
    }

    private func check(_ bars: BarColumns, table: String) throws(MarketRecordError) -> Bool {
        let count = bars.starts.count
        try checkLength(bars.closes.count, count, table, "close")
        if !bars.volumes.isEmpty { try checkLength(bars.volumes.count, count, table, "volume") }
        guard bars.width > 0 else {
            throw .figure(table: table, column: "width", row: 0, found: Double(bars.width), allowed: "above 0")
        }
        for row in stride(from: 1, to: count, by: 1) where bars.starts[row] <= bars.starts[row - 1] {
            throw .order(table: table, row: row)
        }
        try checkPositive(bars.closes, table, "close")
        try checkNotNegative(bars.volumes, table, "volume")
        return count == 0
    }

    private func checkDepth() throws(MarketRecordError) {
        for (row, snapshot) in depth.enumerated() {
            if row > 0, snapshot.time < depth[row - 1].time { throw .order(table: "depth", row: row) }
            for level in snapshot.bids + snapshot.asks {
                guard level.price > 0, level.price.isFinite else {
                    throw .figure(
                        table: "depth", column: "price", row: row, found: level.price, allowed: "finite and above 0")
                }
                guard level.size >= 0, level.size.isFinite else {
                    throw .figure(
                        table: "depth", column: "size", row: row, found: level.size, allowed: "finite, not below 0")
                }
            }
        }
    }

    private func checkMetaOrders() throws(MarketRecordError) {
        let table = "meta-orders"
        for (row, order) in metaOrders.enumerated() {
            if row > 0, order.start < metaOrders[row - 1].start { throw .order(table: table, row: row) }
            func fail(_ column: String, _ found: Double, _ allowed: String) -> MarketRecordError {
                .figure(table: table, column: column, row: row, found: found, allowed: allowed)
            }
            if order.end < order.start { throw fail("end", Double(order.end), "not before the start") }
            if order.side != 1, order.side != -1 { throw fail("side", Double(order.side), "-1 or 1") }
            if !(order.size > 0 && order.size.isFinite) { throw fail("size", order.size, "finite and above 0") }
            if !(order.arrivalMid > 0 && order.arrivalMid.isFinite) {
                throw fail("arrival mid", order.arrivalMid, "finite and above 0")
            }
        }
    }

    private func checkLength(
        _ found: Int, _ expected: Int, _ table: String, _ column: String
    ) throws(MarketRecordError) {
        if found != expected { throw .lengths(table: table, column: column, found: found, expected: expected) }
    }

    private func checkOrder(_ times: [Int64], _ table: String) throws(MarketRecordError) {
        for row in stride(from: 1, to: times.count, by: 1) where times[row] < times[row - 1] {
            throw .order(table: table, row: row)
        }
    }

    private func checkPositive(_ values: [Double], _ table: String, _ column: String) throws(MarketRecordError) {
        if let row = values.firstIndex(where: { !($0 > 0 && $0 < .infinity) }) {
            throw .figure(table: table, column: column, row: row, found: values[row], allowed: "finite and above 0")
        }
    }

    private func checkNotNegative(_ values: [Double], _ table: String, _ column: String) throws(MarketRecordError) {
        if let row = values.firstIndex(where: { !($0 >= 0 && $0 < .infinity) }) {
            throw .figure(table: table, column: column, row: row, found: values[row], allowed: "finite, not below 0")
        }
    }
}
