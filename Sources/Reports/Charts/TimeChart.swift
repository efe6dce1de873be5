import Core

/// A chart over time: a still picture of it, and the columns from which the page's script draws one that can be zoomed.
struct TimeChart {
    /// One line of a chart.
    struct Line {
        /// Its name in the legend.
        var label: String
        /// Its colour, a class of the style sheet: `strategy`, `benchmark`, `loss`, `second`.
        var tone: String
        /// Its values.
        var values: [Double]
        /// Whether the room between it and zero is filled.
        var isArea = false
    }

    /// The chart's name in the page, unique.
    var id: String
    /// The heading.
    var title: String
    /// The height of the plot in pixels.
    var height: Int
    /// What the values count.
    var unit: FigureUnit
    /// Instants, nanoseconds UTC.
    var time: [Int64]
    /// The lines, each with a value for each instant.
    var lines: [Line]
    /// Whether a logarithmic axis is offered, which it is only where all values are positive.
    var offersLogarithm = false
    /// Values that the axis always holds: zero under drawdowns.
    var included: [Double] = []
    /// Whether the first line is drawn last in the still picture, over the others.
    var isFirstOnTop = true
    /// Whether lines end where time leaps, as over closed hours, and begin anew behind it.
    var breaksAtGaps = false
    /// The most points in the page, but for the breaks between them.
    var limit = Decimation.pageLimit

    /// The fewest points that make a chart.
    static let fewestPoints = 2
    private static let stillLimit = 2_400

    /// The chart as a figure of the page; its columns are added to `data`.
    func markup(data: inout [JSONValue]) -> Markup {
        let drawable = lines.map { line in line.values.lazy.filter(\.isFinite).prefix(TimeChart.fewestPoints).count }
        let count = drawable.max() ?? 0
        guard count >= TimeChart.fewestPoints else {
            return Figures.notDrawn(title, "n=\(count), at least \(TimeChart.fewestPoints) points are needed")
        }
        let hasLogarithm =
            offersLogarithm && lines.allSatisfy { $0.values.allSatisfy { $0.isNaN || $0 > 0 } }
        data.append(pageData)
        var plots = still(isLogarithmic: false, name: hasLogarithm ? "linear" : "")
        if hasLogarithm { plots += still(isLogarithmic: true, name: "logarithmic") }
        return Figures.chart(
            id: id, title: title, legend: lines.map { ($0.tone, $0.label) }, height: height, plots: plots,
            hasLogarithm: hasLogarithm)
    }

    private var pageData: JSONValue {
        let kept = points(Decimation.keptPlaces(of: lines.map(\.values), count: time.count, limit: limit))
        return [
            "id": .string(id), "kind": "lines", "unit": .string(unit.rawValue),
            "included": .array(included.map { .number($0) }), "time": ChartData.times(kept.time),
            "thinned": .bool(limit < time.count),
            "lines": .array(
                zip(lines, kept.values).map { line, values in
                    [
                        "label": .string(line.label), "tone": .string(line.tone), "area": .bool(line.isArea),
                        "values": ChartData.values(values),
                    ]
                }),
        ]
    }

    /// How many times as long as the usual step a gap is at least that breaks lines: a weekend and its holidays do not break
    /// daily lines, and a night breaks those of minutes and hours.
    private static let longGap = 10

    /// The length from which on a step breaks lines; `nil` where none does.
    private var gapLength: Int64? {
        guard breaksAtGaps else { return nil }
        let differences = zip(time.dropFirst(), time).map { $0.subtractingReportingOverflow($1).partialValue }
        let steps = differences.filter { $0 > 0 }.sorted()
        guard !steps.isEmpty else { return nil }
        let (length, isTooLong) = steps[steps.count / 2].multipliedReportingOverflow(by: Int64(TimeChart.longGap))
        return isTooLong ? nil : length
    }

    /// The instants and values at some places, with an instant without values in each stretch between them that holds a gap.
    private func points(_ places: [Int]) -> (time: [Int64], values: [[Double]]) {
        var (shown, values) = ([Int64](), [[Double]](repeating: [], count: lines.count))
        let length = gapLength
        for (number, place) in places.enumerated() {
            if let length, number > 0 {
                let gap = (places[number - 1] + 1...place).first {
                    time[$0].subtractingReportingOverflow(time[$0 - 1]).partialValue > length
                }
                if let gap {
                    shown.append(time[gap - 1] + (time[gap] - time[gap - 1]) / 2)
                    for line in lines.indices { values[line].append(.nan) }
                }
            }
            shown.append(time[place])
            for line in lines.indices { values[line].append(lines[line].values[place]) }
        }
        return (shown, values)
    }

    private func still(isLogarithmic: Bool, name: String) -> Markup {
        // The extremes of every line are among the places kept.
        let (shownTime, kept) = points(
            Decimation.keptPlaces(
                of: lines.map(\.values), count: time.count, limit: max(4 * lines.count + 2, TimeChart.stillLimit)))
        guard let first = time.first, let last = time.last,
            let up = PlotScale(holding: kept, including: included, isLogarithmic: isLogarithmic)
        else { return Markup() }
        let across = PlotScale(Double(first)...Double(last))
        var plot = StillPlot(across: across, up: up)
        if up.range.contains(0) && !isLogarithmic { plot.level(0) }
        let instants = shownTime.map { Double($0) }
        let drawn = Array(zip(lines, kept))
        for (line, values) in isFirstOnTop ? drawn.reversed() : drawn {
            let points = Array(zip(instants, values))
            if line.isArea { plot.area(points, level: 0, tone: line.tone) }
            plot.line(points, tone: line.tone)
        }
        let maximum = max(3, height / 36)
        let ticksUp =
            isLogarithmic
            ? AxisTick.logarithmic(up.range, maximum: maximum + 2, unit: unit)
            : AxisTick.linear(up.range, maximum: maximum, unit: unit)
        return plot.markup(
            title: title, across: TimeTicks.ticks(from: first, to: last, maximum: 9), up: ticksUp, name: name)
    }
}
