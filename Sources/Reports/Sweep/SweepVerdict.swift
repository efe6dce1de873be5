/// What the judgement of a sweep found, as the sweep's page shows it: plain texts and numbers.
///
/// The page of a sweep has a place for it. A judgement that is made later is laid in there, without the trials.
public struct SweepVerdict: Sendable {
    /// A figure held against its threshold.
    public struct Check: Sendable {
        /// What is asked for.
        public var name: String
        /// What was found.
        public var found: String
        /// The threshold.
        public var threshold: String
        /// Whether it is met.
        public var isMet: Bool

        /// A check.
        public init(name: String, found: String, threshold: String, isMet: Bool) {
            (self.name, self.found, self.threshold, self.isMet) = (name, found, threshold, isMet)
        }
    }

    /// A figure with what it means.
    public struct Figure: Sendable {
        /// Its name.
        public var name: String
        /// Its value, or why there is none.
        public var value: String
        /// What it means.
        public var definition: String

        /// A figure.
        public init(name: String, value: String, definition: String) {
            (self.name, self.value, self.definition) = (name, value, definition)
        }
    }

    /// Figures under one heading.
    public struct Group: Sendable {
        /// The heading.
        public var title: String
        /// The figures.
        public var figures: [Figure]

        /// A group.
        public init(title: String, figures: [Figure]) {
            (self.title, self.figures) = (title, figures)
        }
    }

    /// The verdict in a sentence, then what speaks for or against the trial.
    public var sentences: [String]
    /// Whether all that is asked for is met.
    public var passes: Bool
    /// What was asked for.
    public var checks: [Check]
    /// Which trial was judged.
    public var judged: String
    /// The figures.
    public var groups: [Group]
    /// The logits of the relative ranks out of sample, one a choice of halves.
    public var logits: [Double]
    /// For each choice of halves the Sharpe ratios a year of the best trial, in and out of sample.
    public var degradation: [(inSample: Double, outOfSample: Double)]
    /// The line through them; `nil` where there is none.
    public var line: (slope: Double, intercept: Double)?
    /// What must be known of how it was judged.
    public var notes: [String]

    /// A verdict.
    public init(
        sentences: [String], passes: Bool, checks: [Check], judged: String, groups: [Group], logits: [Double],
        degradation: [(inSample: Double, outOfSample: Double)], line: (slope: Double, intercept: Double)?,
        notes: [String]
    ) {
        (self.sentences, self.passes, self.checks, self.judged) = (sentences, passes, checks, judged)
        (self.groups, self.logits, self.degradation, self.line) = (groups, logits, degradation, line)
        self.notes = notes
    }
}

extension SweepVerdict {
    /// Where the judgement stands on a page; no text from outside can hold these, since it is escaped.
    private static let opening = "<!-- judgement -->"
    private static let closing = "<!-- end of judgement -->"

    /// The place of a judgement on a sweep's page.
    ///
    /// - Parameter verdict: `nil` for a sweep that has not been judged.
    static func block(_ verdict: SweepVerdict?) -> Markup {
        let body =
            verdict?.body
            ?? Cells.note("Not judged yet: <code>backtest judge</code> with the folder of this sweep fills this place.")
        let section = PageSection(
            id: "judgement", title: "Judgement", question: "what is left when all trials are counted?", body: body)
        return Markup(trusted: opening + "\n") + section.markup + Markup(trusted: closing + "\n")
    }

    /// The page of a sweep with this verdict in its place.
    ///
    /// - Returns: `nil` for a page without such a place.
    public func laid(into page: String) -> String? {
        guard let start = page.firstRange(of: SweepVerdict.opening),
            let end = page[start.upperBound...].firstRange(of: SweepVerdict.closing + "\n")
        else { return nil }
        return page[..<start.lowerBound] + SweepVerdict.block(self).html + page[end.upperBound...]
    }
}
