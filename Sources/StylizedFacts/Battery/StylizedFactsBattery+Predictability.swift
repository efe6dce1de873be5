internal import Statistics

extension StylizedFactsBattery {
    /// Fact 1.
    func noLinearPredictability(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.noLinearPredictability
        let n = Double(study.count)
        let lags = (5...60).filter { LagProducts.pairs(study.returns.runs, lag: $0) >= ReturnStudy.fewest / 2 }
        guard lags.count >= 20 else {
            return FactResult(
                fact, notMeasurable: "needs sessions of an hour, so that returns have others 60 intervals before",
                count: study.count)
        }
        let values = study.correlations(study.centred, study.centred, scale: study.sumOfSquares, lags: lags)
        let squares = study.centred.map { $0 * $0 }
        let products = LagProducts.sums(squares, squares, runs: study.returns.runs, lags: lags)
        let bounds = zip(products, lags).map { product, lag in
            let pairs = Double(LagProducts.pairs(study.returns.runs, lag: lag))
            return 1.96 * product.squareRoot() / study.sumOfSquares * n / pairs
        }
        let outside = zip(values, bounds).count { abs($0) > $1 }
        let share = Double(outside) / Double(lags.count)
        let largest = values.indices.max { abs(values[$0]) < abs(values[$1]) } ?? 0
        let median = quantile(ofSorted: bounds.sorted(), 0.5) ?? .nan
        let pairs = Double(LagProducts.pairs(study.returns.runs, lag: lags[largest]))
        let products1 = LagProducts.series(
            study.centred, study.centred, runs: study.returns.runs, lag: lags[largest])
        // |ACF| of a resample at the lag that is largest in the record.
        let sign = values[largest] < 0 ? -1.0 : 1.0
        let estimate = bootstrap.estimate(
            [study.centred, squares, products1], blockLength: study.blockLength, name: fact
        ) { sums in
            let mean = sums[0] / n
            return sign * (sums[2] / pairs - mean * mean) / (sums[1] / n - mean * mean)
        }
        let limit = FactGates.correlation.upper ?? .nan
        return FactResult(
            fact, estimate, basis: study.basis, count: study.count,
            conditions: [
                GateCondition("share of lags 5 to 60 outside robust bounds", share, FactGates.shareOutside),
                GateCondition(
                    "largest |ACF|, lags 5 to 60", abs(values[largest]), FactGates.correlation,
                    notJudged: median > limit / 2
                        ? "chance alone makes ±\(rounded(median)) at these many returns" : nil),
            ],
            details: [
                NamedEstimate("lag of the largest", Double(lags[largest])),
                NamedEstimate("median robust bound", median), NamedEstimate("share outside", share),
            ],
            curves: [
                FactCurve(
                    title: "Autocorrelation of returns", across: "lag, intervals", up: "ACF",
                    places: lags.map(Double.init),
                    values: values, band: (bounds.map { -$0 }, bounds), bandName: "95 % bounds of no correlation")
            ],
            notes: ["The interval is of the autocorrelation at the lag where it is largest, its sign turned positive."])
    }

    /// Fact 8.
    func leverageEffect(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.leverageEffect
        let lags = Array(1...60)
        let scale = (study.sumOfSquares * study.magnitudeSquares).squareRoot()
        let values = study.correlations(study.centredMagnitudes, study.centred, scale: scale, lags: lags)
        var mean = [Double](repeating: 0, count: study.count)
        for lag in 1...10 {
            let pairs = Double(max(1, LagProducts.pairs(study.returns.runs, lag: lag)))
            let products = LagProducts.series(
                study.centredMagnitudes, study.centred, runs: study.returns.runs, lag: lag)
            for place in mean.indices { mean[place] += products[place] / (10 * pairs) }
        }
        let n = Double(study.count)
        let columns = [
            study.centred, study.centred.map { $0 * $0 }, study.centredMagnitudes,
            study.centredMagnitudes.map { $0 * $0 }, mean,
        ]
        let estimate = bootstrap.estimate(columns, blockLength: study.blockLength, name: fact) { sums in
            let (r, a) = (sums[0] / n, sums[2] / n)
            let spread = ((sums[1] / n - r * r) * (sums[3] / n - a * a)).squareRoot()
            return (sums[4] - r * a) / spread
        }
        return FactResult(
            fact, estimate, basis: study.basis, count: study.count,
            details: [NamedEstimate("at k = 1", values[0]), NamedEstimate("at k = 10", values[9])],
            curves: [
                FactCurve(
                    title: "Return against later magnitude", across: "k, intervals", up: "correlation",
                    places: lags.map(Double.init), values: values)
            ])
    }

    /// A figure with three decimals.
    func rounded(_ value: Double) -> String {
        value.isFinite ? "\((value * 1_000).rounded() / 1_000)" : "n/a"
    }
}
