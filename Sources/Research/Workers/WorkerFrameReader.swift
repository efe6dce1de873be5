/// Cuts what comes from a worker, or from a sweep, into frames.
struct WorkerFrameReader {
    /// Something that is no frame: what stands behind it cannot be read either.
    struct Malformed: Error {}

    private var bytes: [UInt8] = []
    private var place = 0

    /// Adds what has come.
    mutating func append(_ more: UnsafeRawBufferPointer) {
        if place > 0 {
            bytes.removeFirst(place)
            place = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The next frame; `nil` where it has not wholly come.
    mutating func next() throws(Malformed) -> WorkerFrame? {
        guard bytes.count - place >= 4 else { return nil }
        let length = bytes[place..<place + 4].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard (1...WorkerFrame.mostBytes).contains(length) else { throw Malformed() }
        guard bytes.count - place - 4 >= length else { return nil }
        guard let frame = WorkerFrame(bytes[place + 4..<place + 4 + length]) else { throw Malformed() }
        place += 4 + length
        return frame
    }
}
