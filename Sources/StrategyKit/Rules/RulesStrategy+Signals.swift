public import Simulation
public import TimeSeries

/// Rules whose entries and exits are market orders, without stops or targets, are signals and no more (S78).
extension RulesStrategy: SignallingStrategy {
    /// Evaluates the rules over all bars.
    ///
    /// - Returns: `nil` where rules read the account, where an order waits for a price, or for more than one instrument.
    public func marketSignals(on panel: Panel) -> MarketSignals? {
        guard tradedInstruments.count == 1, program.sendsMarketOrdersOnly, !program.dependsOnAccount,
            let values = RuleSignals(
                program, of: tradedInstruments[0], in: panel, store: store ?? ColumnStore())
        else { return nil }
        var signals = MarketSignals(tradedInstruments[0], size: values.entrySize(program.size))
        signals.firstWarm = values.firstWarm
        signals.enterLong = values.enterLong
        signals.exitLong = values.exitLong
        signals.enterShort = values.enterShort
        signals.exitShort = values.exitShort
        signals.exitAfter = program.exitAfter
        return signals
    }
}

extension RuleProgram {
    /// Whether no order waits for a price.
    var sendsMarketOrdersOnly: Bool {
        timeInForce(of: .market) == .goodTillCancelled && stopLoss == nil && takeProfit == nil && trailingStop == nil
            && [long, short].allSatisfy { $0?.limit == nil && $0?.stop == nil }
    }
}
