/// The frame of a page: head, navigation, sections, data for the script, and the scripts themselves.
struct PageDocument {
    /// The title, shown by the browser before `– backtest`.
    var title: String
    /// What wrote the page: `backtest 0.1.0`.
    var generator: String
    /// The top of the page, whose anchor is `trust`.
    var header: Markup
    /// The sections, in order.
    var sections: [PageSection]
    /// What stands before the sections and is not one of them.
    var opening: Markup = ""
    /// Where the navigation leads to it; `nil` for nowhere.
    var openingLink: (id: String, title: String)?
    /// What the script reads: `charts` and `trades`.
    var data: JSONValue
    /// Rules of this kind of page, after those that every page has.
    var style = ""
    /// Whether a chart library would replace any of its charts.
    var hasLiveCharts = true

    /// The page as one HTML file that needs no other file and no network.
    ///
    /// - Parameter charts: The chart library's text; `nil` where it is not installed, which the page then says.
    func html(charts: ChartLibrary?) -> String {
        let places =
            [("trust", "Trust")] + (openingLink.map { [($0.id, $0.title)] } ?? []) + sections.map { ($0.id, $0.title) }
        let links = places.map { link -> Markup in
            "<li><a href=\"#\(link.0)\">\(link.1)</a></li>"
        }.joined()
        let page: Markup = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'; \
            style-src 'unsafe-inline'; img-src data:">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="\(generator)">
            <title>\(title) – backtest</title>
            \(libraryStyle(charts))<style>\(Markup(trusted: ReportStyle.text + style))</style>
            </head>
            <body>
            <nav aria-label="Sections"><ol>\(links)</ol><button id="theme" type="button" hidden>Theme</button></nav>
            <main>
            \(header)\(opening)\(sections.map(\.markup).joined())\(libraryNote(charts))</main>
            <script type="application/json" id="report-data">\(Markup(trusted: data.compactText))</script>
            \(libraryScript(charts))<script>\(Markup(trusted: ReportScript.text))</script>
            </body>
            </html>

            """
        return page.html
    }

    private func libraryStyle(_ charts: ChartLibrary?) -> Markup {
        guard let charts else { return "" }
        return "<style>\(Markup(trusted: PageDocument.contained(charts.style)))</style>\n"
    }

    private func libraryScript(_ charts: ChartLibrary?) -> Markup {
        guard let charts else { return "" }
        return "<script>\(Markup(trusted: PageDocument.contained(charts.script)))</script>\n"
    }

    private func libraryNote(_ charts: ChartLibrary?) -> Markup {
        guard hasLiveCharts else { return "" }
        guard let charts else {
            return """
                <footer>Charts are still pictures: the chart library dygraphs was not found when the report was written. \
                Debian has it as <code>libjs-dygraphs</code>.</footer>

                """
        }
        return "<footer>Zoomable charts by dygraphs \(charts.version). \(charts.licence)</footer>\n"
    }

    /// A script or style sheet that cannot end its element early or open a comment in it.
    static func contained(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let traps = ["/script", "/style", "!--"].map { Array($0.utf8) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (place, byte) in bytes.enumerated() {
            result.append(byte)
            guard byte == UInt8(ascii: "<") else { continue }
            let rest = bytes[(place + 1)...].prefix(7).map { (65...90).contains($0) ? $0 + 32 : $0 }
            // Inside a string or a regular expression, where alone these can stand, the backslash changes nothing.
            if traps.contains(where: { rest.starts(with: $0) }) { result.append(UInt8(ascii: "\\")) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
