public import Simulation
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
    private var isBought: [Bool]

    /// The strategy in its starting state.
    public init(_ parameters: Parameters, for universe: Universe) {
        share = parameters.percent / 100 / Double(max(1, universe.count))
        isBought = [Bool](repeating: false, count: universe.count)
    }

    /// Buys what has a price and was not bought yet.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard desk.isOpen else { return }
        for place in 0..<market.instrumentCount where !isBought[place] && market.hasNewBar(InstrumentIndex(place)) {
            isBought[place] = true
            desk.submit(OrderRequest(.buy, .fractionOfEquity(share), of: InstrumentIndex(place), reason: "hold"))
        }
    }
}
