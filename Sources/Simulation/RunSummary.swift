public import Core
import TimeSeries

/// What the headline figures of a run are made of, from the log of a run on one instrument, looking only where equity can
/// matter: at the ends of sessions, and where a drawdown may be deeper than the deepest so far.
public struct RunSummary: Sendable {
    /// Equity at the end of each session.
    ///
    /// Shape `[sessions]`.
    public private(set) var levels: [Cash] = []
    /// The deepest fall from the highest equity before, the initial capital included, over all bars; 0 or negative.
    public private(set) var maximumDrawdown = 0.0
    /// The lowest equity at the end of any bar.
    public private(set) var lowest: Cash
    /// The net profit of each closed lot, in the order of the exits.
    public private(set) var profits: [Cash] = []
    /// Commission, slippage, spread and borrowing, in cash.
    public private(set) var costs: Cash = 0
    /// The value traded.
    public private(set) var tradedNotional: Cash = 0

    private let multiplier: Double
    private let sessionEnds: [Int]
    private var session = 0
    private var peak: Cash
    /// What is above so much of a peak is surely no deeper fall than the deepest so far: spared a division.
    private var shallow = 1.0
    private var lots = LotBook()
    private var cash: Cash
    private var quantity: Quantity = 0
    /// The steps that were looked at.
    private var done: Int

    /// The summary of a run.
    ///
    /// - Parameters:
    ///   - run: A run on the grid's only instrument.
    ///   - first: The first step of the period.
    ///   - sessionEnds: For each session of the panel, the number of steps up to its end, ascending.
    public init(_ run: Run, on grid: BarGrid, from first: Int, sessionEnds: [Int]) {
        self.init(of: grid.panel, initial: run.broker.cash, from: first, sessionEnds: sessionEnds)
        var borrowed: Cash = 0
        grid.panel.series[0].close.withUnsafeBufferPointer { close in
            guard let close = close.baseAddress else { return }
            run.log.withUnsafeBufferPointer { log in
                // By place, since an event that is handed on is copied, its order counted.
                for place in log.indices {
                    switch log[place].body {
                    case .filled(let fill):
                        pass(to: Int(log[place].step), close)
                        take(fill)
                    case .borrowed(_, _, _, let amount, let after):
                        pass(to: Int(log[place].step), close)
                        cash = after
                        borrowed += amount
                    default: break
                    }
                }
            }
            pass(to: run.stepCount, close)
        }
        costs += borrowed
    }

    /// The summary of a run that begins.
    init(of panel: Panel, initial: Cash, from first: Int, sessionEnds: [Int]) {
        (lowest, peak, cash, done) = (initial, initial, initial, first)
        multiplier = panel.series[0].instrument.multiplier
        self.sessionEnds = sessionEnds
        while session < sessionEnds.count && sessionEnds[session] <= first { session += 1 }
        levels.reserveCapacity(sessionEnds.count - session)
    }

    /// Takes a fill in, after the steps before it were passed.
    @inline(__always)
    mutating func take(_ fill: Fill) {
        (cash, quantity) = (fill.cash, fill.position)
        tradedNotional += fill.quantity * fill.price * multiplier
        let lost = fill.side.sign * (fill.price - fill.referencePrice) * fill.quantity * multiplier
        costs += fill.commission + lost
        lots.take(fill, multiplier: multiplier) { profits.append($0) }
    }

    /// Looks at the steps before one that were not looked at yet, over which nothing changed hands.
    mutating func pass(to step: Int, _ close: UnsafePointer<Double>) {
        guard step > done else { return }
        let steps = done..<step
        done = step
        let (quantity, cash, multiplier) = (quantity, cash, multiplier)
        @inline(__always)
        func equity(at price: Price) -> Cash { quantity == 0 ? cash : cash + quantity * price * multiplier }
        while session < sessionEnds.count && sessionEnds[session] <= step {
            levels.append(equity(at: close[sessionEnds[session] - 1]))
            session += 1
        }
        // Equity rises and falls with the price, rounding included: its extremes are those of the price.
        var (low, high) = (cash, cash)
        if quantity != 0 {
            let (least, greatest) = ColumnSearch.extremes(in: close, steps)
            (low, high) = (equity(at: quantity > 0 ? least : greatest), equity(at: quantity > 0 ? greatest : least))
        }
        if low < lowest { lowest = low }
        if high < peak {
            // The peak stays, so that the lowest of these steps is the deepest.
            if !(low > peak * shallow) { deepen(low / peak - 1) }
        } else if !(low > high * shallow), low / high - 1 < maximumDrawdown {
            for step in steps {
                let value = equity(at: close[step])
                if value >= peak { peak = value } else { deepen(value / peak - 1) }
            }
        } else {
            peak = high
        }
    }

    private mutating func deepen(_ drawdown: Double) {
        guard drawdown < maximumDrawdown else { return }
        maximumDrawdown = drawdown
        shallow = (1 + drawdown) * (1 + 1e-14)
    }
}
