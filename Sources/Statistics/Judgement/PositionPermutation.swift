internal import Core

/// Whether positions were held at the right times: the result of the positions against that of the same positions at
/// other times.
///
/// The positions of all instruments move together, so that what depends between them stays. The result of a series of
/// positions is taken over the days' sums of position times return, before costs.
///
///     p = (1 + number of permutations with θ* ≥ θ) / (1 + permutations)
///
/// - Edge cases: Positions that never change have p = 1: there is no timing in them. A circular shift has only n − 1
///   others; where as many permutations or more are asked, each is taken once and p is exact.
/// - Source: Phipson & Smyth (2010), "Permutation P-values Should Never Be Zero"; Politis & Romano (1992) for circular
///   blocks; Masters (2018), "Testing and Tuning Market Trading Systems", for positions.
/// - Verified by: `PositionPermutationTests`.
public struct PositionPermutation: Sendable, Hashable {
    /// How positions are moved to other times.
    public enum Scheme: Sendable, Hashable {
        /// All by as many days, those that pass the end to the beginning: keeps how long positions are held.
        case circularShift
        /// Blocks of so many days change places: keeps what is shorter than a block.
        case blocks(length: Int)
        /// Each day by itself: holds only where positions do not depend on those of the day before.
        case whole
    }

    /// What the days' results are summed up by.
    public enum Statistic: String, Sendable, Hashable, CaseIterable {
        /// The mean per day.
        case mean
        /// The mean over the standard deviation (ddof 1); 0 where results do not vary.
        case sharpe
    }

    /// How positions were moved.
    public let scheme: Scheme
    /// What the results were summed up by.
    public let statistic: Statistic
    /// The statistic of the positions as they were.
    public let observed: Double
    /// The mean of the statistic over the permutations: what the positions make without timing.
    public let mean: Double
    /// The number of permutations.
    public let permutations: Int
    /// Whether every permutation of the scheme was taken.
    public let isExhaustive: Bool
    /// The number of permutations with a statistic as high or higher.
    public let asHigh: Int
    /// The number of days.
    public let days: Int
    /// The seed.
    public let seed: UInt64

    /// The share of permutations, the series as it was among them, with a statistic as high or higher.
    public var pValue: Double { Double(asHigh + 1) / Double(permutations + 1) }

    /// Permutes positions.
    ///
    /// - Parameters:
    ///   - positions: The exposure of each instrument over each day, as a share of equity, shape `[instruments][days]`.
    ///   - returns: The return of each instrument over the same day, shape `[instruments][days]`.
    ///   - permutations: How many, at least 1.
    ///   - seed: The n-th permutation draws from its own counter-based stream of it.
    ///   - workers: The number of threads; the result does not depend on it.
    /// - Throws: `shape`, `instrumentNotFinite`, `tooFewDays`, `parameter`.
    public init(
        positions: [[Double]], returns: [[Double]], scheme: Scheme = .circularShift, statistic: Statistic = .sharpe,
        permutations: Int = 1_000, seed: UInt64, workers: Int = 1
    ) throws(JudgementError) {
        guard positions.count == returns.count else {
            throw .shape(
                found: "positions of \(positions.count) instruments", needed: "\(returns.count), as of returns")
        }
        let days = try PositionPermutation.days(of: positions, figure: "position")
        let moves = try PositionPermutation.days(of: returns, figure: "return")
        guard moves == days else {
            throw .shape(found: "\(days) days of positions", needed: "\(moves), as of returns")
        }
        guard days >= 3 else { throw .tooFewDays(found: days, needed: 3, purpose: "a permutation test") }
        guard permutations > 0, permutations < 1 << 31 else {
            throw .parameter(name: "the number of permutations", found: "\(permutations)", allowed: "1 or more")
        }
        if case .blocks(let length) = scheme, !(length >= 1 && 2 * length <= days) {
            throw .parameter(name: "the block length", found: "\(length)", allowed: "1 to \(days / 2)")
        }
        isExhaustive = scheme == .circularShift && permutations >= days - 1
        let count = isExhaustive ? days - 1 : permutations
        let trial = TimedPositions(positions: positions, returns: returns, statistic: statistic)
        let observed = trial.result(order: Array(0..<days))
        let isAll = isExhaustive
        let results = WorkerThreads.map(count, workers: workers) { number in
            trial.result(
                order: isAll
                    ? TimedPositions.shifted(by: number + 1, days: days)
                    : TimedPositions.order(scheme, days: days, seed: seed, number: number))
        }
        // Sums in another order differ by rounding, which must not make a tie a win.
        let slack = 1e-12 * max(abs(observed), trial.size)
        asHigh = results.count { $0 >= observed - slack }
        mean = Reductions.sum(results) / Double(count)
        (self.scheme, self.statistic, self.observed) = (scheme, statistic, observed)
        (self.permutations, self.days, self.seed) = (count, days, seed)
    }

    /// The number of days of figures by instrument, which must be the same for all, and all of them finite.
    private static func days(of rows: [[Double]], figure: String) throws(JudgementError) -> Int {
        guard let days = rows.first?.count else { throw .shape(found: "no instruments", needed: "at least one") }
        for (instrument, row) in rows.enumerated() {
            guard row.count == days else {
                throw .shape(found: "\(row.count) \(figure)s of instrument \(instrument)", needed: "\(days)")
            }
            if let day = row.firstIndex(where: { !$0.isFinite }) {
                throw .instrumentNotFinite(figure: figure, instrument: instrument, day: day)
            }
        }
        return days
    }
}
