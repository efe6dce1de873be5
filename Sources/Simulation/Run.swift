public import Core

/// What a run did: the event log, and how it ended.
public struct Run: Sendable {
    /// How a run ended.
    public enum Outcome: String, Sendable {
        /// All bars were seen.
        case finished
        /// Equity fell to zero or below (S43).
        case ruined
        /// It was asked to stop.
        case interrupted
    }

    /// Everything that happened, in order: the truth from which all else is derived.
    public let log: [Event]
    /// How it ended.
    public let outcome: Outcome
    /// The number of decision instants seen.
    public let stepCount: Int
    /// The first decision instant at which orders were taken (S16); `nil` where there was none.
    public let firstTradingStep: Int?
    /// Cash at the end.
    public let finalCash: Cash
    /// Cash and dividends owed plus the market value of what is held at the end.
    public let finalEquity: Cash
    /// Dividends that are owed at the end, because they are paid after the data (S48).
    public let finalReceivable: Cash
    /// What is held at the end, by instrument.
    public let positions: [Position]
    /// Which strategy sent which order, where several share the account; else `nil`.
    public let attribution: Attribution?
    /// The terms.
    public let broker: Broker
    /// Whether it went from event to event (S78) instead of from bar to bar; the log is the same.
    public let isFast: Bool

    init(
        venue: borrowing Venue, outcome: Outcome, stepCount: Int, firstTradingStep: Int?, isFast: Bool = false,
        broker: Broker? = nil
    ) {
        self.isFast = isFast
        log = venue.log.pointee
        self.outcome = outcome
        self.stepCount = stepCount
        self.firstTradingStep = firstTradingStep
        finalCash = venue.cash
        finalEquity = venue.equity
        finalReceivable = venue.receivable
        positions = (0..<venue.count).map { venue.positions[$0] }
        attribution = venue.portions.map { Attribution(parts: $0.parts, owners: $0.owners, changes: $0.changes) }
        self.broker = broker ?? venue.broker
    }
}
