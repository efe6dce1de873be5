import TimeSeries
import Core

extension StampParser {
    /// Stamps that count from 1970: their unit, and the counts whose unit is beyond doubt.
    struct Epoch {
        /// The nanoseconds of a tick.
        let unit: Int64
        /// The counts that are of this unit; smaller ones may be of it too.
        let ticks: ClosedRange<Int64>

        /// The first instant that is too late: 2262-01-01 in UTC.
        static let end = 9_214_646_400 * Timestamp.second

        /// The units in nanoseconds and the counts that are told to be of them, by their magnitude.
        static let units: [(nanoseconds: Int64, counts: Range<Int64>)] = [
            (Timestamp.second, 0..<100_000_000_000), (1_000_000, 100_000_000_000..<100_000_000_000_000),
            (1_000, 100_000_000_000_000..<100_000_000_000_000_000), (1, 100_000_000_000_000_000..<Int64.max),
        ]

        /// The epoch of a form; `nil` where stamps are written otherwise.
        init?(_ form: Form) {
            guard case .epoch(let unit) = form,
                let counts = Epoch.units.first(where: { $0.nanoseconds == unit })?.counts
            else { return nil }
            self.unit = unit
            ticks = counts.lowerBound...min(counts.upperBound, (Epoch.end - 1) / unit + 1) - 1
        }
    }
}

extension StampParser.Form {
    /// Whether rows with such stamps can be read by vector instructions.
    var canBePlain: Bool { self == .iso || StampParser.Epoch(self) != nil }
}
