import Core

/// Daily returns compounded to months and years.
///
///     month = (1 + r₁)(1 + r₂) … (1 + rₙ) − 1
struct MonthlyReturns {
    /// A year of months.
    struct Year {
        /// The year.
        let year: Int
        /// Returns of January to December; `nil` for a month without sessions.
        var months: [Double?]
        /// The year's return.
        var total: Double
        /// The benchmark's return over the same sessions; `nil` without one.
        var benchmark: Double?
    }

    /// The years, ascending.
    private(set) var years: [Year] = []

    /// Months and years of daily returns, compounded in order.
    init(_ daily: DailyReturns) {
        for (place, date) in daily.dates.enumerated() {
            let parts = date.components
            if years.last?.year != parts.year {
                years.append(
                    Year(
                        year: parts.year, months: Array(repeating: nil, count: 12), total: 0,
                        benchmark: daily.benchmark.isEmpty ? nil : 0))
            }
            let last = years.count - 1
            let change = daily.returns[place]
            years[last].months[parts.month - 1] = (1 + (years[last].months[parts.month - 1] ?? 0)) * (1 + change) - 1
            years[last].total = (1 + years[last].total) * (1 + change) - 1
            if let benchmark = years[last].benchmark {
                years[last].benchmark = (1 + benchmark) * (1 + daily.benchmark[place]) - 1
            }
        }
    }

    /// The table of months with a colour for each return, as strong as it is large.
    func markup(benchmark: String) -> Markup {
        let sizes = years.flatMap(\.months).compactMap { $0?.magnitude }.filter(\.isFinite).sorted()
        // The strongest colour stands for the 95th percentile, so that one month doesn't bleach the rest.
        let strongest = max(sizes.isEmpty ? 0 : sizes[min(sizes.count - 1, sizes.count * 95 / 100)], 1e-9)
        let hasBenchmark = years.contains { $0.benchmark != nil }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var columns: [PageTable.Column] = [.text("Year")] + names.map { .figure("\($0)") } + [.figure("Year")]
        if hasBenchmark { columns.append(.figure("\(benchmark)")) }
        let rows = years.map { year -> [Markup] in
            var cells: [Markup] = ["<b>\(year.year)</b>"]
            for month in year.months {
                guard let month, month.isFinite else {
                    cells.append("")
                    continue
                }
                let share = Markup(trusted: FigureText.fixed(min(1, month.magnitude / strongest) * 55, decimals: 0))
                cells.append(
                    """
                    <span class="heat \(month < 0 ? "loss" : "gain")" style="--share:\(share)%">\
                    \(FigureText.fixed(month * 100, decimals: 1))</span>
                    """)
            }
            cells.append("<b>\(Cells.signed(year.total, FigureText.fixed(year.total * 100, decimals: 1)))</b>")
            if hasBenchmark {
                cells.append(year.benchmark.map { Cells.signed($0, FigureText.fixed($0 * 100, decimals: 1)) } ?? "")
            }
            return cells
        }
        return PageTable(
            columns: columns, rows: rows, name: "months", caption: "Returns by month, per cent"
        ).markup
    }

    /// Bars by year, the benchmark's beside the strategy's; nothing below two years.
    func yearsMarkup(benchmark: String) -> Markup {
        let values = years.map(\.total) + years.compactMap(\.benchmark)
        guard years.count >= 2, let up = PlotScale(holding: [values], including: [0]) else { return "" }
        let across = PlotScale(0...Double(years.count))
        var plot = StillPlot(across: across, up: up)
        let hasBenchmark = years.contains { $0.benchmark != nil }
        for (place, year) in years.enumerated() {
            let left = Double(place)
            let middle = hasBenchmark ? left + 0.5 : left + 0.8
            plot.bar(
                from: left + 0.2, to: middle, level: 0, value: year.total, tone: year.total < 0 ? "loss" : "gain")
            if let other = year.benchmark {
                plot.bar(from: middle, to: left + 0.8, level: 0, value: other, tone: "benchmark")
            }
        }
        plot.level(0)
        let step = max(1, (years.count + 11) / 12)
        let ticks = years.enumerated().filter { $0.offset % step == 0 }.map {
            AxisTick(place: Double($0.offset) + 0.5, label: String($0.element.year))
        }
        var legend = [("gain", "gain"), ("loss", "loss")]
        if hasBenchmark { legend.append(("benchmark", benchmark)) }
        return Figures.still(
            title: "Returns by year", legend: legend, height: 200,
            plot: plot.markup(
                title: "Returns by year", across: ticks, up: AxisTick.linear(up.range, maximum: 5, unit: .fraction)))
    }
}
