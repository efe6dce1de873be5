public import Simulation
import TimeSeries
import Core

/// Buys every instrument in equal parts as soon as it can, and holds.
public struct BuyAndHold: Strategy {
    /// What can be set.
    public struct Parameters: StrategyParameters {
        /// Percent of equity put into all instruments together.
        public var percent = 100.0

        /// The defaults.
        public init() {}

        /// One declaration per field.
        public static var declarations: [ParameterDeclaration<Self>] {
            [.number("percent", \.percent, in: 1...100, "Percent of equity put into all instruments together")]
        }
    }

    private let share: Double
    private(set) var waiting: [InstrumentIndex]
    let instruments: [InstrumentIndex]
    let symbols: [String]

    /// The strategy in its starting state.
    public init(_ parameters: Parameters, for universe: Universe) {
        waiting = universe.tradable
        instruments = waiting
        symbols = waiting.map { universe.instruments[$0.place].symbol }
        share = parameters.percent / 100 / Double(max(1, waiting.count))
    }

    /// Buys what has a price and was not bought yet.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard desk.isOpen, !waiting.isEmpty else { return }
        for instrument in waiting where market.hasNewBar(instrument) {
            desk.submit(OrderRequest(.buy, .fractionOfEquity(share), of: instrument, reason: "hold"))
        }
        waiting.removeAll { market.hasNewBar($0) }
    }
}
