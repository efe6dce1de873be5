internal import Glibc
internal import Statistics

extension StylizedFactsBattery {
    /// Fact 3.
    func fatTails(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.fatTails
        var estimates: [Estimate] = []
        var conditions: [GateCondition] = []
        var details: [NamedEstimate] = []
        for scale in 1...5 {
            let sums = study.returns.sums(of: scale)
            let estimate = bootstrap.kurtosis(
                sums, blockLength: max(1, study.blockLength / Double(scale)), name: fact)
            estimates.append(estimate)
            let isShort = sums.count < 100
            conditions.append(
                GateCondition(
                    "excess kurtosis at \(scale)", estimate.value, FactGates.kurtosis,
                    notJudged: isShort ? "needs 100 sums, there are \(sums.count)" : nil))
            if scale > 1 { details.append(NamedEstimate("at \(scale) intervals", estimate)) }
        }
        return FactResult(
            fact, estimates[0], basis: study.basis, count: study.count, conditions: conditions, details: details)
    }

    /// Fact 4.
    func tailIndex(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.tailIndex
        let falling = study.magnitudes.sorted(by: >)
        guard let hill = HillIndex(falling: falling, share: 0.05) else {
            return FactResult(
                fact, notMeasurable: "fewer than one return in twenty differs from 0", count: study.count)
        }
        let threshold = hill.threshold
        let columns = [
            study.magnitudes.map { $0 > threshold ? log($0 / threshold) : 0 },
            study.magnitudes.map { $0 > threshold ? 1.0 : 0 },
        ]
        // Values that equal the threshold add nothing to the sum, but count to the tail.
        let ties = Double(hill.tail) - columns[1].reduce(0, +)
        var estimate = bootstrap.estimate(columns, blockLength: study.blockLength, name: fact) { sums in
            sums[0] > 0 ? (sums[1] + ties) / sums[0] : .nan
        }
        estimate.value = hill.index
        let shares = (2...20).map { Double($0) / 200 }
        let plateau = shares.map { HillIndex(falling: falling, share: $0)?.index ?? .nan }
        let finite = plateau.filter(\.isFinite)
        let half = 1.96 / Double(hill.tail).squareRoot()
        return FactResult(
            fact, estimate, basis: study.basis, count: study.count,
            conditions: [GateCondition("Hill index of the uppermost 5 %", hill.index, FactGates.tailIndex)],
            details: [
                NamedEstimate("values in the tail", Double(hill.tail)),
                NamedEstimate("width of the 95 % interval", estimate.interval.map { $0.high - $0.low } ?? .nan),
                NamedEstimate("width if independent", 2 * half * hill.index),
                NamedEstimate("least, 1 to 10 %", finite.min() ?? .nan),
                NamedEstimate("largest, 1 to 10 %", finite.max() ?? .nan),
            ],
            curves: [
                FactCurve(
                    title: "Hill index by share of the tail", across: "share, %", up: "α",
                    places: shares.map { $0 * 100 }, values: plateau)
            ],
            notes: ties > 0 ? ["\(Int(ties)) values of the tail equal its threshold: prices move in ticks."] : [])
    }

