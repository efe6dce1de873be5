import Core
import Glibc
import HTTPClient

extension CollectClock {
    /// The machine's clock.
    public static let system = CollectClock(
        now: {
            var time = timespec()
            clock_gettime(CLOCK_REALTIME, &time)
            return Timestamp(nanoseconds: Int64(time.tv_sec) * Timestamp.second + Int64(time.tv_nsec))
        }, wait: { seconds, cancellation in RetryPolicy.sleep(seconds: seconds, cancellation: cancellation) })
}
