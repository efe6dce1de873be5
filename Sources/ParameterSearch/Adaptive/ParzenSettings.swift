/// The settings of a tree-structured Parzen estimator.
public struct ParzenSettings: Hashable, Sendable {
    /// Points drawn at random before anything is estimated.
    public var startPoints = 20
    /// Points proposed at once.
    public var roundSize = 4
    /// Points drawn from the density of the good for each proposal, of which the most promising is taken.
    public var candidates = 24
    /// The share of the finished trials that count as good.
    public var goodShare = 0.1
    /// The most trials that count as good.
    public var mostGood = 25
    /// How many observations the even density over an axis weighs.
    public var priorWeight = 1.0

    /// The defaults.
    public init() {}

    /// - Throws: `SearchError.setting` for what is out of its range.
    func check() throws(SearchError) {
        try RoundSize.check(roundSize)
        for (name, value) in [
            ("the number of start points", startPoints), ("the number of candidates", candidates),
            ("the most good trials", mostGood),
        ] where !(1...RoundSize.most ~= value) {
            throw .setting(name: name, found: value.grouped, allowed: "1 to \(RoundSize.most.grouped)")
        }
        guard goodShare > 0, goodShare < 1 else {
            throw .setting(name: "the share of good trials", found: "\(goodShare)", allowed: "above 0 and below 1")
        }
        guard priorWeight > 0, priorWeight.isFinite else {
            throw .setting(name: "the prior's weight", found: "\(priorWeight)", allowed: "a finite number above 0")
        }
    }
}
