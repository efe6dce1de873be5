public import Core

/// A bar of a higher timeframe with the window that it stands for.
public struct ResampledBar: Hashable, Sendable {
    /// The bar, from where trading in the window starts to where it is complete.
    public var bar: Bar
    /// The window.
    public var window: Window
    /// The number of bars in it.
    public var barCount: Int
}

/// Why bars cannot be made into bars of a higher timeframe.
public enum ResampleError: Error, Hashable, Sendable {
    /// A bar that reaches over the edge of its window.
    case straddles(bar: Range<Timestamp>, window: Range<Timestamp>)
    /// A bar before the end of the one pushed last.
    case outOfOrder(start: Timestamp, previousEnd: Timestamp)
}

extension ResampleError: CustomStringConvertible {
    /// What is wrong and what to do about it.
    public var description: String {
        switch self {
        case .straddles(let bar, let window):
            "the bar from \(bar.lowerBound) to \(bar.upperBound) reaches over the edge of the window from "
                + "\(window.lowerBound) to \(window.upperBound); choose a window that whole bars fill, or another anchor"
        case .outOfOrder(let start, let previousEnd):
            "a bar starts at \(start), before the last one's end at \(previousEnd)"
        }
    }
}

/// Makes bars of a higher timeframe out of bars, one at a time: first, max, min, last, sum (S13).
///
/// A bar comes out when its window is complete, which the calendar tells (S14): with the last bar of the session, the
/// day before a holiday too. The last, incomplete window never comes out. The same value serves whole columns and bars
/// as they arrive.
public struct Resampler: Sendable {
    /// What to do with bars outside sessions.
    public enum OutsideBars: String, CaseIterable, Sendable {
        /// Take them until the window is complete: an opening print before the open belongs to the day, trading after
        /// the close does not.
        case untilComplete
        /// Leave them out.
        case exclude
        /// Take them all; a window is then complete at its end, not at the session's close.
        case include
    }

    /// The grid of windows.
    public let grid: WindowGrid
    /// What happens to bars outside sessions.
    public let outsideBars: OutsideBars
    private var window: Window?
    private var bar: Bar?
    private var barCount = 0
    private var lastEnd = Timestamp.distantPast
    private var session = 0

    /// A resampler without bars yet.
    public init(_ grid: WindowGrid, outsideBars: OutsideBars = .untilComplete) {
        self.grid = grid
        self.outsideBars = outsideBars
    }

    /// Takes the next bar.
    ///
    /// - Parameter completed: Called with each bar that is complete by the end of this one: none, one, or two when the
    ///   one before was only completed by time passing.
    public mutating func push(
        _ next: Bar, completed: (ResampledBar) -> Void
    ) throws(ResampleError) {
        guard next.start >= lastEnd else { throw .outOfOrder(start: next.start, previousEnd: lastEnd) }
        lastEnd = next.end
        if let late = advance(to: next.start) { completed(late) }
        if outsideBars == .exclude, !isInSession(next) { return }
        let start = next.start.nanoseconds
        if window.map({ start < $0.start || start >= $0.end }) ?? true {
            var current = grid.window(containing: start)
            if outsideBars == .include { current.completion = current.end }
            window = current
            bar = nil
        }
        guard let window else { return }
        // Trading after the window is complete, as after an exchange's close, belongs to no bar.
        if start >= window.completion { return }
        guard next.end.nanoseconds <= window.end else {
            throw .straddles(
                bar: next.start..<next.end,
                window: Timestamp(nanoseconds: window.start)..<Timestamp(nanoseconds: window.end))
        }
        if var current = bar {
            current.high = max(current.high, next.high)
            current.low = min(current.low, next.low)
            current.close = next.close
            current.volume += next.volume
            current.end = next.end
            bar = current
            barCount += 1
        } else {
            var first = next
            first.start = min(first.start, Timestamp(nanoseconds: window.tradingStart))
            bar = first
            barCount = 1
        }
        if let done = advance(to: next.end) { completed(done) }
    }

    /// Lets time pass: gives the bar that is complete at an instant and has not been given yet.
    public mutating func advance(to instant: Timestamp) -> ResampledBar? {
        guard let window, var done = bar, instant.nanoseconds >= window.completion else { return nil }
        done.end = max(done.end, Timestamp(nanoseconds: window.completion))
        bar = nil
        return ResampledBar(bar: done, window: window, barCount: barCount)
    }

    /// Whether bars were taken into a window that is not complete yet.
    public var isInsideWindow: Bool { bar != nil }

    private mutating func isInSession(_ bar: Bar) -> Bool {
        let sessions = grid.calendar.sessions
        if session >= sessions.count || sessions[session].open > bar.start || sessions[session].close <= bar.start {
            session = grid.calendar.indexOfSession(closingAfter: bar.start)
        }
        return session < sessions.count && sessions[session].open <= bar.start && bar.end <= sessions[session].close
    }
}
