/// When what is done of a sweep is written: soon after it began, then less and less often, at last once a second.
///
/// So a sweep that is killed early loses little, and one that takes hours leaves no more files than seconds.
struct KeepingPace {
    private var pause = Duration.milliseconds(50)
    private var last = ContinuousClock.now

    private static let longest = Duration.seconds(1)

    /// Whether it is time to write; the next time is counted from then on.
    mutating func isDue() -> Bool {
        let now = ContinuousClock.now
        guard now - last >= pause else { return false }
        last = now
        pause = min(pause * 2, KeepingPace.longest)
        return true
    }
}
