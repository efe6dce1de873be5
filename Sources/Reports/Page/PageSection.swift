/// A section of the page: where the navigation leads to, its heading and what it holds.
struct PageSection {
    /// The anchor.
    var id: String
    /// The heading, which is also the entry of the navigation.
    var title: String
    /// What it answers, in a few words beside the heading.
    var question: String
    /// What it holds; a section that holds nothing is left out.
    var body: Markup

    /// The section as markup.
    var markup: Markup {
        """
        <section id="\(id)"><h2>\(title) <small>\(question)</small></h2>
        \(body)</section>

        """
    }
}
