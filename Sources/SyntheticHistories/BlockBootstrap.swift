public import Core
public import Simulation
internal import Statistics
public import TimeSeries

/// Real sessions in another order: blocks of them, the same for all instruments, so that what they do together stays together.
///
/// Bars are rebuilt from their ratios to the close before them, and volume stays with its bar (`SessionPool`). Blocks start
/// anywhere and have geometric lengths (`stationary`), or all have one length and lie whole within the data (`moving`).
///
/// - Source: Politis & Romano (1994), "The Stationary Bootstrap"; Künsch (1989), "The Jackknife and the Bootstrap for General
///   Stationary Observations", for moving blocks.
/// - Verified by: `BlockBootstrapTests`, and `SessionPoolTests` for the bars.
public struct BlockBootstrap: Sendable {
    /// How blocks are cut.
    public enum Blocks: String, CaseIterable, Sendable {
        /// Of geometric lengths.
        case stationary
        /// Of one length.
        case moving
    }

    /// Which blocks, and how long.
    public struct Parameters: StrategyParameters, Hashable {
        /// How blocks are cut.
        public var blocks = Blocks.stationary
        /// The mean length in sessions; 0 for the automatic one.
        public var length = 0.0
        /// The defaults.
        public init() {}
        /// One each.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .choice("blocks", \.blocks, "Blocks of geometric lengths, or all of one length"),
                .number(
                    "length", \.length, in: 0...1e6,
                    "Mean length of a block in sessions, at least 1; 0 finds the one that suits the returns"),
            ]
        }
    }

    /// Which blocks, and how long: the automatic length is in place.
    public let parameters: Parameters
    /// Whether the length is the automatic one.
    public let isAutomatic: Bool
    /// The sessions.
    public let sessions: SessionPool
    private let stationary: StationaryBlocks

    /// A bootstrap of the sessions of a panel.
    ///
    /// - Parameter places: Its sessions, by ascending last instant.
    /// - Throws: `HistoryError.nothingToDraw` where sessions cannot be drawn; `blockTooLong`, or `parameter` for one below a
    ///   session.
    public init(_ panel: Panel, places: [SessionPool.Place], _ parameters: Parameters = Parameters())
        throws(HistoryError)
    {
        sessions = SessionPool(panel, places: places)
        if let sparse = sessions.sparseSymbol {
            throw .nothingToDraw(
                "\(sparse) has bars in fewer than half of the sessions, so that drawn sessions would tear it apart")
        }
        let count = sessions.drawable.count
        guard count > 1 else {
            throw .nothingToDraw(
                count == 1 || places.count == 1
                    ? "there is one session to draw from" : "there is no session in which all instruments are listed")
        }
        isAutomatic = parameters.length == 0
        var parameters = parameters
        if isAutomatic {
            parameters.length = BlockBootstrap.automaticLength(
                panel, Array(places[sessions.drawable]), parameters.blocks)
        }
        guard parameters.length >= 1 else {
            throw .parameter(
                name: "length",
                problem: "is \(parameters.length.shortestText) sessions; a block has at least 1, and 0 finds it")
        }
        guard parameters.length <= Double(count) else {
            throw .blockTooLong(length: parameters.length, sessions: count)
        }
        if parameters.blocks == .moving { parameters.length = parameters.length.rounded() }
        self.parameters = parameters
        stationary = StationaryBlocks(meanLength: parameters.length, count: count)
    }

    /// A history.
    ///
    /// - Complexity: O(bars).
    public func history(from stream: inout RandomStream) -> Panel {
        let first = sessions.drawable.lowerBound
        return sessions.history(of: drawn(from: &stream).map { first + $0 })
    }

    /// What to know of its histories, a sentence each.
    ///
    /// - Parameter length: How a longer block is asked for: `length: 20`.
    public func notes(length remedy: String) -> [String] {
        var notes: [String] = []
        let (drawable, places) = (sessions.drawable, sessions.places)
        if drawable.count < places.count {
            notes.append(
                "Drawn from the \(drawable.count) of \(places.count) sessions in which all instruments are listed, "
                    + "\(places[drawable.lowerBound].date) to \(places[drawable.upperBound - 1].date).")
        }
        if isAutomatic, parameters.length < 2 {
            let shown = ((parameters.length * 10).rounded() / 10).shortestText
            notes.append(
                "The automatic block is \(shown) sessions, as returns hardly depend on those before: trends and calm or wild "
                    + "times that last longer are torn apart; \(remedy) keeps a month of them.")
        }
        return notes
    }

    /// The drawn sessions, from 0, for each of all.
    func drawn(from stream: inout RandomStream) -> [Int] {
        let needed = sessions.places.count
        guard parameters.blocks == .moving else { return stationary.places(needed, from: &stream) }
        let (length, count) = (Int(parameters.length), sessions.drawable.count)
        var places: [Int] = []
        places.reserveCapacity(needed + length)
        while places.count < needed {
            let start = stream.below(count - length + 1)
            places.append(contentsOf: start..<(start + length))
        }
        return Array(places.prefix(needed))
    }

    /// The mean block length that suits the returns of the instruments from session to session: the mean of their automatic
    /// ones.
    ///
    /// - Source: `optimalBlockLengths` for each instrument; that of fixed blocks for `moving`.
    static func automaticLength(_ panel: Panel, _ places: [SessionPool.Place], _ blocks: Blocks) -> Double {
        let lengths = panel.series.filter(\.instrument.isTradable).map { series in
            let closes = BlockBootstrap.closes(series.adjustedForSplits(), places)
            let isPositive = closes.allSatisfy { $0 > 0 }
            let lengths = optimalBlockLengths(
                of: zip(closes, closes.dropFirst()).map { isPositive ? $1 / $0 - 1 : $1 - $0 })
            return blocks == .stationary ? lengths.stationary : lengths.circular
        }
        let mean = lengths.isEmpty ? 1 : lengths.reduce(0, +) / Double(lengths.count)
        return max(1, min(Double(places.count), mean))
    }

    /// The last closes of sessions, of those that have one.
    private static func closes(_ series: BarSeries, _ places: [SessionPool.Place]) -> [Price] {
        var closes: [Price] = []
        var known = -1
        for place in places {
            let bar = series.firstIndex(endingAtOrAfter: place.last + 1) - 1
            if bar > known { closes.append(series.close[bar]) }
            known = max(known, bar)
        }
        return closes
    }
}
