internal import Statistics

extension StylizedFactsBattery {
    /// Fact 16.
    func spread(_ record: MarketRecord, _ runs: TradingRuns) -> FactResult {
        let fact = StylizedFact.spread
        guard let quotes = record.quotes,
            let quoted = QuotedSpread(quotes, runs: runs, tickSize: record.tickSize)
        else { return FactResult(fact, notMeasurable: "needs quotes") }
        let total = quoted.weights.reduce(0, +)
        guard total > 0 else {
            return FactResult(
                fact, notMeasurable: "no quote of both sides ever stood within a session", count: quotes.times.count)
        }
        let unit = quoted.isTicks ? "ticks" : "basis points"
        let share = zip(quoted.cells[0], quoted.cells[1]).map { $0 > 0 ? $1 / $0 : 0 }
        let estimates = bootstrap.estimates(
            quoted.cells, blockLength: max(optimalBlockLength(of: share), optimalBlockLength(of: quoted.cells[2])),
            name: fact, isCells: true
        ) { sums in [sums[1] / sums[0], sums[2] / (sums[0] - sums[1])] }
        // Bins of the chart: ticks to the 99th part in a hundred, or forty steps to it.
        let most = quoted.quantile(0.99)
        let wide = max(1, Int((most / quoted.step / 40).rounded(.up)))
        var bars = [Double](repeating: 0, count: min(41, Int(most / quoted.step) / wide + 1))
        for (bin, weight) in quoted.weights.enumerated() where bin / wide < bars.count { bars[bin / wide] += weight }
        return FactResult(
            fact, estimates[0], basis: "changes of the best quotes", count: quotes.times.count,
            conditions: [
                GateCondition("share of time without a two-sided quote", estimates[0].value, FactGates.noQuote)
            ],
            details: [
                NamedEstimate("mean spread, \(unit)", estimates[1]),
                NamedEstimate("median spread, \(unit)", quoted.quantile(0.5)),
                NamedEstimate("spread not exceeded 95 % of the time, \(unit)", quoted.quantile(0.95)),
            ],
            curves: [
                FactCurve(
                    title: "Time by spread", across: "spread, \(unit)", up: "share of quoted time",
                    places: bars.indices.map { Double($0 * wide) * quoted.step }, values: bars.map { $0 / total })
            ])
    }

    /// Fact 17.
    func bookShape(_ record: MarketRecord) -> FactResult {
        let fact = StylizedFact.bookShape
        guard !record.depth.isEmpty else { return FactResult(fact, notMeasurable: "needs snapshots of the book") }
        let distances = 41
        let empty = [Double](repeating: 0, count: record.depth.count)
        var columns = [[Double]](repeating: empty, count: 2 * distances)
        for (row, snapshot) in record.depth.enumerated() {
            for side in [snapshot.bids, snapshot.asks] {
                guard let best = side.first else { continue }
                var furthest = 0
                for (rank, level) in side.enumerated() {
                    let ticks = record.tickSize.map { (abs(level.price - best.price) / $0).rounded() }
                    let distance = ticks.map { Int(min($0, 1e6)) } ?? rank
                    furthest = max(furthest, distance)
                    if distance < distances { columns[distance][row] += level.size }
                }
                // Beyond the last level that was seen, nothing is known.
                for distance in 0...min(furthest, distances - 1) { columns[distances + distance][row] += 1 }
            }
        }
        let seen = (0..<distances).map { columns[distances + $0].reduce(0, +) }
        // A distance that few snapshots reach would be judged by those few.
        let shown = seen.prefix { $0 >= 0.5 * seen[0] && $0 > 0 }.count
        guard shown > 0 else { return FactResult(fact, notMeasurable: "every snapshot is empty") }
        let best = columns[0]
        let estimates = bootstrap.estimates(
            columns, blockLength: FactBootstrap.blockLength(best), name: fact
        ) { sums in
            let means = (0..<shown).map { sums[$0] / sums[distances + $0] }
            let deepest = means.indices.max { means[$0] < means[$1] } ?? 0
            return [Double(deepest)] + means
        }
        let means = Array(estimates.dropFirst())
        let unit = record.tickSize == nil ? "levels" : "ticks"
        return FactResult(
            fact, estimates[0], basis: "snapshots of the book", count: record.depth.count,
            details: [
                NamedEstimate("mean depth at the best", means[0]),
                NamedEstimate("mean depth at the deepest", means[Int(estimates[0].value)].value),
            ],
            curves: [
                FactCurve(
                    title: "Mean depth by distance", across: "distance from the best, \(unit)", up: "size",
                    places: (0..<shown).map(Double.init), values: means.map(\.value),
                    band: (means.map { $0.interval?.low ?? .nan }, means.map { $0.interval?.high ?? .nan }))
            ], notes: record.tickSize == nil ? ["Distances are ranks of levels: no tick size is given."] : [])
    }
}
