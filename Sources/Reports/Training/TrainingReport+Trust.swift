import Core

extension TrainingReport {
    private static let longestFact = 40
    private static let hashLength = 64

    /// The top of the page: what was trained, and whether it can be trusted.
    var trustMarkup: Markup {
        let lede: Markup = model.isEmpty ? "" : "<p class=\"lede\">\(model). Label: \(target.name)</p>\n"
        return """
            <header id="trust"><p class="eyebrow">Training report</p>
            <h1>\(title)</h1>
            \(lede)\(identityMarkup)\(Cells.warnings(warnings))\(verdictMarkup)\
            <div class="columns"><div>\(list("Validation", assumptions))</div>\
            <div>\(list("Parameters of the model", parameters))</div></div>
            </header>

            """
    }

    private func list(_ heading: Markup, _ lines: [LabelledText]) -> Markup {
        lines.isEmpty ? "" : "<h3>\(heading)</h3>\(Cells.list(lines))"
    }

    private var identityMarkup: Markup {
        var facts: [(Markup, Markup)] = []
        if let score { facts.append(("Forecasts out of sample", "\(FigureText.count(score.count))")) }
        let tests = folds.flatMap(\.test)
        if let first = tests.map(\.lowerBound).min(), let last = tests.map(\.upperBound).max() {
            facts.append(("Tested", "\(first.date.description) to \(last.date.description)"))
        }
        if !folds.isEmpty { facts.append(("Folds", "\(FigureText.count(folds.count))")) }
        if !forecasts.isEmpty { facts.append(("Instruments", "\(FigureText.count(forecasts.count))")) }
        if !features.isEmpty { facts.append(("Features", "\(FigureText.count(features.count))")) }
        for line in provenance {
            let isHash = line.text.utf8.count == TrainingReport.hashLength && line.text.allSatisfy(\.isHexDigit)
            if isHash {
                facts.append(("\(line.label)", Cells.shortHash(line.text)))
            } else if line.text.count <= TrainingReport.longestFact {
                facts.append(("\(line.label)", "\(line.text)"))
            }
        }
        guard !facts.isEmpty else { return "" }
        let items = facts.map { fact -> Markup in "<div><dt>\(fact.0)</dt><dd>\(fact.1)</dd></div>" }.joined()
        return "<dl class=\"facts\">\(items)</dl>\n"
    }
}
