internal import Core
internal import Glibc

/// The market's own time: seconds weighted by how busy the market is.
///
/// What is a Poisson or Hawkes process of steady rate in this time has a rate proportional to `activity(t)` in ours. The
/// clock is laid down a second at a time at the beginning of each day.
///
/// - Source: the time change of point processes, Daley and Vere-Jones (2003), "An Introduction to the Theory of Point
///   Processes", theorem 7.4.I.
/// - Verified by: `ActivityClockTests`.
struct ActivityClock: ~Copyable {
    private static let cell: Int64 = 1_000_000_000
    private let parameters: ActivityParameters
    private let isFlat: Bool
    private var slow: RandomStream
    private var fast: RandomStream
    private var slowState: Double
    private var fastState: Double
    /// Market time at the beginning of each second of the day, and at its end.
    private var marks: OwnedBuffer<Double>
    private var begin: Int64 = 0
    private var end: Int64 = 0

    /// The clock of a run.
    init(_ parameters: ActivityParameters, seed: UInt64) {
        self.parameters = parameters
        isFlat = parameters.profileDepth == 0 && parameters.slowDeviation == 0 && parameters.fastDeviation == 0
        slow = RandomStream(seed: seed, name: "activity.slow")
        fast = RandomStream(seed: seed, name: "activity.fast")
        slowState = slow.normal()
        fastState = fast.normal()
        marks = OwnedBuffer(capacity: 32_768)
    }

    /// Lays down a day.
    ///
    /// - Parameters:
    ///   - begin: The first instant at which anybody acts.
    ///   - open: The beginning of the profile.
    ///   - close: The end of the profile.
    ///   - end: The first instant after which nobody acts.
    mutating func beginDay(begin: Int64, open: Int64, close: Int64, end: Int64) {
        self.begin = begin
        self.end = end
        guard !isFlat else { return }
        marks.removeAll()
        let slowKept = exp(-1 / parameters.slowMemory)
        let fastKept = exp(-1 / parameters.fastMemory)
        let slowShock = (1 - slowKept * slowKept).squareRoot()
        let fastShock = (1 - fastKept * fastKept).squareRoot()
        let (s1, s2) = (parameters.slowDeviation, parameters.fastDeviation)
        let correction = (s1 * s1 + s2 * s2) / 2
        var total = 0.0
        var instant = begin
        while instant < end {
            marks.append(total)
            let u = min(1, max(-1, 2 * Double(instant - open) / Double(max(1, close - open)) - 1))
            let profile = 1 + parameters.profileDepth * (3 * u * u - 1) / 2
            total += profile * exp(s1 * slowState + s2 * fastState - correction)
            slowState = slowKept * slowState + slowShock * slow.normal()
            fastState = fastKept * fastState + fastShock * fast.normal()
            instant += ActivityClock.cell
        }
        marks.append(total)
    }

    /// How busy the market is at an instant: 1 on average.
    @inline(__always)
    func level(at nanoseconds: Int64) -> Double {
        guard !isFlat else { return 1 }
        let place = min(max(0, Int((nanoseconds - begin) / ActivityClock.cell)), marks.count - 2)
        return marks[place + 1] - marks[place]
    }

    /// The instant at which so much market time has passed since another; `nil` where the day ends before.
    @inline(__always)
    func instant(after nanoseconds: Int64, marketSeconds: Double) -> Int64? {
        guard marketSeconds < 1e9 else { return nil }
        if isFlat {
            let instant = max(nanoseconds, begin) + Int64(marketSeconds * 1e9)
            return instant < end ? instant : nil
        }
        return instantByMarks(after: nanoseconds, marketSeconds)
    }

    private func instantByMarks(after nanoseconds: Int64, _ seconds: Double) -> Int64? {
        let from = max(nanoseconds, begin)
        guard from < end else { return nil }
        let place = min(Int((from - begin) / ActivityClock.cell), marks.count - 2)
        let within = Double(from - begin - Int64(place) * ActivityClock.cell) * 1e-9
        let target = marks[place] + within * (marks[place + 1] - marks[place]) + seconds
        guard target < marks[marks.count - 1] else { return nil }
        // Most waits are short: gallop from here, then halve.
        var (low, stride) = (place, 1)
        while low + stride < marks.count - 1, marks[low + stride] <= target {
            low += stride
            stride *= 2
        }
        var high = min(low + stride, marks.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if marks[middle] <= target { low = middle } else { high = middle }
        }
        let part = (target - marks[low]) / (marks[low + 1] - marks[low])
        let instant = begin + Int64(low) * ActivityClock.cell + Int64(part * 1e9)
        return instant < end ? max(instant, nanoseconds) : nil
    }
}
