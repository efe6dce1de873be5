internal import Glibc
internal import Statistics

extension StylizedFactsBattery {
    /// Fact 18.
    func metaOrderImpact(_ record: MarketRecord) -> FactResult {
        let fact = StylizedFact.metaOrderImpact
        let ends = record.metaOrders.map { $0.endMid ?? record.quotes?.mid(at: $0.end) ?? .nan }
        let usable = record.metaOrders.indices.filter { ends[$0] > 0 && ends[$0].isFinite }
        guard usable.count >= 50 else {
            return FactResult(
                fact, notMeasurable: "needs 50 meta-orders with a mid at their end, there are \(usable.count)",
                count: usable.count)
        }
        let orders = usable.map { record.metaOrders[$0] }
        let impacts = zip(usable, orders).map { Double($1.side) * log(ends[$0] / $1.arrivalMid) }
        let groups = orders.count >= 100 ? 10 : 5
        let bySize = orders.indices.sorted { (orders[$0].size, $0) < (orders[$1].size, $1) }
        var columns = [[Double]](repeating: [Double](repeating: 0, count: orders.count), count: 2 * groups + 2)
        var sizes = [Double](repeating: 0, count: groups)
        for (rank, order) in bySize.enumerated() {
            let group = rank * groups / orders.count
            columns[group][order] = impacts[order]
            columns[groups + group][order] = 1
            sizes[group] += log(orders[order].size)
        }
        var known = 0
        for (place, order) in orders.enumerated() where order.afterMid > 0 && order.afterMid.isFinite {
            known += 1
            columns[2 * groups][place] = Double(order.side) * log(order.afterMid / order.arrivalMid)
            columns[2 * groups + 1][place] = impacts[place]
        }
        for group in 0..<groups { sizes[group] = exp(sizes[group] / columns[groups + group].reduce(0, +)) }
        let estimates = bootstrap.estimates(
            columns, blockLength: FactBootstrap.blockLength(impacts), name: fact
        ) { sums in
            let means = (0..<groups).map { sums[$0] / sums[groups + $0] }
            let law = PowerLaw(sizes, means, fewest: groups / 2 + 1)
            let mean = sums[..<groups].reduce(0, +) / sums[groups..<2 * groups].reduce(0, +)
            return [law?.exponent ?? .nan, sums[2 * groups] / sums[2 * groups + 1], mean] + means
        }
        let mean = estimates[2]
        let means = Array(estimates.dropFirst(3))
        let law = PowerLaw(sizes, means.map(\.value), fewest: groups / 2 + 1)
        return FactResult(
            fact, estimates[0], basis: "meta-orders", count: orders.count,
            conditions: [
                GateCondition("lower end of the mean impact", mean.interval?.low ?? .nan, FactGates.meanImpact),
                GateCondition("exponent δ of impact by size", estimates[0].value, FactGates.impact),
                GateCondition(
                    "impact after the end over that at the end", estimates[1].value, FactGates.impactLeft,
                    notJudged: known < 50 ? "needs 50 meta-orders with a mid after their end, there are \(known)" : nil),
            ],
            details: [
                NamedEstimate("impact left after the end", estimates[1]),
                NamedEstimate("mean impact at the end", mean),
            ],
            curves: [
                FactCurve(
                    title: "Impact by size", across: "size of the meta-order", up: "log return, with its sign",
                    places: sizes, values: means.map(\.value),
                    band: (means.map { $0.interval?.low ?? .nan }, means.map { $0.interval?.high ?? .nan }),
                    fit: law.map { law in sizes.map { law($0) } } ?? [], fitName: "power law",
                    isAcrossLogarithmic: true, isUpLogarithmic: means.allSatisfy { $0.value > 0 })
            ],
            notes: law == nil ? ["Impact is positive in too few groups of sizes: no power law is fitted."] : [])
    }
}
