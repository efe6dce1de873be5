public import Core

/// What one cut over a part of the bars showed (S74): the little that every run can afford.
public struct QuickCheck: Hashable, Sendable {
    /// The instant after which bars were replaced; `nil` where there was nothing to check.
    public var cut: Timestamp?
    /// The decision instants of the part.
    public var steps: Int
    /// How many inputs and signals were compared at each; 0 where the strategy shows none, so that orders alone were.
    public var tracedColumns: Int
    /// What changed before the cut; empty where nothing did.
    public var findings: [CausalityResult.Finding]
    /// Why there was nothing to check.
    public var reason: String?

    /// Whether something changed before the cut.
    public var hasFound: Bool { !findings.isEmpty }

    /// What it says, in a line: `no look-ahead at 2009-03-02 (4 futures)`.
    public var text: String {
        guard let cut else { return "not made: \(reason ?? "nothing to check")" }
        guard let finding = findings.first else {
            return "no look-ahead at \(cut.date) (\(AlteredFuture.quick.count) futures)"
        }
        return "look-ahead: with another future after \(cut) (\(finding.future.rawValue)) " + finding.difference.text
    }
}
