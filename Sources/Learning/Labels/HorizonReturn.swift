internal import Glibc

/// The return over a horizon of rows, `(t + from … t + to]`.
///
///     nextOpen: open[t+1+to] / open[t+1+from] − 1, known at row t+1+to
///     close:    close[t+to] / close[t+from] − 1, known at row t+to
///
/// - Edge cases: A row next to a price that is missing, zero or negative has no label, nor have the last rows, whose
///   horizon ends beyond the data.
/// - Verified by: `HorizonReturnTests`.
public struct HorizonReturn: Sendable, Equatable {
    /// Whether a return is compounded simply or continuously.
    public enum Kind: String, Sendable {
        /// `p₁/p₀ − 1`.
        case simple
        /// `ln(p₁/p₀)`.
        case log
    }

    /// Rows after the decision at which the horizon begins (h₀), 0 or more.
    public var from: Int
    /// Rows after the decision at which it ends (h₁), above `from`.
    public var to: Int
    /// How returns are compounded.
    public var kind: Kind

    /// The return from `from` to `to` rows after the decision.
    public init(from: Int = 0, to: Int, kind: Kind = .simple) {
        self.from = from
        self.to = to
        self.kind = kind
    }

    /// The returns at every row that has one.
    ///
    /// - Throws: `LearningError.parameter` for horizons out of order; `.shape`; `.tooFewSamples` where the horizon is
    ///   longer than the data.
    public func labels(_ prices: LabelPrices) throws(LearningError) -> LabelSeries {
        let (count, fills) = (try prices.count(), prices.fills)
        guard from >= 0, to > from else {
            throw .parameter(name: "the horizon", found: "\(from) to \(to)", allowed: "0 or more to a greater number")
        }
        let (toEnd, isTooFar) = to.addingReportingOverflow(prices.delay)
        guard !isTooFar, toEnd < count else {
            throw .tooFewSamples(
                found: count, needed: isTooFar ? to : toEnd + 1,
                purpose: "a return that ends \(to) rows after a decision")
        }
        var (rows, values): ([Int], [Double]) = ([], [])
        for row in 0..<count - toEnd {
            let (first, last) = (fills[row + prices.delay + from], fills[row + toEnd])
            guard first > 0, last > 0, first.isFinite, last.isFinite else { continue }
            let value = kind == .simple ? last / first - 1 : Glibc.log(last / first)
            guard value.isFinite else { continue }
            rows.append(row)
            values.append(value)
        }
        return LabelSeries(checkedRows: rows, ends: rows.map { $0 + toEnd }, values: values)
    }

    /// The returns over what one expects of them: the volatility of one row, scaled to the horizon.
    ///
    ///     label = return / (volatility[t] · √(to − from))
    ///
    /// - Parameter volatility: Standard deviation of the return of one row, known at each row. Rows where it is missing or
    ///   not positive have no label.
    /// - Throws: as `labels(_:)`; `.shape` where there is not one for each row.
    public func labels(_ prices: LabelPrices, over volatility: [Double]) throws(LearningError) -> LabelSeries {
        let (count, returns) = (try prices.count(), try labels(prices))
        guard volatility.count == count else {
            throw .shape(found: "\(volatility.count) volatilities", needed: "one for each of \(count) rows")
        }
        let scale = Double(to - from).squareRoot()
        return returns.compactMap { place in
            let expected = volatility[returns.rows[place]]
            return expected > 0 ? returns.values[place] / (expected * scale) : nil
        }
    }
}
