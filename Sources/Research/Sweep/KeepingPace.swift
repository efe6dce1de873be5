/// When what is done of a sweep is written: soon after it began, then less and less often, at last once a second, and towards
/// the end whenever what is left has halved.
///
/// So a sweep that is killed early loses little, one that takes hours leaves no more files than seconds, and at the end
/// little is left to write while nothing else is to be done.
struct KeepingPace {
    private var pause = Duration.milliseconds(50)
    private var last = ContinuousClock.now
    private var left: Int

    private static let longest = Duration.seconds(1)
    private static let shortest = Duration.milliseconds(5)

    /// The pace of work that begins now.
    ///
    /// - Parameter left: How much is to be done by several; 0 where nobody would wait for what is written last.
    init(left: Int = 0) { self.left = left }

    /// Whether it is time to write; the next time is counted from then on.
    ///
    /// - Parameter left: How much is left to be done.
    mutating func isDue(left now: Int = 0) -> Bool {
        let gone = ContinuousClock.now - last
        guard gone >= pause || (now <= left / 2 && gone >= KeepingPace.shortest && left > 0) else { return false }
        if gone >= pause { pause = min(pause * 2, KeepingPace.longest) }
        last += gone
        left = min(left, now)
        return true
    }
}
