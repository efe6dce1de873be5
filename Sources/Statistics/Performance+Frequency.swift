internal import Core

extension Performance {
    /// Something about the figures that their reader must know.
    public struct Warning: Sendable, Hashable {
        /// A stable name.
        public var code: String
        /// One sentence.
        public var text: String
    }

    /// The fewest sessions from which a number per year is measured: holidays bunch, so that less says little.
    static let fewestForFrequency = 200

    /// Sessions per year as measured: `(n − 1)` over the years from the first session's end to the last's.
    public var measuredPeriodsPerYear: Double? {
        let ends = input.sessionEnds
        guard ends.count >= 2, let first = ends.first, let last = ends.last else { return nil }
        let span = Double(input.times[last - 1] - input.times[first - 1]) / (365.25 * 86_400e9)
        return span > 0 ? Double(ends.count - 1) / span : nil
    }

    /// What must be said of the figures: that the data have other periods per year than the convention, by more
    /// than 2 % (S56); that there are no returns.
    public var warnings: [Warning] {
        var found: [Warning] = []
        if let returnsAbsence { found.append(Warning(code: "no-returns", text: returnsAbsence)) }
        if input.sessionEnds.count >= Performance.fewestForFrequency, let measured = measuredPeriodsPerYear,
            abs(measured / input.periodsPerYear - 1) > 0.02
        {
            let shown = (measured * 10).rounded() / 10
            found.append(
                Warning(
                    code: "periods-per-year",
                    text: "the data have \(shown.shortestText) sessions a year, but ratios are annualised with "
                        + "\(input.periodsPerYear.shortestText) (\(input.periodsBasis))"))
        }
        return found
    }
}
