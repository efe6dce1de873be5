import Core
import Indicators
public import Simulation
import TimeSeries

/// Buys a close above the channel of the bars before, with a stop and a target at multiples of the average true range.
///
/// Each instrument is traded on its own, with an equal part of the percentage.
///
/// - Source: the channel is R. Donchian's four-week rule; the range is Wilder (1978), "New Concepts in Technical Trading
///   Systems".
public struct DonchianBreakout: Strategy {
    /// What can be set.
    public struct Parameters: StrategyParameters {
        /// Bars of the channel, the present one not among them.
        public var channel = 20
        /// Bars of the average true range.
        public var range = 14
        /// Average true ranges from the signal's close to the stop-loss.
        public var stop = 2.0
        /// Average true ranges from the signal's close to the target.
        public var target = 4.0
        /// Percent of equity put into all instruments together.
        public var percent = 95.0

        /// The defaults.
        public init() {}

        /// One declaration per field.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .integer("channel", \.channel, in: 2...5_000, "Bars of the channel before the present one"),
                .integer("range", \.range, in: 1...1_000, "Bars of the average true range"),
                .number("stop", \.stop, in: 0.1...100, "Average true ranges from the close to the stop-loss"),
                .number("target", \.target, in: 0.1...100, "Average true ranges from the close to the target"),
                .number("percent", \.percent, in: 0.01...100, "Percent of equity put into all instruments together"),
            ]
        }
    }

    struct State {
        var highest: HighestValue
        var range: AverageTrueRange
        var lastHighest = Double.nan
        /// The channel that the last close was compared with.
        var channel = Double.nan
        var lastRange = Double.nan
        var isBreakout = false

        mutating func update(_ bar: Bar) {
            channel = lastHighest
            lastHighest = highest.update(bar.high)
            lastRange = range.update(high: bar.high, low: bar.low, close: bar.close)
            isBreakout = bar.close > channel && lastRange > 0
        }
    }

    let parameters: Parameters
    private let instruments: [InstrumentIndex]
    let symbols: [String]
    private(set) var states: [State]
    private let fresh: State
    private let size: OrderSize
    /// Bars until channel and range are defined.
    public let warmUpBars: Int

    /// The strategy in its starting state.
    public init(_ parameters: Parameters, for universe: Universe) {
        instruments = universe.tradable
        self.parameters = parameters
        symbols = instruments.map { universe.instruments[$0.place].symbol }
        fresh = State(
            highest: HighestValue(period: parameters.channel), range: AverageTrueRange(period: parameters.range))
        states = [State](repeating: fresh, count: instruments.count)
        size = .fractionOfEquity(parameters.percent / 100 / Double(max(1, instruments.count)))
        warmUpBars = max(parameters.channel, parameters.range) + 1
    }

    /// Buys a breakout; the bracket does the rest.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        for place in states.indices {
            let instrument = instruments[place]
            if market.rescaling(of: instrument) != 1 {
                states[place] = fresh
                market.forEachEarlierBar(of: instrument) { states[place].update($0) }
            }
            guard market.hasNewBar(instrument) else { continue }
            let bar = market.bar(instrument)
            states[place].update(bar)
            let range = states[place].lastRange
            guard states[place].isBreakout, market.position(of: instrument).isFlat,
                !market.hasWorkingOrders(in: instrument)
            else { continue }
            let stop = bar.close - parameters.stop * range
            guard stop > 0 else { continue }
            desk.submit(
                OrderRequest(
                    .buy, size, of: instrument,
                    bracket: Bracket(stop: .price(stop), target: .price(bar.close + parameters.target * range)),
                    reason: "breakout"))
        }
    }
}
