/// How long something of a queue has not worked that may work later, and when that is too long.
struct QueuePatience {
    /// What does not work, as a clause: `the queue does not answer`.
    let complaint: String
    /// What is said when it works again.
    let relief: String
    /// How long it is waited for.
    let limit: Duration
    private var since: Duration?

    init(_ complaint: String, relief: String, limit: Duration) {
        (self.complaint, self.relief, self.limit) = (complaint, relief, limit)
    }

    /// Whether it is being waited for.
    var isWaiting: Bool { since != nil }

    /// Tries it.
    ///
    /// - Parameters:
    ///   - now: The time since anything.
    ///   - isUrgent: Whether nothing can happen until it works; only then time counts.
    ///   - note: Told when the waiting begins and ends.
    /// - Returns: Whether it worked.
    /// - Throws: Any other failure, and `QueueError.unusable` when the patience is over.
    mutating func reach(
        at now: Duration, isUrgent: Bool = true, note: (String) -> Void, _ body: () throws(QueueError) -> Void
    ) throws(QueueError) -> Bool {
        do throws(QueueError) {
            try body()
        } catch {
            guard case .unreachable(let reason) = error else { throw error }
            if since == nil { note("\(complaint) (\(reason)); waiting for it") }
            let begin = isUrgent ? since ?? now : now
            since = begin
            guard now - begin < limit else {
                throw .unusable(
                    "\(complaint) for \(Int((now - begin) / .seconds(1))) s (\(reason)); what is done is kept, and --patience "
                        + "sets how long it is waited for")
            }
            return false
        }
        if since != nil { note(relief) }
        since = nil
        return true
    }
}
