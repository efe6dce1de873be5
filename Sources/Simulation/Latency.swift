import Core

/// How long a message from the strategy to the market is on its way.
public enum Delay: Hashable, Sendable {
    /// Always so many nanoseconds.
    case fixed(Int64)
    /// A whole number of nanoseconds of a range, each as likely as any other, drawn anew for each message.
    case uniform(ClosedRange<Int64>)

    /// No time at all.
    public static let zero = Delay.fixed(0)

    /// The longest that it can be, in nanoseconds.
    public var longest: Int64 {
        switch self {
        case .fixed(let nanoseconds): nanoseconds
        case .uniform(let range): range.upperBound
        }
    }

    /// The delay of one message, in nanoseconds.
    ///
    /// - Parameters:
    ///   - seed: The seed of the run.
    ///   - name: What kind of message it is: messages of different kinds share no draws.
    ///   - number: The number of the message among those of its kind.
    func nanoseconds(seed: UInt64, name: String, number: Int) -> Int64 {
        switch self {
        case .fixed(let nanoseconds): return nanoseconds
        case .uniform(let range):
            var random = RandomStream(seed: seed, name: name, index: UInt64(number))
            return range.lowerBound + Int64(random.below(Int(range.upperBound - range.lowerBound) + 1))
        }
    }
}

/// The time between a decision and its arrival in the market (S34).
///
/// What was decided at t is effective at t + delay. An order that arrives meets the first open at or after that instant;
/// one that arrives inside a bar meets its close, where market orders fill at closes, but nothing of its range. Until
/// then it stands among the strategy's working orders and cannot trade. A cancel or a replacement that arrives after its
/// order was filled, or ended otherwise, does nothing and is written down; none overtakes the order that it is about,
/// nor an earlier message about the same order. Time that passes without bars never fills anything.
public struct Latency: Hashable, Sendable {
    /// Of new orders; the exits of a bracket come with their entry.
    public var order = Delay.zero
    /// Of cancels.
    public var cancel = Delay.zero
    /// Of replacements.
    public var replace = Delay.zero
    /// The seed of what is drawn: for orders keyed by the order's number, for the others by their own.
    public var seed: UInt64 = 0

    /// Everything arrives at once.
    public init() {}

    /// Whether everything arrives at once.
    public var isZero: Bool { max(order.longest, cancel.longest, replace.longest) == 0 }
}
