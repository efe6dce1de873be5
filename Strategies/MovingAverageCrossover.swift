import Core
public import Simulation
import TimeSeries
import Indicators
import TimeSeries

/// Long while a fast average of the close is above a slow one; bought and sold at the crossings.
///
/// Each instrument is traded on its own, with an equal part of the percentage.
public struct MovingAverageCrossover: Strategy {
    /// What can be set.
    public struct Parameters: StrategyParameters {
        /// Bars of the fast average.
        public var fast = 50
        /// Bars of the slow average.
        public var slow = 200
        /// Percent of equity put into all instruments together, where no fixed size is given.
        public var percent = 95.0
        /// Units per entry; 0 to size by `percent`.
        public var units = 0.0

        /// The defaults.
        public init() {}

        /// One declaration per field.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .integer("fast", \.fast, in: 1...5_000, "Bars of the fast average"),
                .integer("slow", \.slow, in: 2...10_000, "Bars of the slow average, more than fast"),
                .number("percent", \.percent, in: 0.01...100, "Percent of equity put into all instruments together"),
                .number("units", \.units, in: 0...1e12, "Units per entry; 0 to size by percent"),
            ]
        }
    }

    struct State {
        var fast: SimpleMovingAverage
        var slow: SimpleMovingAverage
        var lastFast = Double.nan
        var lastSlow = Double.nan

        mutating func update(_ close: Double) {
            lastFast = fast.update(close)
            lastSlow = slow.update(close)
        }
    }

    let instruments: [InstrumentIndex]
    private(set) var states: [State]
    /// The bars at which some instrument's averages cross up or down, where they were found beforehand.
    var crossings: [(up: BitColumn, down: BitColumn)] = []
    let symbols: [String]
    let fastPeriod: Int
    let fresh: State
    let size: OrderSize
    /// Bars until both averages are defined.
    public let warmUpBars: Int

    /// The strategy in its starting state.
    ///
    /// - Throws: `StrategyError` where `fast` is not below `slow`.
    public init(_ parameters: Parameters, for universe: Universe) throws(StrategyError) {
        instruments = universe.tradable
        guard parameters.fast < parameters.slow else {
            throw StrategyError("fast (\(parameters.fast)) must be below slow (\(parameters.slow))")
        }
        fresh = State(
            fast: SimpleMovingAverage(period: parameters.fast), slow: SimpleMovingAverage(period: parameters.slow))
        symbols = instruments.map { universe.instruments[$0.place].symbol }
        fastPeriod = parameters.fast
        states = [State](repeating: fresh, count: instruments.count)
        size =
            parameters.units > 0
            ? .units(parameters.units) : .fractionOfEquity(parameters.percent / 100 / Double(max(1, instruments.count)))
        warmUpBars = parameters.slow
    }

    /// Buys on a crossing upwards, closes on one downwards.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        if !crossings.isEmpty { return decidePrepared(market, &desk) }
        for place in states.indices {
            let instrument = instruments[place]
            if market.rescaling(of: instrument) != 1 {
                states[place] = fresh
                market.forEachEarlierBar(of: instrument) { states[place].update($0.close) }
            }
            guard market.hasNewBar(instrument) else { continue }
            let (lastFast, lastSlow) = (states[place].lastFast, states[place].lastSlow)
            states[place].update(market.close(instrument))
            let (fast, slow) = (states[place].lastFast, states[place].lastSlow)
            // Comparisons with an undefined average are false.
            act(
                instrument, up: lastFast <= lastSlow && fast > slow, down: lastFast >= lastSlow && fast < slow, market,
                &desk)
        }
    }

    /// The same where the crossings were found beforehand.
    private func decidePrepared(_ market: borrowing Market, _ desk: inout Desk) {
        for (place, instrument) in instruments.enumerated() {
            act(
                instrument, up: crossings[place].up[market.step], down: crossings[place].down[market.step], market,
                &desk)
        }
    }

    private func act(
        _ instrument: InstrumentIndex, up: Bool, down: Bool, _ market: borrowing Market, _ desk: inout Desk
    ) {
        if up {
            if market.position(of: instrument).isFlat {
                desk.submit(OrderRequest(.buy, size, of: instrument, reason: "cross above"))
            }
        } else if down {
            desk.close(instrument, market.position(of: instrument), reason: "cross below")
        }
    }
}
