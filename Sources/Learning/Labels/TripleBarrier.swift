/// Labels by which of three barriers a position meets first: a gain, a loss, or the end of its time.
///
///     upper = entry · (1 + gain · width[t]),  lower = entry · (1 − loss · width[t])
///     the first close at or above upper: 1; at or below lower: −1; neither within `longest` rows: 0
///
/// `entry` is the close of row t (`LabelPrices.close`, watched from row t+1), or the open of row t+1 (`nextOpen`, watched
/// from the close of that row; an exit is decided at the close and fills at the open after it). With a side of −1 the
/// barriers are mirrored: a gain is a fall, and the label 1.
///
/// With `ranges` the barriers are orders that rest in the market, and highs and lows touch them: the exit is at the barrier,
/// or at an open beyond it, in the bar that touches, whose row ends the label. A bar that holds both barriers is a loss, the
/// conservative reading (S27): for a buyer the lower one counts, for a seller the upper. Only an open beyond the gain
/// barrier is a gain in any case, as no price of the bar comes before it. The time barrier is as above.
///
/// - Edge cases: Rows whose width is missing or not positive, or whose entry is missing, have no label; missing closes on
///   the way are passed over. A position that meets no barrier before the data end has no label, unless
///   `keepsUnfinished`, which ends it with the last row: such labels change when data are added.
/// - Source: López de Prado (2018), "Advances in Financial Machine Learning", section 3.4.
/// - Verified by: `TripleBarrierTests` (`triple_barrier_spy.csv`), `BarrierRangeTests`.
public struct TripleBarrier: Sendable, Equatable {
    /// The gain in widths at which a position is closed; `nil` for no such barrier.
    public var gain: Double?
    /// The loss in widths at which a position is closed; `nil` for no such barrier.
    public var loss: Double?
    /// The most rows that a position is held, 1 or more.
    public var longest: Int
    /// Whether positions open at the end of the data are labelled.
    public var keepsUnfinished: Bool

    /// Barriers in widths, at most `longest` rows apart.
    public init(gain: Double?, loss: Double?, longest: Int, keepsUnfinished: Bool = false) {
        self.gain = gain
        self.loss = loss
        self.longest = longest
        self.keepsUnfinished = keepsUnfinished
    }

    /// What a position came to.
    public struct Outcome: Sendable, Equatable {
        /// Which barrier was met: 1 gain, −1 loss, 0 time.
        public let touched: Int
        /// The row of the decision.
        public let row: Int
        /// The last row that the outcome looks at.
        public let end: Int
        /// The simple return between the prices of entry and exit, of the side taken.
        public let gained: Double

        /// An outcome of one's own.
        public init(touched: Int, row: Int, end: Int, gained: Double) {
            self.touched = touched
            self.row = row
            self.end = end
            self.gained = gained
        }
    }

    /// What positions opened at some rows came to.
    ///
    /// - Parameters:
    ///   - prices: Prices of the instrument.
    ///   - events: Rows of decisions, ascending; none gives no outcome.
    ///   - widths: The unit of the barriers at each row, as a fraction: a volatility, or 1.
    ///   - sides: The side taken at each row, positive or negative; 0 or NaN has no outcome. `nil` for buying throughout.
    ///   - ranges: The bars' ranges, where highs and lows touch the barriers; `nil` where closes do.
    /// - Throws: `LearningError.parameter` for barriers that are not positive, or events that do not ascend within the
    ///   data; `.shape` for columns of different length.
    public func outcomes(
        _ prices: LabelPrices, events: [Int], widths: [Double], sides: [Double]? = nil, ranges: BarRanges? = nil
    ) throws(LearningError) -> [Outcome] {
        let count = try prices.count()
        try check(count: count, events: events, widths: widths, sides: sides)
        try ranges?.check(count: count)
        let (closes, fills, delay) = (prices.closes, prices.fills, prices.delay)
        var outcomes: [Outcome] = []
        for row in events {
            let (width, side) = (widths[row], sides?[row] ?? 1)
            guard row + delay < count, width > 0, width.isFinite, side > 0 || side < 0 else { continue }
            let entry = fills[row + delay]
            guard entry > 0, entry.isFinite else { continue }
            // Prices are compared, not returns, so that equality with a barrier is exact.
            let rising = side > 0
            let upper = (rising ? gain : loss).map { entry * (1 + $0 * width) } ?? .infinity
            let lower = (rising ? loss : gain).map { entry * (1 - $0 * width) } ?? -.infinity
            let last = row + min(longest, count - 1 - row)
            var (touched, watched, met) = (0, row + 1, nil as Double?)
            while watched <= last {
                if let ranges {
                    if let touch = ranges.touch(watched, upper: upper, lower: lower, rising: rising) {
                        (touched, met) = (touch.touched, touch.exit)
                    }
                } else if closes[watched] <= lower {
                    touched = rising ? -1 : 1
                } else if closes[watched] >= upper {
                    touched = rising ? 1 : -1
                }
                if touched != 0 { break }
                watched += 1
            }
            watched = min(watched, last)
            var end = met == nil ? watched + delay : watched
            let isWhole = (touched != 0 || last - row == longest) && end < count
            guard isWhole || keepsUnfinished, last > row else { continue }
            end = min(end, count - 1)
            let exit = met ?? (isWhole ? fills[end] : closes[end])
            guard exit > 0, exit.isFinite else { continue }
            outcomes.append(
                Outcome(touched: touched, row: row, end: end, gained: (rising ? 1 : -1) * (exit / entry - 1)))
        }
        return outcomes
    }

    private func check(count: Int, events: [Int], widths: [Double], sides: [Double]?) throws(LearningError) {
        guard longest >= 1 else { throw .parameter(name: "longest", found: "\(longest)", allowed: "1 row or more") }
        for (name, barrier) in [("gain", gain), ("loss", loss)] {
            if let barrier, !(barrier > 0) {
                throw .parameter(name: "the \(name) barrier", found: "\(barrier)", allowed: "a positive number")
            }
        }
        guard widths.count == count, sides?.count ?? count == count else {
            throw .shape(
                found: "\(widths.count) widths and \(sides?.count ?? count) sides",
                needed: "one for each of \(count) rows")
        }
        for (place, row) in events.enumerated() {
            guard row >= 0, row < count, place == 0 || row > events[place - 1] else {
                throw .parameter(
                    name: "the row of event \(place)", found: "\(row)", allowed: "ascending, below \(count)")
            }
        }
    }
}

extension LabelSeries {
    /// The barriers that positions met, 1, −1 or 0, as labels.
    public init(touched outcomes: [TripleBarrier.Outcome]) {
        self.init(
            checkedRows: outcomes.map(\.row), ends: outcomes.map(\.end), values: outcomes.map { Double($0.touched) })
    }

    /// What positions gained, as labels.
    public init(gained outcomes: [TripleBarrier.Outcome]) {
        self.init(checkedRows: outcomes.map(\.row), ends: outcomes.map(\.end), values: outcomes.map(\.gained))
    }
}
