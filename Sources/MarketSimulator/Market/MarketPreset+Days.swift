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
                maker.positionLimit = 3_000
                configuration.groups[place].rule = .fixedSpreadMaker(maker)
                configuration.groups[place].count = 1
            case .inventoryMaker(var maker):
                maker.positionLimit = 3_000
                configuration.groups[place].rule = .inventoryMaker(maker)
                configuration.groups[place].count = 2
            default: break
            }
        }
        return configuration
    }

    /// A large seller meets makers who leave: the price falls far below the fundamental and comes back.
    ///
    /// - Source: Kirilenko, Kyle, Samadi and Tuzun (2017), "The Flash Crash: High-Frequency Trading in an Electronic Market":
    ///   a sell program of 9 % of the volume, market makers who stop to hold inventory, a pause, and the recovery.
    static var flashCrashConfiguration: MarketConfiguration {
        var configuration = liquidConfiguration
        configuration.instruments[0].symbol = "CRASH"
        let middle = 11_700.0
        configuration.scenarios = [
            .largeOrder(
                day: 0, second: middle, instrument: 0, side: .sell, lots: 75_000, participation: 0.5),
            .departure(day: 0, second: middle + 240, group: "fixed makers", seconds: 900),
            .departure(day: 0, second: middle + 300, group: "inventory makers", seconds: 840),
            .fatFinger(day: 0, second: middle + 420, instrument: 0, side: .sell, lots: 8_000),
            .halt(day: 0, second: middle + 450, instrument: 0, seconds: 5, auctionSeconds: 10),
        ]
        return configuration
    }
}
