public import Core

/// Strategies that hand one account over to each other at given instants.
///
/// At each decision instant:
/// 1. Those whose time has not come see the bar, so that their indicators are warm when it does: with a closed desk and an
///    account that holds nothing, as in the bars before `from` of a run of their own.
/// 2. The one whose time it is decides, unless its time ends now and another follows: then all orders are taken back and
///    what is held is closed at the market, by the fill model, as any order; it decides no more.
///
/// Of the models that a strategy fits before its time, those in force when it begins stand in the log, at the instant at
/// which the account is handed over.
///
/// So each begins with an empty account, but for what could not be closed at once (a halt, too little volume), which rests
/// and is closed as it can be. One that is not warm yet sends nothing until it is.
///
/// - Verified by: `StrategyRelayTests`.
public struct StrategyRelay: Strategy {
    /// One strategy and the end of its time.
    public struct Stage {
        /// What decides; `nil` for nothing: the account stays flat.
        public var strategy: (any Strategy)?
        /// Its last decision instant; later ones are of the next stage, and of the last stage there are no later ones.
        public var through: Timestamp

        /// A stage.
        public init(_ strategy: (any Strategy)?, through: Timestamp) {
            self.strategy = strategy
            self.through = through
        }
    }

    /// The stages, in order; what is done has no strategy any more.
    public internal(set) var stages: [Stage]
    /// The strategies that share the account, the same in all stages.
    public let parts: [AccountPart]
    /// The stage whose time it is.
    var place = 0
    /// Whether the stage whose time it is has decided yet.
    private var hasBegun = false
    /// What was fitted last, by each strategy, in a stage whose time has not come.
    private var fitted: [Int: [Training]] = [:]
    /// Made at the first bar, so that two runs of one value share no memory.
    private var flat: FlatAccount?
    /// For each stage its first step and its last, where they were found beforehand; then stages to come see no bars.
    var steps: [(first: Int, last: Int)] = []

    /// A relay without stages: it does nothing.
    public init(_ parameters: NoParameters, for universe: Universe) {
        stages = []
        parts = []
    }

    /// A relay of stages in their starting states, whose ends ascend.
    ///
    /// - Throws: `StrategyError` where the stages would share the account in different ways.
    public init(_ stages: [Stage]) throws(StrategyError) {
        let first = stages.lazy.compactMap { $0.strategy }.first
        parts = first?.parts ?? []
        for stage in stages {
            guard let strategy = stage.strategy, strategy.parts != parts else { continue }
            throw StrategyError(
                "the strategies that share the account, what each may use and trade, cannot change on the way")
        }
        self.stages = stages
    }

    /// Shows the bar to all, and lets the one decide whose time it is.
    public mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
        guard place < stages.count else { return }
        let flat = flat ?? FlatAccount(instrumentCount: market.instrumentCount)
        self.flat = flat
        let isLast = place == stages.count - 1
        if steps.isEmpty && !isLast || !hasBegun { flat.note(market) }
        if steps.isEmpty && !isLast { rehearse(flat.view(of: market), &desk) }
        if !isLast, market.now >= stages[place].through { return handOver(market, &desk) }
        let isClosed = desk.isOpen && market.step < warmUp(of: place)
        if isClosed { desk.isOpen = false }
        if place > 0, !hasBegun {
            stages[place].strategy?.decide(flat.viewWithoutNews(of: market), &desk)
        } else {
            stages[place].strategy?.decide(market, &desk)
        }
        hasBegun = true
        if isClosed {
            desk.isOpen = true
            desk.keepWarmingUp()
        }
    }

    /// The bars before the strategy of a stage is warm.
    func warmUp(of stage: Int) -> Int { stages[stage].strategy?.warmUpBars ?? 0 }

    /// Shows a bar to those whose time has not come.
    private mutating func rehearse(_ market: borrowing Market, _ desk: inout Desk) {
        let (isOpen, isWarmingUp, portions) = (desk.isOpen, desk.isWarmingUp, desk.portions)
        let known = desk.trainings.count
        (desk.isOpen, desk.portions) = (false, nil)
        for later in (place + 1)..<stages.count {
            stages[later].strategy?.decide(market, &desk)
            for training in desk.trainings[known...] where training.failure.isEmpty {
                fitted[later]?.removeAll { $0.strategy == training.strategy }
                fitted[later, default: []].append(training)
            }
            desk.trainings.removeSubrange(known...)
        }
        (desk.isOpen, desk.isWarmingUp, desk.portions) = (isOpen, isWarmingUp, portions)
    }

    /// Ends a stage: the account is emptied, and the next one has the time that follows.
    private mutating func handOver(_ market: borrowing Market, _ desk: inout Desk) {
        if desk.portions == nil {
            var sellOut = SellOut()
            sellOut.decide(market, &desk)
        } else {
            // Each closes its own part.
            var group = StrategyGroup(parts.map { ($0, SellOut()) })
            group.decide(market, &desk)
        }
        stages[place].strategy = nil
        place += 1
        hasBegun = false
        desk.trainings += fitted.removeValue(forKey: place) ?? []
    }
}
