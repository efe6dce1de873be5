import Core

extension TrainingReport {
    private static let mostDrawn = 10
    private static let mostNamed = 200
    private static let mostPoints = 48_000
    private static let mostPointsOfOne = 16_000

    /// What was forecast and what came: over time, as a cloud, and by the size of the forecast.
    func forecastSection(_ scale: ForecastScale, data: inout [JSONValue]) -> PageSection {
        var body = Markup()
        if forecasts.isEmpty {
            body += Cells.absent("No forecasts out of sample were kept.")
        } else {
            body += chartsMarkup(scale, data: &data)
        }
        let plot = CalibrationPlot(bins: calibration, isProbability: target.kind == .probability, scale: scale)
        if target.kind == .probability {
            body += plot.markup
        } else {
            body += """
                <div class="columns">\(ForecastScatter(forecasts, scale: scale).markup)\(plot.markup)</div>

                """
        }
        body += plot.table
        return PageSection(id: "forecasts", title: "Forecasts", question: "what did it predict?", body: body)
    }

    private func chartsMarkup(_ scale: ForecastScale, data: inout [JSONValue]) -> Markup {
        let shown = forecasts.prefix(TrainingReport.mostDrawn)
        let limit = min(TrainingReport.mostPointsOfOne, TrainingReport.mostPoints / shown.count)
        var options = Markup()
        var body = Markup()
        for (place, one) in shown.enumerated() {
            let known = one.forecast.lazy.filter(\.isFinite).prefix(TimeChart.fewestPoints).count
            guard known == TimeChart.fewestPoints else {
                body += Figures.notDrawn(
                    one.instrument, "n=\(known) forecasts, at least \(TimeChart.fewestPoints) are needed")
                continue
            }
            body += chart(of: one, place: place, limit: limit, scale, data: &data)
            options += "<option value=\"forecast-chart-\(place)\">\(one.instrument)</option>"
        }
        let chooser: Markup =
            shown.count > 1 && !options.isEmpty
            ? """
            <p class="chooser" hidden><label>Instrument <select id="price-choice">\(options)</select></label></p>

            """ : ""
        var notes = Cells.note("\(reading)")
        if forecasts.count > shown.count {
            let others = forecasts.dropFirst(shown.count)
            let names = others.prefix(TrainingReport.mostNamed).map(\.instrument).joined(separator: ", ")
            let more = others.count > TrainingReport.mostNamed ? " …" : ""
            notes += Cells.note(
                """
                The first \(shown.count) of \(FigureText.count(forecasts.count)) instruments are drawn; the others are \
                in every score: \(names)\(more).
                """)
        }
        return chooser + body + notes
    }

    private var reading: String {
        let instant = "Each forecast stands \(target.instant.phrase) (UTC)"
        return switch target.kind {
        case .probability:
            instant + ", beside how often the outcome came among the forecasts just before it."
        case .returns, .value:
            instant + ", beside what came of that very forecast: \(target.name). A forecast that is worth something is "
                + "still much smaller than the truth."
        }
    }

    private func chart(
        of one: InstrumentForecasts, place: Int, limit: Int, _ scale: ForecastScale, data: inout [JSONValue]
    ) -> Markup {
        let lines: [TimeChart.Line]
        let title: String
        if target.kind == .probability {
            let window = max(20, one.truth.count / 50)
            lines = [
                TimeChart.Line(
                    label: "frequency over the last \(window)", tone: "second",
                    values: TrainingReport.trailingMean(one.truth, window: window)),
                TimeChart.Line(label: "forecast probability", tone: "strategy", values: one.forecast),
            ]
            title = "\(one.instrument): probability \(target.instant.phrase)"
        } else {
            lines = [
                TimeChart.Line(label: "truth", tone: "benchmark", values: scale.drawn(one.truth)),
                TimeChart.Line(label: "forecast", tone: "strategy", values: scale.drawn(one.forecast)),
            ]
            title = "\(one.instrument): forecast and truth\(scale.suffix), \(target.instant.phrase)"
        }
        var charts = TimeChart(
            id: "forecast-chart-\(place)", title: title, height: 280, unit: scale.unit, time: one.time, lines: lines,
            included: target.kind == .probability ? [] : [0], isFirstOnTop: false, breaksAtGaps: true, limit: limit
        ).markup(data: &data)
        if target.kind != .probability {
            // Beside the truth a forecast is nearly flat: what it does is seen on a scale of its own.
            charts += TimeChart(
                id: "forecast-chart-\(place)-alone",
                title: "\(one.instrument): forecast alone\(scale.suffix), on a scale of its own", height: 110,
                unit: scale.unit, time: one.time, lines: [lines[1]], included: [0], breaksAtGaps: true, limit: limit
            ).markup(data: &data)
        }
        return charts
    }

    /// The mean of the last `window` known values at each place; `nan` before there are so many.
    static func trailingMean(_ values: [Double], window: Int) -> [Double] {
        var known: [Double] = []
        known.reserveCapacity(values.count)
        var sum = 0.0
        return values.map { value in
            guard value.isFinite else { return known.count >= window ? sum / Double(window) : .nan }
            known.append(value)
            sum += value
            if known.count > window { sum -= known[known.count - 1 - window] }
            return known.count >= window ? sum / Double(window) : .nan
        }
    }
}
