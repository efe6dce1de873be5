public import StylizedFacts

/// The scorecard of a market's stylised facts, as a page and as JSON; what is left empty is absent.
///
/// Every text may hold anything: the page escapes it.
public struct FactsReport: Sendable {
    /// The name of the study, the page's title.
    public var title: String
    /// What was found.
    public var scorecard: Scorecard
    /// What was found, in the same way, of a market it is compared with; `nil` for none.
    public var beside: Scorecard?
    /// What must be known before all else, such as that nobody traded; empty for nothing.
    public var notice = ""
    /// What the market itself did, at the top of the page; `nil` for real data, or where it is not known.
    public var picture: MarketPicture?
    /// What identifies the record: config, hashes, seed, version, a line each.
    public var provenance: [LabelledText] = []
    /// The config, as YAML; empty for none.
    public var configuration = ""

    /// A report of a scorecard, beside that of another market where there is one.
    public init(title: String, scorecard: Scorecard, beside: Scorecard? = nil) {
        (self.title, self.scorecard, self.beside) = (title, scorecard, beside)
    }

    /// How far a fact is from that of the market beside it, in standard errors of the latter.
    func distance(_ result: FactResult) -> Double? {
        beside?[result.fact].flatMap { result.distance(to: $0) }
    }
}
