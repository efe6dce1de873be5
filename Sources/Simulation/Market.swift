public import Core
public import TimeSeries

/// What is known at a decision instant: completed bars, positions, money.
///
/// It cannot be kept or copied.
public struct Market: ~Copyable {
    @usableFromInline let columns: UnsafePointer<Columns>
    @usableFromInline let positions: UnsafePointer<Position>
    @usableFromInline let books: UnsafePointer<[Order]>
    /// The number of instruments.
    public let instrumentCount: Int
    /// The present: the end of the bars just completed.
    public let now: Timestamp
    /// The place of this decision instant, counted from 0.
    public let step: Int
    /// Cash and dividends owed plus the market value of what is held, in the account's currency.
    public let equity: Cash
    /// Money, what short sales brought in included.
    public let cash: Cash
    @usableFromInline let log: UnsafePointer<[Event]>
    @usableFromInline let firstUnseen: Int
    /// By how much the history of each instrument changed since the last decision; `nil` where none did.
    @usableFromInline let rescaling: UnsafePointer<Double>?
    @usableFromInline let terms: UnsafePointer<TradingTerms>

    init(
        columns: UnsafePointer<Columns>, positions: UnsafePointer<Position>, books: UnsafePointer<[Order]>,
        instrumentCount: Int, now: Timestamp, step: Int, equity: Cash, cash: Cash, log: UnsafePointer<[Event]>,
        firstUnseen: Int, rescaling: UnsafePointer<Double>?, terms: UnsafePointer<TradingTerms>
    ) {
        self.columns = columns
        self.positions = positions
        self.books = books
        self.instrumentCount = instrumentCount
        self.now = now
        self.step = step
        self.equity = equity
        self.cash = cash
        self.log = log
        self.firstUnseen = firstUnseen
        self.rescaling = rescaling
        self.terms = terms
    }

    /// Whether a split since the last decision has brought the past of any instrument into other units.
    ///
    /// What a strategy has computed from earlier bars of it is then in old units: see `Strategy`.
    @inlinable
    public var hasRescaledHistory: Bool { rescaling != nil }

    /// New units for an old one, of all splits of an instrument since the last decision; 1 where there was none.
    ///
    /// Completed bars before the split have been brought into new units: prices divided by it, volumes multiplied.
    @inlinable
    public func rescaling(of instrument: InstrumentIndex) -> Double {
        rescaling.map { $0[checked(instrument)] } ?? 1
    }

    /// Calls with every completed bar of an instrument before the one that ended just now, oldest first, as they are
    /// known at this moment: for strategies that compute anew after a split.
    public func forEachEarlierBar(of instrument: InstrumentIndex, _ body: (Bar) -> Void) {
        let newest = hasNewBar(instrument) ? 1 : 0
        for ago in stride(from: barCount(of: instrument) - 1, through: newest, by: -1) {
            body(bar(instrument, ago: ago))
        }
    }

    /// What happened since the last decision: fills, refusals, expiries.
    @inlinable
    public var recentEvents: [Event] { hasRecentEvents ? Array(log.pointee[firstUnseen...]) : [] }

    /// Whether anything happened since the last decision.
    @inlinable
    public var hasRecentEvents: Bool { log.pointee.count > firstUnseen }

    /// The number of completed bars of an instrument.
    @inlinable
    public func barCount(of instrument: InstrumentIndex) -> Int {
        columns[checked(instrument)].completed
    }

    /// Whether a bar of the instrument ended just now.
    ///
    /// Without one its last price is stale (S3).
    @inlinable
    public func hasNewBar(_ instrument: InstrumentIndex) -> Bool {
        columns[checked(instrument)].isDue
    }

    /// The close of a completed bar: the last, or so many bars before it.
    ///
    /// - Precondition: the bar exists: `ago < barCount(of: instrument)`.
    @inlinable
    public func close(_ instrument: InstrumentIndex, ago: Int = 0) -> Price {
        let column = columns[checked(instrument)]
        return column.close[checked(ago, column)]
    }

    /// The open of a completed bar.
    @inlinable
    public func open(_ instrument: InstrumentIndex, ago: Int = 0) -> Price {
        let column = columns[checked(instrument)]
        return column.open[checked(ago, column)]
    }

    /// The high of a completed bar.
    @inlinable
    public func high(_ instrument: InstrumentIndex, ago: Int = 0) -> Price {
        let column = columns[checked(instrument)]
        return column.high[checked(ago, column)]
    }

    /// The low of a completed bar.
    @inlinable
    public func low(_ instrument: InstrumentIndex, ago: Int = 0) -> Price {
        let column = columns[checked(instrument)]
        return column.low[checked(ago, column)]
    }

    /// The volume of a completed bar; `nan` where unknown.
    @inlinable
    public func volume(_ instrument: InstrumentIndex, ago: Int = 0) -> Quantity {
        let column = columns[checked(instrument)]
        return column.volume[checked(ago, column)]
    }

    /// A completed bar: the last, or so many bars before it.
    @inlinable
    public func bar(_ instrument: InstrumentIndex, ago: Int = 0) -> Bar {
        let column = columns[checked(instrument)]
        let place = checked(ago, column)
        return Bar(
            start: Timestamp(nanoseconds: column.start[place]), end: Timestamp(nanoseconds: column.end[place]),
            open: column.open[place], high: column.high[place], low: column.low[place], close: column.close[place],
            volume: column.volume[place])
    }

    /// What one unit of an instrument's currency is worth in the account's now (S51): 1 where they are the same, `nan`
    /// while no rate is known.
    @inlinable
    public func rate(of instrument: InstrumentIndex) -> Double { terms[checked(instrument)].rate }

    /// What one unit is worth at its last close, in the account's currency: the close times the instrument's multiplier
    /// and its rate.
    ///
    /// `nan` while no rate is known (S51): no order for it is taken then.
    ///
    /// - Precondition: the instrument has a completed bar.
    @inlinable
    public func unitValue(of instrument: InstrumentIndex) -> Cash {
        close(instrument) * terms[checked(instrument)].multiplier
    }

    /// What is held of an instrument.
    @inlinable
    public func position(of instrument: InstrumentIndex) -> Position {
        positions[checked(instrument)]
    }

    /// The orders that wait in an instrument, exits of open entries included, in order of submission.
    @inlinable
    public func workingOrders(in instrument: InstrumentIndex) -> [Order] {
        books[checked(instrument)]
    }

    /// Whether any order waits in an instrument.
    @inlinable
    public func hasWorkingOrders(in instrument: InstrumentIndex) -> Bool {
        !books[checked(instrument)].isEmpty
    }

    @usableFromInline
    @inline(__always)
    func checked(_ instrument: InstrumentIndex) -> Int {
        precondition(instrument.place >= 0 && instrument.place < instrumentCount, "no such instrument")
        return instrument.place
    }

    @usableFromInline
    @inline(__always)
    func checked(_ ago: Int, _ column: Columns) -> Int {
        let place = column.completed - 1 - ago
        precondition(ago >= 0 && place >= 0, "a strategy asked for a bar that has not ended yet or never was")
        return place
    }
}
