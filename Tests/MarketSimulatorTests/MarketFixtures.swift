import MarketSimulator
import OrderBook

/// Small markets that tests share.
enum MarketFixtures {
    /// The preset of a name with a shorter session and with checks all along.
    static func short(_ preset: MarketPreset, seconds: Double = 300, seed: UInt64 = 1) -> MarketConfiguration {
        var configuration = preset.configuration
        configuration.session.length = seconds
        configuration.seed = seed
        configuration.checksInvariants = true
        configuration.scenarios.removeAll { $0.second >= seconds }
        return configuration
    }

    /// Runs a market and gives what was recorded.
    static func run(_ configuration: MarketConfiguration) throws -> MarketRecorder {
        var recorder = MarketRecorder(configuration)
        var market = try Market(configuration)
        market.run(into: &recorder)
        return recorder
    }

    /// A market of one crowd, quiet enough to follow.
    static func crowd(seconds: Double = 600) -> MarketConfiguration {
        var configuration = MarketConfiguration()
        configuration.session.length = seconds
        configuration.checksInvariants = true
        configuration.groups = [ParticipantGroup("crowd", .poissonFlow(PoissonFlowParameters()))]
        return configuration
    }
}

/// A participant made of closures' worth of plain code: does something at wakes and remembers what it hears.
final class ScriptedParticipant: MarketParticipant {
    /// What it does at its n-th wake; the first is a microsecond after the opening of each day.
    var script: [(inout MarketDesk) -> Void]
    /// Nanoseconds between wakes.
    let step: Int64
    private(set) var heard: [(time: Int64, notice: MarketNotice)] = []
    private var wakes = 0

    init(step: Int64 = 1_000_000_000, _ script: [(inout MarketDesk) -> Void]) {
        self.script = script
        self.step = step
    }

    func beginDay(_ desk: inout MarketDesk) {
        desk.wake(afterNanoseconds: max(0, desk.session.lowerBound - desk.now) + 1_000)
    }

    func receive(_ notice: MarketNotice, _ desk: inout MarketDesk) {
        heard.append((desk.now, notice))
        guard case .wake = notice else { return }
        if wakes < script.count { script[wakes](&desk) }
        wakes += 1
        if wakes < script.count { desk.wake(afterNanoseconds: step) }
    }

    /// The notices that are neither quotes, trades nor wakes.
    var ofOrders: [(time: Int64, notice: MarketNotice)] {
        heard.filter {
            switch $0.notice {
            case .quote, .trade, .wake: false
            default: true
            }
        }
    }
}

extension ParticipantGroup {
    /// A group of one scripted participant.
    static func scripted(
        _ participant: ScriptedParticipant, connection: ConnectionTerms = ConnectionTerms(), mayBorrow: Bool = true
    ) -> ParticipantGroup {
        // The market calls it on the one thread that runs it.
        nonisolated(unsafe) let participant = participant
        return ParticipantGroup(
            "scripted", .open { _ in participant }, connection: connection, mayBorrow: mayBorrow)
    }
}
