import Core
import TimeSeries

/// Runs the stages of one instrument's bars, bar by bar: its base clock and the timeframes above it.
///
/// A strategy keeps one for each instrument.
final class RuleMachine: RuleValues {
    /// What the simulation knows of the traded instrument at a bar's end.
    struct Account {
        var position = 0.0
        var entryPrice = Double.nan
        var barsHeld = 0

        /// Close against entry in percent, positive for a gain; undefined when flat.
        func profit(at close: Price) -> Double {
            guard position != 0 else { return .nan }
            let change = 100 * (close - entryPrice) / entryPrice
            return position > 0 ? change : -change
        }
    }

    private let frames: [RuleRunner]
    /// The stage of the bars of the data; `nil` where the rules read timeframes of the instrument only.
    private let base: RuleRunner?
    /// The runners by the place of their stage in the program.
    private let runners: [Int: RuleRunner]
    private let others: [RuleMachine]
    /// What a trace shows: each stage in the order in which they run, with the slots that change.
    private(set) lazy var traced: [(runner: RuleRunner, slots: [Int])] = (frames + [base].compactMap { $0 }).map {
        ($0, $0.stage.tracedSlots)
    }
    /// Bars of the base clock since every link was warm, that one included.
    private var barsWithWarmLinks = 0
    /// Whether everything has been warm once: from then on it stays so.
    private var wasWarm = false

    /// A machine for the stages of one symbol.
    ///
    /// - Parameters:
    ///   - program: The rules.
    ///   - symbol: Whose stages; `nil` for those of the traded instrument.
    ///   - calendar: When the instrument trades.
    ///   - others: The machines of the other instruments that the traded one's stages read.
    init(_ program: RuleProgram, symbol: String?, calendar: TradingCalendar, others: [(String, RuleMachine)] = []) {
        self.others = others.map(\.1)
        let own = program.stages.indices.filter { program.stages[$0].clock.symbol == symbol }
        // Timeframes run before the bars of the data, so that a window that is complete is seen at once.
        let ordered =
            own.filter { program.stages[$0].clock.timeframe != nil }
            + own.filter { program.stages[$0].clock.timeframe == nil }
        var runners: [Int: RuleRunner] = [:]
        for place in ordered {
            let stage = program.stages[place]
            let links = stage.links.compactMap { link -> UnsafePointer<Double>? in
                let inner = program.stages[link.stage].clock.symbol
                let runner = runners[link.stage] ?? others.first { $0.0 == inner }?.1.runners[link.stage]
                return runner.map { UnsafePointer($0.slots + Int(link.slot)) }
            }
            invariant(links.count == stage.links.count, "a rule reads an instrument that was not given")
            runners[place] = RuleRunner(stage, calendar: calendar, links: links)
        }
        self.runners = runners
        frames = ordered.compactMap { runners[$0] }.filter { $0.stage.clock.timeframe != nil }
        base = ordered.compactMap { runners[$0] }.first { $0.stage.clock.timeframe == nil }
    }

    /// The value of a slot of the base stage.
    func value(_ slot: Int32) -> Double { base.map { $0.slots[Int(slot)] } ?? .nan }

    /// Whether every input in use is defined from now on (S16).
    var isWarm: Bool {
        if wasWarm { return true }
        if let base {
            guard base.hasEnoughBars, base.warmUp.afterLinks < 0 || barsWithWarmLinks > base.warmUp.afterLinks else {
                return false
            }
        }
        wasWarm = areLinksWarm
        return wasWarm
    }

    /// Whether the timeframes and the other instruments are warm.
    private var areLinksWarm: Bool {
        frames.allSatisfy(\.hasEnoughBars) && others.allSatisfy(\.isWarm)
    }

    /// Takes the next bar of the instrument.
    ///
    /// Machines of other instruments must have taken theirs that end at the same instant.
    func update(_ bar: Bar, account: Account = Account()) {
        for frame in frames { frame.gather(bar) }
        guard let base else { return }
        if base.warmUp.afterLinks >= 0, barsWithWarmLinks > 0 || areLinksWarm { barsWithWarmLinks += 1 }
        base.run(bar, account)
    }
}
