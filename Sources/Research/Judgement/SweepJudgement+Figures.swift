import Core
import Statistics
import StrategyKit

/// The figures with their definitions.
extension SweepJudgement {
    /// All figures, those of a group together.
    public var figures: [JudgementFigure] {
        trialFigures + sharpeFigures + overfittingFigures + superiorityFigures + timingFigures
            + plateauFigures
    }

    private var trialFigures: [JudgementFigure] {
        [
            JudgementFigure(
                "trials", .trials, "Trials", Double(count.number), .trials,
                "N: " + (count.origin == .ledger ? "all that the ledger counts of this family" : "those of the sweeps")
                    + ", failed and abandoned ones too, every one once."),
            JudgementFigure(
                "effective_trials_mean_correlation", .trials, "Effective trials, by mean correlation",
                effective.byMeanCorrelation, .trials, "Independent trials they amount to: ρ̄ + (1 − ρ̄) M of M that vary."
            ),
            JudgementFigure(
                "effective_trials_eigenvalues", .trials, "Effective trials, by eigenvalues", effective.byEigenvalues,
                .trials, "1 + (M − 1)(1 − mean ρ²), from the variance of the eigenvalues of the correlations."),
            JudgementFigure(
                "effective_trials_participation", .trials, "Effective trials, by participation",
                effective.byParticipation, .trials, "M / (1 + (M − 1) mean ρ²)."),
            JudgementFigure(
                "effective_trials_clusters", .trials, "Effective trials, by clusters",
                effective.byClusters.map { Double($0) }, .trials, reason: "the trials form no clear clusters",
                "The number of groups of trials that are alike, by average linkage."),
        ]
    }

    private var sharpeFigures: [JudgementFigure] {
        let never = "the ratio is not above what is to be exceeded: no length would do"
        let noVariance = "skewness and kurtosis leave the ratio no variance"
        let notPositive = "the Sharpe ratio is not positive"
        let confidence = "\((deflated.confidence * 100).rounded().shortestText) %"
        let root = trials.periodsPerYear.squareRoot()
        return [
            JudgementFigure(
                "sharpe", .sharpe, "Sharpe ratio", annualSharpe, .ratio,
                "Mean over standard deviation of session returns, times √\(trials.periodsPerYear.shortestText)."),
            JudgementFigure(
                "expected_maximum_sharpe", .sharpe, "Expected maximum of luck", annualLuck, .ratio,
                "What the best of N trials without skill shows on average: √V ((1 − γ) Φ⁻¹(1 − 1/N) + γ Φ⁻¹(1 − 1/(N e))), V "
                    + "the variance of the trials' ratios."),
            JudgementFigure(
                "deflated_sharpe", .sharpe, "Deflated Sharpe ratio", deflated.probability, .probability,
                reason: noVariance,
                "The probability that the true ratio is above the expected maximum of luck."),
            JudgementFigure(
                "deflated_sharpe_effective", .sharpe, "Deflated Sharpe ratio, effective trials",
                deflatedByEffective.probability, .probability, reason: noVariance,
                "The same with the effective number of trials by mean correlation in place of N."),
            JudgementFigure(
                "probabilistic_sharpe", .sharpe, "Probabilistic Sharpe ratio", deflated.probabilityAboveZero,
                .probability, reason: noVariance,
                "The probability that the true ratio is above zero, had there been one trial only."),
            JudgementFigure(
                "minimum_track_record", .sharpe, "Minimum track record", deflated.minimumTrackRecord, .sessions,
                reason: never, "Sessions with which the ratio is above zero with \(confidence) confidence."),
            JudgementFigure(
                "minimum_track_record_above_luck", .sharpe, "Minimum track record above luck",
                deflated.minimumTrackRecordAboveLuck, .sessions, reason: never,
                "Sessions with which it is above the expected maximum of luck with \(confidence) confidence."),
            JudgementFigure("years", .sharpe, "Length", deflated.years, .years, "Years of sessions that it traded."),
            JudgementFigure(
                "minimum_length", .sharpe, "Minimum backtest length", deflated.minimumBacktestYears, .years,
                reason: notPositive,
                "MinBTL: years without which N trials without skill are expected to show as high a ratio."),
            JudgementFigure(
                "haircut_benjamini_yekutieli", .sharpe, "Harvey–Liu haircut", haircut?.benjaminiYekutieli.haircut,
                .fraction, reason: notPositive,
                "The share of the ratio that goes when its p-value is adjusted for N trials (Benjamini–Yekutieli)."),
            JudgementFigure(
                "sharpe_after_haircut", .sharpe, "Sharpe ratio after it",
                haircut.map { $0.benjaminiYekutieli.sharpe * root }, .ratio, reason: notPositive, "What is left."),
            JudgementFigure(
                "haircut_holm", .sharpe, "Haircut, Holm", haircut?.holm.haircut, .fraction, reason: notPositive,
                "The same, adjusted by Holm."),
            JudgementFigure(
                "haircut_bonferroni", .sharpe, "Haircut, Bonferroni", haircut?.bonferroni.haircut, .fraction,
                reason: notPositive, "The same, adjusted by Bonferroni: the strictest."),
        ]
    }

