internal import Glibc
internal import Statistics

extension StylizedFactsBattery {
    /// Fact 18.
    func metaOrderImpact(_ record: MarketRecord, _ returns: SampledReturns) -> FactResult {
        let fact = StylizedFact.metaOrderImpact
        let moves = MetaOrderMoves(record, DayScales(returns))
        guard moves.sizes.count >= 50 else {
            return FactResult(
                fact,
                notMeasurable: "needs 50 meta-orders with a mid at their end"
                    + (moves.isScaled ? ", in sessions with returns and volume" : "")
                    + ", there are \(moves.sizes.count)",
                count: moves.sizes.count)
        }
        let (impacts, groups) = (moves.impacts, MetaOrderGroups(moves))
        var columns = groups.columns
        columns.append(moves.left.map { $0.isNaN ? 0 : $0 })
        columns.append(zip(moves.left, impacts).map { $0.isNaN ? 0 : $1 })
        let known = moves.left.count { !$0.isNaN }
        let count = groups.sizes.count
        let estimates = bootstrap.estimates(
            columns, blockLength: FactBootstrap.blockLength(impacts), name: fact
        ) { sums in
            let means = (0..<count).map { sums[$0] / sums[count + $0] }
            let mean = sums[..<count].reduce(0, +) / sums[count..<2 * count].reduce(0, +)
            return [groups.law(means)?.exponent ?? .nan, sums[2 * count] / sums[2 * count + 1], mean] + means
        }
        let mean = estimates[2]
        let means = Array(estimates.dropFirst(3))
        let law = groups.law(means.map(\.value))
        return FactResult(
            fact, estimates[0], basis: "meta-orders", count: impacts.count,
            conditions: [
                GateCondition("lower end of the mean impact", mean.interval?.low ?? .nan, FactGates.meanImpact),
                GateCondition("exponent δ of impact by size", estimates[0].value, FactGates.impact),
                GateCondition(
                    "impact after the end over that at the end", estimates[1].value, FactGates.impactLeft,
                    notJudged: known < 50 ? "needs 50 meta-orders with a mid after their end, there are \(known)" : nil),
            ],
            details: [
                NamedEstimate("impact left after the end", estimates[1]),
                NamedEstimate(
                    "mean impact at the end" + (moves.isScaled ? ", in volatilities of its session" : ""), mean),
            ],
            curves: [
                FactCurve(
                    title: "Impact by size", across: moves.isScaled ? "size over the volume of its session" : "size",
                    up: moves.isScaled ? "impact over the volatility of its session" : "log return, with its sign",
                    places: groups.sizes, values: means.map(\.value),
                    band: (means.map { $0.interval?.low ?? .nan }, means.map { $0.interval?.high ?? .nan }),
                    fit: law.map { law in groups.sizes.map { law($0) } } ?? [], fitName: "power law",
                    isAcrossLogarithmic: true, isUpLogarithmic: means.allSatisfy { $0.value > 0 })
            ],
            notes: notes(law, moves))
    }

    private func notes(_ law: PowerLaw?, _ moves: MetaOrderMoves) -> [String] {
        var notes: [String] = []
        if law == nil { notes.append("No law that rises from 0 fits the impacts by size.") }
        if !moves.isScaled {
            notes.append(
                "Sizes and impacts are as they are, over nothing: there are no returns within days with volumes.")
        }
        if moves.withoutScale > 0 {
            notes.append("\(moves.withoutScale) meta-orders are left out: their session has no returns or no volume.")
        }
        return notes
    }
}

/// Meta-orders whose impact is known, each over the volatility and the volume of its session.
private struct MetaOrderMoves {
    /// Whether sessions are known.
    let isScaled: Bool
    /// How many are left out, because those of their session are not known.
    private(set) var withoutScale = 0
    /// Sizes, above 0.
    var sizes: [Double] = []
    /// What the mid moved to the end, with the order's sign.
    var impacts: [Double] = []
    /// What it had moved some time later; `nan` where that is not known.
    var left: [Double] = []

    init(_ record: MarketRecord, _ days: DayScales) {
        isScaled = !days.isEmpty
        for order in record.metaOrders {
            let end = order.endMid ?? record.quotes?.mid(at: order.end) ?? .nan
            guard end > 0, end.isFinite else { continue }
            guard let scale = isScaled ? days.scale(at: order.start) : (1, 1) else {
                withoutScale += 1
                continue
            }
            func moved(to mid: Double) -> Double {
                Double(order.side) * log(mid / order.arrivalMid) / scale.volatility
            }
            sizes.append(order.size / scale.volume)
            impacts.append(moved(to: end))
            left.append(order.afterMid > 0 && order.afterMid.isFinite ? moved(to: order.afterMid) : .nan)
        }
    }
}

/// Meta-orders in groups of equal count by size.
private struct MetaOrderGroups {
    /// The geometric mean of the sizes of each group.
    private(set) var sizes: [Double]
    /// For each group the impacts of its orders, and after these for each a 1 where an order is its own; elsewhere 0.
    private(set) var columns: [[Double]]
    /// The precision of each mean; alike where a group does not vary.
    private var weights: [Double] = []

    init(_ moves: MetaOrderMoves) {
        let count = moves.sizes.count
        let groups = count >= 100 ? 10 : 5
        let bySize = moves.sizes.indices.sorted { (moves.sizes[$0], $0) < (moves.sizes[$1], $1) }
        columns = [[Double]](repeating: [Double](repeating: 0, count: count), count: 2 * groups)
        sizes = []
        for group in 0..<groups {
            let places = bySize[group * count / groups..<(group + 1) * count / groups]
            for place in places { (columns[group][place], columns[groups + group][place]) = (moves.impacts[place], 1) }
            sizes.append(exp(places.reduce(0) { $0 + log(moves.sizes[$1]) } / Double(places.count)))
            let deviation = Moments(places.map { moves.impacts[$0] }).standardDeviation(ddof: 1) ?? 0
            weights.append(Double(places.count) / (deviation * deviation))
        }
        if !weights.allSatisfy(\.isFinite) { weights = weights.map { _ in 1 } }
    }

    /// The power law through the mean impact of each group.
    func law(_ means: [Double]) -> PowerLaw? { PowerLaw(sizes, means, weights: weights) }
}
