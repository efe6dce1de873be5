/// Events in a heap with four children a node, earliest first.
struct EventHeap: ~Copyable {
    private var events: OwnedBuffer<KernelEvent>

    /// An empty heap with room for so many events.
    init(capacity: Int) { events = OwnedBuffer(capacity: capacity) }

    /// The number of events.
    @inline(__always)
    var count: Int { events.count }

    /// The earliest event.
    ///
    /// - Precondition: there is one.
    @inline(__always)
    var first: KernelEvent { events[0] }

    /// Adds an event.
    @inline(__always)
    mutating func push(_ event: KernelEvent) {
        events.append(event)
        let base = events.base
        var hole = events.count &- 1
        while hole > 0 {
            let parent = (hole &- 1) &>> 2
            guard event.precedes(base[parent]) else { break }
            base[hole] = base[parent]
            hole = parent
        }
        base[hole] = event
    }

    /// Removes the earliest event and gives it back.
    ///
    /// - Precondition: there is one.
    @inline(__always)
    mutating func pop() -> KernelEvent {
        let base = events.base
        let first = base[0]
        let last = events.removeLast()
        let count = events.count
        guard count > 0 else { return first }
        var hole = 0
        while true {
            let child = hole &* 4 &+ 1
            guard child < count else { break }
            var least = child
            let end = min(child &+ 4, count)
            var other = child &+ 1
            while other < end {
                if base[other].precedes(base[least]) { least = other }
                other &+= 1
            }
            guard base[least].precedes(last) else { break }
            base[hole] = base[least]
            hole = least
        }
        base[hole] = last
        return first
    }

    /// Removes all events.
    mutating func removeAll() { events.removeAll() }
}
