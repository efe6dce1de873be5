import Indicators
public import Simulation

/// Compiled rules: what is computed at each bar, and what the results mean for orders.
///
/// It has no state.
/// The program without rules, which `init()` makes, trades nothing.
public struct RuleProgram: StrategyParameters {
    /// How far an exit lies from its reference, by the slot of its value.
    enum Distance: Hashable, Sendable {
        case percent(Int32)
        case amount(Int32)
        case price(Int32)
    }

    /// A stop loss or a target.
    struct Exit: Hashable, Sendable {
        var distance: Distance
        var reference: RulesConfiguration.Reference
    }

    /// How much an entry trades, by the slot of its value.
    enum Size: Hashable, Sendable {
        case units(Int32)
        case percentOfEquity(Int32)
        case percentOfCash(Int32)
        case cash(Int32)
    }

    /// The rules of one side, by their slots.
    struct Side: Hashable, Sendable {
        var enter: Int32
        var exit: Int32?
        var limit: Int32?
        var stop: Int32?
    }

    /// What is computed: the traded instrument's own bars first.
    var stages: [RuleStage] = [RuleStage(clock: .own)]
    var long: Side?
    var short: Side?
    var size = Size.percentOfEquity(0)
    var stopLoss: Exit?
    var takeProfit: Exit?
    var trailingStop: Distance?
    var entryValidity = RulesConfiguration.EntryValidity.untilCancelled
    var exitAfter: Int?
    /// The symbols to trade; `nil` for all.
    public internal(set) var symbols: [String]?

    /// A program that trades nothing.
    public init() {}

    /// Rules have parameters of their own, bound when they are compiled.
    public static var declarations: [ParameterDeclaration<RuleProgram>] { [] }

    /// The number of the traded instrument's bars before its inputs are warm; inputs on other clocks may need longer.
    public var warmUpBars: Int { max(stages[0].warmUp.first, 0) }

    /// The symbols of other instruments that the rules read, in the order of first use.
    public var otherSymbols: [String] {
        var symbols: [String] = []
        for stage in stages {
            if let symbol = stage.clock.symbol, !symbols.contains(symbol) { symbols.append(symbol) }
        }
        return symbols
    }
}
