import Core
public import Simulation
import TimeSeries

/// A strategy made of rules: the same value on historical bars, in the simulated market and on live bars.
///
/// At each bar of a traded instrument, once its inputs are warm:
/// 1. An open position is closed at the market when its exit rule holds, or after `exit_after` bars.
/// 2. A market entry is sent when its rule holds and no position of that side is open; a position of the other side is
///    closed first. When both entry rules hold and both entries are market orders, neither is sent.
/// 3. A limit or stop entry rests only while the instrument is flat: a new signal replaces what rests, and entries of
///    both sides that are sent at the same bar cancel each other.
/// An undefined condition never triggers, and an entry of which the size, a price or an exit is undefined or not above
/// zero is not sent.
public struct RulesStrategy: Strategy {
    /// The rules.
    public typealias Parameters = RuleProgram

    /// One traded instrument.
    struct Traded {
        var instrument: InstrumentIndex
        var machine: RuleMachine
        /// What the rules saw of the account at each bar, where a split may make them compute anew.
        var accounts: [RuleMachine.Account] = []
        /// The bars seen when the last resting entries were sent.
        var entriesSentAt = 0
    }

    let program: RuleProgram
    let universe: Universe
    let otherInstruments: [ReadInstrument]
    let tradedInstruments: [InstrumentIndex]
    /// Made at the first bar, so that two runs of one value share no memory.
    var others: [(instrument: InstrumentIndex, machine: RuleMachine)] = []
    var traded: [Traded] = []
    private var isStarted = false
    /// Whether `accounts` are kept: rules read the account, and there are splits after which they must be read again.
    private let keepsAccounts: Bool
    /// Whether some traded instrument has all its inputs.
    private var isWarm = false
    /// What the rules say at every bar of each traded instrument, where that was computed beforehand, so that bars need not
    /// be shown to the machines.
    private(set) var signals: [RuleSignals] = []
    /// Where columns are kept; `nil` for a store of the run's own.
    var store: ColumnStore?

    /// A strategy for the instruments of a universe.
    ///
    /// - Throws: `StrategyError` where a symbol that the rules name is not in the universe.
    public init(_ program: RuleProgram, for universe: Universe) throws(StrategyError) {
        self.program = program
        self.universe = universe
        keepsAccounts = universe.hasSplits && program.stages.contains { $0.dependsOnAccount.contains(true) }
        let instruments = try program.instruments(in: universe, named: "the rules")
        (otherInstruments, tradedInstruments) = (instruments.read, instruments.traded)
    }

    /// Makes the machines, in their starting state.
    mutating func start() {
        isStarted = true
        others = otherInstruments.map { read in
            let calendar = universe.calendars[read.instrument.place]
            return (read.instrument, RuleMachine(program, symbol: read.name, calendar: calendar))
        }
        traded = tradedInstruments.map { instrument in
            let calendar = universe.calendars[instrument.place]
            let machines = zip(otherInstruments, others).filter { $0.0.isRead(by: instrument) }
                .map { ($0.0.name, $0.1.machine) }
            return Traded(
                instrument: instrument,
                machine: RuleMachine(program, symbol: nil, calendar: calendar, others: machines))
        }
    }

    /// Takes what was computed beforehand.
    mutating func finishPreparing(_ prepared: [RuleSignals]) { signals = prepared }

    /// The bars of the traded instrument before its inputs are warm.
    ///
    /// What is on other clocks may need longer: an
    /// instrument sends nothing before all its inputs are warm.
    public var warmUpBars: Int { program.warmUpBars }

