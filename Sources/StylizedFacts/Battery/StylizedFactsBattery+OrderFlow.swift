internal import Glibc
internal import Statistics

extension StylizedFactsBattery {
    /// Fact 2.
    func bidAskBounce(_ flow: OrderFlow?, _ study: ReturnStudy?) -> FactResult {
        let fact = StylizedFact.bidAskBounce
        guard let flow else { return FactResult(fact, notMeasurable: "needs trades") }
        let runs = flow.places.filter { $0.count > 2 }
        let count = runs.reduce(0) { $0 + $1.count - 1 }
        guard count >= ReturnStudy.fewest else {
            return FactResult(
                fact, notMeasurable: "needs \(ReturnStudy.fewest) trades in sessions, there are \(count)", count: count)
        }
        let size = FactBootstrap.cellSize(count)
        var cells = [[Double]](repeating: [Double](repeating: 0, count: (count + size - 1) / size), count: 3)
        var place = 0
        flow.trades.prices.withUnsafeBufferPointer { prices in
            for run in runs {
                var last = 0.0
                for trade in (run.lowerBound + 1)..<run.upperBound {
                    let change = prices[trade] == prices[trade - 1] ? 0 : log(prices[trade] / prices[trade - 1])
                    let cell = place / size
                    cells[0][cell] += change
                    cells[1][cell] += change * change
                    cells[2][cell] += change * last
                    last = change
                    place += 1
                }
            }
        }
        guard cells[1].contains(where: { $0 > 0 }) else {
            return FactResult(fact, notMeasurable: "every trade of a session has one price", count: count)
        }
        let (n, pairs) = (Double(count), Double(count - runs.count))
        let estimate = bootstrap.estimate(
            cells, blockLength: optimalBlockLength(of: cells[1]), name: fact, isCells: true
        ) { sums in
            let mean = sums[0] / n
            return (sums[2] / pairs - mean * mean) / (sums[1] / n - mean * mean)
        }
        var mid = Double.nan
        var reason: String?
        if let study, study.returns.source == .mid {
            mid = study.correlations(study.centred, study.centred, scale: study.sumOfSquares, lags: [1])[0]
        } else {
            reason = study == nil ? "needs \(ReturnStudy.fewest) returns of mids" : "needs quotes"
        }
        return FactResult(
            fact, estimate, basis: "price changes from trade to trade", count: count,
            conditions: [
                GateCondition("ACF(1) from trade to trade", estimate.value, FactGates.bounce),
                GateCondition("ACF(1) of mid returns", mid, FactGates.midCorrelation, notJudged: reason),
            ], details: mid.isFinite ? [NamedEstimate("ACF(1) of mid returns", mid)] : [])
    }