    /// Fact 5.
    func aggregationalGaussianity(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.aggregationalGaussianity
        let scales = [1, 5, 30, 120]
        let long = study.returns.sums(of: 120).count
        guard long >= 30 else {
            return FactResult(
                fact, notMeasurable: "needs 30 sums of 120 returns within sessions, there are \(long)",
                count: study.count)
        }
        let tail = Moments(study.returns.values).kurtosisRaw.map { $0 - 3 } ?? .nan
        guard let least = FactGates.kurtosis.lower, tail > least else {
            return FactResult(
                fact,
                notMeasurable: "excess kurtosis at 1 interval is \(rounded(tail)): there are no fat tails to lose",
                count: study.count)
        }
        let columns = nestedPowers(study, scales: scales)
        let estimates = bootstrap.estimates(
            columns, blockLength: max(1, study.blockLength / 120), name: fact, isCells: true
        ) { sums in
            let values = scales.indices.map { place in
                let at = 5 * place
                return FactBootstrap.kurtosis(
                    count: sums[at], sums[at + 1], sums[at + 2], sums[at + 3], sums[at + 4])
            }
            return values + [values[3] / values[0]]
        }
        var conditions: [GateCondition] = []
        for place in 1..<scales.count {
            let (finer, coarser) = (estimates[place - 1], estimates[place])
            let rise = (coarser.interval?.low ?? coarser.value) - (finer.interval?.high ?? finer.value)
            conditions.append(
                GateCondition(
                    "rise of kurtosis from \(scales[place - 1]) to \(scales[place]) beyond both intervals",
                    max(0, rise), FactGates.rise))
        }
        conditions.append(
            GateCondition("kurtosis at 120 over that at 1", estimates[4].value, FactGates.aggregation))
        return FactResult(
            fact, estimates[4], basis: study.basis, count: study.count, conditions: conditions,
            details: zip(scales, estimates).map { NamedEstimate("excess kurtosis at \($0)", $1) },
            curves: [
                FactCurve(
                    title: "Excess kurtosis by span", across: "span, intervals", up: "excess kurtosis",
                    places: scales.map(Double.init), values: estimates.prefix(4).map(\.value),
                    band: (
                        estimates.prefix(4).map { $0.interval?.low ?? .nan },
                        estimates.prefix(4).map { $0.interval?.high ?? .nan }
                    ), isAcrossLogarithmic: true)
            ], notes: ["\(long) sums of 120."])
    }

    /// By stretch of 120 returns: of sums at each scale the count and the sums of four powers, so that all scales are
    /// resampled together.
    private func nestedPowers(_ study: ReturnStudy, scales: [Int]) -> [[Double]] {
        var columns = [[Double]](repeating: [], count: 5 * scales.count)
        let deviation = (study.sumOfSquares / Double(study.count)).squareRoot()
        for run in study.returns.runs {
            for start in stride(from: run.lowerBound, to: run.upperBound, by: 120) {
                let end = min(start + 120, run.upperBound)
                for (place, scale) in scales.enumerated() {
                    var sums = (count: 0.0, first: 0.0, second: 0.0, third: 0.0, fourth: 0.0)
                    let unit = 1 / (deviation * Double(scale).squareRoot())
                    for first in stride(from: start, through: end - scale, by: scale) {
                        var sum = 0.0
                        for value in first..<(first + scale) { sum += study.centred[value] }
                        sum *= unit
                        let square = sum * sum
                        sums.count += 1
                        sums.first += sum
                        sums.second += square
                        sums.third += square * sum
                        sums.fourth += square * square
                    }
                    for (column, value) in [sums.count, sums.first, sums.second, sums.third, sums.fourth].enumerated() {
                        columns[5 * place + column].append(value)
                    }
                }
            }
        }
        return columns
    }

    /// Fact 7.
    func conditionalHeavyTails(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.conditionalHeavyTails
        let values = study.returns.values
        guard let fit = GARCHFit(values), let raw = Moments(values).kurtosisRaw else {
            return FactResult(fact, notMeasurable: "returns do not vary", count: study.count)
        }
        let residuals = fit.model.residuals(of: values)
        let estimate = bootstrap.kurtosis(
            residuals, blockLength: FactBootstrap.blockLength(residuals.map { abs($0) }), name: fact)
        return FactResult(
            fact, estimate, basis: study.basis, count: study.count,
            conditions: [
                GateCondition("excess kurtosis of residuals", estimate.value, FactGates.residualKurtosis),
                GateCondition(
                    "that over the excess kurtosis of returns", raw > 3 ? estimate.value / (raw - 3) : .nan,
                    FactGates.residualShare),
            ],
            details: [
                NamedEstimate("excess kurtosis of returns", raw - 3), NamedEstimate("α", fit.model.shock),
                NamedEstimate("β", fit.model.memory), NamedEstimate("ω", fit.model.constant),
                NamedEstimate("μ", fit.model.mean), NamedEstimate("log-likelihood", fit.logLikelihood),
            ],
            notes: fit.hasConverged
                ? [] : ["The fit did not converge in \(fit.steps) steps: the best parameters found are used."])
    }
}
