public import Core

/// What was searched for look ahead, cold inputs, results that cannot be repeated, and results that hang on one
/// assumption.
public struct ReportAudit: Hashable, Sendable {
    /// Where the search stands.
    public enum State: String, Sendable {
        /// Everything was looked at, and nothing found.
        case clean
        /// Something was found.
        case found
        /// One quick cut found nothing; the rest was not looked at.
        case quick = "quick check"
        /// Nothing was looked at.
        case notRun = "not run"
    }

    /// One thing that was looked for.
    public struct Check: Hashable, Sendable {
        /// What, and whether something was found.
        public var title: String
        /// The particulars, a line each.
        public var lines: [String]

        /// A check.
        public init(title: String, lines: [String] = []) {
            self.title = title
            self.lines = lines
        }
    }

    /// The result under one set of assumptions.
    public struct Fills: Hashable, Sendable {
        /// What was assumed.
        public var assumption: String
        /// Equity at the end.
        public var finalEquity: Cash
        /// Final equity over cash at the start, less one.
        public var totalReturn: Double
        /// Annualised Sharpe ratio; `nil` where there is none.
        public var sharpe: Double?
        /// Whether it makes a loss of a gain, or a gain of a loss.
        public var changesSign: Bool

        /// A row.
        public init(
            assumption: String, finalEquity: Cash, totalReturn: Double, sharpe: Double?, changesSign: Bool
        ) {
            self.assumption = assumption
            self.finalEquity = finalEquity
            self.totalReturn = totalReturn
            self.sharpe = sharpe
            self.changesSign = changesSign
        }
    }

    /// Where it stands.
    public var state: State
    /// What that means, in a sentence.
    public var summary: String
    /// What was looked for.
    public var checks: [Check]
    /// The result under other fills and costs, as configured first; empty where that was not looked at.
    public var fills: [Fills]

    /// An audit.
    public init(state: State, summary: String, checks: [Check] = [], fills: [Fills] = []) {
        self.state = state
        self.summary = summary
        self.checks = checks
        self.fills = fills
    }
}
