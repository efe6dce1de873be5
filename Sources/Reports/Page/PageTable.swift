/// A table in a box of its own that scrolls sideways where the page is narrow.
struct PageTable {
    /// A column: its heading, and whether its cells are figures, set flush right.
    struct Column {
        var heading: Markup
        var isFigure: Bool

        static func text(_ heading: Markup) -> Column { Column(heading: heading, isFigure: false) }
        static func figure(_ heading: Markup) -> Column { Column(heading: heading, isFigure: true) }
    }

    /// Rows under a heading of their own.
    struct Group {
        var heading: Markup
        var rows: [[Markup]]
    }

    /// The columns.
    var columns: [Column]
    /// The rows, each with a cell for each column.
    var rows: [[Markup]] = []
    /// Rows by group, after the rows without one.
    var groups: [Group] = []
    /// Classes of the table.
    var name = ""
    /// What the table shows, above it; empty for none.
    var caption: Markup = ""

    /// The table as markup.
    var markup: Markup {
        let head: Markup = columns.map { column -> Markup in
            let name: Markup = column.isFigure ? " class=\"figure\"" : ""
            return "<th scope=\"col\"\(name)>\(column.heading)</th>"
        }.joined()
        var body = bodyMarkup(rows)
        for group in groups {
            body +=
                "<tr class=\"group\"><th scope=\"rowgroup\" colspan=\"\(columns.count)\">\(group.heading)</th></tr>\n"
            body += bodyMarkup(group.rows)
        }
        let title: Markup = caption.isEmpty ? "" : "<caption>\(caption)</caption>"
        return """
            <div class="scroll" tabindex="0"><table class="\(name)">\(title)<thead><tr>\(head)</tr></thead>
            <tbody>
            \(body)</tbody></table></div>

            """
    }

    private func bodyMarkup(_ rows: [[Markup]]) -> Markup {
        var body = Markup()
        for row in rows {
            body += "<tr>"
            for (column, cell) in zip(columns, row) {
                body += column.isFigure ? "<td class=\"figure\">\(cell)</td>" : "<td>\(cell)</td>"
            }
            body += "</tr>\n"
        }
        return body
    }
}
