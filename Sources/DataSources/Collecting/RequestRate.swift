/// How often a host may be asked: so many requests in any stretch of so long.
public struct RequestRate: Hashable, Sendable {
    /// The number of requests, at least 1.
    public var requests: Int
    /// The stretch in nanoseconds.
    public var per: Int64

    /// A rate.
    public init(requests: Int, per: Int64) {
        self.requests = max(1, requests)
        self.per = max(0, per)
    }
}

/// Remembers when a host was asked, and tells how long to wait.
struct RequestPace: Sendable {
    let rate: RequestRate
    /// When the last requests were sent, oldest first, nanoseconds; at most `rate.requests`.
    private var sent: [Int64] = []

    init(_ rate: RequestRate) { self.rate = rate }

    /// Nanoseconds to wait before the next request.
    func wait(at now: Int64) -> Int64 {
        guard sent.count >= rate.requests, let oldest = sent.first else { return 0 }
        // A clock that was set back must not stop everything.
        return min(rate.per, max(0, oldest + rate.per - now))
    }

    /// Notes a request.
    mutating func note(at now: Int64) {
        if sent.count >= rate.requests { sent.removeFirst() }
        sent.append(now)
    }
}
