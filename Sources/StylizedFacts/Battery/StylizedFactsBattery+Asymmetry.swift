extension StylizedFactsBattery {
    /// Fact 10.
    func gainLossAsymmetry(_ study: ReturnStudy) -> FactResult {
        let fact = StylizedFact.gainLossAsymmetry
        let n = Double(study.count)
        let deviation = (study.sumOfSquares / n).squareRoot()
        let columns = FactBootstrap.powers(study.centred.map { $0 / deviation })
        let estimate = bootstrap.estimate(
            Array(columns.prefix(3)), blockLength: study.blockLength, name: fact
        ) { sums in
            let mean = sums[0] / n
            let second = sums[1] / n - mean * mean
            let third = sums[2] / n - 3 * mean * sums[1] / n + 2 * mean * mean * mean
            return third / (second * second.squareRoot())
        }
        let times = passageTimes(study, level: 5 * deviation)
        return FactResult(
            fact, estimate, basis: study.basis, count: study.count,
            details: [
                NamedEstimate("median intervals to +5 deviations", times.up),
                NamedEstimate("median intervals to -5 deviations", times.down),
            ],
            notes: times.up.isFinite && times.down.isFinite
                ? [] : ["A passage time is missing where most starts do not get there within their session."])
    }

    /// Median first-passage times up and down, NaN where more than half of the starts never pass.
    private func passageTimes(_ study: ReturnStudy, level: Double) -> (up: Double, down: Double) {
        // Starts enough for a median to a few per cent, spread evenly; a start looks at most a day of minutes ahead.
        let step = max(1, study.count / 20_000)
        var (up, down): ([Double], [Double]) = ([], [])
        study.returns.values.withUnsafeBufferPointer { values in
            for run in study.returns.runs {
                for start in stride(from: run.lowerBound, to: run.upperBound, by: step) {
                    let end = min(run.upperBound, start + 1_440)
                    var (rise, fall) = (Double.infinity, Double.infinity)
                    var sum = 0.0
                    var place = start
                    while place < end, rise == .infinity || fall == .infinity {
                        sum += values[place]
                        place += 1
                        if sum >= level, rise == .infinity { rise = Double(place - start) }
                        if sum <= -level, fall == .infinity { fall = Double(place - start) }
                    }
                    up.append(rise)
                    down.append(fall)
                }
            }
        }
        func median(_ values: [Double]) -> Double {
            let middle = values.sorted()[values.count / 2]
            return middle.isFinite ? middle : .nan
        }
        return (median(up), median(down))
    }
}
