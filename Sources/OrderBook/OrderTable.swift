/// Finds the slot of an identifier: open addressing, at most half full.
///
/// An entry is the upper half of the identifier's hash, from which its home follows, and its slot. Deletion shifts the
/// entries behind it back, so that no tombstones are left and a search ends at the first empty entry.
/// - Source: Knuth (1998), The Art of Computer Programming, volume 3, 6.4, algorithm R; the hash is that of 6.4 with the
///   golden ratio, under which successive identifiers lie evenly.
@usableFromInline @frozen
struct OrderTable {
    @usableFromInline var entries: UnsafeMutablePointer<UInt64>
    @usableFromInline var mask: Int
    /// How far the upper half of a hash is shifted to give the home of its entry.
    @usableFromInline var shift: UInt32

    /// An empty table of 2^`bits` entries, `bits` from 1 to 31.
    @usableFromInline
    init(bits: Int) {
        entries = .allocate(capacity: 1 << bits)
        entries.initialize(repeating: 0, count: 1 << bits)
        mask = 1 << bits - 1
        shift = UInt32(32 - bits)
    }

    /// The upper half of the hash of an identifier.
    @inlinable
    static func hash(_ identifier: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: (identifier &* 0x9E37_79B9_7F4A_7C15) >> 32)
    }

    /// The slot of an identifier, 0 for none; and its entry, or the empty one where it belongs.
    @inlinable @inline(__always)
    func find(_ identifier: UInt64, _ slots: UnsafeMutablePointer<BookSlot>) -> (slot: UInt32, place: Int) {
        let hash = OrderTable.hash(identifier)
        var place = Int(hash &>> shift)
        while true {
            let entry = entries[place]
            if entry == 0 { return (0, place) }
            if UInt32(truncatingIfNeeded: entry >> 32) == hash {
                let slot = UInt32(truncatingIfNeeded: entry)
                if slots[Int(slot)].identifier == identifier { return (slot, place) }
            }
            place = (place &+ 1) & mask
        }
    }

    /// Puts a slot at the empty entry that `find` gave for its identifier.
    @inlinable
    func insert(_ identifier: UInt64, _ slot: UInt32, at place: Int) {
        entries[place] = UInt64(OrderTable.hash(identifier)) << 32 | UInt64(slot)
    }

    /// Empties the entry that `find` gave.
    @inlinable @inline(__always)
    func remove(at place: Int) {
        var hole = place
        var next = (hole &+ 1) & mask
        while true {
            let entry = entries[next]
            if entry == 0 { break }
            let home = Int(UInt32(truncatingIfNeeded: entry >> 32) &>> shift)
            // The entry may move back into the hole unless its home lies behind the hole.
            if (next &- home) & mask >= (next &- hole) & mask {
                entries[hole] = entry
                hole = next
            }
            next = (next &+ 1) & mask
        }
        entries[hole] = 0
    }

    /// Removes the entry of an identifier that is in the table.
    @inlinable
    func remove(_ identifier: UInt64, slot: UInt32) {
        let sought = UInt64(OrderTable.hash(identifier)) << 32 | UInt64(slot)
        var place = Int(OrderTable.hash(identifier) &>> shift)
        while entries[place] != sought { place = (place &+ 1) & mask }
        remove(at: place)
    }

    /// Makes room for 2^`bits` entries.
    @usableFromInline
    mutating func grow(bits: Int) {
        let larger = OrderTable(bits: bits)
        for place in 0...mask where entries[place] != 0 {
            var home = Int(UInt32(truncatingIfNeeded: entries[place] >> 32) &>> larger.shift)
            while larger.entries[home] != 0 { home = (home &+ 1) & larger.mask }
            larger.entries[home] = entries[place]
        }
        entries.deallocate()
        self = larger
    }
}
