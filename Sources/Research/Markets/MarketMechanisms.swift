import MarketSimulator
import StylizedFacts

/// What makes the facts in a market of given settings, where that differs from `StylizedFact.mechanism`.
extension MarketConfiguration {
    /// By fact: regimes of activity, where the market has them, outweigh what else makes clustering, tails and bursts.
    ///
    /// In the preset `liquid` these facts stay without Hawkes excitation and without meta-orders, and go without regimes.
    var mechanisms: [StylizedFact: String] {
        guard activity.slowDeviation > 0 || activity.fastDeviation > 0 else { return [:] }
        var texts: [StylizedFact: String] = [
            .volatilityClustering:
                "Regimes of activity last for hours and days; Hawkes order flow and meta-orders add little beside them.",
            .fatTails:
                "Calm and lively regimes of activity are mixed; beside them the fundamental jumps and books are thin for moments.",
            .tailIndex: "The mixture of regimes of activity, and jumps of the fundamental.",
            .volumeVolatility: "Regimes of activity scale the flow of orders and with it trades and moves.",
            .tradeDurations:
                "Regimes of activity make lively and quiet stretches; Hawkes order flow adds bursts within them.",
            .orderSignMemory:
                "Orders of one sign call for more of it (Hawkes flow), and meta-orders are cut into many orders of one sign.",
        ]
        if instruments.contains(where: { $0.fundamental.activityExponent > 0 }) {
            texts[.volatilityClustering] =
                "Regimes of activity last for hours and days and scale the variance of the fundamental with the flow of orders; Hawkes order flow and meta-orders add little beside them."
        }
        return texts
    }
}
