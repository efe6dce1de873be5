/// How a walk-forward test cuts the data: what each choice is made on, and what it then trades.
public struct WalkForwardConfiguration: Hashable, Sendable {
    /// How long parameters are chosen on.
    public var train: PeriodLength
    /// How long what was chosen trades.
    public var test: PeriodLength
    /// Whether every training window begins where the data do, instead of having one length.
    public var isAnchored: Bool

    /// Windows.
    public init(train: PeriodLength, test: PeriodLength, isAnchored: Bool = false) {
        self.train = train
        self.test = test
        self.isAnchored = isAnchored
    }

    /// The section `walk_forward` of a config; `nil` where it has none.
    init?(_ root: ConfigValue) {
        guard let section = root["walk_forward"], let train = section["train"]?.text.flatMap({ PeriodLength($0) }),
            let test = section["test"]?.text.flatMap({ PeriodLength($0) })
        else { return nil }
        self.init(train: train, test: test, isAnchored: section["anchored"]?.flag ?? false)
    }
}
