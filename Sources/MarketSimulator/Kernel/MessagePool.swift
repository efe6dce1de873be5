/// The messages on their way; a place is used again as soon as its message arrived.
struct MessagePool: ~Copyable {
    private var messages: OwnedBuffer<KernelMessage>
    private var free: OwnedBuffer<UInt32>

    /// An empty pool.
    init(capacity: Int) {
        messages = OwnedBuffer(capacity: capacity)
        free = OwnedBuffer(capacity: capacity)
    }

    /// Keeps a message and gives its place.
    @inline(__always)
    mutating func put(_ message: KernelMessage) -> UInt32 {
        if free.count > 0 {
            let place = free.removeLast()
            messages[Int(place)] = message
            return place
        }
        messages.append(message)
        return UInt32(messages.count - 1)
    }

    /// Gives a message and frees its place.
    @inline(__always)
    mutating func take(_ place: UInt32) -> KernelMessage {
        free.append(place)
        return messages[Int(place)]
    }

    /// The number of messages on their way.
    var count: Int { messages.count - free.count }
}
