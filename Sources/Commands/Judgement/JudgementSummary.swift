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
        var text = ""
        if let first = verdict.first {
            for line in WrappedText.lines(first, width: JudgementSummary.width).split(separator: "\n") {
                text += Console.bold(String(line)) + "\n"
            }
        }
        text += "\n"
        for sentence in verdict.dropFirst() { text += JudgementSummary.paragraph(sentence, first: "- ", margin: "  ") }
        text += "\n" + asked + "\n" + judgement.judgedText + "\n"
        for group in JudgementFigure.Group.allCases {
            let figures = judgement.figures.filter { $0.group == group }
            text += "\n" + Console.bold(group.title) + "\n"
            for figure in figures {
                text += "  \(figure.title): \(figure.text)\n"
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
            let isYears = check.isYears
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

    /// A text in lines with a margin, on the first of which something stands in the margin.
    private static func paragraph(_ text: String, first: String, margin: String) -> String {
        let lines = WrappedText.lines(text, width: width, indent: margin.count, rest: margin.count)
        return first + lines.dropFirst(margin.count)
    }
}
