internal import Core
internal import Statistics

extension StylizedFactsBattery {
    /// Fact 9.
    func volumeVolatility(_ study: ReturnStudy?, _ returns: SampledReturns) -> FactResult {
        let fact = StylizedFact.volumeVolatility
        guard !returns.volumes.isEmpty else {
            return FactResult(fact, notMeasurable: "needs volumes", count: returns.values.count)
        }
        let moments = Moments(returns.volumes)
        guard let study, moments.varies, let scale = moments.standardDeviation(ddof: 0) else {
            return FactResult(
                fact, notMeasurable: "needs \(ReturnStudy.fewest) returns and volumes that vary",
                count: returns.values.count)
        }
        let n = Double(study.count)
        let unit = (study.magnitudeSquares / n).squareRoot()
        let v = returns.volumes.map { ($0 - moments.mean) / scale }
        let a = study.centredMagnitudes.map { $0 / unit }
        let columns = [v, v.map { $0 * $0 }, a, a.map { $0 * $0 }, zip(v, a).map { $0 * $1 }]
        let length = max(study.blockLength, FactBootstrap.blockLength(returns.volumes))
        let estimate = bootstrap.estimate(columns, blockLength: length, name: fact) { sums in
            let (meanV, meanA) = (sums[0] / n, sums[2] / n)
            let spread = ((sums[1] / n - meanV * meanV) * (sums[3] / n - meanA * meanA)).squareRoot()
            return (sums[4] / n - meanV * meanA) / spread
        }
        return FactResult(
            fact, estimate, basis: study.basis, count: study.count,
            conditions: [GateCondition("corr(volume, |r|)", estimate.value, FactGates.volumeCorrelation)])
    }

    /// Fact 15.
    func intradaySeasonality(_ returns: SampledReturns) -> FactResult {
        let fact = StylizedFact.intradaySeasonality
        let parts = 30
        let sessions = returns.runs.filter { run in
            run.count >= 2 * parts && Int64(run.count) * returns.interval <= Timestamp.day
        }
        guard returns.interval < SampledReturns.halfDay, !sessions.isEmpty else {
            let isEndless = returns.runs.contains { Int64($0.count) * returns.interval > Timestamp.day }
            return FactResult(
                fact,
                notMeasurable: returns.interval >= SampledReturns.halfDay
                    ? "needs returns within the day"
                    : isEndless ? "needs sessions, the market never closes" : "needs a session of 60 intervals",
                count: returns.values.count)
        }
        let places = (0..<parts).map { 2 * (Double($0) + 0.5) / Double(parts) - 1 }
        let magnitudes = profile(returns.values.map { abs($0) }, sessions: sessions, parts: parts)
        let volumes =
            returns.volumes.isEmpty ? nil : profile(returns.volumes, sessions: sessions, parts: parts)
        let chosen = volumes ?? magnitudes
        let estimates = bootstrap.estimates(chosen, blockLength: 1, name: fact, isCells: true) { sums in
            figures(places, sums)
        }
        guard estimates.count == 2, estimates[0].value.isFinite else {
            return FactResult(fact, notMeasurable: "nothing was traded", count: sessions.count)
        }
        let mean = chosen.map { $0.reduce(0, +) }
        let total = mean.reduce(0, +) / Double(parts)
        let values = mean.map { $0 / total }
        let fit = QuadraticFit(places, values)
        // Few sessions say nothing of how sessions differ.
        let isFew = sessions.count < 8
        let reason = options.expectsSeasonality ? nil : "the market is not meant to have a daily rhythm"
        var details = [NamedEstimate("R²", isFew ? Estimate(estimates[1].value) : estimates[1])]
        if volumes != nil {
            let other = figures(places, magnitudes.map { $0.reduce(0, +) })
            details += [NamedEstimate("curvature of |r|", other[0]), NamedEstimate("R² of |r|", other[1])]
        }
        return FactResult(
            fact, isFew ? Estimate(estimates[0].value) : estimates[0],
            basis: "sessions, \(volumes == nil ? "|r| in place of volume" : "volume") in 30 parts",
            count: sessions.count,
            conditions: [
                GateCondition("curvature", estimates[0].value, FactGates.curvature, notJudged: reason),
                GateCondition("R²", estimates[1].value, FactGates.determination, notJudged: reason),
            ], details: details,
            curves: [
                FactCurve(
                    title: "\(volumes == nil ? "|r|" : "Volume") over the session", across: "part of the session",
                    up: "over its mean", places: places.map { ($0 + 1) / 2 }, values: values,
                    fit: fit.map { fit in places.map { fit($0) } } ?? [], fitName: "parabola")
            ], notes: isFew ? ["No interval: fewer than 8 sessions."] : [])
    }

    /// By part of the session, the mean of each session.
    private func profile(_ values: [Double], sessions: [Range<Int>], parts: Int) -> [[Double]] {
        (0..<parts).map { part in
            sessions.map { session in
                let first = session.lowerBound + session.count * part / parts
                let end = session.lowerBound + session.count * (part + 1) / parts
                return values[first..<end].reduce(0, +) / Double(max(1, end - first))
            }
        }
    }

    /// The curvature of sums by part over their mean, and R².
    private func figures(_ places: [Double], _ sums: [Double]) -> [Double] {
        let mean = sums.reduce(0, +) / Double(sums.count)
        guard mean > 0, let fit = QuadraticFit(places, sums.map { $0 / mean }) else { return [.nan, .nan] }
        return [fit.coefficients.square, fit.determination]
    }
}
