import Core

/// Where the points of each bar are in a segment of the journal, while the segment is not settled.
///
/// - Verified by: `JournalSettlingTests`.
struct BarIndex: Sendable {
    /// The frame that a bar has points in.
    struct Place: Hashable, Sendable {
        /// The frame's offset in the segment.
        var offset: Int
        /// Whether the bar was so far in the future that it was not made yet.
        var isAhead: Bool
    }

    /// The places of each bar, in the order of the segment.
    private(set) var places: [BarKey: [Place]] = [:]
    /// The latest arrival of a point, nanoseconds since 1970.
    private(set) var latestArrival = Int64.min

    /// Enters the bars of a frame.
    ///
    /// - Parameters:
    ///   - keys: The bars that the frame has points of, and whether each is ahead.
    ///   - offset: The frame's offset.
    ///   - arrival: When its points arrived.
    mutating func enter(_ keys: [BarKey: Bool], offset: Int, arrival: Timestamp) {
        for (key, isAhead) in keys { places[key, default: []].append(Place(offset: offset, isAhead: isAhead)) }
        latestArrival = max(latestArrival, arrival.nanoseconds)
    }

    /// The file of the index: a head, its check, and 24 bytes a place, by start, symbol and offset.
    ///
    /// The head is `BARKEYS1`, the count of places, of places ahead, the first and last start, the last of a bar that was
    /// not ahead, and the latest arrival. The check is the first eight bytes of the SHA-256 of the head and the places. Numbers are little-endian.
    var bytes: [UInt8] {
        var head = BarIndexFile.mark
        var body: [UInt8] = []
        var count = 0
        var aheadCount = 0
        var lastMade = Int64.min
        let keys = places.keys.sorted()
        for key in keys {
            for place in places[key] ?? [] {
                JournalFrame.append(UInt64(bitPattern: key.start), to: &body)
                JournalFrame.append(key.symbol, to: &body)
                JournalFrame.append(UInt64(place.offset) << 1 | (place.isAhead ? 1 : 0), to: &body)
                count += 1
                if place.isAhead { aheadCount += 1 } else { lastMade = key.start }
            }
        }
        JournalFrame.append(UInt64(count), to: &head)
        JournalFrame.append(UInt64(aheadCount), to: &head)
        for number in [keys.first?.start ?? .max, keys.last?.start ?? .min, lastMade, latestArrival] {
            JournalFrame.append(UInt64(bitPattern: number), to: &head)
        }
        let checked = head + body
        return head + checked.withUnsafeBytes { JournalFrame.check($0) } + body
    }
}
