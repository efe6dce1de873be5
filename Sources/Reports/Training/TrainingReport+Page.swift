extension TrainingReport {
    /// The report as one HTML file that needs no other file and no network.
    ///
    /// Its bytes are a function of the content. Every chart is in it as a picture that needs no script; with a chart
    /// library, charts over time are replaced by ones that can be zoomed.
    ///
    /// - Parameter charts: The chart library's text; `nil` where it is not installed, which the page then says.
    /// - Returns: UTF-8 text of the page, below 5 MB whatever the number of forecasts and folds.
    public func html(charts: ChartLibrary?) -> String {
        var data: [JSONValue] = []
        let scale = forecastScale
        let predictions = forecastSection(scale, data: &data)
        let folds = foldSection(scale, data: &data)
        let sections = [
            scoreSection(scale), predictions, folds, lossSection, instrumentSection(scale), importanceSection,
            driftSection, featureSection, finalModelSection, reproduceSection,
        ]
        return PageDocument(
            title: title, generator: "backtest", header: trustMarkup, sections: sections.compactMap { $0 },
            data: ["charts": .array(data), "trades": TradeTable(trades: []).pageData], style: TrainingStyle.text
        ).html(charts: charts)
    }

    /// The scale of everything in the unit of the label: by the size of the truths, or else of the errors.
    var forecastScale: ForecastScale {
        var (sum, count) = (0.0, 0)
        for one in forecasts {
            for value in one.truth where value.isFinite {
                sum += value.magnitude
                count += 1
            }
        }
        let errors = score?.rootMeanSquaredError.number
        return ForecastScale(target.kind, meanSize: count > 0 && sum > 0 ? sum / Double(count) : errors)
    }
}
