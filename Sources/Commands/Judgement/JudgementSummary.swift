import Foundation
import Research

/// A judgement on a terminal: the verdict first, then the figures with what they mean.
struct JudgementSummary {
    let judgement: SweepJudgement

    init(_ judgement: SweepJudgement) { self.judgement = judgement }

    /// As wide as lines are at most.
    private static let width = 100

    /// All of it.
    var text: String {
        let verdict = judgement.verdict
        var text = verdict.prefix(1).map {
            JudgementSummary.wrapped($0, margin: "").map { Console.bold($0) + "\n" }.joined()
        }
        .joined()
        text += "\n"
        for sentence in verdict.dropFirst() { text += JudgementSummary.paragraph(sentence, first: "- ", margin: "  ") }
        text += "\n" + asked + "\n" + judged + "\n"
        for group in JudgementFigure.Group.allCases {
            let figures = judgement.figures.filter { $0.group == group }
            text += "\n" + Console.bold(group.title) + "\n"
            for figure in figures {
                text +=
                    "  \(figure.title): "
                    + (figure.value.map { JudgementSummary.shown($0, figure.unit) }
                        ?? "none, because \(figure.reason ?? "it cannot be told")") + "\n"
                text += JudgementSummary.paragraph(figure.definition, first: "      ", margin: "      ")
            }
        }
        let notes = judgement.notes
        if !notes.isEmpty { text += "\n" + Console.bold("Notes") + "\n" }
        for note in notes { text += JudgementSummary.paragraph(note, first: "- ", margin: "  ") }
        return text + "\n\(judgement.trials.sweeps[0].folder.url.relativePath)/judgement.json\n"
    }

    /// What was asked for, and what was found.
    private var asked: String {
        var rows = [["asked for", "found", "threshold", ""]]
        for check in judgement.checks {
            let isYears = check.id == "minimum_length"
            let shown = { (value: Double?) in
                value.map { SummaryFigure.fixed($0, isYears ? 1 : 3) + (isYears ? " years" : "") } ?? "none"
            }
            rows.append([
                check.id, shown(check.value), (check.isLeast ? "at least " : "at most ") + shown(check.threshold),
                check.passes ? "met" : "NOT MET",
            ])
        }
        return TextTable.text(rows)
    }

    /// Which trial was judged.
    private var judged: String {
        let (chosen, sweeps) = (judgement.chosen, judgement.trials.sweeps)
        let sweep = sweeps.count > 1 ? " of \(sweeps[chosen.trial.sweep].folder.url.relativePath)" : ""
        let settings = chosen.settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
        return "judged: trial \(chosen.trial.number)\(sweep), \(settings)"
            + (chosen.reason == "--trial" ? "" : ", the best by \(chosen.reason)")
    }

    private static func shown(_ value: Double, _ unit: JudgementFigure.Unit) -> String {
        switch unit {
        case .probability: SummaryFigure.fixed(value, 4)
        case .fraction: SummaryFigure.fixed(value * 100, 1) + " %"
        case .ratio, .number: SummaryFigure.fixed(value, 3)
        case .trials: SummaryFigure.money(value, digits: value == value.rounded() ? 0 : 1)
        case .sessions: SummaryFigure.money(value, digits: 0) + " sessions"
        case .years: SummaryFigure.fixed(value, 2) + " years"
        }
    }

    private static func paragraph(_ text: String, first: String, margin: String) -> String {
        let lines = wrapped(text, margin: margin)
        return lines.enumerated().map { ($0 == 0 ? first : margin) + $1 + "\n" }.joined()
    }

    /// The words of a text in lines that are not too wide.
    private static func wrapped(_ text: String, margin: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let line = lines[lines.count - 1]
            if line.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if margin.count + line.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
