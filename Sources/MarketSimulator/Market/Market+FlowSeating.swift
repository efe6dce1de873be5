internal import Core
internal import OrderBook

extension Market {
    mutating func seatFixedSpreadMakers(
        _ parameters: FixedSpreadMakerParameters, _ group: ParticipantGroup, _ number: Int
    ) {
        for index in 0..<group.count {
            var draws = parameterStream(group, index)
            let ladder = QuoteLadder(parameters, instrument: group.instrument, &draws)
            if ladder.followsFlow { core.listings[group.instrument].tracksFlow = true }
            fixedSpreadMakers.append(
                FixedSpreadMaker(
                    ladder: ladder, halfSpread: parameters.halfSpread.draw(in: 0.5...1e6, &draws),
                    lean: parameters.lean,
                    interval: parameters.interval.draw(in: 1e-3...1e5, &draws)))
            seat(group, number, index, .fixedSpreadMaker, place: fixedSpreadMakers.count - 1)
        }
    }

    mutating func seatInventoryMakers(
        _ parameters: InventoryMakerParameters, _ group: ParticipantGroup, _ number: Int
    ) {
        for index in 0..<group.count {
            var draws = parameterStream(group, index)
            let ladder = QuoteLadder(parameters, instrument: group.instrument, &draws)
            if ladder.followsFlow { core.listings[group.instrument].tracksFlow = true }
            let aversion = parameters.riskAversion.draw(in: 1e-9...1e3, &draws)
            inventoryMakers.append(
                InventoryMaker(
                    ladder: ladder, riskAversion: aversion,
                    fillSpread: InventoryMaker.fillSpread(riskAversion: aversion, fillDecay: parameters.fillDecay),
                    horizon: parameters.horizon, unit: Double(parameters.unit),
                    varianceWeight: parameters.varianceWeight,
                    interval: parameters.interval.draw(in: 1e-3...1e5, &draws),
                    leastVariance: parameters.initialVariance, variance: parameters.initialVariance))
            seat(group, number, index, .inventoryMaker, place: inventoryMakers.count - 1)
        }
    }

    /// How the orders of a flow are made.
    private mutating func flowOrders(_ parameters: some FlowOrderParameters, _ group: ParticipantGroup) -> FlowOrders {
        FlowOrders(
            instrument: UInt16(group.instrument), lifetime: core.samplers.add(parameters.lifetime),
            depth: core.samplers.add(parameters.depth), limitSize: core.samplers.add(parameters.limitSize),
            marketSize: core.samplers.add(parameters.marketSize))
    }

    mutating func seatPoissonFlows(_ parameters: PoissonFlowParameters, _ group: ParticipantGroup, _ number: Int) {
        let orders = flowOrders(parameters, group)
        for index in 0..<group.count {
            var draws = parameterStream(group, index)
            poissonFlows.append(
                PoissonFlow(
                    orders: orders, limitRate: max(0, parameters.limitRate.draw(&draws)),
                    marketRate: max(0, parameters.marketRate.draw(&draws))))
            seat(group, number, index, .poissonFlow, place: poissonFlows.count - 1)
        }
    }

    mutating func seatHawkesFlows(_ parameters: HawkesFlowParameters, _ group: ParticipantGroup, _ number: Int) {
        let orders = flowOrders(parameters, group)
        for index in 0..<group.count {
            var draws = parameterStream(group, index)
            let market = max(0, parameters.marketRate.draw(&draws)) / 2
            let limit = max(0, parameters.limitRate.draw(&draws)) / 2
            hawkesFlows.append(
                HawkesFlow(
                    orders: orders,
                    process: HawkesProcess(
                        base: [market, market, limit, limit], branching: parameters.branching, decay: parameters.decay))
            )
            seat(group, number, index, .hawkesFlow, place: hawkesFlows.count - 1)
        }
    }

    mutating func seatChartists(_ parameters: ChartistParameters, _ group: ParticipantGroup, _ number: Int) {
        let size = core.samplers.add(parameters.size)
        for index in 0..<group.count {
            var draws = parameterStream(group, index)
            chartists.append(
                ChartistTrader(
                    instrument: UInt16(group.instrument), wakeRate: max(0, parameters.wakeRate.draw(&draws)),
                    fundamentalWeight: max(0, parameters.fundamentalWeight.draw(&draws)),
                    chartWeight: max(0, parameters.chartWeight.draw(&draws)),
                    noiseWeight: max(0, parameters.noiseWeight.draw(&draws)), noiseScale: parameters.noiseScale,
                    horizon: parameters.horizon.draw(in: 1...4_000, &draws),
                    margin: parameters.margin.draw(in: 0...0.99, &draws), size: size))
            seat(group, number, index, .chartist, place: chartists.count - 1)
        }
    }

    mutating func seatExecutions(_ parameters: ExecutionParameters, _ group: ParticipantGroup, _ number: Int) {
        let (size, piece) = (core.samplers.add(parameters.size), core.samplers.add(parameters.pieceSize))
        for index in 0..<group.count {
            var draws = parameterStream(group, index)
            executions.append(
                ExecutionTrader(
                    instrument: UInt16(group.instrument), arrivalRate: max(0, parameters.arrivalRate.draw(&draws)),
                    size: size, largestSize: Int64(parameters.largestSize), schedule: parameters.schedule,
                    pieceSize: piece, participation: parameters.participation,
                    interval: parameters.interval.draw(in: 1e-3...1e5, &draws), buyChance: parameters.buyChance))
            seat(group, number, index, .execution, place: executions.count - 1)
        }
    }

    mutating func seatArbitrageurs(_ parameters: ArbitrageParameters, _ group: ParticipantGroup, _ number: Int) {
        for index in 0..<group.count {
            var draws = parameterStream(group, index)
            arbitrageurs.append(
                Arbitrageur(
                    index: UInt16(group.instrument), instruments: core.listings.count,
                    wakeRate: max(0, parameters.wakeRate.draw(&draws)), margin: max(0, parameters.margin.draw(&draws)),
                    lots: Int64(parameters.lots)))
            seat(group, number, index, .arbitrageur, place: arbitrageurs.count - 1)
        }
    }

    /// Seats the participant that sends the orders of a scenario, where it has any.
    mutating func seatScenario(_ place: Int) {
        guard let (instrument, participation) = orderTerms(of: configuration.scenarios[place]) else {
            scenarioSeats.append(-1)
            return
        }
        // Nobody else's draws change: the seat is the last, and its name its own.
        var parameters = ExecutionParameters()
        parameters.arrivalRate = .fixed(0)
        parameters.schedule = .pov
        parameters.participation = participation
        parameters.interval = .fixed(2)
        let group = ParticipantGroup(
            "scenario.\(place)", .execution(parameters), instrument: instrument, cash: 0)
        scenarioSeats.append(core.seats.count)
        seatGroup(group)
    }

    private func orderTerms(of scenario: MarketScenario) -> (instrument: Int, participation: Double)? {
        switch scenario {
        case .fatFinger(_, _, let instrument, _, _): (instrument, 1)
        case .largeOrder(_, _, let instrument, _, _, let participation): (instrument, participation)
        case .news, .departure, .halt: nil
        }
    }
}
