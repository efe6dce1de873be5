public import StrategyKit

/// The strategies in Swift that come with the program, under the names that configs use.
public enum ShippedStrategies {
    /// All of them.
    public static let all: [StrategyDeclaration] = [
        .strategy(BuyAndHold.self, name: "buy-and-hold", "Buys every instrument in equal parts and holds"),
        .strategy(
            DonchianBreakout.self, name: "donchian-breakout",
            "Buys a close above the channel, with an ATR stop and target as a bracket"),
        .strategy(
            MomentumRotation.self, name: "momentum-rotation", "Holds the instruments that rose most, in equal parts"),
        .strategy(
            MovingAverageCrossover.self, name: "moving-average-crossover",
            "Long while a fast average is above a slow one"),
        .strategy(
            RSIMeanReversion.self, name: "rsi-mean-reversion",
            "Buys when the relative strength index is oversold, sells when it is overbought"),
    ]
}
