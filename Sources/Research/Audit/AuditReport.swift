public import Core

/// Where two runs that must agree part.
public struct AuditDifference: Hashable, Sendable {
    /// What differs.
    public enum Kind: Hashable, Sendable {
        /// An input or signal has another value.
        case value(column: String, expected: Double, found: Double)
        /// The event logs differ: the line of each; `nil` where one has none any more.
        case decision(expected: String?, found: String?)
    }

    /// When.
    public var time: Timestamp
    /// The decision instant, counted from 0.
    public var step: Int
    /// What.
    public var kind: Kind
    /// The rule, indicator or strategy that is to blame.
    public var cause: String
}

/// What replacing the future did to the past (S74).
public struct CausalityResult: Hashable, Sendable {
    /// A look ahead.
    public struct Finding: Hashable, Sendable {
        /// The instant after which bars were replaced.
        public var cut: Timestamp
        /// By what.
        public var future: AlteredFuture
        /// The first thing before the cut that changed.
        public var difference: AuditDifference
    }

    /// The instants after which bars were replaced.
    public var cuts: [Timestamp] = []
    /// What changed before its cut; empty where nothing did.
    public var findings: [Finding] = []
    /// Whether the run goes from event to event (S78), so that this was looked at besides the plain loop.
    public var hasFastPath = false
}

/// What more history before the first decision changes.
public struct WarmUpResult: Hashable, Sendable {
    /// One start.
    public struct Row: Hashable, Sendable {
        /// The history in multiples of the warm-up.
        public var multiple: Int
        /// The same in bars.
        public var bars: Int
        /// For each input what all history changes at the first decision that has it, as a fraction of the input's range.
        public var differences: [Difference]
        /// Signals that differ over the bars looked at.
        public var signalsThatDiffer: Int
        /// Final equity over that with all history, less one, trading from the same instant.
        public var equityChange: Double
        /// Whether the study itself has this much history before its first decision.
        public var isConfigured: Bool
        /// Whether a signal or what was earned differs.
        public var changesOutcome: Bool { signalsThatDiffer > 0 || equityChange != 0 }

        /// The input that changes most.
        public var greatest: Difference? {
            differences.max { $0.fraction < $1.fraction }
        }
    }

    /// What history changes in one input.
    public struct Difference: Hashable, Sendable {
        /// The input.
        public var column: String
        /// The instrument that it is computed for.
        public var symbol: String
        /// Its value with so much history.
        public var value: Double
        /// Its value with all history.
        public var settled: Double
        /// How far apart they are, over the range of the input in the bars looked at.
        public var fraction: Double
        /// Whether they are as far apart at every bar looked at.
        public var isConstant: Bool

        /// The input with its instrument.
        public var name: String { "\(column) of \(symbol)" }
    }

    /// The decision instants that the strategy needs to warm up.
    public var warmUpBars: Int
    /// The first decision compared.
    public var from: Timestamp?
    /// The bars before it that the comparison has.
    public var history: Int
    /// The bars looked at from it on.
    public var bars: Int
    /// By history, least first; empty where there is nothing to compare.
    public var rows: [Row]
    /// Why there is nothing to compare.
    public var reason: String?
    /// What is allowed.
    public var tolerance: Double

    /// The inputs that more history moves and does not settle, such as a running sum: levels set by where the data begin.
    ///
    /// What is merely cold differs less with more history, and less from bar to bar.
    public var levels: [Difference] {
        guard let least = rows.first, let most = rows.last else { return [] }
        return least.differences.filter { one in
            let all = rows.compactMap { row in row.differences.first { $0.name == one.name } }
            if all.contains(where: { $0.isConstant && $0.fraction > tolerance }) { return true }
            let last = most.differences.first { $0.name == one.name }
            return rows.count > 1 && last.map { $0.fraction > max(tolerance, 0.5 * one.fraction) } ?? false
        }
    }

    /// The input of a row that differs most of those that differ more than is allowed; a level set by where the data begin
    /// may differ where neither signals nor what was earned does.
    public func excess(of row: Row) -> Difference? {
        let levels = levels.map(\.name)
        return row.differences.filter { one in
            one.fraction > tolerance && (row.changesOutcome || !levels.contains(one.name))
        }.max { $0.fraction < $1.fraction }
    }

    /// The row of the study's own history, where it differs more than is allowed.
    public var finding: Row? {
        rows.last { $0.isConfigured }.flatMap { excess(of: $0) == nil ? nil : $0 }
    }
}

/// Whether equal runs are equal (S73).
public struct DeterminismResult: Hashable, Sendable {
    /// One way to run again.
    public struct Row: Hashable, Sendable {
        /// What was varied.
        public var variation: String
        /// Where the run differs; `nil` where it is the same.
        public var difference: AuditDifference?
    }

    /// The ways.
    public var rows: [Row] = []
}

/// The result under other assumptions about fills and costs.
public struct FillResult: Hashable, Sendable {
    /// One set of assumptions.
    public struct Row: Hashable, Sendable {
        /// What was assumed.
        public var assumption: String
        /// Whether it is what the config says.
        public var isConfigured: Bool
        /// Equity at the end.
        public var finalEquity: Cash
        /// Final equity over cash at the start, less one.
        public var totalReturn: Double
        /// Annualised Sharpe ratio; `nil` where there is none.
        public var sharpe: Double?

        /// A row.
        public init(
            assumption: String, isConfigured: Bool, finalEquity: Cash, totalReturn: Double, sharpe: Double?
        ) {
            self.assumption = assumption
            self.isConfigured = isConfigured
            self.finalEquity = finalEquity
            self.totalReturn = totalReturn
            self.sharpe = sharpe
        }
    }

    /// The assumptions, the config's own first.
    public var rows: [Row] = []

    /// The assumptions under which a gain is a loss, or a loss a gain.
    public var signChanges: [Row] {
        guard let own = rows.first, own.totalReturn != 0 else { return [] }
        return rows.dropFirst().filter { $0.totalReturn * own.totalReturn < 0 }
    }
}

/// What an audit found.
public struct AuditReport: Hashable, Sendable {
    /// The study's name.
    public var name: String
    /// The strategy's name.
    public var strategy: String
    /// The number of decision instants.
    public var steps: Int
    /// How many inputs and signals were compared at each; 0 where the strategy shows none, so that orders alone were.
    public var tracedColumns: Int
    /// Part (a).
    public var causality: CausalityResult
    /// Part (b).
    public var warmUp: WarmUpResult
    /// Part (c).
    public var determinism: DeterminismResult
    /// Part (d).
    public var fills: FillResult
    /// How many runs it took.
    public var runCount: Int

    /// Whether nothing was found; a sign that changes with the fills is a warning, not a finding.
    public var isClean: Bool {
        causality.findings.isEmpty && warmUp.finding == nil
            && determinism.rows.allSatisfy { $0.difference == nil }
    }
}
