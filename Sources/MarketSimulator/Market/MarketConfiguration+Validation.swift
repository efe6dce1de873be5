extension MarketConfiguration {
    /// Finds the first thing that makes this configuration no market.
    ///
    /// - Throws: What is wrong, with what is allowed and the remedy.
    public func validate() throws(MarketConfigurationError) {
        guard !instruments.isEmpty else { throw .noInstruments }
        guard (1...100_000).contains(days) else { throw .daysOutOfRange(days) }
        try check(session, "session")
        try check(activity, "activity")
        try check(exchange, "exchange")
        try check(recording, "recording")
        let whole = session.openingAuction + session.length + session.closingAuction
        guard whole < 86_400 else {
            throw .parameterOutOfRange(
                owner: "session", name: "length",
                fault: "with its auctions the day has \(whole) seconds, and must have fewer than 86400")
        }
        for instrument in instruments {
            for (what, value) in [("tick", instrument.tickSize), ("lot", instrument.lotSize)] {
                guard value > 0, value.isFinite else {
                    throw .stepNotPositive(symbol: instrument.symbol, what: what, value)
                }
            }
            try check(instrument.fundamental, "the fundamental of \(instrument.symbol)")
        }
        var names: Set<String> = []
        for group in groups {
            guard names.insert(group.name).inserted else { throw .repeatedGroup(group.name) }
            try validate(group)
        }
        guard groups.contains(where: { $0.count > 0 }) else { throw .nobodyTrades }
        guard groups.contains(where: { $0.count > 0 && $0.rule.providesLiquidity }) else {
            let takers = groups.filter { $0.count > 0 }.map { "'\($0.name)' (\($0.rule.kind))" }
            throw .nobodyProvides(groups: takers.joined(separator: ", "))
        }
        try checkCounting()
        for (place, scenario) in scenarios.enumerated() {
            if let fault = fault(of: scenario) { throw .scenario(place: place, fault: fault) }
        }
    }

    private func check<Parameters: MarketParameters>(
        _ parameters: Parameters, _ owner: String
    ) throws(MarketConfigurationError) {
        if let (name, fault) = parameters.firstFault() {
            throw .parameterOutOfRange(owner: owner, name: name, fault: fault)
        }
    }

    private func validate(_ group: ParticipantGroup) throws(MarketConfigurationError) {
        let owner = "group '\(group.name)'"
        guard (0...1_000_000).contains(group.count) else {
            throw .countOutOfRange(group: group.name, group.count)
        }
        guard instruments.indices.contains(group.instrument) else {
            throw .unknownInstrument(owner: owner, group.instrument, count: instruments.count)
        }
        for latency in [group.connection.toExchange, group.connection.fromExchange] {
            if let fault = latency.fault { throw .latency(group: group.name, fault: fault) }
        }
        guard (0...3_600_000_000_000).contains(group.connection.computationNanoseconds) else {
            throw .latency(
                group: group.name,
                fault: "a computation delay of \(group.connection.computationNanoseconds) ns is outside 0 to an hour")
        }
        if !group.mayBorrow, group.cash <= 0, group.shares <= 0 { throw .cannotTrade(group: group.name) }
        switch group.rule {
        case .noise(let parameters): try check(parameters, owner)
        case .value(let parameters): try check(parameters, owner)
        case .momentum(let parameters): try check(parameters, owner)
        case .adaptiveMaker(let parameters): try check(parameters, owner)
        case .fixedSpreadMaker(let parameters): try check(parameters, owner)
        case .inventoryMaker(let parameters): try check(parameters, owner)
        case .poissonFlow(let parameters): try check(parameters, owner)
        case .hawkesFlow(let parameters):
            try check(parameters, owner)
            let ratio = parameters.branchingRatio
            guard ratio < 1 else { throw .supercritical(group: group.name, branchingRatio: ratio) }
        case .chartist(let parameters): try check(parameters, owner)
        case .execution(let parameters): try check(parameters, owner)
        case .arbitrage(let parameters):
            try check(parameters, owner)
            guard instruments.count >= 2 else {
                throw .basket(
                    group: group.name, fault: "there is one instrument; an index needs at least one component")
            }
        case .open: break
        }
    }

    private func fault(of scenario: MarketScenario) -> String? {
        guard (0..<days).contains(scenario.day) else {
            return "is on day \(scenario.day): the days are 0 to \(days - 1)"
        }
        guard scenario.second >= 0, scenario.second < session.length else {
            return "is at second \(scenario.second): the session has seconds from 0 to below \(session.length)"
        }
        func unknown(_ instrument: Int) -> String? {
            instruments.indices.contains(instrument)
                ? nil : "names instrument \(instrument): there are \(instruments.count), counted from 0"
        }
        switch scenario {
        case .news(_, _, let instrument, let move):
            return unknown(instrument) ?? (move > -1 && move.isFinite ? nil : "moves by \(move): it must be above -1")
        case .fatFinger(_, _, let instrument, _, let lots):
            return unknown(instrument) ?? (lots > 0 ? nil : "has \(lots) lots: they must be positive")
        case .largeOrder(_, _, let instrument, _, let lots, let participation):
            if lots <= 0 { return "has \(lots) lots: they must be positive" }
            return unknown(instrument)
                ?? (participation > 0 && participation <= 1
                    ? nil : "takes part with \(participation): allowed is above 0 to 1")
        case .departure(_, _, let group, let seconds):
            guard groups.contains(where: { $0.name == group }) else {
                return "names the group '\(group)': there are \(groups.map(\.name).joined(separator: ", "))"
            }
            return seconds >= 0 ? nil : "lasts \(seconds) seconds: they must not be negative"
        case .halt(_, _, let instrument, let seconds, let auctionSeconds):
            return unknown(instrument)
                ?? (seconds >= 0 && auctionSeconds >= 0 ? nil : "lasts a negative time: seconds must be from 0 on")
        }
    }
}
