/// The frames around pictures: heading, legend, switches and plot.
enum Figures {
    /// A figure around a time chart, which the page's script may replace by one that can be zoomed.
    static func chart(
        id: String, title: String, legend: [(tone: String, label: String)], height: Int, plots: Markup,
        hasLogarithm: Bool = false, startsLogarithmic: Bool = true
    ) -> Markup {
        var switches = Markup()
        var labels = Markup()
        if hasLogarithm {
            let marks: (Markup, Markup) = startsLogarithmic ? ("", " checked") : (" checked", "")
            switches = """
                <input type="radio" class="scale to-linear" name="scale-\(id)" id="\(id)-linear"\(marks.0)>\
                <input type="radio" class="scale to-logarithmic" name="scale-\(id)" id="\(id)-logarithmic"\(marks.1)>
                """
            labels = """
                <span class="switch"><label for="\(id)-linear">linear</label>\
                <label for="\(id)-logarithmic">log</label></span>
                """
        }
        return """
            <figure class="chart" id="\(id)" data-chart="\(id)">\(switches)<figcaption><h3>\(title)</h3>\
            \(legendMarkup(legend))<span class="readout" aria-live="off"></span>\(labels)</figcaption>\
            <div class="plot" style="height:\(height)px">\(plots)<div class="live"></div></div></figure>

            """
    }

    /// A figure around a picture that is never replaced.
    ///
    /// - Parameter name: Classes besides `chart fixed`; empty for none.
    static func still(
        title: String, legend: [(tone: String, label: String)] = [], height: Int, plot: Markup, note: Markup = "",
        name: String = ""
    ) -> Markup {
        let notes: Markup = note.isEmpty ? "" : "<p class=\"note\">\(note)</p>"
        return """
            <figure class="chart fixed\(name.isEmpty ? "" : " " + name)"><figcaption><h3>\(title)</h3>\(legendMarkup(legend))</figcaption>\
            <div class="plot" style="height:\(height)px">\(plot)</div>\(notes)</figure>

            """
    }

    /// What stands in place of a figure that would mislead.
    static func notDrawn(_ title: String, _ reason: String) -> Markup {
        "<p class=\"absent\"><b>\(title)</b> not drawn: \(reason).</p>\n"
    }

    private static func legendMarkup(_ legend: [(tone: String, label: String)]) -> Markup {
        guard legend.count > 0 else { return "" }
        let items: Markup = legend.map { entry -> Markup in
            "<span class=\"key \(entry.tone)\">\(entry.label)</span>"
        }.joined()
        return "<span class=\"legend\">\(items)</span>"
    }
}
