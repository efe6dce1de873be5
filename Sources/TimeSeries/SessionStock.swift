import Core

/// The bars of one instrument by session.
struct SessionStock: Sendable {
    /// The series, in the units after the last split.
    let series: BarSeries
    /// For each session the place of its first bar, and at last the number of bars.
    private let starts: [Int]
    /// The sessions from that of the first bar to that of the last.
    let listed: Range<Int>
    /// Whether no session has more than one bar.
    private let isSingle: Bool
    /// Whether prices are moved by ratios.
    private let isPositive: Bool
    /// Whether prices are whole ticks.
    private let isOnTicks: Bool
    /// The dividends of each session.
    private let dividends: [Int: [CorporateAction]]

    init(_ series: BarSeries, places: [SessionPool.Place]) {
        self.series = series
        var starts: [Int] = [0]
        starts.reserveCapacity(places.count + 1)
        for place in places {
            var next = starts[starts.count - 1]
            while next < series.count, series.end[next] <= place.last.nanoseconds { next += 1 }
            starts.append(next)
        }
        self.starts = starts
        invariant(starts[places.count] == series.count, "a bar of \(series.instrument.symbol) is in no session")
        let counts = places.indices.map { starts[$0 + 1] - starts[$0] }
        let first = counts.firstIndex { $0 > 0 } ?? 0
        listed = first..<(counts.lastIndex { $0 > 0 }.map { $0 + 1 } ?? first)
        isSingle = counts.allSatisfy { $0 <= 1 }
        isPositive = series.low.allSatisfy { $0 > 0 }
        isOnTicks = series.isOnTicks
        var dividends: [Int: [CorporateAction]] = [:]
        for action in series.actions {
            guard case .dividend = action.kind else { continue }
            let place = places.firstPlace { $0.last > action.instant }
            if place < places.count { dividends[place, default: []].append(action) }
        }
        self.dividends = dividends
    }

    /// The places of the bars of a session.
    func bars(in session: Int) -> Range<Int> { starts[session]..<starts[session + 1] }

    /// The series in which each session has the bars of a drawn one.
    func history(of drawn: [Int], places: [SessionPool.Place]) -> BarSeries {
        var made = SessionChain(capacity: series.count, tick: isOnTicks ? series.instrument.tickSize : 0)
        var actions: [CorporateAction] = []
        // The data begin at their first open.
        var last = series.open.first ?? 0
        for session in listed {
            let source = drawn[session]
            let bars = bars(in: source)
            guard let first = bars.first else { continue }
            let before = first > 0 ? series.close[first - 1] : series.open[0]
            let move = PriceMove(from: before, to: last, isRatio: isPositive)
            let count = made.count
            if isSingle {
                guard let own = self.bars(in: session).first else { continue }
                made.add(series, first, start: series.start[own], end: series.end[own], move)
            } else {
                add(bars, from: places[source], to: places[session], &made, move)
            }
            guard made.count > count else { continue }
            let opening = min(places[session].open, Timestamp(nanoseconds: made.start[count]))
            for action in dividends[source] ?? [] {
                actions.append(moved(action, to: opening, on: places[session].date, move))
            }
            last = move.price(series.close[made.lastSource])
        }
        // A series has a bar at least.
        if made.count == 0, series.count > 0 {
            made.add(series, 0, start: series.start[0], end: series.end[0], PriceMove(from: 1, to: 1, isRatio: true))
        }
        let ending = PriceMove(from: series.close.last ?? last, to: last, isRatio: isPositive)
        for action in series.actions {
            guard case .delisting(let price) = action.kind else { continue }
            var action = action
            action.kind = .delisting(price: price.map(ending.price))
            actions.append(action)
        }
        return made.series(like: series).with(actions)
    }

    /// Adds the bars of a session as long after its open as they came in theirs.
    private func add(
        _ bars: Range<Int>, from source: SessionPool.Place, to target: SessionPool.Place, _ made: inout SessionChain,
        _ move: PriceMove
    ) {
        let shift = target.open.nanoseconds - source.open.nanoseconds
        for bar in bars {
            let (start, end) = (series.start[bar] + shift, series.end[bar] + shift)
            guard end <= target.close.nanoseconds, start >= made.end.last ?? .min else { continue }
            made.add(series, bar, start: start, end: end, move)
        }
    }

    /// A dividend as the same share of the price before it.
    private func moved(
        _ action: CorporateAction, to instant: Timestamp, on date: CivilDate, _ move: PriceMove
    ) -> CorporateAction {
        guard case .dividend(let amount, let paid) = action.kind else { return action }
        return CorporateAction(
            date: date, instant: instant,
            kind: .dividend(amount: amount * move.ratio, paid: instant + (paid - action.instant)),
            currency: action.currency)
    }
}

/// How prices of one place in the data become those of another place in a history.
struct PriceMove {
    /// By what an amount of money a unit is multiplied.
    let ratio: Double
    private let difference: Double

    /// A move that takes one price to another, by their ratio or by their difference.
    init(from before: Price, to last: Price, isRatio: Bool) {
        ratio = isRatio ? last / before : 1
        difference = isRatio ? 0 : last - before
    }

    /// The price there.
    func price(_ price: Price) -> Price { price * ratio + difference }
}

/// The columns of a history that grows bar by bar.
struct SessionChain {
    private(set) var start: [Int64]
    private(set) var end: [Int64]
    private var open: [Price]
    private var high: [Price]
    private var low: [Price]
    private var close: [Price]
    private var volume: [Quantity]
    private var isFilled: [Bool] = []
    /// The place in the data of the bar that was added last.
    private(set) var lastSource = 0
    private let tick: Price

    init(capacity: Int, tick: Price) {
        func room() -> [Double] { LongArray.room(for: capacity, of: Double.self) }
        start = LongArray.room(for: capacity, of: Int64.self)
        end = LongArray.room(for: capacity, of: Int64.self)
        (open, high, low, close, volume) = (room(), room(), room(), room(), room())
        self.tick = tick
    }

    var count: Int { close.count }

    /// Adds a bar of a series at other times and prices.
    mutating func add(_ series: BarSeries, _ bar: Int, start: Int64, end: Int64, _ move: PriceMove) {
        // A price that is rounded stays above zero.
        func price(_ price: Price) -> Price {
            let moved = move.price(price)
            guard tick > 0 else { return moved }
            let rounded = (moved / tick).rounded() * tick
            return moved > 0 ? max(rounded, tick) : rounded
        }
        lastSource = bar
        self.start.append(start)
        self.end.append(end)
        open.append(price(series.open[bar]))
        high.append(price(series.high[bar]))
        low.append(price(series.low[bar]))
        close.append(price(series.close[bar]))
        volume.append(series.volume[bar])
        if !series.isFilled.isEmpty { isFilled.append(series.isFilled[bar]) }
    }

    /// The bars as a series with the instrument and calendar of another.
    func series(like other: BarSeries) -> BarSeries {
        BarSeries(
            instrument: other.instrument, calendar: other.calendar, content: other.content, start: start, end: end,
            open: open, high: high, low: low, close: close, volume: volume, isFilled: isFilled)
    }
}

extension BarSeries {
    /// Whether every close is a whole number of ticks, to a millionth of one; `false` without a tick.
    public var isOnTicks: Bool {
        let tick = instrument.tickSize
        guard tick > 0 else { return false }
        return close.allSatisfy { abs($0 / tick - ($0 / tick).rounded()) < 1e-6 }
    }
}
