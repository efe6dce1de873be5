internal import Statistics

extension StylizedFactsBattery {
    /// Fact 19.
    func eppsEffect(_ record: MarketRecord) -> FactResult {
        let fact = StylizedFact.eppsEffect
        let instruments = Array(record.instruments.prefix(12))
        guard instruments.count >= 2 else {
            return FactResult(fact, notMeasurable: "needs bars of two instruments", count: instruments.count)
        }
        guard instruments.allSatisfy({ $0.width == instruments[0].width }) else {
            return FactResult(fact, notMeasurable: "needs bars of one width", count: instruments.count)
        }
        let joint = JointReturns(instruments, longestSilence: options.longestSilence)
        let scales = [1, 5, 15, 30]
        let (columns, whole) = products(joint, scales: scales)
        let perScale = instruments.count * (instruments.count + 1) / 2
        guard whole >= 50 else {
            return FactResult(
                fact, notMeasurable: "needs 50 spans of 30 common returns, there are \(whole)",
                count: joint.values[0].count)
        }
        // Without a price change of its own an instrument has no correlation.
        for (place, values) in joint.values.enumerated() where !values.contains(where: { $0 != 0 }) {
            return FactResult(
                fact, notMeasurable: "the price of instrument \(place + 1) of \(instruments.count) never changes",
                count: values.count)
        }
        let energy = zip(columns[0], columns[1]).map { abs($0) + abs($1) }
        let estimates = bootstrap.estimates(
            columns, blockLength: optimalBlockLength(of: energy), name: fact, isCells: true
        ) { sums in
            let means = scales.indices.map { place in
                StylizedFactsBattery.meanCorrelation(
                    Array(sums[(place * perScale)..<((place + 1) * perScale)]), instruments.count)
            }
            return means + (1..<scales.count).map { means[$0] - means[$0 - 1] } + [means[scales.count - 1] - means[0]]
        }
        let steps = (1..<scales.count).map { place -> GateCondition in
            let rise = estimates[scales.count + place - 1]
            return GateCondition(
                "fall of the correlation from \(scales[place - 1]) to \(scales[place]) beyond its interval",
                max(0, -(rise.interval?.high ?? rise.value)), FactGates.eppsFall)
        }
        let total = estimates[estimates.count - 1]
        let label = SampledReturns.label(instruments[0].width)
        return FactResult(
            fact, total, basis: "returns over \(label) of \(instruments.count) instruments",
            count: joint.values[0].count,
            conditions: steps + [
                GateCondition("rise of the correlation from 1 to 30", total.value, FactGates.eppsRise)
            ],
            details: zip(scales, estimates).map { NamedEstimate("mean correlation at \($0)", $1) },
            curves: [
                FactCurve(
                    title: "Mean correlation by span", across: "span, intervals of \(label)", up: "correlation",
                    places: scales.map(Double.init), values: estimates.prefix(scales.count).map(\.value),
                    band: (
                        estimates.prefix(scales.count).map { $0.interval?.low ?? .nan },
                        estimates.prefix(scales.count).map { $0.interval?.high ?? .nan }
                    ), isAcrossLogarithmic: true)
            ],
            notes: record.instruments.count > instruments.count
                ? ["The first \(instruments.count) of \(record.instruments.count) instruments."] : [])
    }

    /// By stretch of 30 returns, by scale, the products of all pairs of instruments; and how many stretches are whole.
    private func products(_ joint: JointReturns, scales: [Int]) -> (columns: [[Double]], whole: Int) {
        let count = joint.values.count
        let perScale = count * (count + 1) / 2
        var columns = [[Double]](repeating: [], count: perScale * scales.count)
        var whole = 0
        var sums = [Double](repeating: 0, count: count)
        for run in joint.runs {
            for start in stride(from: run.lowerBound, to: run.upperBound, by: 30) {
                let end = min(start + 30, run.upperBound)
                if end - start == 30 { whole += 1 }
                for (place, scale) in scales.enumerated() {
                    var cells = [Double](repeating: 0, count: perScale)
                    for first in stride(from: start, through: end - scale, by: scale) {
                        for instrument in 0..<count {
                            sums[instrument] = joint.values[instrument][first..<(first + scale)].reduce(0, +)
                        }
                        var pair = 0
                        for left in 0..<count {
                            for right in left..<count {
                                cells[pair] += sums[left] * sums[right]
                                pair += 1
                            }
                        }
                    }
                    for pair in 0..<perScale { columns[place * perScale + pair].append(cells[pair]) }
                }
            }
        }
        return (columns, whole)
    }

    /// The mean over pairs of `Σ xy/√(Σ x²·Σ y²)`, from the products of all pairs.
    private static func meanCorrelation(_ products: [Double], _ count: Int) -> Double {
        func place(_ left: Int, _ right: Int) -> Int { left * count - left * (left - 1) / 2 + right - left }
        var (sum, pairs) = (0.0, 0.0)
        for left in 0..<count {
            for right in left..<count where right > left {
                let scale = (products[place(left, left)] * products[place(right, right)]).squareRoot()
                sum += products[place(left, right)] / scale
                pairs += 1
            }
        }
        return sum / pairs
    }
}