    private var overfittingFigures: [JudgementFigure] {
        let choices = overfitting.choices.count
        let same = "the best in sample is always equally good"
        return [
            JudgementFigure(
                "pbo", .overfitting, "Probability of overfitting", overfitting.probability, .probability,
                "PBO: how often the trial that is best over half of \(overfitting.blocks) blocks of sessions is no better than "
                    + "the median over the other half, of \(choices) ways to choose."),
            JudgementFigure(
                "pbo_mean_logit", .overfitting, "Mean logit", overfitting.meanLogit, .number,
                "The mean of ln(ω / (1 − ω)), ω the relative rank out of sample of the best in sample; 0 for noise."),
            JudgementFigure(
                "probability_of_loss", .overfitting, "Probability of loss", overfitting.probabilityOfLoss, .probability,
                "How often the best in sample has a negative Sharpe ratio out of sample."),
            JudgementFigure(
                "degradation_slope", .overfitting, "Degradation", overfitting.degradationSlope, .number, reason: same,
                "The slope of the ratio out of sample on that in sample: 1 where it is kept, 0 or less where it is luck."
            ),
            JudgementFigure(
                "degradation_correlation", .overfitting, "Correlation of both", overfitting.degradation.correlation,
                .number, reason: same, "How closely the ratio out of sample follows that in sample."),
        ]
    }

    private var superiorityFigures: [JudgementFigure] {
        let (spa, resamples) = (snooping.studentised, snooping.resamples)
        return [
            JudgementFigure(
                "spa", .superiority, "Hansen's SPA, consistent", spa.consistent, .probability,
                "The p-value of the best studentised mean return of all trials: the share of \(resamples) resamples, recentred to "
                    + "no skill, that show more. The one to go by."),
            JudgementFigure(
                "spa_lower", .superiority, "Hansen's SPA, lower", spa.lower, .probability,
                "The same where poor trials are taken to be as bad as they look."),
            JudgementFigure(
                "spa_upper", .superiority, "Hansen's SPA, upper", spa.upper, .probability,
                "The same where no trial is taken to be worse than zero."),
            JudgementFigure(
                "reality_check", .superiority, "White's reality check", snooping.realityCheck, .probability,
                "The p-value of the best mean return, not studentised."),
            JudgementFigure(
                "stepwise_standing", .superiority, "Trials that stand", Double(standing.count), .trials,
                "Romano and Wolf's StepM: trials that beat zero, the chance of even one false claim being at most "
                    + "\(settings.thresholds.superiority.shortestText)."),
            JudgementFigure(
                "stepwise_chosen", .superiority, "Stepwise p-value of the judged trial", chosenStepwise, .probability,
                reason: "its returns were not kept", "Its p-value, adjusted for all trials by Romano and Wolf."),
            JudgementFigure(
                "block_length", .superiority, "Mean block length", snooping.blockLength, .sessions,
                "Of the stationary bootstrap; automatic, after Politis and White."),
        ]
    }

    private var timingFigures: [JudgementFigure] {
        let (test, reason): (PositionPermutation?, String) =
            switch timing {
            case .success(let test): (test, "")
            case .failure(let unknown): (nil, unknown.reason)
            }
        return [
            JudgementFigure(
                "timing", .timing, "Permutation of positions", test?.pValue, .probability, reason: reason,
                "The share of the same positions held at other times, all shifted alike, that do as well, before costs: how "
                    + "often such positions would have done so without timing."),
            JudgementFigure(
                "timing_permutations", .timing, "Shifts", test.map { Double($0.permutations) }, .count, reason: reason,
                "How many other times were tried" + (test?.isExhaustive == true ? ": all there are." : ".")),
        ]
    }

    private var plateauFigures: [JudgementFigure] {
        let reason =
            plateau?.neighbours.isEmpty == true
            ? "it has no neighbours" : "it is no better than the median trial, or its neighbours have no figures"
        let metric = chosen.objective.id
        return [
            JudgementFigure(
                "plateau", .plateau, "Plateau score", plateau?.score, .number, reason: reason,
                "(median of the neighbours − median of all) / (judged − median of all) of \(metric): 1 on a plateau, 0 or less "
                    + "on a lone peak."),
            JudgementFigure(
                "plateau_cautious", .plateau, "Plateau score, cautious", plateau?.cautiousScore, .number,
                reason: reason,
                "The same with the worse quartile of the neighbours."),
            JudgementFigure(
                "plateau_neighbours", .plateau, "Neighbours", plateau.map { Double($0.neighbours.count) }, .trials,
                reason: "the judged trial has no \(metric)", "Trials next to it, failed ones included."),
        ]
    }
}