    /// Updates the inputs with the bars that ended just now, then decides for each instrument in order.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        if !signals.isEmpty { return decidePrepared(market, &desk) }
        if !isStarted { start() }
        if market.hasRescaledHistory { computeAnew(market) }
        for other in others where market.hasNewBar(other.instrument) {
            other.machine.update(market.bar(other.instrument))
        }
        for place in traded.indices {
            let instrument = traded[place].instrument
            guard market.hasNewBar(instrument) else { continue }
            let position = market.position(of: instrument)
            let account = RuleMachine.Account(
                position: position.quantity, entryPrice: position.isFlat ? .nan : position.averagePrice,
                barsHeld: position.barsHeld)
            if keepsAccounts { traded[place].accounts.append(account) }
            traded[place].machine.update(market.bar(instrument), account: account)
            guard desk.isOpen, traded[place].machine.isWarm else { continue }
            decide(for: place, position, traded[place].machine, market, &desk)
        }
        if !isWarm {
            isWarm = traded.contains { $0.machine.isWarm }
            if !isWarm { desk.keepWarmingUp() }
        }
    }

    /// The same where everything was computed beforehand.
    private mutating func decidePrepared(_ market: borrowing Market, _ desk: inout Desk) {
        for place in signals.indices {
            let signals = signals[place]
            guard market.step >= signals.firstWarm else { continue }
            isWarm = true
            signals.bar = market.step
            decide(for: place, market.position(of: traded[place].instrument), signals, market, &desk)
        }
        if !isWarm { desk.keepWarmingUp() }
    }

    private mutating func decide(
        for place: Int, _ position: Position, _ machine: some RuleValues, _ market: borrowing Market,
        _ desk: inout Desk
    ) {
        let instrument = traded[place].instrument
        let wantsLong = program.long.map { machine.holds($0.enter) } ?? false
        let wantsShort = program.short.map { machine.holds($0.enter) } ?? false
        // Nothing waits and nothing is asked for: the case of almost every bar.
        if position.isFlat, !wantsLong, !wantsShort, !market.hasWorkingOrders(in: instrument) { return }

        let waiting = Waiting(market.workingOrders(in: instrument))
        if !position.isFlat {
            waiting.cancelRestingEntries(on: &desk)
            let side = position.isLong ? program.long : program.short
            let isOver = program.exitAfter.map { position.barsHeld >= $0 } ?? false
            if !waiting.hasExit {
                if isOver {
                    desk.close(instrument, position, reason: "exit-after")
                } else if let exit = side?.exit, machine.holds(exit) {
                    desk.close(instrument, position, reason: position.isLong ? "exit-long" : "exit-short")
                }
            }
        } else {
            expire(waiting, place, market, &desk)
        }
        enter(place, position, machine, wantsLong: wantsLong, wantsShort: wantsShort, waiting, market, &desk)
    }

    /// Takes back resting entries whose bars are over.
    private func expire(_ waiting: Waiting, _ place: Int, _ market: borrowing Market, _ desk: inout Desk) {
        guard case .bars(let count) = program.entryValidity, !waiting.restingEntries.isEmpty,
            market.barCount(of: traded[place].instrument) - traded[place].entriesSentAt >= count
        else { return }
        waiting.cancelRestingEntries(on: &desk)
    }

    private mutating func enter(
        _ place: Int, _ position: Position, _ machine: some RuleValues, wantsLong: Bool, wantsShort: Bool,
        _ waiting: Waiting, _ market: borrowing Market, _ desk: inout Desk
    ) {
        guard wantsLong && !position.isLong || wantsShort && !position.isShort else { return }
        let instrument = traded[place].instrument
        let entries = EntryOrders(program: program, machine: machine, instrument: instrument)
        let long = wantsLong && !position.isLong ? program.long.flatMap { entries.request(.buy, $0, market) } : nil
        let short = wantsShort && !position.isShort ? program.short.flatMap { entries.request(.sell, $0, market) } : nil
        let (isLongAtMarket, isShortAtMarket) = (long?.kind == .market, short?.kind == .market)
        // Both at the market would only cancel out.
        if isLongAtMarket && isShortAtMarket { return }
        if let request = isLongAtMarket ? long : isShortAtMarket ? short : nil {
            guard !waiting.hasMarketEntry(request.side) else { return }
            waiting.cancelRestingEntries(on: &desk)
            if !position.isFlat, !waiting.hasExit, !hasJustClosed(position, machine) {
                desk.close(instrument, position, reason: position.isLong ? "exit-long" : "exit-short")
            }
            desk.submit(request)
            return
        }
        guard position.isFlat, long != nil || short != nil else { return }
        waiting.cancelRestingEntries(on: &desk)
        traded[place].entriesSentAt = market.barCount(of: instrument)
        if let long, let short {
            desk.submitOneCancelsOther([long, short])
        } else if let request = long ?? short {
            desk.submit(request)
        }
    }

    /// Whether the exit rules close the position at this bar anyway.
    private func hasJustClosed(_ position: Position, _ machine: some RuleValues) -> Bool {
        if let bars = program.exitAfter, position.barsHeld >= bars { return true }
        let side = position.isLong ? program.long : program.short
        return side?.exit.map { machine.holds($0) } ?? false
    }
}
