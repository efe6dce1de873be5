import Core
import Indicators
import TimeSeries

/// Runs the stages of one instrument's bars, bar by bar: its base clock and the timeframes above it.
///
/// It holds memory that it owns, so it is a class; a strategy keeps one for each instrument.
final class RuleMachine {
    /// What the simulation knows of the traded instrument at a bar's end.
    struct Account {
        var position = 0.0
        var entryPrice = Double.nan
        var barsHeld = 0
    }

    /// A stage at work.
    private struct Running {
        var stage: RuleStage
        var slots: UnsafeMutablePointer<Double>
        var memory: UnsafeMutablePointer<Double>
        var indicators: [any StreamingIndicator]
        /// Where each link reads.
        var links: [UnsafePointer<Double>]
        var windows: BarWindows?
        var barCount = 0
        var session = -1
    }

    private var running: [Running] = []
    private var places: [Int: Int] = [:]
    private let calendar: TradingCalendar
    private var session = 0
    private let scratch: UnsafeMutablePointer<Double>
    private let base: Int
    private var others: [RuleMachine]
    /// Bars of the base clock at which every link was warm.
    private var barsWithWarmLinks = 0
    private let warmUp: RuleStage.WarmUp

    /// A machine for the stages of one symbol.
    ///
    /// - Parameters:
    ///   - program: The rules.
    ///   - symbol: Whose stages; `nil` for those of the traded instrument.
    ///   - calendar: When the instrument trades.
    ///   - others: The machines of the other instruments that the traded one's stages read.
    init(_ program: RuleProgram, symbol: String?, calendar: TradingCalendar, others: [(String, RuleMachine)] = []) {
        self.calendar = calendar
        self.others = others.map(\.1)
        let own = program.stages.indices.filter { program.stages[$0].clock.symbol == symbol }
        // Timeframes run before the bars of the data, so that a window that is complete is seen at once.
        let ordered =
            own.filter { program.stages[$0].clock.timeframe != nil }
            + own.filter { program.stages[$0].clock.timeframe == nil }
        base = ordered.firstIndex { program.stages[$0].clock.timeframe == nil } ?? -1
        scratch = .allocate(capacity: max(1, program.stages.flatMap(\.indicators).map(\.inputs.count).max() ?? 1))
        warmUp = base < 0 ? RuleStage.WarmUp() : program.stages[ordered[base]].warmUp
        for place in ordered {
            let stage = program.stages[place]
            let slots = UnsafeMutablePointer<Double>.allocate(capacity: max(1, stage.slotCount))
            slots.initialize(repeating: .nan, count: max(1, stage.slotCount))
            for constant in stage.constants { slots[Int(constant.slot)] = constant.value }
            let memory = UnsafeMutablePointer<Double>.allocate(capacity: max(1, stage.memoryCount))
            memory.initialize(repeating: .nan, count: max(1, stage.memoryCount))
            let links = stage.links.compactMap { link -> UnsafePointer<Double>? in
                if let inner = places[link.stage] { return UnsafePointer(running[inner].slots + Int(link.slot)) }
                let other = others.first { $0.0 == program.stages[link.stage].clock.symbol }?.1
                return other?.slots(ofStage: link.stage).map { $0 + Int(link.slot) }
            }
            invariant(links.count == stage.links.count, "a rule reads an instrument that was not given")
            places[place] = running.count
            running.append(
                Running(
                    stage: stage, slots: slots, memory: memory,
                    indicators: stage.indicators.map { $0.declaration.make($0.parameters) }, links: links,
                    windows: stage.clock.timeframe.map { BarWindows($0, calendar: calendar) }))
        }
    }

    deinit {
        for one in running {
            one.slots.deallocate()
            one.memory.deallocate()
        }
        scratch.deallocate()
    }

    /// The slots of a stage of the program, where it is one of this machine's.
    private func slots(ofStage place: Int) -> UnsafePointer<Double>? {
        places[place].map { UnsafePointer(running[$0].slots) }
    }

    /// The value of a slot of the base stage.
    func value(_ slot: Int32) -> Double { running[base].slots[Int(slot)] }

    /// The value of a slot of any stage of this machine.
    func value(_ slot: Int32, ofStage place: Int) -> Double {
        places[place].map { running[$0].slots[Int(slot)] } ?? .nan
    }

    /// Whether every input in use is defined from now on (S16).
    var isWarm: Bool {
        guard base >= 0 else { return true }
        return running[base].barCount > warmUp.first && (warmUp.afterLinks < 0 || barsWithWarmLinks > warmUp.afterLinks)
            && areLinksWarm
    }

    /// Whether the timeframes and the other instruments are warm.
    private var areLinksWarm: Bool {
        for place in running.indices where place != base {
            if running[place].barCount <= running[place].stage.warmUp.first { return false }
        }
        return others.allSatisfy(\.isWarm)
    }

