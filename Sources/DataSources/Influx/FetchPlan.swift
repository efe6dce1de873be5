import Core
import TimeSeries

/// How time is cut into the pieces that a server is asked for, one query each: days, months or years of UTC.
///
/// What the server aggregates has windows that divide a day of UTC, so none reaches over an edge.
struct FetchPlan: Hashable {
    /// The length of a piece.
    enum Unit: String {
        case day, month, year
    }

    let unit: Unit

    /// The piece that holds an instant.
    func piece(containing instant: Timestamp) -> Range<Timestamp> {
        let date = instant.date
        let (year, month, _) = date.components
        switch unit {
        case .day: return Timestamp(date)..<Timestamp(date + 1)
        case .month:
            let next =
                month == 12
                ? CivilDate(year: year + 1, month: 1, day: 1) : CivilDate(year: year, month: month + 1, day: 1)
            return Timestamp(date.startOfMonth)..<Timestamp(next)
        case .year:
            return Timestamp(
                CivilDate(year: year, month: 1, day: 1))..<Timestamp(CivilDate(year: year + 1, month: 1, day: 1))
        }
    }

    /// The pieces that hold the instants of a range, in order.
    func pieces(of range: Range<Timestamp>) -> [Range<Timestamp>] {
        guard !range.isEmpty else { return [] }
        var pieces = [piece(containing: range.lowerBound)]
        while let last = pieces.last, last.upperBound < range.upperBound {
            pieces.append(piece(containing: last.upperBound))
        }
        return pieces
    }
}

extension InfluxReadOptions {
    /// Pieces that hold some ten thousand rows of an instrument, as far as the options tell.
    var fetchPlan: FetchPlan {
        let length: Int64
        if areTicks {
            guard let serverWindow else { return FetchPlan(unit: .day) }
            length = serverWindow
        } else {
            length = rules.barLength ?? Timestamp.minute
        }
        if length >= 12 * Timestamp.hour { return FetchPlan(unit: .year) }
        return FetchPlan(unit: length >= Timestamp.minute ? .month : .day)
    }
}
