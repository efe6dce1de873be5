import Core
import Statistics
import StrategyKit

/// What the figures come to, in plain language.
extension SweepJudgement {
    /// The verdict in a sentence, then what speaks against the trial or for it, a sentence each.
    public var verdict: [String] {
        [headline] + sentences
    }

    private var trialsText: String { count.number == 1 ? "1 trial" : "\(SweepJudgement.grouped(count.number)) trials" }

    private var headline: String {
        let (sharpe, luck) = (SweepJudgement.digits(annualSharpe, 2), SweepJudgement.digits(annualLuck, 2))
        if annualSharpe <= 0 {
            return "There is nothing to trade: of \(trialsText) the judged one has a Sharpe ratio of \(sharpe) a year."
        }
        if !isMet("dsr") {
            return annualSharpe <= annualLuck
                ? "Luck cannot be ruled out: after \(trialsText), a Sharpe ratio of \(sharpe) a year is what the best of them "
                    + "shows by chance (expected maximum \(luck))."
                : "Luck cannot be ruled out: a Sharpe ratio of \(sharpe) a year is not far enough above the \(luck) that the "
                    + "best of \(trialsText) shows by chance."
        }
        if passes {
            return
                "More than luck, as far as these tests can tell: a Sharpe ratio of \(sharpe) a year, where the best of "
                + "\(trialsText) without skill is expected to show \(luck)."
        }
        return "Not good enough to trust: a Sharpe ratio of \(sharpe) a year is above the \(luck) that the best of "
            + "\(trialsText) shows by chance, but not every test is passed."
    }

    private var sentences: [String] {
        let thresholds = settings.thresholds
        let percent = { (value: Double) in SweepJudgement.digits(value * 100, 1) + " %" }
        var said: [String] = []
        if let probability = deflated.probability {
            said.append(
                "The probability that its true Sharpe ratio is above the expected maximum of luck is \(percent(probability)); "
                    + "asked for is at least \(percent(thresholds.deflatedSharpe)).")
        } else {
            said.append("Its skewness and kurtosis leave the Sharpe ratio no variance, so that it cannot be deflated.")
        }
        let spa = snooping.studentised.consistent
        said.append(
            "Were no trial better than cash, the best would look as good as it does in \(percent(spa)) of cases; asked for is at "
                + "most \(percent(thresholds.superiority)). " + standingText)
        said.append(
            "Chosen on one half of the sessions, the best trial was no better than the median over the other half in "
                + "\(percent(overfitting.probability)) of \(overfitting.choices.count) ways to choose the halves; asked for is at "
                + "most \(percent(thresholds.overfitting)).")
        if let needed = deflated.minimumBacktestYears {
            said.append(
                "It traded \(SweepJudgement.digits(deflated.years, 1)) years; with so many trials at least "
                    + "\(SweepJudgement.digits(needed, 1)) are needed.")
        }
        if case .success(let test) = timing {
            said.append(
                "Of \(SweepJudgement.grouped(test.permutations)) other times to hold the same positions, "
                    + "\(SweepJudgement.grouped(test.asHigh)) did as well: "
                    + (test.pValue <= thresholds.superiority
                        ? "when it held them mattered." : "when it held them cannot be told from chance."))
        }
        if let score = plateau?.score, score < 0.5 {
            said.append(
                "Its neighbours do much worse than it (plateau score \(SweepJudgement.digits(score, 2))): a lone peak is "
                    + "trusted less than a plateau.")
        }
        return said
    }

    private var standingText: String {
        switch standing.count {
        case 0: "No single trial beats zero when all are tested together."
        case 1: "1 trial beats zero when all are tested together."
        default: "\(SweepJudgement.grouped(standing.count)) trials beat zero when all are tested together."
        }
    }

    /// A number with so many digits behind the point; very small and very large ones in full.
    static func digits(_ value: Double, _ count: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return value.shortestText }
        var scale = 1
        for _ in 0..<count { scale *= 10 }
        let scaled = Int((abs(value) * Double(scale)).rounded())
        let sign = value < 0 && scaled > 0 ? "-" : ""
        guard count > 0 else { return sign + String(scaled) }
        let rest = String(scaled % scale)
        return sign + "\(scaled / scale)." + String(repeating: "0", count: count - rest.count) + rest
    }

    /// A whole number with thousands apart: `12,870`.
    static func grouped(_ value: Int) -> String {
        let digits = String(value)
        var text = ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text += "," }
            text.append(digit)
        }
        return text
    }

    /// A number with so many digits behind the point and thousands apart before it.
    static func amount(_ value: Double, digits count: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return value.shortestText }
        let text = digits(abs(value), count)
        let whole = text.prefix { $0 != "." }
        return (value < 0 ? "-" : "") + grouped(Int(whole) ?? 0) + text.dropFirst(whole.count)
    }

    /// What must be known of how it was judged.
    public var notes: [String] {
        var notes = trials.notes + chosen.notes
        if let note = count.note { notes.append(note) }
        if overfitting.blocks < settings.splits {
            notes.append(
                "\(trials.returns.dayCount) sessions are cut into \(overfitting.blocks) blocks in place of "
                    + "\(settings.splits), so that none is too short.")
        }
        return notes
    }
}
