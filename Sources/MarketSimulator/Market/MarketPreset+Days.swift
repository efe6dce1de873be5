internal import OrderBook

extension MarketPreset {
    /// The liquid share on a quiet day.
    static var calmConfiguration: MarketConfiguration {
        var configuration = liquidConfiguration
        configuration.instruments[0].symbol = "CALM"
        configuration.instruments[0].fundamental.volatility = 0.35
        configuration.instruments[0].fundamental.jumpRate = 0
        configuration.instruments[0].fundamental.overnightDeviation = 25
        configuration.activity.slowDeviation = 0.2
        configuration.activity.fastDeviation = 0.2
        return configuration
    }

    /// The liquid share on a nervous day.
    static var stressedConfiguration: MarketConfiguration {
        var configuration = liquidConfiguration
        configuration.instruments[0].symbol = "STRESSED"
        configuration.instruments[0].fundamental.volatility = 2.5
        configuration.instruments[0].fundamental.jumpRate = 1.0 / 3_000
        configuration.instruments[0].fundamental.jumpMean = 40
        configuration.instruments[0].fundamental.jumpDeviation = 25
        configuration.instruments[0].fundamental.overnightDeviation = 250
        configuration.activity.slowDeviation = 0.9
        configuration.activity.fastDeviation = 1
        for place in configuration.groups.indices {
            switch configuration.groups[place].rule {
            case .fixedSpreadMaker(var maker):
                maker.halfSpread = .uniform(lower: 3, upper: 10)
                maker.positionLimit = 15_000
                configuration.groups[place].rule = .fixedSpreadMaker(maker)
                configuration.groups[place].count = 1
            case .inventoryMaker(var maker):
                maker.positionLimit = 15_000
                configuration.groups[place].rule = .inventoryMaker(maker)
                configuration.groups[place].count = 2
            default: break
            }
        }
        return configuration
    }

    /// A large seller meets makers and value traders who leave: the price falls far below the fundamental, trading halts for
    /// five seconds, and the price comes back as they return.
    ///
    /// - Source: Kirilenko, Kyle, Samadi and Tuzun (2017), "The Flash Crash: High-Frequency Trading in an Electronic Market":
    ///   a sell program, market makers who stop to hold inventory, buyers who wait, a pause of five
    ///   seconds, and the recovery.
    static var flashCrashConfiguration: MarketConfiguration {
        var configuration = liquidConfiguration
        configuration.instruments[0].symbol = "CRASH"
        let middle = 11_700.0
        configuration.scenarios = [
            .largeOrder(day: 0, second: middle, instrument: 0, side: .sell, lots: 120_000, participation: 1),
            .departure(day: 0, second: middle + 180, group: "inventory makers", seconds: 600),
            .departure(day: 0, second: middle + 200, group: "fixed makers", seconds: 600),
            .departure(day: 0, second: middle + 220, group: "value", seconds: 420),
            .halt(day: 0, second: middle + 540, instrument: 0, seconds: 5, auctionSeconds: 10),
        ]
        return configuration
    }
}
