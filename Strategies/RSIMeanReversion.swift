import Core
import Indicators
public import Simulation
import TimeSeries

/// Buys when the relative strength index says oversold, sells when it says overbought.
///
/// Each instrument is traded on its own, with an equal part of the percentage.
public struct RSIMeanReversion: Strategy {
    /// What can be set.
    public struct Parameters: StrategyParameters {
        /// Bars of the index.
        public var period = 14
        /// Bought when the index is below this.
        public var oversold = 30.0
        /// Sold when the index is above this.
        public var overbought = 70.0
        /// Percent of equity put into all instruments together.
        public var percent = 95.0

        /// The defaults.
        public init() {}

        /// One declaration per field.
        public static var declarations: [ParameterDeclaration<Self>] {
            [
                .integer("period", \.period, in: 2...1_000, "Bars of the relative strength index"),
                .number("oversold", \.oversold, in: 0...100, "Bought when the index is below this"),
                .number("overbought", \.overbought, in: 0...100, "Sold when the index is above this"),
                .number("percent", \.percent, in: 0.01...100, "Percent of equity put into all instruments together"),
            ]
        }
    }

    let parameters: Parameters
    private let instruments: [InstrumentIndex]
    let symbols: [String]
    private(set) var lastIndex: [Double]
    private var indices: [RelativeStrengthIndex]
    private let size: OrderSize
    /// Bars until the index is defined.
    public let warmUpBars: Int

    /// The strategy in its starting state.
    ///
    /// - Throws: `StrategyError` where `oversold` is not below `overbought`.
    public init(_ parameters: Parameters, for universe: Universe) throws(StrategyError) {
        instruments = universe.tradable
        guard parameters.oversold < parameters.overbought else {
            throw StrategyError("oversold (\(parameters.oversold)) must be below overbought (\(parameters.overbought))")
        }
        self.parameters = parameters
        symbols = instruments.map { universe.instruments[$0.place].symbol }
        lastIndex = [Double](repeating: .nan, count: instruments.count)
        indices = [RelativeStrengthIndex](
            repeating: RelativeStrengthIndex(period: parameters.period), count: instruments.count)
        size = .fractionOfEquity(parameters.percent / 100 / Double(max(1, instruments.count)))
        warmUpBars = parameters.period + 1
    }

    /// Buys low, sells high.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        for place in indices.indices {
            let instrument = instruments[place]
            if market.rescaling(of: instrument) != 1 {
                indices[place] = RelativeStrengthIndex(period: parameters.period)
                market.forEachEarlierBar(of: instrument) { _ = indices[place].update($0.close) }
            }
            guard market.hasNewBar(instrument) else { continue }
            let index = indices[place].update(market.close(instrument))
            lastIndex[place] = index
            let position = market.position(of: instrument)
            if position.isFlat {
                if index < parameters.oversold && !market.hasWorkingOrders(in: instrument) {
                    desk.submit(OrderRequest(.buy, size, of: instrument, reason: "oversold"))
                }
            } else if index > parameters.overbought {
                desk.close(instrument, position, reason: "overbought")
            }
        }
    }
}
