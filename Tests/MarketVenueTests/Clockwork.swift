import Core
import MarketSimulator
import MarketVenue
import OrderBook
import Simulation
import TimeSeries

/// A participant that does given things at given seconds after the opening of each day: the whole of a small market.
final class Clockwork: MarketParticipant {
    private let script: [(second: Double, act: (inout MarketDesk) -> Void)]

    init(_ script: [(second: Double, act: (inout MarketDesk) -> Void)]) { self.script = script }

    func beginDay(_ desk: inout MarketDesk) {
        for (place, entry) in script.enumerated() {
            let instant = desk.session.lowerBound + Int64(entry.second * 1e9)
            desk.wake(afterNanoseconds: instant - desk.now, tag: place)
        }
    }

    func receive(_ notice: MarketNotice, _ desk: inout MarketDesk) {
        if case .wake(let tag) = notice { script[tag].act(&desk) }
    }

    /// A market of bars of a second in which nobody but this participant and the strategy acts; it quotes 99.99 to 100.01 at
    /// the beginning, far from which there is nothing, and trades one lot with itself each half second, at 100.00.
    static func market(
        seconds: Double = 20, days: Int = 1, ticking: Bool = true,
        _ script: [(second: Double, act: (inout MarketDesk) -> Void)],
        _ change: (inout MarketConfiguration) -> Void = { _ in }
    ) -> StrategyMarket {
        var whole = script
        if ticking {
            for half in 0..<Int(2 * seconds) {
                whole.append(
                    (
                        Double(half) / 2 + 0.1,
                        { desk in
                            desk.submit(DeskOrder(.sell, .limit(price: 10_000), lots: 1))
                            desk.submit(DeskOrder(.buy, .limit(price: 10_000), lots: 1))
                        }
                    ))
            }
        }
        // The market calls it on the one thread that runs it.
        nonisolated(unsafe) let participant = Clockwork(whole)
        var configuration = MarketConfiguration()
        configuration.session.length = seconds
        configuration.days = days
        configuration.checksInvariants = true
        configuration.groups = [ParticipantGroup("clockwork", .open { _ in participant })]
        change(&configuration)
        return StrategyMarket(configuration, broker: Broker(), barNanoseconds: Timestamp.second)
    }

    /// Offers of both sides at given ticks.
    static func book(_ levels: [(side: BookSide, ticks: Int64, lots: Int64)]) -> (inout MarketDesk) -> Void {
        { desk in
            for level in levels {
                desk.submit(DeskOrder(level.side, .limit(price: Ticks(level.ticks)), lots: level.lots))
            }
        }
    }
}
