import Core
public import Simulation
import TimeSeries

/// Holds the instruments that rose most, in equal parts, and looks again every so many bars.
///
/// - Source: Jegadeesh and Titman (1993), "Returns to Buying Winners and Selling Losers"; the newest bars are left out of
///   the ranking because they tend to revert.
public struct MomentumRotation: Strategy {
    /// What can be set.
    public struct Parameters: StrategyParameters {
        /// Bars over which the rise is measured.
        public var lookback = 252
        /// Newest bars left out of the measure.
        public var skip = 21
        /// How many instruments are held.
        public var top = 3
        /// Bars between two looks.
        public var every = 21
        /// Percent of equity put into all of them together.
        public var percent = 98.0

        /// The defaults.
        public init() {}

        /// One declaration per field.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .integer("lookback", \.lookback, in: 2...5_000, "Bars over which the rise is measured"),
                .integer("skip", \.skip, in: 0...1_000, "Newest bars left out, less than lookback"),
                .integer("top", \.top, in: 1...10_000, "How many instruments are held"),
                .integer("every", \.every, in: 1...5_000, "Bars between two looks"),
                .number("percent", \.percent, in: 0.01...100, "Percent of equity put into all of them together"),
            ]
        }
    }

    let parameters: Parameters
    let instruments: [InstrumentIndex]
    let symbols: [String]
    /// Of the last look; `nan` where an instrument had no rise.
    private(set) var rises: [Double]
    private(set) var isWinner: [Bool]
    private let lots: [Quantity]
    private var sinceLook: Int
    /// Bars until the first rise can be measured.
    public let warmUpBars: Int

    /// The strategy in its starting state.
    ///
    /// - Throws: `StrategyError` where `skip` is not below `lookback` or there are fewer instruments than `top`.
    public init(_ parameters: Parameters, for universe: Universe) throws(StrategyError) {
        guard parameters.skip < parameters.lookback else {
            throw StrategyError("skip (\(parameters.skip)) must be below lookback (\(parameters.lookback))")
        }
        instruments = universe.tradable
        guard parameters.top <= instruments.count else {
            throw StrategyError(
                "top (\(parameters.top)) is more than the \(instruments.count) instruments that can be traded")
        }
        self.parameters = parameters
        symbols = instruments.map { universe.instruments[$0.place].symbol }
        rises = [Double](repeating: .nan, count: universe.count)
        isWinner = [Bool](repeating: false, count: universe.count)
        lots = universe.instruments.map(\.lotSize)
        sinceLook = parameters.every - 1
        warmUpBars = parameters.lookback + 1
    }

    /// Ranks and rebalances once every so many decisions.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard desk.isOpen else { return }
        sinceLook += 1
        guard sinceLook >= parameters.every else { return }
        sinceLook = 0
        look(market)
        guard isWinner.contains(true) else { return }
        let value = market.equity * parameters.percent / 100 / Double(parameters.top)
        var requests: [OrderRequest] = []
        for instrument in instruments where market.hasNewBar(instrument) {
            let unitValue = market.unitValue(of: instrument)
            guard unitValue.isFinite else { continue }
            let place = instrument.place
            let position = market.position(of: instrument)
            if !isWinner[place] {
                if !position.isFlat {
                    requests.append(
                        OrderRequest(
                            .sell, .fractionOfPosition(1), of: instrument, reduceOnly: true, reason: "left the top"))
                }
                continue
            }
            let change = (value / unitValue) - position.quantity
            // Less than a lot's change, or than a thousandth of a holding's, is left alone.
            guard abs(change) >= max(lots[place], 0.001 * value / unitValue) else { continue }
            let reason: OrderReason = position.isFlat ? "entered the top" : "rebalance"
            requests.append(
                OrderRequest(
                    change > 0 ? .buy : .sell, .units(abs(change)), of: instrument, reduceOnly: change < 0,
                    reason: reason))
        }
        desk.submitSellsBeforeBuys(requests)
    }

    /// Finds the instruments that rose most; of equal ones the first by symbol.
    private mutating func look(_ market: borrowing Market) {
        var ranked: [(rise: Double, place: Int)] = []
        for instrument in instruments {
            let place = instrument.place
            rises[place] = .nan
            isWinner[place] = false
            guard market.barCount(of: instrument) > parameters.lookback, market.hasNewBar(instrument),
                market.unitValue(of: instrument).isFinite
            else { continue }
            let rise =
                market.close(instrument, ago: parameters.skip) / market.close(instrument, ago: parameters.lookback) - 1
            guard rise.isFinite else { continue }
            rises[place] = rise
            ranked.append((rise, place))
        }
        ranked.sort { $0.rise != $1.rise ? $0.rise > $1.rise : $0.place < $1.place }
        for one in ranked.prefix(parameters.top) { isWinner[one.place] = true }
    }
}
