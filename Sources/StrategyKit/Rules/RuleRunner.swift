import Core
import Indicators
import TimeSeries

/// One stage at work: its slots, its memory and its indicators.
///
/// A class with memory of its own, so that a bar costs neither copies nor checks of exclusive access.
final class RuleRunner {
    /// An indicator at work.
    private struct Indicator {
        var indicator: any StreamingIndicator
        var inputs: [Int32]
        var outputs: UnsafeMutableBufferPointer<Double>
    }

    let stage: RuleStage
    let warmUp: RuleStage.WarmUp
    /// The bars taken.
    private(set) var barCount = 0
    let slots: UnsafeMutablePointer<Double>
    private let memory: UnsafeMutablePointer<Double>
    private let operations: UnsafeMutableBufferPointer<RuleOperation>
    private let indicators: UnsafeMutableBufferPointer<Indicator>
    private let links: [UnsafePointer<Double>]
    private let scratch: UnsafeMutablePointer<Double>
    private var windows: BarWindows?
    private let calendar: TradingCalendar
    private let sessionCount: Int
    private var session = 0
    private var lastDate = CivilDate(daysSinceEpoch: .min)

    /// A stage in its starting state, with the places that its links read.
    init(_ stage: RuleStage, calendar: TradingCalendar, links: [UnsafePointer<Double>]) {
        self.stage = stage
        self.calendar = calendar
        self.links = links
        warmUp = stage.warmUp
        sessionCount = calendar.sessions.count
        windows = stage.clock.timeframe.map { BarWindows($0, calendar: calendar) }
        slots = .allocate(capacity: max(1, stage.slotCount))
        slots.initialize(repeating: .nan, count: max(1, stage.slotCount))
        for constant in stage.constants { slots[Int(constant.slot)] = constant.value }
        memory = .allocate(capacity: max(1, stage.memoryCount))
        memory.initialize(repeating: .nan, count: max(1, stage.memoryCount))
        operations = .allocate(capacity: stage.operations.count)
        _ = operations.initialize(from: stage.operations)
        indicators = .allocate(capacity: stage.indicators.count)
        for (place, one) in stage.indicators.enumerated() {
            let outputs = UnsafeMutableBufferPointer(
                start: slots + Int(one.firstOutput), count: one.declaration.outputs.count)
            (indicators.baseAddress.map { $0 + place })?.initialize(
                to: Indicator(
                    indicator: one.declaration.make(one.parameters), inputs: one.inputs, outputs: outputs))
        }
        scratch = .allocate(capacity: max(1, stage.indicators.map(\.inputs.count).max() ?? 1))
    }

    deinit {
        slots.deallocate()
        memory.deallocate()
        operations.deallocate()
        indicators.deinitialize()
        indicators.deallocate()
        scratch.deallocate()
    }

    /// Whether as many bars were taken as the inputs of this stage need, links aside.
    var hasEnoughBars: Bool { barCount > warmUp.first }

    /// Takes a bar of the data on behalf of a timeframe: runs on each window that is complete with it.
    func gather(_ bar: Bar) {
        var complete: (Bar?, Bar?) = (nil, nil)
        windows?.add(bar) { window in
            if complete.0 == nil { complete.0 = window } else { complete.1 = window }
        }
        if let window = complete.0 { run(window, RuleMachine.Account()) }
        if let window = complete.1 { run(window, RuleMachine.Account()) }
    }

    /// Takes a bar of this stage's clock.
    func run(_ bar: Bar, _ account: RuleMachine.Account) {
        let slots = slots
        let memory = memory
        let before = barCount
        barCount += 1
        for step in operations {
            let value: Double
            switch step.code {
            case .open: value = bar.open
            case .high: value = bar.high
            case .low: value = bar.low
            case .close: value = bar.close
            case .volume: value = bar.volume
            case .typical, .middle, .average: value = RuleOperation.price(step.code, bar)
            case .timeOfDay: value = RuleOperation.timeOfDay(bar, calendar)
            case .weekday: value = Double(date(of: bar).weekday)
            case .sessionStart:
                let date = date(of: bar)
                value = date == lastDate ? 0 : 1
                lastDate = date
            case .position: value = account.position
            case .entryPrice: value = account.entryPrice
            case .barsHeld: value = account.position == 0 ? .nan : Double(account.barsHeld)
            case .profit: value = account.profit(at: bar.close)
            case .negate, .absolute, .squareRoot, .logarithm, .exponential, .sign, .not:
                value = RuleOperation.unary(step.code, slots[Int(step.a)])
            case .select:
                value = RuleOperation.select(slots[Int(step.a)], slots[Int(step.b)], slots[Int(step.c)])
            case .lag:
                let cell = memory + (Int(step.c) + before % Int(step.b))
                value = cell.pointee
                cell.pointee = slots[Int(step.a)]
            case .crossesAbove, .crossesBelow:
                let (a, b) = (slots[Int(step.a)], slots[Int(step.b)])
                let cell = memory + Int(step.c)
                value = RuleOperation.crosses(isAbove: step.code == .crossesAbove, a, b, before: cell[0], cell[1])
                cell[0] = a
                cell[1] = b
            case .indicator:
                let inputCount = indicators[Int(step.a)].inputs.count
                for place in 0..<inputCount { scratch[place] = slots[Int(indicators[Int(step.a)].inputs[place])] }
                indicators[Int(step.a)].indicator.update(
                    UnsafeBufferPointer(start: scratch, count: inputCount), into: indicators[Int(step.a)].outputs)
                continue
            case .link: value = links[Int(step.a)].pointee
            case .add: value = slots[Int(step.a)] + slots[Int(step.b)]
            case .subtract: value = slots[Int(step.a)] - slots[Int(step.b)]
            case .multiply: value = slots[Int(step.a)] * slots[Int(step.b)]
            default: value = RuleOperation.binary(step.code, slots[Int(step.a)], slots[Int(step.b)])
            }
            slots[Int(step.result)] = value
        }
    }

    private func date(of bar: Bar) -> CivilDate {
        while session < sessionCount, calendar.sessions[session].close <= bar.start { session += 1 }
        return session < sessionCount ? calendar.sessions[session].date : calendar.zone.localDate(at: bar.start)
    }
}
