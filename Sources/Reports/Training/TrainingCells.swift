import Core

/// Cells of the tables of a training report.
enum TrainingCells {
    /// A figure, or a dash with the reason in small print.
    static func figure(_ value: FigureValue, _ text: (Double) -> String) -> Markup {
        if let number = value.number { return Markup(escaping: text(number)) }
        return "<span class=\"none\">–<small> \(value.reason ?? "")</small></span>"
    }

    /// A number; a dash where it is not finite.
    static func number(_ value: Double, _ text: (Double) -> String) -> Markup {
        value.isFinite ? Markup(escaping: text(value)) : "<span class=\"none\">–</span>"
    }

    /// A figure with its interval, and the number of observations where it is not that of the row.
    static func interval(_ figure: IntervalFigure, rowCount: Int, _ text: (Double) -> String) -> Markup {
        var cell = TrainingCells.figure(figure.value, text)
        guard figure.value.number != nil else { return cell }
        var notes: [String] = []
        if let interval = figure.interval, interval.lower.isFinite, interval.upper.isFinite {
            notes.append("\(text(interval.lower)) … \(text(interval.upper))")
        }
        if figure.count != rowCount { notes.append("n=\(FigureText.count(figure.count))") }
        if !notes.isEmpty { cell += "<small>\(notes.joined(separator: ", "))</small>" }
        return cell
    }

    /// A correlation.
    static func correlation(_ value: Double) -> String { FigureText.fixed(value, decimals: 4) }

    /// A share.
    static func share(_ value: Double) -> String { FigureText.percent(value, decimals: 1) }

    /// From and to, and in how many pieces; a dash for none.
    static func period(_ pieces: [Range<Timestamp>], byDay: Bool) -> Markup {
        guard let first = pieces.first, let last = pieces.last else { return "<span class=\"none\">–</span>" }
        func text(_ time: Timestamp) -> String { byDay ? time.date.description : FigureText.time(time) }
        let count: Markup = pieces.count > 1 ? "<small>in \(FigureText.count(pieces.count)) pieces</small>" : ""
        return "\(text(first.lowerBound)) … \(text(last.upperBound))\(count)"
    }
}
