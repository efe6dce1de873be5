import Core

/// The checks that hold rows against the sessions of a calendar: gaps, rows outside, shifted zones, wrong edges.
struct SessionChecks {
    let checks: DataChecks
    let rows: BarRows

    private var calendar: TradingCalendar { checks.calendar }

    func findings() -> [DataFinding?] {
        rows.stampKind == .dates ? dateFindings() : instantFindings()
    }

    // MARK: - Dates

    private func dateFindings() -> [DataFinding?] {
        let dates = rows.stamps.map { Timestamp(nanoseconds: $0).date }
        let closed = dates.indices.filter { calendar.session(on: dates[$0]) == nil }
        let outside = checks.finding(.outside, .error, at: closed, in: rows) {
            "\(closed.count) \(closed.count == 1 ? "row lies" : "rows lie") on days on which \(calendar.name) has no session, "
                + "first \($0)"
        }
        // Sessions between two dates that have no row of their own.
        var gaps: [Int] = []
        var missing = 0
        var firstMissing: CivilDate?
        for row in dates.indices.dropFirst() {
            let from = calendar.indexOfSession(onOrAfter: dates[row - 1] + 1)
            let count = calendar.indexOfSession(onOrAfter: dates[row]) - from
            guard count > 0 else { continue }
            if firstMissing == nil { firstMissing = calendar.sessions[from].date }
            gaps.append(row - 1)
            missing += count
        }
        let gap = checks.finding(.gap, .warning, at: gaps, in: rows, count: missing) { _ in
            "\(missing) \(missing == 1 ? "session" : "sessions") of \(calendar.name) missing in \(gaps.count) "
                + "\(gaps.count == 1 ? "gap" : "gaps"), first \(firstMissing?.description ?? "")"
        }
        return [gap, outside]
    }

    // MARK: - Instants

    private func instantFindings() -> [DataFinding?] {
        guard let length = checks.barLength ?? rows.usualLength() else { return [] }
        let bounds = rows.bounded(length: length, calendar: calendar)
        let outside = outsideRows(bounds)
        return [
            gap(bounds, length), outsideFinding(outside, length), zoneShift(bounds, outside), stampEdge(bounds, length),
        ]
    }

    private func gap(_ bounds: BarBounds, _ length: Int64) -> DataFinding? {
        let series = BarSeries(
            instrument: Instrument(symbol: rows.symbol), calendar: calendar, start: bounds.start, end: bounds.end,
            open: rows.open, high: rows.high, low: rows.low, close: rows.close, volume: rows.volume)
        let gaps = series.gaps(barLength: length)
        let missing = gaps.count
        let longest = gaps.stretches.map(\.count).max() ?? 0
        return checks.finding(.gap, .warning, at: gaps.stretches.map(\.after), in: rows, count: missing) {
            "\(missing) \(missing == 1 ? "bar" : "bars") missing inside sessions of \(calendar.name) in "
                + "\(gaps.stretches.count) \(gaps.stretches.count == 1 ? "gap" : "gaps"), the longest of \(longest), first after \($0)"
        }
    }

