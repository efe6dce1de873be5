extension MarketPreset {
    /// A share of 100 with ticks of a hundredth.
    ///
    /// Which mechanism makes which fact: the regimes of activity and the Hawkes flow make clustering and fat tails; news that
    /// come with activity and value traders make volatility follow volume; Pareto sized meta-orders make signs remember;
    /// makers who go with the flow, and forget it as a power of time, make impact concave and let it decay, and with value
    /// traders make prices diffuse in spite of that memory; the profile makes the U.
    static var liquidConfiguration: MarketConfiguration {
        var configuration = MarketConfiguration()
        var fundamental = FundamentalParameters()
        fundamental.mean = 10_000
        fundamental.reversion = 1e-6
        fundamental.volatility = 0.8
        fundamental.jumpRate = 1.0 / 10_000
        fundamental.jumpMean = 6
        fundamental.jumpDeviation = 4
        fundamental.overnightDeviation = 60
        fundamental.activityExponent = 1
        configuration.instruments = [MarketInstrument(symbol: "LIQUID", fundamental: fundamental)]
        configuration.activity.profileDepth = 1
        configuration.activity.slowDeviation = 0.85
        configuration.activity.slowMemory = 10_000
        configuration.activity.fastDeviation = 0.8
        configuration.activity.fastMemory = 1_200
        configuration.groups = liquidMakers + liquidTraders
        configuration.recording.snapshotInterval = 60
        configuration.recording.fundamentalInterval = 60
        return configuration
    }

    private static var liquidMakers: [ParticipantGroup] {
        var fixed = FixedSpreadMakerParameters()
        fixed.halfSpread = .uniform(lower: 1, upper: 3)
        fixed.lean = 0.0005
        fixed.levels = 5
        fixed.size = .uniform(lower: 100, upper: 400)
        fixed.fairWeight = 0.9
        fixed.fairDeviation = 0.4
        fixed.flowImpact = 0.03
        fixed.flowDecay = 0.15
        fixed.flowLimit = 12
        fixed.positionLimit = 40_000
        fixed.interval = .uniform(lower: 0.3, upper: 1)
        var inventory = InventoryMakerParameters()
        inventory.riskAversion = .fixed(0.015)
        inventory.horizon = 5
        inventory.levels = 5
        inventory.size = .uniform(lower: 100, upper: 400)
        inventory.fairWeight = 0.9
        inventory.fairDeviation = 0.4
        inventory.flowImpact = 0.03
        inventory.flowDecay = 0.15
        inventory.flowLimit = 12
        inventory.positionLimit = 40_000
        inventory.interval = .uniform(lower: 0.3, upper: 1)
        return [
            ParticipantGroup("fixed makers", count: 3, .fixedSpreadMaker(fixed)),
            ParticipantGroup("inventory makers", count: 3, .inventoryMaker(inventory)),
        ]
    }

    private static var liquidTraders: [ParticipantGroup] {
        var flow = HawkesFlowParameters()
        flow.marketRate = .fixed(0.12)
        flow.limitRate = .fixed(0.6)
        flow.decay = 1
        flow.marketToSameSide = 0.8
        flow.marketToOtherSide = 0.01
        flow.marketToLimit = 0.35
        flow.limitToLimit = 0.35
        flow.limitToMarket = 0.01
        flow.lifetime = .exponential(mean: 60)
        flow.depth = .logNormal(mean: 1.8, standardDeviation: 0.9)
        flow.limitSize = .logNormal(mean: 4.2, standardDeviation: 0.8)
        flow.marketSize = .logNormal(mean: 3.4, standardDeviation: 0.8)
        var value = ValueParameters()
        value.wakeRate = .exponential(mean: 0.006)
        value.observationVariance = .uniform(lower: 4, upper: 64)
        value.reversion = 1e-6
        value.shockVariance = 1
        value.aggressiveShare = 0.4
        value.threshold = .uniform(lower: 1, upper: 8)
        value.size = .logNormal(mean: 4.6, standardDeviation: 0.7)
        var momentum = MomentumParameters()
        momentum.wakeRate = .fixed(1.0 / 40)
        momentum.threshold = .uniform(lower: 1, upper: 4)
        momentum.size = .uniform(lower: 10, upper: 60)
        momentum.positionLimit = 2_000
        var execution = ExecutionParameters()
        execution.arrivalRate = .fixed(0.0004)
        execution.size = .pareto(minimum: 4_000, exponent: 1.5)
        execution.largestSize = 60_000
        execution.pieceSize = .uniform(lower: 100, upper: 500)
        execution.interval = .uniform(lower: 1, upper: 4)
        var noise = NoiseParameters()
        noise.arrival = .poisson
        noise.wakeRate = .exponential(mean: 0.003)
        noise.aggressiveShare = 0.15
        noise.depth = .exponential(mean: 4)
        noise.lifetime = .exponential(mean: 300)
        noise.size = .logNormal(mean: 3.8, standardDeviation: 0.9)
        return [
            ParticipantGroup("crowd", .hawkesFlow(flow)),
            ParticipantGroup("value", count: 150, .value(value), connection: .distant),
            ParticipantGroup("momentum", count: 5, .momentum(momentum), connection: .distant),
            ParticipantGroup("institutions", count: 30, .execution(execution)),
            ParticipantGroup("noise", count: 200, .noise(noise), connection: .distant),
        ]
    }
}
