import Indicators

/// What is computed at each bar of one clock, in order: the operations of all rules, each once.
struct RuleStage: Sendable {
    /// An indicator in use.
    struct Indicator: Sendable {
        var declaration: IndicatorDeclaration
        var parameters: [Double]
        /// The slots of its inputs.
        var inputs: [Int32]
        /// The first of the slots of its outputs, which lie side by side.
        var firstOutput: Int32
    }

    /// A value of another clock.
    struct Link: Hashable, Sendable {
        /// The place of the other clock's stage.
        var stage: Int
        /// The slot there.
        var slot: Int32
    }

    /// From which bar on a slot is defined.
    struct WarmUp: Hashable, Sendable {
        /// The first bar of the clock, counted from 0.
        var first = 0
        /// How many bars after the first one at which every link is warm; −1 where no link is read.
        var afterLinks = -1

        /// What has two inputs is warm with the later.
        func joined(_ other: WarmUp) -> WarmUp {
            WarmUp(first: max(first, other.first), afterLinks: max(afterLinks, other.afterLinks))
        }

        /// As many bars later.
        func later(by bars: Int) -> WarmUp {
            WarmUp(first: first + bars, afterLinks: afterLinks < 0 ? -1 : afterLinks + bars)
        }
    }

    let clock: RuleClock
    private(set) var operations: [RuleOperation] = []
    private(set) var indicators: [Indicator] = []
    private(set) var links: [Link] = []
    /// Slots that never change, with their values.
    private(set) var constants: [(slot: Int32, value: Double)] = []
    private(set) var slotCount = 0
    /// Numbers of memory that lags and crossings need.
    private(set) var memoryCount = 0
    private(set) var warmUps: [WarmUp] = []
    /// Whether any slot needs what only a simulation knows.
    private(set) var dependsOnAccount: [Bool] = []

    private var isUsed: [Bool] = []
    private var known: [Key: Int32] = [:]

    /// What makes two operations the same.
    private enum Key: Hashable {
        case constant(UInt64)
        case operation(RuleOperation.Code, Int32, Int32, Int32)
        case indicator(String, [UInt64], [Int32])
    }

    init(clock: RuleClock) {
        self.clock = clock
    }

    /// The slot of a constant.
    mutating func constant(_ value: Double) -> Int32 {
        let key = Key.constant(value.bitPattern)
        if let slot = known[key] { return slot }
        let slot = newSlot(key, false)
        constants.append((slot, value))
        return slot
    }

    /// The slot of an operation without memory.
    mutating func operation(_ code: RuleOperation.Code, _ operands: [Int32] = []) -> Int32 {
        let places = operands + [0, 0, 0]
        let key = Key.operation(code, places[0], places[1], places[2])
        if let slot = known[key] { return slot }
        let isOfAccount =
            switch code {
            case .position, .entryPrice, .barsHeld, .profit: true
            default: operands.contains { dependsOnAccount[Int($0)] }
            }
        let slot = newSlot(key, isOfAccount)
        add(RuleOperation(code: code, a: places[0], b: places[1], c: places[2], result: slot))
        return slot
    }

    /// The slot of a value some bars before.
    mutating func lag(_ operand: Int32, by bars: Int) -> Int32 {
        guard bars > 0 else { return operand }
        let key = Key.operation(.lag, operand, Int32(bars), 0)
        if let slot = known[key] { return slot }
        let slot = newSlot(key, dependsOnAccount[Int(operand)])
        add(RuleOperation(code: .lag, a: operand, b: Int32(bars), c: Int32(memoryCount), result: slot))
        memoryCount += bars
        return slot
    }

    /// The slot of a crossing.
    mutating func crossing(_ code: RuleOperation.Code, _ a: Int32, _ b: Int32) -> Int32 {
        let key = Key.operation(code, a, b, 0)
        if let slot = known[key] { return slot }
        let slot = newSlot(key, dependsOnAccount[Int(a)] || dependsOnAccount[Int(b)])
        add(RuleOperation(code: code, a: a, b: b, c: Int32(memoryCount), result: slot))
        memoryCount += 2
        return slot
    }