    /// Fact 12.
    func orderSignMemory(_ flow: OrderFlow?) -> FactResult {
        let fact = StylizedFact.orderSignMemory
        guard let flow else { return FactResult(fact, notMeasurable: "needs trades") }
        let (bits, runs) = (flow.orders, flow.orderRuns)
        let count = bits.count
        guard count >= 1_000 else {
            return FactResult(fact, notMeasurable: "needs 1,000 signed orders, there are \(count)", count: count)
        }
        let lags = LagProducts.spread(to: min(1_000, count / 100)).filter { LagProducts.pairs(runs, lag: $0) >= 500 }
        guard !lags.isEmpty else {
            return FactResult(
                fact, notMeasurable: "needs 500 pairs of consecutive orders within sessions", count: count)
        }
        let size = FactBootstrap.cellSize(count)
        let cells = (count + size - 1) / size
        var columns = [[Double]](repeating: [Double](repeating: 0, count: cells), count: lags.count + 1)
        for run in runs {
            for cell in (run.lowerBound / size)..<((run.upperBound + size - 1) / size) {
                let (first, end) = (max(run.lowerBound, cell * size), min(run.upperBound, (cell + 1) * size))
                columns[0][cell] += Double(bits.sum(first..<end))
                for (place, lag) in lags.enumerated() {
                    let from = max(first, run.lowerBound + lag)
                    if from < end { columns[place + 1][cell] += Double(bits.product(from..<end, lag: lag)) }
                }
            }
        }
        let n = Double(count)
        guard abs(columns[0].reduce(0, +)) < n else {
            return FactResult(fact, notMeasurable: "every order has the same sign", count: count)
        }
        let pairs = lags.map { Double(LagProducts.pairs(runs, lag: $0)) }
        let places = lags.map(Double.init)
        func correlations(_ sums: [Double]) -> [Double] {
            let mean = sums[0] / n
            return lags.indices.map { (sums[$0 + 1] / pairs[$0] - mean * mean) / (1 - mean * mean) }
        }
        let values = correlations(columns.map { $0.reduce(0, +) })
        // The fit ends where chance begins; resamples are fitted over the same lags.
        let used = lags.indices.prefix { values[$0] > 1.96 / pairs[$0].squareRoot() }.count
        let estimates = bootstrap.estimates(
            columns, blockLength: optimalBlockLength(of: columns[0]), name: fact, isCells: true
        ) { sums in
            let all = correlations(sums)
            let law = PowerLaw(Array(places.prefix(used)), Array(all.prefix(used)), fewest: 8)
            return [law.map { -$0.exponent } ?? .nan] + all
        }
        let law = PowerLaw(Array(places.prefix(used)), Array(values.prefix(used)), fewest: 8)
        var notes: [String] = []
        if flow.signs.source == .tickRule {
            notes.append(
                "Signs by the tick rule carry the sign of the last price change on: some memory is the rule's.")
        }
        if used < 8 {
            notes.append("Memory exceeds chance at the first \(used) of \(lags.count) lags: no power law is fitted.")
        }
        let memory = estimates[0].value
        return FactResult(
            fact, estimates[0], basis: "orders, signs \(flow.signs.source.label)", count: count,
            conditions: [GateCondition("exponent γ", memory, FactGates.signMemory)],
            details: [
                NamedEstimate("Hurst exponent, 1 - γ/2", 1 - memory / 2), NamedEstimate("ACF(1)", estimates[1]),
                NamedEstimate("longest lag of the fit", used > 0 ? places[used - 1] : .nan),
                NamedEstimate("share of purchases", (columns[0].reduce(0, +) / n + 1) / 2),
            ],
            curves: [
                FactCurve(
                    title: "Autocorrelation of order signs", across: "lag, orders", up: "ACF", places: places,
                    values: values,
                    band: (
                        estimates.dropFirst().map { $0.interval?.low ?? .nan },
                        estimates.dropFirst().map { $0.interval?.high ?? .nan }
                    ), fit: law.map { law in places.prefix(used).map { law($0) } } ?? [], fitName: "power law",
                    isAcrossLogarithmic: true, isUpLogarithmic: values.contains { $0 > 0 })
            ], notes: notes)
    }

    /// Fact 14.
    func tradeDurations(_ flow: OrderFlow?) -> FactResult {
        let fact = StylizedFact.tradeDurations
        guard let flow else { return FactResult(fact, notMeasurable: "needs trades") }
        let count = flow.durations.count
        guard count >= ReturnStudy.fewest, let fit = WeibullShape(flow.durations) else {
            return FactResult(
                fact, notMeasurable: "needs \(ReturnStudy.fewest) durations that vary, there are \(count)",
                count: count)
        }
        let size = FactBootstrap.cellSize(count)
        var cells = [[Double]](repeating: [Double](repeating: 0, count: (count + size - 1) / size), count: 6)
        let shift = log(fit.scale)
        for (place, duration) in flow.durations.enumerated() {
            let (cell, logarithm) = (place / size, log(duration) - shift)
            let power = exp(fit.shape * logarithm)
            cells[0][cell] += power
            cells[1][cell] += power * logarithm
            cells[2][cell] += power * logarithm * logarithm
            cells[3][cell] += logarithm
            cells[4][cell] += duration
            cells[5][cell] += duration * duration
        }
        let (n, shape) = (Double(count), fit.shape)
        // One step of Newton's method from the shape of the record: exact to the second order.
        let estimates = bootstrap.estimates(
            cells, blockLength: optimalBlockLength(of: cells[3]), name: fact, isCells: true
        ) { sums in
            let ratio = sums[1] / sums[0]
            let step =
                (ratio - 1 / shape - sums[3] / n)
                / (sums[2] / sums[0] - ratio * ratio + 1 / (shape * shape))
            let mean = sums[4] / n
            return [shape - step, mean, max(0, sums[5] / n - mean * mean).squareRoot() / mean]
        }
        return FactResult(
            fact, estimates[0], basis: "times between trades", count: count,
            conditions: [GateCondition("Weibull shape", estimates[0].value, FactGates.durationShape)],
            details: [
                NamedEstimate("scale, s", fit.scale), NamedEstimate("mean, s", estimates[1]),
                NamedEstimate("deviation over mean", estimates[2]),
                NamedEstimate("trades with the time stamp before them", Double(flow.ties)),
            ],
            notes: ["Of trades with equal time stamps the first counts. The rhythm of the day is part of the shape."])
    }
}
