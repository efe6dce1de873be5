internal import Core
internal import Glibc

extension CalibrationResult {
    /// Why the intervals of the parameters do not hold; `nil` where nothing speaks against them.
    ///
    /// They are those of the right market at its best point: of a market that the test of overidentifying restrictions
    /// refuses, or of a point where the search merely ended, they say nothing.
    public var intervalDoubt: String? {
        let isRefused = overidentification.map { $0.probability < CalibrationResult.refusal } ?? false
        guard isRefused || !hasConverged else { return nil }
        let reasons =
            (isRefused ? ["the market is refused"] : []) + (hasConverged ? [] : ["the search did not converge"])
        return "the 95 % intervals do not hold: \(reasons.joined(separator: " and "))"
    }

    /// The probability of J below which the market is refused.
    static let refusal = 0.05

    /// What a reader must know of the result, in sentences, the most important first.
    ///
    /// How the search ended; distances before and after; and, where they hold: that the held-out days do not confirm it, that a
    /// parameter is at the end of its range, that moments do not tell parameters apart, that the market cannot have the real
    /// moments, that the intervals do not hold.
    ///
    /// - Verified by: `FindingsTests`.
    public var findings: [String] {
        var lines = [ending]
        let fit =
            "The distance from the \(dayCounts.training) training day\(dayCounts.training == 1 ? "" : "s") was "
            + "\(CalibrationResult.shown(training.before)) and is \(CalibrationResult.shown(training.after))"
        let isHeldOut = dayCounts.heldOut > 0
        if isHeldOut {
            lines.append(
                fit + "; from the \(dayCounts.heldOut) held-out days it was "
                    + "\(CalibrationResult.shown(heldOut.before)) and is \(CalibrationResult.shown(heldOut.after)), where the "
                    + "real market's own distance between these days is \(CalibrationResult.shown(betweenDays)).")
        } else {
            lines.append(fit + ".")
            lines.append(
                "Nothing is held out: of fewer than three days all are fitted, weighted by resampling their half hours, and "
                    + "no other day judges the fit; give more days.")
        }
        if isHeldOut, training.after < training.before, !(heldOut.after < heldOut.before) {
            lines.append("The held-out days do not confirm the fit: it is no closer to them than the start was.")
        }
        for estimate in parameters where estimate.isAtEdge {
            lines.append(
                "'\(estimate.parameter.path)' ends at \(CalibrationResult.shown(estimate.best)), an end of its range: the "
                    + "true value may lie beyond; widen the range.")
        }
        if let identification, identification.isWeak {
            let shares = identification.leastIdentified.filter { abs($0.weight) >= 0.1 }.map {
                "\(CalibrationResult.shown($0.weight)) × \($0.path)"
            }
            lines.append(
                "Weakly identified: the moments say no more than the ranges do about the combination "
                    + "\(shares.joined(separator: ", ")) (places on the axes); fix one of these parameters, or add a moment "
                    + "that tells them apart.")
        }
        if let test = overidentification, test.probability < CalibrationResult.refusal {
            lines.append(
                "What is left of the distance is not luck (J = \(CalibrationResult.shown(test.statistic)), "
                    + "\(test.degrees) degrees, p = \(CalibrationResult.shown(test.probability))): this market cannot have "
                    + "all the real moments with these parameters alone.")
        }
        if parameters.contains(where: { $0.interval != nil }), let doubt = intervalDoubt {
            lines.append(doubt.prefix(1).uppercased() + doubt.dropFirst() + ".")
        }
        return lines
    }

    private var ending: String {
        switch status {
        case .converged: "Converged after \(searchEvaluations) points."
        case .budgetSpent:
            "Did not converge: the budget of points was spent after \(searchEvaluations); the best point is kept. Give a "
                + "greater budget, fewer parameters or narrower ranges."
        case .interrupted:
            "Stopped after \(searchEvaluations) point\(searchEvaluations == 1 ? "" : "s") of the search: the best point is kept."
        }
    }

    /// A number with three digits.
    private static func shown(_ value: Double) -> String {
        guard value.isFinite, value != 0 else { return value.shortestText }
        if abs(value) < 1e-4 {
            let exponent = Int(floor(log10(abs(value))))
            let rounded = Double("\(shown(value / pow(10, Double(exponent))))e\(exponent)") ?? value
            return rounded.shortestText
        }
        let scale = pow(10, 2 - floor(log10(abs(value))))
        return (scale.isFinite && scale >= 1 ? (value * scale).rounded() / scale : value.rounded()).shortestText
    }
}
