internal import Statistics

extension StylizedFactsBattery {
    /// Fact 6.
    func volatilityClustering(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.volatilityClustering
        let runs = study.returns.runs
        let n = Double(study.count)
        let lags = LagProducts.spread(to: 100)
        guard LagProducts.pairs(runs, lag: 100) >= 100 else {
            return FactResult(
                fact,
                notMeasurable: "needs sessions of more than 100 intervals, with 100 pairs of returns that far apart",
                count: study.count)
        }
        let x = study.centredMagnitudes
        let series = lags.map { LagProducts.series(x, x, runs: runs, lag: $0) }
        let pairs = lags.map { Double(LagProducts.pairs(runs, lag: $0)) }
        let places = lags.map(Double.init)
        let estimates = bootstrap.estimates(
            [x, x.map { $0 * $0 }] + series, blockLength: study.blockLength, name: fact
        ) { sums in
            let mean = sums[0] / n
            let variance = sums[1] / n - mean * mean
            let values = lags.indices.map { (sums[$0 + 2] / pairs[$0] - mean * mean) / variance }
            return values + [PowerLaw(places, values, fewest: lags.count / 2).map { -$0.exponent } ?? .nan]
        }
        let exponent = estimates[lags.count]
        let values = estimates.prefix(lags.count).map(\.value)
        let fifty = estimates[lags.firstIndex(of: 50) ?? 0]
        // Divisors of Ljung and Box, with the pairs there are in place of n − k.
        let raw = LagProducts.sums(x, x, runs: runs, lags: Array(1...20))
        let statistic =
            n * (n + 2)
            * (1...20).reduce(0.0) { sum, lag in
                let value = raw[lag - 1] / study.magnitudeSquares
                return sum + value * value / Double(LagProducts.pairs(runs, lag: lag))
            }
        let chance = ChiSquared.above(statistic, degrees: 20)
        let law = PowerLaw(places, values, fewest: lags.count / 2)
        return FactResult(
            fact, estimates[0], basis: study.basis, count: study.count,
            conditions: [
                GateCondition("ACF(1) of |r|", values[0], FactGates.clustering),
                GateCondition(
                    "lower end of ACF(50) of |r|", fifty.interval?.low ?? fifty.value, FactGates.lasting),
                GateCondition("exponent β of the decay", exponent.value, FactGates.decay),
                GateCondition("p of Ljung–Box, 20 lags", chance, FactGates.ljungBox),
            ],
            details: [
                NamedEstimate("exponent β", exponent), NamedEstimate("ACF(50)", fifty),
                NamedEstimate("Ljung–Box", statistic), NamedEstimate("mean block, intervals", study.blockLength),
            ],
            curves: [
                FactCurve(
                    title: "Autocorrelation of |r|", across: "lag, intervals", up: "ACF", places: places,
                    values: values,
                    band: (
                        estimates.prefix(lags.count).map { $0.interval?.low ?? .nan },
                        estimates.prefix(lags.count).map { $0.interval?.high ?? .nan }
                    ), fit: law.map { law in places.map { law($0) } } ?? [], fitName: "power law",
                    isAcrossLogarithmic: true, isUpLogarithmic: values.allSatisfy { $0 > 0 })
            ],
            notes: law == nil ? ["Fewer than half of the autocorrelations are positive: no power law is fitted."] : [])
    }

    /// Fact 11.
    func timeScaleAsymmetry(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.timeScaleAsymmetry
        let window = 30
        var coarse: [Double] = []
        var fine: [Double] = []
        var windows: [Range<Int>] = []
        for run in study.returns.runs {
            let first = coarse.count
            for start in stride(from: run.lowerBound, through: run.upperBound - window, by: window) {
                coarse.append(abs(study.centred[start..<(start + window)].reduce(0, +)))
                fine.append(study.centred[start..<(start + window)].reduce(0) { $0 + abs($1) })
            }
            if coarse.count > first { windows.append(first..<coarse.count) }
        }
        let pairs = LagProducts.pairs(windows, lag: 1)
        guard pairs >= 60 else {
            return FactResult(
                fact, notMeasurable: "needs 60 pairs of windows of 30 returns within sessions, there are \(pairs)",
                count: study.count)
        }
        let (c, f) = (centred(coarse), centred(fine))
        let columns = [
            c, c.map { $0 * $0 }, f, f.map { $0 * $0 }, LagProducts.series(f, c, runs: windows, lag: 1),
            LagProducts.series(c, f, runs: windows, lag: 1),
        ]
        let n = Double(c.count)
        let estimates = bootstrap.estimates(
            columns, blockLength: optimalBlockLength(of: f), name: fact
        ) { sums in
            let (meanC, meanF) = (sums[0] / n, sums[2] / n)
            let spread = ((sums[1] / n - meanC * meanC) * (sums[3] / n - meanF * meanF)).squareRoot()
            let forward = (sums[4] / Double(pairs) - meanC * meanF) / spread
            let backward = (sums[5] / Double(pairs) - meanC * meanF) / spread
            return [forward - backward, forward, backward]
        }
        return FactResult(
            fact, estimates[0], basis: "windows of 30 \(study.basis)", count: c.count,
            details: [
                NamedEstimate("coarse, then fine", estimates[1]), NamedEstimate("fine, then coarse", estimates[2]),
            ])
    }

    private func centred(_ values: [Double]) -> [Double] {
        let moments = Moments(values)
        // Scaled, so that sums of products keep their digits.
        let scale = moments.standardDeviation(ddof: 0) ?? 1
        return values.map { ($0 - moments.mean) / (scale > 0 ? scale : 1) }
    }
}