    /// Takes the next bar of the instrument.
    ///
    /// Machines of other instruments must have taken theirs that end at the same instant.
    func update(_ bar: Bar, account: Account = Account()) {
        for place in running.indices where place != base {
            var complete: [Bar] = []
            running[place].windows?.add(bar) { complete.append($0) }
            for window in complete { run(place, window, Account()) }
        }
        guard base >= 0 else { return }
        if warmUp.afterLinks >= 0, barsWithWarmLinks > 0 || areLinksWarm { barsWithWarmLinks += 1 }
        run(base, bar, account)
    }

    private func run(_ place: Int, _ bar: Bar, _ account: Account) {
        let barCount = running[place].barCount
        running[place].barCount += 1
        let slots = running[place].slots
        let memory = running[place].memory
        for index in running[place].stage.operations.indices {
            let step = running[place].stage.operations[index]
            let value: Double
            switch step.code {
            case .open: value = bar.open
            case .high: value = bar.high
            case .low: value = bar.low
            case .close: value = bar.close
            case .volume: value = bar.volume
            case .typical, .middle, .average: value = RuleMachine.price(step.code, bar)
            case .timeOfDay: value = RuleMachine.timeOfDay(bar, calendar)
            case .weekday: value = Double(date(of: bar).weekday)
            case .sessionStart: value = isSessionStart(place, bar) ? 1 : 0
            case .position: value = account.position
            case .entryPrice: value = account.entryPrice
            case .barsHeld: value = account.position == 0 ? .nan : Double(account.barsHeld)
            case .profit: value = RuleMachine.profit(bar.close, account)
            case .negate, .absolute, .squareRoot, .logarithm, .exponential, .sign, .not:
                value = RuleOperation.unary(step.code, slots[Int(step.a)])
            case .select:
                value = RuleOperation.select(slots[Int(step.a)], slots[Int(step.b)], slots[Int(step.c)])
            case .lag:
                let cell = Int(step.c) + barCount % Int(step.b)
                value = memory[cell]
                memory[cell] = slots[Int(step.a)]
            case .crossesAbove, .crossesBelow:
                let (a, b) = (slots[Int(step.a)], slots[Int(step.b)])
                let cell = Int(step.c)
                value = RuleOperation.crosses(
                    isAbove: step.code == .crossesAbove, a, b, before: memory[cell], memory[cell + 1])
                memory[cell] = a
                memory[cell + 1] = b
            case .indicator:
                update(place, Int(step.a), slots)
                continue
            case .link: value = running[place].links[Int(step.a)].pointee
            default: value = RuleOperation.binary(step.code, slots[Int(step.a)], slots[Int(step.b)])
            }
            slots[Int(step.result)] = value
        }
    }

    private func update(_ place: Int, _ index: Int, _ slots: UnsafeMutablePointer<Double>) {
        let inputCount = running[place].stage.indicators[index].inputs.count
        for input in 0..<inputCount {
            scratch[input] = slots[Int(running[place].stage.indicators[index].inputs[input])]
        }
        let first = Int(running[place].stage.indicators[index].firstOutput)
        let outputCount = running[place].stage.indicators[index].declaration.outputs.count
        running[place].indicators[index].update(
            UnsafeBufferPointer(start: scratch, count: inputCount),
            into: UnsafeMutableBufferPointer(start: slots + first, count: outputCount))
    }

    private func date(of bar: Bar) -> CivilDate {
        while session < calendar.sessions.count, calendar.sessions[session].close <= bar.start { session += 1 }
        return session < calendar.sessions.count
            ? calendar.sessions[session].date : calendar.zone.localDate(at: bar.start)
    }

    private func isSessionStart(_ place: Int, _ bar: Bar) -> Bool {
        let day = Int(date(of: bar).daysSinceEpoch)
        defer { running[place].session = day }
        return running[place].barCount == 1 || running[place].session != day
    }

    /// A price made of several.
    static func price(_ code: RuleOperation.Code, _ bar: Bar) -> Double {
        switch code {
        case .typical: (bar.high + bar.low + bar.close) / 3
        case .middle: (bar.high + bar.low) / 2
        default: (bar.open + bar.high + bar.low + bar.close) / 4
        }
    }

    /// Minutes since midnight at a bar's end on the exchange's clocks.
    static func timeOfDay(_ bar: Bar, _ calendar: TradingCalendar) -> Double {
        Double(calendar.zone.localNanosecondsOfDay(at: bar.end)) / Double(Timestamp.minute)
    }

    private static func profit(_ close: Price, _ account: Account) -> Double {
        guard account.position != 0 else { return .nan }
        let change = 100 * (close - account.entryPrice) / account.entryPrice
        return account.position > 0 ? change : -change
    }
}
