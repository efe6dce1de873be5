public import Core

extension BarSeries {
    /// The bars that end at or before an instant, with the corporate actions that reading just these would have kept: those
    /// before the last bar ends, and a delisting at the close of the next session at the latest.
    public func ending(by instant: Timestamp) -> BarSeries {
        let part = slice(0..<firstIndex(endingAtOrAfter: instant + 1))
        guard !actions.isEmpty, let last = part.end.last else { return part }
        let next = calendar.indexOfSession(closingAfter: Timestamp(nanoseconds: last))
        let close = next < calendar.sessions.count ? calendar.sessions[next].close : .distantPast
        return part.with(
            actions.filter { action in
                action.instant.nanoseconds < last || action.isDelisting && action.instant <= close
            })
    }
}
