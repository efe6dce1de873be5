import Foundation
import Reports
import Statistics

extension SweepJudgement {
    /// Writes `judgement.json` into the folder of the first sweep, and lays the judgement into its report; each whole or not
    /// at all.
    ///
    /// - Throws: `FolderError`.
    public func write() throws(FolderError) {
        let folder = trials.sweeps[0].folder.url
        try write(document.prettyText, to: folder.appendingPathComponent("judgement.json"))
        let page = folder.appendingPathComponent("report.html")
        // A report that was taken away, or is of another version, is left as it is.
        guard let text = try? String(contentsOf: page, encoding: .utf8), let judged = shown.laid(into: text) else {
            return
        }
        try write(judged, to: page)
    }

    private func write(_ text: String, to file: URL) throws(FolderError) {
        do { try Data(text.utf8).write(to: file, options: .atomic) } catch {
            throw FolderError(
                path: file.relativePath, reason: FolderWriter.reason(error),
                remedy: "the judgement stands on standard output; make the folder writable to keep it")
        }
    }

    /// The judgement as the sweep's report shows it.
    var shown: SweepVerdict {
        let root = trials.periodsPerYear.squareRoot()
        let slope = overfitting.degradationSlope
        let line = slope.flatMap { slope in
            overfitting.degradationIntercept.map { (slope: slope, intercept: $0 * root) }
        }
        return SweepVerdict(
            sentences: verdict, passes: passes,
            checks: checks.map { check in
                SweepVerdict.Check(
                    name: check.title, found: SweepJudgement.text(check.value, of: check),
                    threshold: (check.isLeast ? "at least " : "at most ")
                        + SweepJudgement.text(check.threshold, of: check),
                    isMet: check.passes)
            },
            judged: judgedText,
            groups: JudgementFigure.Group.allCases.map { group in
                SweepVerdict.Group(
                    title: group.title,
                    figures: figures.filter { $0.group == group }.map {
                        SweepVerdict.Figure(name: $0.title, value: $0.text, definition: $0.definition)
                    })
            },
            logits: overfitting.logits,
            degradation: overfitting.choices.map { ($0.inSample * root, $0.outOfSample * root) }, line: line,
            notes: notes)
    }

    private static func text(_ value: Double?, of check: JudgementCheck) -> String {
        guard let value else { return "none" }
        return check.isYears ? digits(value, 1) + " years" : digits(value, 3)
    }

    /// Which trial was judged, in a line.
    public var judgedText: String {
        let sweep = trials.sweeps.count > 1 ? " of \(trials.sweeps[chosen.trial.sweep].shownName)" : ""
        let settings = chosen.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        return "judged: trial \(chosen.trial.number)\(sweep), \(settings)"
            + (chosen.reason == "--trial" ? "" : ", the best by \(chosen.reason)")
    }
}

extension JudgementFigure {
    /// Its value with its unit; where there is none, why.
    public var text: String {
        guard let value else { return "none, because \(reason ?? "it cannot be told")" }
        return switch unit {
        case .probability: SweepJudgement.digits(value, 4)
        case .fraction: SweepJudgement.digits(value * 100, 1) + " %"
        case .ratio, .number: SweepJudgement.digits(value, 3)
        case .trials, .count: SweepJudgement.amount(value, digits: value == value.rounded() ? 0 : 1)
        case .sessions: SweepJudgement.amount(value, digits: 0) + " sessions"
        case .years: SweepJudgement.digits(value, 2) + " years"
        }
    }
}
