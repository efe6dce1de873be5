import Core
import TimeSeries

extension ActionFile {
    /// Gives the actions to the series that they speak of.
    ///
    /// A date on which an instrument does not trade means its next session. What comes before an instrument's first bar or
    /// after its last one is left out and counted, but for a delisting in the session after the last bar, and for the
    /// pay date of a dividend.
    ///
    /// - Parameter skippingOthers: Whether rows of instruments that are not there are no matter.
    /// - Throws: Where a row names an instrument that is not there, or a split lies inside a bar.
    /// - Returns: The series, and for each what a reader should know.
    func attached(
        to series: [BarSeries], skippingOthers: Bool = false
    ) throws(DataError) -> [(series: BarSeries, notes: [String])] {
        let symbols = series.map(\.instrument.symbol)
        var rowsOfSeries = [[ActionRow]](repeating: [], count: series.count)
        if let factors {
            guard series.count == 1 else {
                throw .actions(path: path, line: 1, .factorsOfSeveral(count: series.count))
            }
            rowsOfSeries[0] = try factors.actions(on: series[0].calendar)
        }
        for row in rows {
            guard let place = symbols.firstIndex(where: { $0 == row.symbol }) else {
                if skippingOthers { continue }
                throw .actions(
                    path: path, line: row.line,
                    .instrument(
                        found: row.symbol ?? "", nearest: NearestNames.of(row.symbol ?? "", among: symbols),
                        known: symbols.sorted { symbolPrecedes($0, $1) }))
            }
            rowsOfSeries[place].append(row)
        }
        var attached: [(series: BarSeries, notes: [String])] = []
        for (one, rows) in zip(series, rowsOfSeries) { attached.append(try attach(rows, to: one)) }
        return attached
    }

    private func attach(
        _ rows: [ActionRow], to series: BarSeries
    ) throws(DataError) -> (series: BarSeries, notes: [String]) {
        let calendar = series.calendar
        var actions: [CorporateAction] = []
        var counts = (moved: 0, early: 0, late: 0)
        for row in rows {
            let place = calendar.indexOfSession(onOrAfter: row.date)
            guard place < calendar.sessions.count, let first = series.start.first, let last = series.end.last else {
                counts.late += 1
                continue
            }
            let session = calendar.sessions[place]
            if session.date != row.date { counts.moved += 1 }
            let action = action(row, on: session, of: series)
            if action.splitRatio != nil, series.hasBar(around: action.instant) {
                throw .actions(
                    path: path, line: row.line,
                    .insideBar(symbol: series.instrument.symbol, date: session.date.description))
            }
            let next = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: last))
            let isNext = action.isDelisting && place <= next
            if action.instant.nanoseconds <= first {
                counts.early += 1
            } else if action.instant.nanoseconds >= last, !isNext {
                counts.late += 1
            } else {
                actions.append(action)
            }
        }
        let end = actions.first { $0.isDelisting }?.instant
        let barsAfter = end.map { series.count - series.firstIndex(startingAtOrAfter: $0) } ?? 0
        var notes: [String] = []
        func note(_ count: Int, _ one: String, _ several: String, _ rest: String) {
            if count > 0 { notes.append("\(count) \(count == 1 ? one : several) \(rest)") }
        }
        let (one, several) = ("corporate action", "corporate actions")
        note(counts.moved, one, several, "on a date without a session, taken to be of the next session")
        note(counts.early, one, several, "up to the first bar, without effect")
        note(counts.late, one, several, "after the last bar, without effect")
        note(barsAfter, "bar", "bars", "after the delisting: nothing can be traded in them")
        return (series.with(actions), notes)
    }

    private func action(_ row: ActionRow, on session: Session, of series: BarSeries) -> CorporateAction {
        let calendar = series.calendar
        let opening = series.instant(openingOn: session)
        var action: CorporateAction
        switch row.kind {
        case .split:
            action = CorporateAction(date: session.date, instant: opening, kind: .split(ratio: row.value ?? 1))
        case .delisting:
            action = CorporateAction(date: session.date, instant: session.close, kind: .delisting(price: row.value))
        case .dividend:
            var paid = opening
            if let payDate = row.payDate, payDate > session.date {
                let place = calendar.indexOfSession(onOrAfter: payDate)
                paid =
                    place < calendar.sessions.count
                    ? calendar.sessions[place].open : calendar.zone.instant(ofLocal: Timestamp(payDate))
            }
            action = CorporateAction(
                date: session.date, instant: opening, kind: .dividend(amount: row.value ?? 0, paid: max(paid, opening)))
        }
        action.currency = row.currency
        return action
    }
}
