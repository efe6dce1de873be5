internal import Core
internal import OrderBook

extension Market {
    /// Makes the participants of a group, each with the parameters drawn for it.
    mutating func seatGroup(_ group: ParticipantGroup) {
        let number = core.connections.count
        core.connections.append(group.connection)
        for _ in 0..<core.listings.count { core.tallies.append(GroupTally()) }
        latencies = (sampler(of: group.connection.toExchange), sampler(of: group.connection.fromExchange))
        let instrument = UInt16(group.instrument)
        switch group.rule {
        case .noise(let parameters):
            let (size, depth) = (core.samplers.add(parameters.size), core.samplers.add(parameters.depth))
            let lifetime = core.samplers.add(parameters.lifetime)
            for index in 0..<group.count {
                var draws = parameterStream(group, index)
                noise.append(
                    NoiseTrader(
                        instrument: instrument, arrival: parameters.arrival,
                        wakeRate: max(0, parameters.wakeRate.draw(&draws)), size: size,
                        aggressiveShare: parameters.aggressiveShare, depth: depth, lifetime: lifetime))
                seat(group, number, index, .noise, place: noise.count - 1)
            }
        case .value(let parameters):
            let size = core.samplers.add(parameters.size)
            let fundamental = configuration.instruments[group.instrument].fundamental
            let mean = parameters.believedMean > 0 ? parameters.believedMean : fundamental.mean
            for index in 0..<group.count {
                var draws = parameterStream(group, index)
                value.append(
                    ValueTrader(
                        instrument: instrument, wakeRate: max(0, parameters.wakeRate.draw(&draws)),
                        observationVariance: max(0, parameters.observationVariance.draw(&draws)),
                        reversion: parameters.reversion, mean: mean, shockVariance: parameters.shockVariance,
                        aggressiveShare: parameters.aggressiveShare, depthSpread: parameters.depthSpread,
                        threshold: max(0, parameters.threshold.draw(&draws)), size: size, estimate: fundamental.mean))
                seat(group, number, index, .value, place: value.count - 1)
            }
        case .momentum(let parameters):
            for index in 0..<group.count {
                var draws = parameterStream(group, index)
                momentum.append(
                    MomentumTrader(
                        instrument: instrument, wakeRate: max(0, parameters.wakeRate.draw(&draws)),
                        shortWindow: parameters.shortWindow, longWindow: parameters.longWindow,
                        lots: Int64(parameters.size.draw(in: 1...1e9, &draws).rounded()),
                        threshold: max(0, parameters.threshold.draw(&draws)),
                        positionLimit: Int64(parameters.positionLimit)))
                seat(group, number, index, .momentum, place: momentum.count - 1)
            }
        case .adaptiveMaker(let parameters):
            for index in 0..<group.count {
                var draws = parameterStream(group, index)
                adaptiveMakers.append(
                    AdaptiveMaker(
                        instrument: instrument, parameters: parameters,
                        interval: parameters.interval.draw(in: 1e-3...1e5, &draws)))
                seat(group, number, index, .adaptiveMaker, place: adaptiveMakers.count - 1)
            }
        case .fixedSpreadMaker(let parameters): seatFixedSpreadMakers(parameters, group, number)
        case .inventoryMaker(let parameters): seatInventoryMakers(parameters, group, number)
        case .poissonFlow(let parameters): seatPoissonFlows(parameters, group, number)
        case .hawkesFlow(let parameters): seatHawkesFlows(parameters, group, number)
        case .chartist(let parameters): seatChartists(parameters, group, number)
        case .execution(let parameters): seatExecutions(parameters, group, number)
        case .arbitrage(let parameters): seatArbitrageurs(parameters, group, number)
        case .open(let make):
            for index in 0..<group.count {
                let random = RandomStream(seed: configuration.seed, name: group.name + ".own", index: UInt64(index))
                openSeats.append(OpenSeat(make(index), instruments: core.listings.count, random: random))
                seat(group, number, index, .open, place: openSeats.count - 1, subscribes: true)
            }
        }
    }

    private mutating func sampler(of latency: LatencyModel) -> LatencySampler {
        switch latency {
        case .fixed(let nanoseconds): LatencySampler(fixed: nanoseconds, sampler: Sampler(first: 0, count: 0))
        case .distributed(let distribution): LatencySampler(fixed: -1, sampler: core.samplers.add(distribution))
        case .measured: LatencySampler(fixed: -1, sampler: Sampler(first: 0, count: 0))
        }
    }

    func parameterStream(_ group: ParticipantGroup, _ index: Int) -> RandomStream {
        RandomStream(seed: configuration.seed, name: group.name + ".parameters", index: UInt64(index))
    }

    mutating func seat(
        _ group: ParticipantGroup, _ number: Int, _ index: Int, _ kind: ParticipantKind, place: Int,
        subscribes: Bool = false
    ) {
        var keys = RandomStream(seed: configuration.seed, name: group.name + ".order", index: UInt64(index))
        let participant = core.seats.count
        core.seats.append(
            Seat(
                kind: kind, place: Int32(place), group: Int32(number),
                stream: RandomStream(seed: configuration.seed, name: group.name, index: UInt64(index)),
                latencyStream: RandomStream(
                    seed: configuration.seed, name: group.name + ".latency", index: UInt64(index)),
                tieKey: keys.next(), toExchange: latencies.to, fromExchange: latencies.from,
                computation: group.connection.computationNanoseconds, subscribes: subscribes, cash: group.cash,
                knownCash: group.cash, mayBorrow: group.mayBorrow))
        for instrument in 0..<core.listings.count {
            let held = instrument == group.instrument ? group.shares : 0
            core.shares.append(held)
            core.knownShares.append(held)
        }
        if subscribes { core.subscribers.append(UInt32(participant)) }
    }
}
