/// Seconds spent on the parts of a command.
struct Stopwatch {
    private let clock = ContinuousClock()
    private var last: ContinuousClock.Instant
    /// The parts so far.
    private(set) var laps: [(label: String, seconds: Double)] = []

    init() { last = clock.now }

    /// Ends a part.
    mutating func lap(_ label: String) {
        let now = clock.now
        laps.append((label, (now - last) / .seconds(1)))
        last = now
    }
}
