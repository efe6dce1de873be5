import Core

extension SweepPage {
    /// The most axes that are drawn in pairs: six pairs of four.
    private static let mostPaired = 4

    /// The axes of numbers that take more than one value, in order; where there are many, those that matter most.
    private var pairedAxes: [Int] {
        let numeric = cells.indices.filter { cells[$0].varies && report.axes[$0].words.isEmpty }
        guard numeric.count > SweepPage.mostPaired else { return numeric }
        let effects = effects
        let first = numeric.sorted { (effects[$1], $0) < (effects[$0], $1) }.prefix(SweepPage.mostPaired)
        return first.sorted()
    }

    /// The first goal over every pair of axes.
    var surfaceSection: PageSection? {
        guard let column, chosen != nil else { return nil }
        let axes = pairedAxes
        guard axes.count > 1 else { return nil }
        var figures = Markup()
        var count = 0
        for (place, across) in axes.enumerated() {
            for up in axes.dropFirst(place + 1) {
                figures += ParameterSurface(page: self, across: across, up: up).markup
                count += 1
            }
        }
        var body: Markup = "<div class=\"columns\">\(figures)</div>\n"
        let numeric = cells.indices.count { cells[$0].varies && report.axes[$0].words.isEmpty }
        if numeric > axes.count {
            body += Cells.note(
                "The \(axes.count) of \(numeric) axes that matter most by themselves are drawn in \(count) pairs.")
        }
        return PageSection(
            id: "surfaces", title: "Surfaces", question: "is \(column.label) a plateau or a peak?", body: body)
    }

    /// By axis the share of the first goal's variance over trials that the axis explains by itself.
    ///
    ///     Σ n (mean of a cell − mean)² / Σ (value − mean)²
    ///
    /// 0 for an axis of one value, or where trials do not differ.
    var effects: [Double] {
        var (count, sum) = (0, 0.0)
        for value in values where value.isFinite {
            count += 1
            sum += value
        }
        let mean = sum / Double(max(1, count))
        return cells.indices.map { axis in
            var sums = [Double](repeating: 0, count: max(1, cells[axis].count))
            var counts = [Int](repeating: 0, count: sums.count)
            var all = 0.0
            for (place, value) in values.enumerated() where value.isFinite {
                guard let cell = cells[axis].cell(of: report.trials.settings[axis][place]) else { continue }
                sums[cell] += value - mean
                counts[cell] += 1
                all += (value - mean) * (value - mean)
            }
            guard all > 0 else { return 0 }
            var between = 0.0
            for (sum, count) in zip(sums, counts) where count > 0 { between += sum * sum / Double(count) }
            let share = between / all
            return share.isFinite ? min(1, share) : 0
        }
    }
}
