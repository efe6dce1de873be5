extension ReportContent {
    /// The report as one HTML file that needs no other file and no network.
    ///
    /// Its bytes are a function of the content, but for what `history` says, which stands between
    /// `<!-- history:begin -->` and `<!-- history:end -->`. Every chart is in it as a picture that needs no script; with
    /// a chart library, charts over time are replaced by ones that can be zoomed.
    ///
    /// - Parameter charts: The chart library's text; `nil` where it is not installed, which the page then says.
    /// - Returns: UTF-8 text of the page, below 5 MB whatever the number of bars.
    public func html(charts: ChartLibrary?) -> String {
        var data: [JSONValue] = []
        let equity = equitySection(data: &data)
        let returns = returnsSection(data: &data)
        let prices = priceSection(data: &data)
        let exposure = exposureSection(data: &data)
        let sections: [PageSection] =
            [
                headlineSection, walkForward?.section, equity, returns, drawdownSection, prices, tradeSection,
                executionSection, venue?.section, exposure,
                auditSection,
            ].compactMap { $0 } + furtherSections
            + [allMetricsSection, coverageSection, reproduceSection].compactMap { $0 }
        return PageDocument(
            title: name, generator: "backtest \(provenance.version)", header: trustMarkup, sections: sections,
            data: ["charts": .array(data), "trades": TradeTable(trades: trades).pageData],
            style: walkForward == nil ? "" : WalkForwardStyle.text
        ).html(charts: charts)
    }
}
