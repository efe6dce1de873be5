import CColumns
import Core

extension BarRows {
    /// Mends rows by the policies (a price of zero is a missing one), or says what is wrong with them: order, missing prices, dates without a session,
    /// duplicates, enclosure by high and low, in this order.
    ///
    /// - Postcondition: stamps ascend strictly, prices are numbers, highs and lows enclose.
    /// - Complexity: O(`count`) for rows in order, no allocation where nothing is wrong.
    public mutating func repair(
        _ policies: LoadPolicies, calendar: TradingCalendar
    ) throws(RepairFailure) -> RepairCounts {
        var counts = RepairCounts()
        if isSound() {
            if stampKind == .dates { try mendClosedDates(policies.closed, calendar, &counts) }
            return counts
        }
        // A price of zero is how many sources write a missing one.
        for row in stamps.indices {
            if open[row] == 0 { open[row] = .nan }
            if high[row] == 0 { high[row] = .nan }
            if low[row] == 0 { low[row] = .nan }
            if close[row] == 0 { close[row] = .nan }
        }
        try mendOrder(policies.order, &counts)
        try mendMissing(policies.nan, &counts)
        if stampKind == .dates { try mendClosedDates(policies.closed, calendar, &counts) }
        try mendDuplicates(policies.duplicates, &counts)
        try mendEnclosure(policies.ohlc, &counts)
        return counts
    }

    /// Whether there is nothing to mend but dates without a session, seen in one pass.
    private func isSound() -> Bool {
        ccolumns_are_sound(stamps, open, high, low, close, count, content == .bars ? 1 : 0) != 0
    }

    private func failure(
        _ reason: RepairFailure.Reason, _ row: Int, neighbour: String = "", count: Int
    ) -> RepairFailure {
        RepairFailure(
            reason: reason, row: row, sourceRow: sourceRow(row), stamp: stampText(row), neighbour: neighbour,
            count: count)
    }

    private mutating func mendOrder(_ policy: LoadPolicies.Order, _ counts: inout RepairCounts) throws(RepairFailure) {
        var first = -1
        var steps = 0
        for row in stamps.indices.dropFirst() where stamps[row] < stamps[row - 1] {
            if first < 0 { first = row }
            steps += 1
        }
        guard steps > 0 else { return }
        let isReversed = steps == count - 1
        guard policy == .sort else {
            throw failure(
                .order(isReversed: isReversed && count > 2), first, neighbour: stampText(first - 1), count: steps)
        }
        counts.disorderSorted = steps
        if isReversed {
            keep(Array(stamps.indices.reversed()))
        } else {
            keep(stamps.indices.sorted { (stamps[$0], $0) < (stamps[$1], $1) })
        }
    }

    private mutating func mendMissing(_ policy: LoadPolicies.Missing, _ counts: inout RepairCounts)
        throws(RepairFailure)
    {
        var incomplete: [Int] = []
        for row in stamps.indices {
            // A sum is not a number where any part is none; infinities do not come out of the reader.
            if (open[row] + high[row] + low[row] + close[row]).isNaN { incomplete.append(row) }
        }
        guard let first = incomplete.first else { return }
        switch policy {
        case .error:
            let column =
                open[first].isNaN ? "open" : high[first].isNaN ? "high" : low[first].isNaN ? "low" : "close"
            throw failure(.missing(column), first, count: incomplete.count)
        case .drop:
            counts.missingDropped = incomplete.count
            keep(without: incomplete)
        case .fill:
            var dropped: [Int] = []
            for row in incomplete where !fill(row) { dropped.append(row) }
            counts.missingFilled = incomplete.count - dropped.count
            counts.missingDropped = dropped.count
            keep(without: dropped)
        }
    }

    /// Fills the missing prices of a row from its others and the close before; false where there is nothing to go by.
    private mutating func fill(_ row: Int) -> Bool {
        let before = row > 0 ? close[row - 1] : .nan
        if open[row].isNaN { open[row] = before.isNaN ? close[row] : before }
        if close[row].isNaN { close[row] = before.isNaN ? open[row] : before }
        guard !open[row].isNaN, !close[row].isNaN else { return false }
        let known = [open[row], close[row], low[row], high[row]].filter { !$0.isNaN }
        if high[row].isNaN { high[row] = known.max() ?? .nan }
        if low[row].isNaN { low[row] = known.min() ?? .nan }
        return true
    }

    private mutating func mendClosedDates(
        _ policy: LoadPolicies.Closed, _ calendar: TradingCalendar, _ counts: inout RepairCounts
    ) throws(RepairFailure) {
        let closed = stamps.indices.filter {
            calendar.session(on: Timestamp(nanoseconds: stamps[$0]).date) == nil
        }
        guard let first = closed.first else { return }
        guard policy == .drop else { throw failure(.noSession, first, count: closed.count) }
        counts.closedDropped = closed.count
        keep(without: closed)
    }

    private mutating func mendDuplicates(
        _ policy: LoadPolicies.Duplicates, _ counts: inout RepairCounts
    ) throws(RepairFailure) {
        var doubles: [Int] = []
        for row in stamps.indices.dropFirst() where stamps[row] == stamps[row - 1] {
            doubles.append(policy == .last ? row - 1 : row)
        }
        guard let first = doubles.first else { return }
        if policy == .error { throw failure(.duplicate, first, count: doubles.count) }
        counts.duplicatesDropped = doubles.count
        keep(without: doubles)
    }

    private mutating func mendEnclosure(
        _ policy: LoadPolicies.Enclosure, _ counts: inout RepairCounts
    ) throws(RepairFailure) {
        guard content == .bars else { return }
        var wrong: [Int] = []
        for row in stamps.indices where enclosureFault(row) { wrong.append(row) }
        guard let first = wrong.first else { return }
        switch policy {
        case .error: throw failure(.ohlc(enclosureText(first)), first, count: wrong.count)
        case .drop:
            counts.ohlcDropped = wrong.count
            keep(without: wrong)
        case .repair:
            counts.ohlcRepaired = wrong.count
            for row in wrong {
                let (most, least) = (max(low[row], high[row]), min(low[row], high[row]))
                high[row] = max(max(open[row], close[row]), most)
                low[row] = min(min(open[row], close[row]), least)
            }
        }
    }

    /// Whether high or low of a row does not enclose the other prices (S7); false where a price is missing.
    @inline(__always)
    func enclosureFault(_ row: Int) -> Bool {
        let (o, h, l, c) = (open[row], high[row], low[row], close[row])
        return h < o || h < c || h < l || l > o || l > c
    }

    /// What is wrong with the high or the low of a row, in words.
    func enclosureText(_ row: Int) -> String {
        let (o, h, l, c) = (open[row], high[row], low[row], close[row])
        if h < l { return "a high of \(h.shortestText) below its low of \(l.shortestText)" }
        if h < o { return "a high of \(h.shortestText) below its open of \(o.shortestText)" }
        if h < c { return "a high of \(h.shortestText) below its close of \(c.shortestText)" }
        if l > o { return "a low of \(l.shortestText) above its open of \(o.shortestText)" }
        return "a low of \(l.shortestText) above its close of \(c.shortestText)"
    }

    private mutating func keep(without dropped: [Int]) {
        guard !dropped.isEmpty else { return }
        var next = 0
        keep(
            stamps.indices.filter { row in
                guard next < dropped.count, dropped[next] == row else { return true }
                next += 1
                return false
            })
    }
}
