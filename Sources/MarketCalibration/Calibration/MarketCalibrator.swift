internal import Core
public import MarketSimulator
internal import StylizedFacts

/// Fits parameters of a simulated market to the moments of a real one.
///
///     let result = try MarketCalibrator(preset.configuration, [CalibrationParameter("fundamental.volatility")])
///         .calibrate(to: CalibrationRecord(bars))
///
/// The method of simulated moments: the distance of a point is that of the moments, averaged over replications with the same
/// seeds at all points, from those of the training days, weighted by the inverse of their bootstrap covariance. The last
/// days are held out and judge, but for records of fewer than three days. What comes out depends on data, configuration,
/// options and seed alone, not on threads.
///
/// - Source: McFadden (1989), "A Method of Simulated Moments for Estimation of Discrete Response Models Without Numerical
///   Integration"; Franke and Westerhoff (2012), "Structural stochastic volatility in asset pricing dynamics: Estimation and
///   model contest", section 4; Platt and Gebbie (2018), "Can agent-based models probe market microstructure?", for why the
///   loss surface and weak identification belong to the result.
/// - Verified by: `MarketCalibratorTests`: planted parameters come back within their stated errors.
public struct MarketCalibrator: Sendable {
    /// The market to begin with.
    public let configuration: MarketConfiguration
    /// The parameters that are free.
    public let parameters: [FreeParameter]
    /// How it is done.
    public let options: CalibrationOptions

    /// A calibrator.
    ///
    /// - Throws: What is wrong with the market, a parameter or an option.
    public init(
        _ configuration: MarketConfiguration, _ parameters: [CalibrationParameter],
        _ options: CalibrationOptions = CalibrationOptions()
    ) throws(CalibrationError) {
        try options.check()
        do { try configuration.validate() } catch { throw .market(error) }
        guard !parameters.isEmpty else { throw .noParameters }
        var free: [FreeParameter] = []
        for parameter in parameters {
            if free.contains(where: { $0.path == parameter.path }) { throw .repeatedParameter(parameter.path) }
            free.append(try configuration.free(parameter))
        }
        (self.configuration, self.parameters, self.options) = (configuration, free, options)
    }

    /// Calibrates.
    ///
    /// - Parameters:
    ///   - record: The real market.
    ///   - shouldContinue: Asked before and within each simulated market, from any of the threads; where it says no the best
    ///     point so far is kept.
    ///   - progress: Told before and after the first point, then again and again as points are whole, on the calling thread.
    /// - Throws: Where data are too few or lack a moment, or the market cannot be measured at its start.
    public func calibrate(
        to record: CalibrationRecord, shouldContinue: @escaping @Sendable () -> Bool = { true },
        progress: (CalibrationProgress) -> Void = { _ in }
    ) throws(CalibrationError) -> CalibrationResult {
        let target = try CalibrationTarget(record, options, parameters: parameters.count)
        var base = configuration
        base.days = options.simulatedDays ?? target.trainingDays
        base.recording = RecordingTerms()
        do { try base.validate() } catch { throw .market(error) }
        let objective = SimulatedObjective(
            configuration: base, parameters: parameters, moments: target.moments, price: record.price,
            weighting: target.weighting,
            seeds: (0..<options.replications).map { place in
                var stream = RandomStream(seed: options.seed, name: "calibration.market", index: UInt64(place))
                return stream.next()
            }, threads: options.threads, shouldContinue: shouldContinue)
        func begin(_ evaluations: Int, _ distance: Double) {
            progress(
                CalibrationProgress(
                    stage: .search, evaluations: evaluations,
                    planned: options.budget + options.pointsAfterSearch(parameters: parameters.count),
                    distance: distance, spread: 0))
        }
        begin(0, .infinity)
        guard let start = objective.evaluate([parameters.map { $0.place(of: $0.start) }])?.first else {
            throw .interrupted
        }
        begin(1, start.distance)
        if let missing = zip(target.moments, start.moments).first(where: { !$0.1.isFinite }) {
            throw .notSimulated(missing.0)
        }
        var search = CalibrationSearch(objective, options, from: start)
        search.run(progress: progress)
        var result = summary(search, target, base.days)
        if search.status != .interrupted { examine(&result, search, target, objective, base.days, progress) }
        return result
    }