    /// The slot of a value of another clock.
    mutating func link(_ link: Link) -> Int32 {
        if let place = links.firstIndex(of: link), let slot = known[.operation(.link, Int32(place), 0, 0)] {
            return slot
        }
        links.append(link)
        let place = Int32(links.count - 1)
        let slot = newSlot(.operation(.link, place, 0, 0), false)
        add(RuleOperation(code: .link, a: place, result: slot))
        return slot
    }

    /// The slot of an output of an indicator.
    mutating func indicator(
        _ declaration: IndicatorDeclaration, parameters: [Double], inputs: [Int32], output: Int
    ) -> Int32 {
        let key = Key.indicator(declaration.name, parameters.map(\.bitPattern), inputs)
        if let first = known[key] {
            isUsed[Int(first) + output] = true
            return first + Int32(output)
        }
        let isOfAccount = inputs.contains { dependsOnAccount[Int($0)] }
        let first = newSlot(key, isOfAccount)
        for _ in declaration.outputs.dropFirst() { _ = newSlot(nil, isOfAccount) }
        // Outputs that no rule names need not be warm.
        for other in declaration.outputs.indices { isUsed[Int(first) + other] = output == other }
        indicators.append(
            Indicator(declaration: declaration, parameters: parameters, inputs: inputs, firstOutput: first))
        add(RuleOperation(code: .indicator, a: Int32(indicators.count - 1), result: first))
        return first + Int32(output)
    }

    /// Gives the indicator whose outputs begin at a slot another number; `refreshWarmUps` is due then.
    ///
    /// - Returns: `false` where there is none, or it cannot have the number.
    mutating func set(_ place: Int, ofIndicatorAt firstOutput: Int32, to value: Double) -> Bool {
        guard let indicator = indicators.firstIndex(where: { $0.firstOutput == firstOutput }),
            indicators[indicator].declaration.parameters[place].allows(value)
        else { return false }
        indicators[indicator].parameters[place] = value
        return true
    }

    /// Finds anew from which bar on each slot is defined.
    mutating func refreshWarmUps() {
        for step in operations { findWarmUp(of: step) }
    }

    /// Forgets what only further compilation asks for.
    mutating func seal() { known = [:] }

    /// From which bar on all that is in use is defined.
    var warmUp: WarmUp { zip(warmUps, isUsed).reduce(WarmUp()) { $1.1 ? $0.joined($1.0) : $0 } }

    private mutating func add(_ step: RuleOperation) {
        operations.append(step)
        findWarmUp(of: step)
    }

    /// Finds from which bar on the results of an operation are defined, after those of its operands.
    private mutating func findWarmUp(of step: RuleOperation) {
        let result = Int(step.result)
        switch step.code {
        case .link: warmUps[result] = WarmUp(first: 0, afterLinks: 0)
        case .lag: warmUps[result] = joined(step.operands).later(by: Int(step.b))
        case .crossesAbove, .crossesBelow: warmUps[result] = joined(step.operands).later(by: 1)
        case .indicator:
            let indicator = indicators[Int(step.a)]
            let inputsWarm = joined(indicator.inputs)
            for output in indicator.declaration.outputs.indices {
                let first = indicator.declaration.firstDefined(indicator.parameters, output: output)
                warmUps[result + output] = inputsWarm.later(by: first)
            }
        default: warmUps[result] = joined(step.operands)
        }
    }

    private func joined(_ operands: [Int32]) -> WarmUp {
        operands.reduce(WarmUp()) { $0.joined(warmUps[Int($1)]) }
    }

    private mutating func newSlot(_ key: Key?, _ isOfAccount: Bool) -> Int32 {
        let slot = Int32(slotCount)
        slotCount += 1
        warmUps.append(WarmUp())
        dependsOnAccount.append(isOfAccount)
        isUsed.append(true)
        if let key { known[key] = slot }
        return slot
    }
}
