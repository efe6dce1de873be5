import MarketCalibration
import MarketSimulator

/// Days and markets that tests of calibration share.
enum CalibrationFixtures {
    /// A linear congruential generator, the same as in the oracle's script.
    struct Congruential {
        var state: UInt64
        mutating func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 33) / 0x1p31
        }
    }

    /// A day of that generator.
    static func day(_ count: Int, _ generator: inout Congruential) -> CalibrationDay {
        var returns: [Double] = []
        for _ in 0..<count {
            var sum = -1.5
            for _ in 0..<3 { sum += generator.next() }
            returns.append(sum * (generator.next() > 0.95 ? 0.005 : 0.001))
        }
        var (volumes, trades, spreads): ([Double], [Double], [Double]) = ([], [], [])
        var (signs, minutes): ([Int8], [Int32]) = ([], [])
        var sign: Int8 = 1
        for minute in 0...count {
            volumes.append((generator.next() * 1_000).rounded(.down))
            let number = Int(generator.next() * 6)
            trades.append(Double(number))
            let spread = generator.next()
            spreads.append(spread > 0.97 ? .nan : 1 + 5 * spread)
            for _ in 0..<number {
                if generator.next() < 0.25 { sign = -sign }
                signs.append(sign)
                minutes.append(Int32(minute))
            }
        }
        return CalibrationDay(
            start: 0, returns: returns, volumes: volumes, trades: trades, spreads: spreads, signs: signs,
            signMinutes: minutes)
    }

    /// Three days of 200, 95 and 150 returns.
    static var days: [CalibrationDay] {
        var generator = Congruential(state: 20_120_107)
        return [200, 95, 150].map { day($0, &generator) }
    }

    /// A crowd of zero intelligence with short days and few orders.
    static func crowd(marketRate: Double, depth: Double, days: Int, seed: UInt64 = 1) -> MarketConfiguration {
        var flow = PoissonFlowParameters()
        flow.limitRate = .fixed(0.6)
        flow.marketRate = .fixed(marketRate)
        flow.lifetime = .exponential(mean: 90)
        flow.depth = .exponential(mean: depth)
        flow.limitSize = .fixed(10)
        flow.marketSize = .fixed(10)
        var configuration = MarketConfiguration()
        configuration.seed = seed
        configuration.days = days
        configuration.session.length = 3_660
        configuration.groups = [ParticipantGroup("crowd", .poissonFlow(flow))]
        return configuration
    }

    /// What a market did, as a record with quotes.
    static func record(of configuration: MarketConfiguration) throws -> CalibrationRecord {
        var sink = MinuteRecorder(configuration)
        var market = try Market(configuration)
        market.run(into: &sink.recorder)
        return try sink.record()
    }
}
