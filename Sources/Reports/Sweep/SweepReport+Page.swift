extension SweepReport {
    /// The report as one HTML file that needs no other file, no network and no script.
    ///
    /// Its bytes are a function of the content. A million trials make no larger page than a few thousand: charts are of
    /// cells, quartiles and evenly picked dots, tables of the best.
    ///
    /// - Returns: UTF-8 text of the page, below 5 MB whatever the number of trials.
    public var html: String {
        let page = SweepPage(self)
        let sections = [
            page.luckSection, page.halvesSection, page.surfaceSection, page.sliceSection, page.parallelSection,
            page.frontSection, page.bestSection, page.failureSection, page.reproduceSection,
        ]
        return PageDocument(
            title: title, generator: "backtest", header: page.trustMarkup, sections: sections.compactMap { $0 },
            opening: SweepVerdict.block(nil), openingLink: ("judgement", "Judgement"),
            data: ["charts": .array([]), "trades": TradeTable(trades: []).pageData], style: SweepStyle.text,
            hasLiveCharts: false
        ).html(charts: nil)
    }
}
