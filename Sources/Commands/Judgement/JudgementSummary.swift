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
