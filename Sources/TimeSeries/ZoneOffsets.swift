public import Core

/// A time zone as plain numbers: from which instant on which offset to UTC holds.
///
/// The core asks no zone database; the edge fills this from one.
public struct ZoneOffsets: Hashable, Sendable {
    /// Which of two instants is meant by a wall-clock time that happens twice, when clocks go back.
    public enum Repeated: Sendable {
        /// The first, before the clocks went back.
        case first
        /// The second.
        case second
    }

    /// The zone's name: `America/New_York`, `UTC`, `UTC-05:00`.
    public let name: String
    /// Instants from which on an offset holds, nanoseconds UTC, ascending; the first is `Int64.min`.
    public let transitions: [Int64]
    /// Offsets in seconds, positive east of Greenwich, one per transition.
    public let offsetSeconds: [Int32]

    /// A zone of given transitions.
    ///
    /// - Precondition: as many offsets as transitions, which ascend from `Int64.min`.
    public init(name: String, transitions: [Int64], offsetSeconds: [Int32]) {
        invariant(
            transitions.count == offsetSeconds.count && transitions.first == .min
                && zip(transitions, transitions.dropFirst()).allSatisfy { $0 < $1 },
            "the transitions of zone \(name) are out of order")
        self.name = name
        self.transitions = transitions
        self.offsetSeconds = offsetSeconds
    }

    /// A zone with one offset all year.
    public init(name: String, fixedOffsetSeconds: Int) {
        self.init(name: name, transitions: [.min], offsetSeconds: [Int32(fixedOffsetSeconds)])
    }

    /// Coordinated Universal Time.
    public static let utc = ZoneOffsets(name: "UTC", fixedOffsetSeconds: 0)

    /// Seconds to add to UTC for the wall clock at an instant.
    public func offset(at instant: Timestamp) -> Int {
        var (low, high) = (1, transitions.count)
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= instant.nanoseconds { low = middle + 1 } else { high = middle }
        }
        return Int(offsetSeconds[low - 1])
    }

    /// The date on the wall clock at an instant.
    public func localDate(at instant: Timestamp) -> CivilDate {
        (instant + Int64(offset(at: instant)) * Timestamp.second).date
    }

    /// Nanoseconds since midnight on the wall clock at an instant.
    public func localNanosecondsOfDay(at instant: Timestamp) -> Int64 {
        (instant + Int64(offset(at: instant)) * Timestamp.second).nanosecondsOfDay
    }

    /// The instant of a wall-clock time, given as if the wall clock showed UTC.
    ///
    /// - Parameters:
    ///   - local: The reading of the wall clock, taken as UTC.
    ///   - repeated: Which instant is meant where the reading happens twice.
    /// - Returns: The instant. A reading that is skipped, when clocks go forward, gives the instant as if they had not
    ///   yet.
    public func instant(ofLocal local: Timestamp, repeated: Repeated = .first) -> Timestamp {
        // Candidates are the offsets in force a day before and a day after: zones change at most once in that time.
        let before = offset(at: local + -Timestamp.day)
        let after = offset(at: local + Timestamp.day)
        let early = local + -Int64(before) * Timestamp.second
        guard before != after else { return early }
        let late = local + -Int64(after) * Timestamp.second
        let earlyHolds = offset(at: early) == before
        let lateHolds = offset(at: late) == after
        switch (earlyHolds, lateHolds) {
        case (true, true): return repeated == .first ? early : late
        case (false, true): return late
        default: return early
        }
    }
}
