import Core
import TimeSeries

/// Orders inside bars of which finer bars are known (S27).
///
/// The finer bars of all instruments are met in order of time, so that what one order pays for or cancels is gone for the
/// next. Each is a bar of its own: what waited meets its open, which is a gap behind the bar before; then its range is met
/// by rank, pessimistically (S28); then trailing stops follow, and exits that woke in it have waited. A bar that is not
/// covered is met as a whole, at its end.
extension Venue {
    /// Orders meet the ranges of the bars that end now by their finer bars.
    mutating func meetFinerBars() {
        var walks: [FinerWalk] = []
        for place in 0..<count where columns[place].isDue {
            let bar = columns[place].completed
            // What is held is marked by finer bars even where no order waits: others are paid for with it.
            guard !books[place].isEmpty || positions[place].quantity != 0, !terms[place].hasClosesOnly,
                canTrade(place, bar: bar)
            else { continue }
            walks.append(walk(place, bar))
        }
        while let next = walks.lazy.compactMap(\.next).min() {
            if next.isStart {
                for turn in turns {
                    for walk in walks where walk.next == next { meetFinerOpen(walk, turn: turn) }
                }
            } else {
                for index in walks.indices where walks[index].next == next { meetFinerRange(&walks[index]) }
            }
            for index in walks.indices where walks[index].next == next { advance(&walks[index]) }
        }
        presentFiner = nil
        wake = .nextBar
    }

    /// The way through a bar, before its first finer one.
    private mutating func walk(_ place: Int, _ bar: Int) -> FinerWalk {
        let bounds = (start: columns[place].start[bar], end: columns[place].end[bar])
        let whole = columns[place].prices(of: bar)
        guard
            let places = finer[place]?.covering(
                from: bounds.start, to: bounds.end, high: whole.high, low: whole.low, tickSize: terms[place].tickSize),
            let first = finerPrices(place, places.lowerBound)
        else {
            return FinerWalk(place: place, left: 0..<1, isCovered: false, next: .init(time: bounds.end, isStart: false))
        }
        let last = finerPrices(place, places.upperBound - 1) ?? first
        lastFiner[place] = LastFiner(bar: bar, window: PriceWindow(high: last.high, low: last.low))
        // What waited has met the bar's open, and what woke there may use the first finer bar; where that opens elsewhere
        // it is a step that both have waited for.
        let isStep = first.open != whole.open
        for slot in books[place].indices where !books[place][slot].wakePrice.isNaN {
            if isStep { books[place][slot].wakePrice = .nan }
            books[place][slot].window = isStep ? .none : PriceWindow(high: first.high, low: first.low)
        }
        let start = finer[place]?.start[places.lowerBound] ?? bounds.start
        var walk = FinerWalk(place: place, left: places, isCovered: true, next: .init(time: start, isStart: true))
        if !isStep { advance(&walk) }
        return walk
    }

    /// Waiting orders meet the open of a finer bar.
    private mutating func meetFinerOpen(_ walk: FinerWalk, turn: UInt8) {
        let place = walk.place
        guard let bar = finerPrices(place, walk.left.lowerBound) else { return }
        presentFiner = bar
        wake = .window(PriceWindow(high: bar.high, low: bar.low))
        let present = columns[place].completed
        var last = OrderID.none
        while let slot = nextSlot(
            place, after: last, where: { $0.canMeetRange(of: present) && $0.turn == turn && $0.wakePrice.isNaN })
        {
            last = books[place][slot].id
            _ = meetLevel(place, slot, at: bar.open)
        }
    }

    /// Orders meet the range of a finer bar, or of a bar that is not covered.
    private mutating func meetFinerRange(_ walk: inout FinerWalk) {
        let place = walk.place
        guard walk.isCovered, let bar = finerPrices(place, walk.left.lowerBound) else {
            presentFiner = nil
            return meetRangeByRank(
                place, columns[place].prices(of: columns[place].completed), isReported: &walk.isReported)
        }
        presentFiner = bar
        meetRangeByRank(place, bar, isReported: &walk.isReported)
    }

    /// Goes on to the next instant of a way: from a finer bar's start to its end, from its end to the next one's start.
    ///
    /// The last finer bar is over when the whole bar is, after the close.
    private mutating func advance(_ walk: inout FinerWalk) {
        guard let next = walk.next, walk.isCovered, let bars = finer[walk.place], let present = walk.left.first,
            next.isStart || walk.left.count > 1
        else {
            walk.next = nil
            return
        }
        if next.isStart {
            walk.next = .init(time: bars.end[present], isStart: false)
        } else {
            follow(walk.place, PriceWindow(high: bars.high[present], low: bars.low[present]))
            lastPrice[walk.place] = bars.close[present]
            walk.left = walk.left.dropFirst()
            walk.next = .init(time: bars.start[present + 1], isStart: true)
        }
    }

    private func finerPrices(_ place: Int, _ bar: Int) -> BarPrices? {
        finer[place].map { BarPrices(open: $0.open[bar], high: $0.high[bar], low: $0.low[bar], close: $0.close[bar]) }
    }
}

/// The last finer bar that orders have met.
struct LastFiner {
    /// The bar in which it lies.
    var bar = -1
    /// Its range.
    var window = PriceWindow.none
}

/// How far orders have come through the finer bars of a bar.
private struct FinerWalk {
    /// When something happens: ends come before starts (S2).
    struct Instant: Comparable {
        var time: Int64
        var isStart: Bool

        static func < (lhs: Instant, rhs: Instant) -> Bool {
            lhs.time != rhs.time ? lhs.time < rhs.time : !lhs.isStart && rhs.isStart
        }
    }

    /// The instrument.
    let place: Int
    /// The finer bars to come, the present one first.
    var left: Range<Int>
    /// Whether they cover the bar.
    let isCovered: Bool
    /// When the present one starts or ends; `nil` at the end of the way.
    var next: Instant?
    /// Whether it is in the log that the bar is ambiguous.
    var isReported = false
}
