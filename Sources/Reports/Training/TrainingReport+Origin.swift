import Core

extension TrainingReport {
    /// The model that was kept.
    var finalModelSection: PageSection? {
        guard let finalModel else { return nil }
        let lines = [
            LabelledText(
                "Trained", "\(finalModel.period.lowerBound.date) through \(finalModel.period.upperBound.date)"),
            LabelledText("Samples", FigureText.count(finalModel.samples)), LabelledText("File", finalModel.file),
        ]
        return PageSection(
            id: "model", title: "Model", question: "what was kept?",
            body: Cells.list(lines)
                + Cells.note(
                    "It was fitted after the folds, on all that may be used: no score of this page is its own."))
    }

    /// The config, what identifies the training and the command that repeats it.
    var reproduceSection: PageSection? {
        var body = Markup()
        if !command.isEmpty { body += "<pre class=\"command\"><code>\(command)</code></pre>\n" }
        if !provenance.isEmpty { body += "<div class=\"hashes\">\(Cells.list(provenance))</div>\n" }
        if !configuration.isEmpty {
            body += "<h3>Config as resolved</h3>\n<pre class=\"config\"><code>\(configuration)</code></pre>\n"
        }
        guard !body.isEmpty else { return nil }
        return PageSection(id: "reproduce", title: "Reproduce", question: "the same bytes again", body: body)
    }
}