    /// T/S: training days over simulated ones.
    private func simulationShare(_ target: CalibrationTarget, _ days: Int) -> Double {
        Double(target.trainingDays) / Double(days * options.replications)
    }

    /// What the search alone tells.
    private func summary(_ search: CalibrationSearch, _ target: CalibrationTarget, _ days: Int) -> CalibrationResult {
        let (start, best) = (search.start, search.best)
        let weighting = target.weighting
        let isHeldOut = target.heldOutDays > 0
        let degrees = target.moments.count - parameters.count
        let statistic = best.distance / (1 + simulationShare(target, days))
        var configuration = self.configuration
        if let moved = configuration.moved(parameters, to: best.places) { configuration = moved }
        return CalibrationResult(
            status: search.status, configuration: configuration,
            parameters: zip(parameters, best.places).map { parameter, place in
                ParameterEstimate(
                    parameter: parameter, best: parameter.value(at: place), interval: nil, standardError: nil,
                    isAtEdge: place < 0.01 || place > 0.99)
            }, training: DistancePair(before: start.distance, after: best.distance),
            heldOut: isHeldOut
                ? DistancePair(
                    before: weighting.distance(start.moments, from: target.heldOut),
                    after: weighting.distance(best.moments, from: target.heldOut))
                : DistancePair(before: .nan, after: .nan),
            betweenDays: isHeldOut ? weighting.distance(target.heldOut) : .nan,
            dayCounts: (target.trainingDays, target.heldOutDays),
            moments: target.moments.enumerated().map { place, moment in
                MomentComparison(
                    moment: moment, real: weighting.target[place], realError: target.errors[place],
                    heldOut: target.heldOut[place], heldOutError: target.heldOutErrors[place],
                    before: start.moments[place], after: best.moments[place], afterError: best.errors[place])
            }, identification: nil,
            overidentification: degrees > 0
                ? OveridentificationTest(
                    statistic: statistic, degrees: degrees,
                    probability: ChiSquared.above(statistic, degrees: Double(degrees))) : nil,
            surface: nil, searchEvaluations: search.evaluations, evaluations: search.evaluations,
            history: search.history)
    }

    /// Measures identification and the loss surface, as far as it is not stopped.
    private func examine(
        _ result: inout CalibrationResult, _ search: CalibrationSearch, _ target: CalibrationTarget,
        _ objective: SimulatedObjective, _ days: Int, _ progress: (CalibrationProgress) -> Void
    ) {
        let planned = search.evaluations + options.pointsAfterSearch(parameters: parameters.count)
        func report(_ stage: CalibrationProgress.Stage, _ evaluations: Int) {
            progress(
                CalibrationProgress(
                    stage: stage, evaluations: evaluations, planned: planned, distance: search.best.distance, spread: 0)
            )
        }
        var done = result.evaluations
        let paths = parameters.map(\.path)
        let slopes = objective.jacobian(at: search.best, step: options.derivativeStep) { whole in
            report(.identification, done + whole)
        }
        guard let jacobian = slopes else {
            result.status = .interrupted
            return
        }
        let identification = CalibrationIdentification(
            jacobian: jacobian, weighting: target.weighting, paths: paths,
            simulationFactor: 1 + simulationShare(target, days))
        for (place, error) in identification.standardErrors.enumerated() {
            let (parameter, middle) = (parameters[place], search.best.places[place])
            let low = parameter.value(at: max(0, middle - 1.96 * error))
            let high = parameter.value(at: min(1, middle + 1.96 * error))
            result.parameters[place].interval = low...high
            result.parameters[place].standardError = error
        }
        result.identification = identification
        done += 2 * parameters.count
        result.evaluations = done
        report(.identification, done)
        let pairs = Array(identification.strongestPairs.prefix(options.slices))
        let measured = objective.surface(at: search.best, options, pairs) { whole in report(.surface, done + whole) }
        guard let (surface, points) = measured else {
            result.status = .interrupted
            return
        }
        result.surface = surface
        result.evaluations = done + points
        report(.surface, done + points)
    }
}
