import Core

/// Cells of tables: figures with their sign's colour, or why there is none.
enum Cells {
    /// A figure in the way of its unit, or `n/a` with the reason in small print.
    static func figure(_ value: FigureValue, unit: FigureUnit) -> Markup {
        if let number = value.number { return Markup(escaping: FigureText.figure(number, unit: unit)) }
        return "<span class=\"none\">n/a<small> \(value.reason ?? "")</small></span>"
    }

    /// Money with its sign's colour.
    static func cash(_ value: Double) -> Markup { signed(value, FigureText.fixed(value, decimals: 2)) }

    /// A fraction as a percentage with its sign's colour.
    static func percent(_ value: Double, decimals: Int = 2) -> Markup {
        signed(value, FigureText.percent(value, decimals: decimals))
    }

    /// A text in the colour of a sign.
    static func signed(_ value: Double, _ text: String) -> Markup {
        guard value.isFinite else { return "<span class=\"none\">n/a</span>" }
        return value < 0 ? "<span class=\"down\">\(text)</span>" : "<span class=\"rise\">\(text)</span>"
    }

    /// An instant.
    static func time(_ time: Timestamp?) -> Markup {
        guard let time else { return "<span class=\"none\">n/a</span>" }
        return "<time datetime=\"\(time.description)\">\(FigureText.time(time))</time>"
    }

    /// The first twelve digits of a hash, the whole of it on hovering.
    static func shortHash(_ hash: String) -> Markup {
        hash.isEmpty ? "<span class=\"none\">none</span>" : "<code title=\"\(hash)\">\(String(hash.prefix(12)))</code>"
    }

    /// A list of two columns.
    static func list(_ lines: [LabelledText]) -> Markup {
        let items = lines.map { line -> Markup in "<dt>\(line.label)</dt><dd>\(line.text)</dd>" }.joined()
        return "<dl>\(items)</dl>\n"
    }

    /// Warnings, worst first, or that there are none.
    static func warnings(_ warnings: [ReportWarning]) -> Markup {
        guard !warnings.isEmpty else { return "<p class=\"clean\">No warnings.</p>\n" }
        // A stable order: by severity, then as given.
        let ordered = ReportWarning.Severity.allCases.flatMap { severity in
            warnings.filter { $0.severity == severity }
        }
        let items = ordered.map { warning -> Markup in
            let times: Markup =
                warning.count == 1 ? "" : " <span class=\"times\">× \(FigureText.count(warning.count))</span>"
            return """
                <li class="is-\(warning.severity.rawValue)"><b>\(warning.severity.rawValue)</b> \
                <code>\(warning.code)</code>\(times) <span>\(warning.text)</span></li>

                """
        }.joined()
        return "<ul class=\"warnings\">\(items)</ul>\n"
    }

    /// A sentence in place of what is not there.
    static func absent(_ reason: String) -> Markup { "<p class=\"absent\">\(reason)</p>\n" }

    /// A remark under a table or a figure.
    static func note(_ text: Markup) -> Markup { "<p class=\"note\">\(text)</p>\n" }
}
