internal import Core
internal import Statistics

extension StylizedFactsBattery {
    /// Fact 13.
    func priceDiffusivity(_ record: MarketRecord, _ runs: TradingRuns, _ sampled: SampledReturns) -> FactResult {
        let fact = StylizedFact.priceDiffusivity
        var returns = sampled
        var horizons = [10, 30, 60, 120, 300]
        var reason: String?
        var notes: [String] = []
        if sampled.source == .closes {
            horizons = (2...300).filter { Int64($0) * sampled.interval <= 300 * Timestamp.second }
            horizons = horizons.count > 5 ? [2, 3, 5, 10, 30].filter { horizons.contains($0) } : horizons
            guard !horizons.isEmpty else {
                return FactResult(
                    fact, notMeasurable: "needs quotes, or bars of at most 150 s", count: sampled.values.count)
            }
            notes.append("Ratios are to the variance of one bar's return.")
        } else {
            returns = SampledReturns(of: record, runs: runs, interval: Timestamp.second, withVolumes: false)
            if returns.source == .lastTrade { reason = "prices of trades bounce: needs quotes" }
        }
        let longest = horizons.last ?? 1
        let whole = returns.runs.filter { $0.count >= 2 * longest }
        guard returns.values.count >= ReturnStudy.fewest, !whole.isEmpty,
            let study = VarianceRatioStudy(returns.values, runs: returns.runs)
        else {
            return FactResult(
                fact,
                notMeasurable: "needs \(ReturnStudy.fewest) returns that vary, in sessions of \(2 * longest)",
                count: returns.values.count)
        }
        let ratios = VarianceRatio.ratios(returns.values, runs: returns.runs, horizons: horizons)
        let n = Double(returns.values.count)
        var columns = [FactBootstrap.cells(study.deviations), FactBootstrap.cells(study.deviations.map { $0 * $0 })]
        for horizon in horizons { columns.append(FactBootstrap.cells(study.squaredSums(horizon))) }
        let size = FactBootstrap.cellSize(returns.values.count)
        let length = max(optimalBlockLength(of: columns[1]), Double(longest) / Double(size))
        let estimates = bootstrap.estimates(columns, blockLength: length, name: fact, isCells: true) { sums in
            let variance = (sums[1] - sums[0] * sums[0] / n) / (n - 1)
            return horizons.indices.map { sums[$0 + 2] / study.divisor(horizons[$0]) / variance }
        }
        func label(_ horizon: Int) -> String { SampledReturns.label(Int64(horizon) * returns.interval) }
        let seconds = Double(returns.interval) / Double(Timestamp.second)
        return FactResult(
            fact, estimates[horizons.count - 1],
            basis: "\(returns.source.label) returns over \(returns.intervalLabel)", count: returns.values.count,
            conditions: zip(horizons, estimates).map { horizon, estimate in
                GateCondition(
                    "variance ratio at \(label(horizon))", estimate.value, FactGates.varianceRatio,
                    notJudged: reason)
            },
            details: zip(horizons, estimates).map { NamedEstimate("VR at \(label($0))", $1) }
                + zip(horizons, ratios).map { NamedEstimate("z* at \(label($0))", $1?.statistic ?? .nan) },
            curves: [
                FactCurve(
                    title: "Variance ratio by horizon", across: "horizon, s", up: "VR",
                    places: horizons.map { Double($0) * seconds }, values: estimates.map(\.value),
                    band: (
                        estimates.map { $0.interval?.low ?? .nan }, estimates.map { $0.interval?.high ?? .nan }
                    ), isAcrossLogarithmic: true)
            ], notes: notes)
    }
}
