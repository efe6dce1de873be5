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

    /// A large seller meets makers, value traders and others who leave: in a quarter of an hour the price falls some percent
    /// below the fundamental, trading halts for five seconds, and the price comes back as they return.
    ///
    /// Activity has no regimes of days, since the seller works by the volume, which must be there; institutions are fewer
    /// and slower, and the ends of the day less busy, than on other days: those who wait do not hold the price.
    ///
    /// - Source: Kirilenko, Kyle, Samadi and Tuzun (2017), "The Flash Crash: High-Frequency Trading in an Electronic Market":
    ///   a sell program by volume, market makers who stop to hold inventory, buyers who wait, a pause of five
    ///   seconds, and the recovery.
    /// - Verified by: `ScenarioTests`: on each of ten seeds the price falls by more than 1 % and comes back.
    static var flashCrashConfiguration: MarketConfiguration {
        var configuration = liquidConfiguration
        configuration.instruments[0].symbol = "CRASH"
        configuration.activity.slowDeviation = 0
        configuration.activity.fastDeviation = 0.3
        configuration.activity.profileDepth = 0.7
        for place in configuration.groups.indices {
            guard case .execution(var execution) = configuration.groups[place].rule else { continue }
            execution.interval = .uniform(lower: 2, upper: 8)
            configuration.groups[place].rule = .execution(execution)
            configuration.groups[place].count = 15
        }
        let middle = 11_700.0
        configuration.scenarios = [
            .largeOrder(day: 0, second: middle, instrument: 0, side: .sell, lots: 300_000, participation: 1),
            .departure(day: 0, second: middle + 60, group: "inventory makers", seconds: 1_000),
            .departure(day: 0, second: middle + 80, group: "fixed makers", seconds: 1_000),
            .departure(day: 0, second: middle + 100, group: "value", seconds: 920),
            .departure(day: 0, second: middle + 100, group: "noise", seconds: 920),
            .halt(day: 0, second: middle + 1_000, instrument: 0, seconds: 5, auctionSeconds: 10),
        ]
        return configuration
    }
}
