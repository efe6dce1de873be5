internal import Glibc

/// When a request is sent again, and after what wait.
///
/// Only idempotent requests are, on 429, 502, 503 and 504 and where no connection stood or it broke, and only as long as
/// nothing of an answer was handed on.
///
///     wait(n) = jitter · min(longest, first · 2ⁿ),  jitter in ½ … 1
///
/// or what the server's `Retry-After` says, where that is longer.
///
/// - Source: RFC 9110 section 10.2.3 for `Retry-After`.
public struct RetryPolicy: Sendable {
    /// How often a request is sent at most; 1 for once only.
    public var attempts: Int
    /// Seconds before the second attempt.
    public var firstWait: Double
    /// Seconds that no back-off exceeds.
    public var longestWait: Double
    /// Seconds of `Retry-After` beyond which the answer is an error at once.
    public var longestRetryAfter: Double
    /// The factor for the n-th wait, in 0.5 … 1.
    public var jitter: @Sendable () -> Double
    /// Waits so many seconds, or less where it is cancelled.
    public var wait: @Sendable (_ seconds: Double, _ cancellation: Cancellation?) -> Void
    /// Told of each wait before it begins: what went wrong, and the seconds.
    public var tell: (@Sendable (_ error: HTTPError, _ seconds: Double) -> Void)?

    /// A policy; the waits can be replaced in tests.
    public init(
        attempts: Int = 5, firstWait: Double = 0.25, longestWait: Double = 30, longestRetryAfter: Double = 300,
        jitter: @escaping @Sendable () -> Double = { Double.random(in: 0.5...1) },
        wait: @escaping @Sendable (_ seconds: Double, _ cancellation: Cancellation?) -> Void = RetryPolicy.sleep
    ) {
        self.attempts = attempts
        self.firstWait = firstWait
        self.longestWait = longestWait
        self.longestRetryAfter = longestRetryAfter
        self.jitter = jitter
        self.wait = wait
    }

    /// Every request once.
    public static let never = RetryPolicy(attempts: 1)

    /// Seconds before attempt `attempt + 2`; `nil` where the server asks for more patience than is allowed.
    public func wait(after attempt: Int, retryAfter: Double = 0) -> Double? {
        guard retryAfter <= longestRetryAfter else { return nil }
        let backOff = min(longestWait, firstWait * exp2(Double(attempt)))
        return max(retryAfter, backOff * jitter())
    }

    /// Whether another attempt may end otherwise.
    static func isWorthRepeating(_ error: HTTPError) -> Bool {
        switch error {
        case .status(_, let status, _): [429, 502, 503, 504].contains(status)
        case .unreachable, .unresolved, .cutOff, .timedOut(_, .connect, _): true
        default: false
        }
    }

    /// Sleeps in short steps, so that a cancellation is seen.
    public static func sleep(seconds: Double, cancellation: Cancellation?) {
        var left = seconds
        while left > 0, cancellation?.isCancelled != true {
            usleep(UInt32(min(left, 0.05) * 1e6))
            left -= 0.05
        }
    }
}