    private func outsideRows(_ bounds: BarBounds) -> [Int] {
        let sessions = calendar.sessions
        guard let first = bounds.start.first else { return [] }
        var place = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: first))
        return bounds.start.indices.filter { row in
            while place < sessions.count, sessions[place].close.nanoseconds <= bounds.start[row] { place += 1 }
            return place >= sessions.count || sessions[place].open.nanoseconds >= bounds.end[row]
        }
    }

    private func outsideFinding(_ outside: [Int], _ length: Int64) -> DataFinding? {
        checks.finding(.outside, .note, at: outside, in: rows) {
            "\(outside.count) \(outside.count == 1 ? "bar lies" : "bars lie") outside the sessions of \(calendar.name) "
                + "(before an open, after a close, on a day without trading), first \($0)"
        }
    }

    /// Whether the rows fit the sessions much better when they are moved by whole hours: the mark of a wrong zone.
    private func zoneShift(_ bounds: BarBounds, _ outside: [Int]) -> DataFinding? {
        let count = bounds.start.count
        guard calendar.periodsPerYear != 365, count >= 50 else { return nil }
        // A sample keeps this cheap, and every part of the rows counts.
        let step = max(1, count / 4_000)
        let sample = stride(from: 0, to: count, by: step).map { bounds.start[$0] }
        // Clocks of the exchange change twice a year, those of a wrong zone perhaps not: each side by itself.
        var sides: [Int: [Int64]] = [:]
        for start in sample {
            sides[calendar.zone.offset(at: Timestamp(nanoseconds: start)), default: []].append(start)
        }
        var (now, then) = (0, 0)
        var shifts: [Int] = []
        for offset in sides.keys.sorted() {
            let best = bestShift(of: sides[offset] ?? [])
            now += best.now
            then += best.then
            if !shifts.contains(best.hours) { shifts.append(best.hours) }
        }
        // A tenth of the bars more inside, and nearly all of them: extended hours alone never look like that.
        guard shifts != [0], then - now > sample.count / 10, then * 100 >= sample.count * 98 else { return nil }
        let moves = shifts.map { "\(abs($0)) \(abs($0) == 1 ? "hour" : "hours") \($0 >= 0 ? "later" : "earlier")" }
        let move = moves.joined(separator: " or, on the other side of a clock change, ")
        return checks.finding(
            .zoneShift, .warning, at: Array(outside.prefix(DataChecks.mostPlaces)), in: rows, count: count
        ) { _ in
            "\(percent(now, sample.count)) % of the bars lie inside sessions of \(calendar.name), but "
                + "\(percent(then, sample.count)) % would if all were \(move): is the zone right?"
        }
    }

    /// The shift by whole hours with which most starts lie inside sessions, the least one among equals.
    private func bestShift(of starts: [Int64]) -> (hours: Int, now: Int, then: Int) {
        func inside(_ hours: Int) -> Int {
            let shift = Int64(hours) * Timestamp.hour
            return starts.count { calendar.session(containing: Timestamp(nanoseconds: $0 + shift)) != nil }
        }
        let now = inside(0)
        var best = (hours: 0, now: now, then: now)
        for distance in 1...14 {
            for hours in [distance, -distance] {
                let found = inside(hours)
                if found > best.then { best = (hours, now, found) }
            }
        }
        return best
    }

    /// Whether the bars of most sessions begin one length late and end one late, or the other way round.
    private func stampEdge(_ bounds: BarBounds, _ length: Int64) -> DataFinding? {
        guard calendar.periodsPerYear != 365 else { return nil }
        let sessions = calendar.sessions
        var late = 0
        var early = 0
        var full = 0
        var first: Int?
        var row = 0
        while row < bounds.start.count {
            let place = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: bounds.start[row]))
            guard place < sessions.count else { break }
            let (open, close) = (sessions[place].open.nanoseconds, sessions[place].close.nanoseconds)
            var last = row
            while last < bounds.start.count, bounds.start[last] < close { last += 1 }
            let inside = (row..<last).first { bounds.start[$0] >= open }
            if let inside, last > inside {
                full += 1
                let before = inside > 0 && bounds.start[inside - 1] >= open - 2 * length
                // One bar after the close and no more: those who trade after hours have many.
                let after = last < bounds.start.count && bounds.start[last] < close + length
                let more = last + 1 < bounds.start.count && bounds.start[last + 1] < close + 30 * length
                if bounds.start[inside] <= open + length, after, !more, !before {
                    late += 1
                    if first == nil { first = inside }
                }
                if before, !after, bounds.start[last - 1] < close - length, bounds.start[last - 1] >= close - 2 * length
                {
                    early += 1
                    if first == nil { first = inside - 1 }
                }
            }
            row = max(last, row + 1)
        }
        guard full >= 2, max(late, early) * 2 > full, let first else { return nil }
        let isLate = late > early
        return checks.finding(.stampEdge, .warning, at: [first], in: rows, count: max(late, early)) { _ in
            "in \(max(late, early)) of \(full) sessions the bars reach one bar \(isLate ? "behind the close" : "before the open"): the "
                + "stamps look like the \(isLate ? "end" : "start") of the bars, not the \(isLate ? "start" : "end")"
        }
    }

    private func percent(_ part: Int, _ whole: Int) -> String {
        ((Double(part) * 1_000 / Double(whole)).rounded() / 10).shortestText
    }
}
