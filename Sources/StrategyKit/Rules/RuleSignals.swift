import Core
import Simulation
import TimeSeries

/// What rules say at every bar of one instrument, computed before a run.
///
/// A class, so that a step costs no counting of the columns' references.
final class RuleSignals: RuleValues {
    /// The first warm bar; the greatest number where none is.
    let firstWarm: Int
    private let columns: RuleColumns
    let enterLong: BitColumn?
    let exitLong: BitColumn?
    let enterShort: BitColumn?
    let exitShort: BitColumn?

    /// Evaluates the rules of a program that reads nothing of the account.
    ///
    /// - Returns: `nil` where a symbol that the rules read is not in the panel.
    init?(_ program: RuleProgram, of instrument: InstrumentIndex, in panel: Panel, store: ColumnStore) {
        guard let columns = RuleColumns(program, of: instrument, in: panel, store: store) else { return nil }
        self.columns = columns
        firstWarm = columns.firstWarmBar ?? .max
        enterLong = (program.long?.enter).flatMap { columns.holds($0) }
        exitLong = (program.long?.exit).flatMap { columns.holds($0) }
        enterShort = (program.short?.enter).flatMap { columns.holds($0) }
        exitShort = (program.short?.exit).flatMap { columns.holds($0) }
    }

    /// The bar of which values are asked.
    var bar = 0

    func value(_ slot: Int32) -> Double { columns.value(slot, at: bar) }

    /// The sizes of entries.
    func entrySize(_ size: RuleProgram.Size) -> MarketSignals.EntrySize {
        if columns.isConstant(size.slot), let same = size.orderSize(self) { return .same(same) }
        return .atBar { bar in
            self.bar = bar
            return size.orderSize(self)
        }
    }

    /// The first bar from one on at which an entry or exit that a position leaves room for is signalled.
    func first(from bar: Int, _ position: Position) -> Int {
        let from = max(bar, firstWarm)
        func first(_ signals: BitColumn?) -> Int {
            guard let signals, from < signals.count else { return .max }
            let place = signals.first(from: from)
            return place < signals.count ? place : .max
        }
        if position.isFlat { return min(first(enterLong), first(enterShort)) }
        return position.isLong ? min(first(exitLong), first(enterShort)) : min(first(exitShort), first(enterLong))
    }
}
