/// The price levels of one side, and which of them are occupied.
///
/// A price is held as a key of 30 bits, of which the smaller is the better: of asks the price itself, of bids its
/// complement. Keys are found in a tree of three floors with 1,024 children each, so that every price has its place
/// whatever the market does, and an empty stretch of prices costs nothing. A page is the lowest floor: 1,024 levels in a
/// row. The page that was used last is remembered, so that a lookup near the touch is one addition.
///
/// A page or branch exists as long as an order lies in it, and is kept for reuse afterwards. The memory belongs to the
/// book, which calls `deallocate`.
@usableFromInline @frozen
struct PriceLevels {
    /// The key of an empty side: worse than every price.
    @inlinable
    static var noKey: UInt32 { .max }
    /// The complement of a key.
    @inlinable
    static var mask: UInt32 { 1 << 30 - 1 }

    /// The best key at which an order lies; `noKey` for none.
    @usableFromInline var bestKey: UInt32 = PriceLevels.noKey
    /// The stretch of the page used last; `noKey` for none.
    @usableFromInline var lastStretch: UInt32 = PriceLevels.noKey
    /// The level of the best key; meaningless for none.
    @usableFromInline var bestLevel: UnsafeMutablePointer<PriceLevel>
    /// The levels of the page used last; meaningless for none.
    @usableFromInline var lastLevels: UnsafeMutablePointer<PriceLevel>
    /// Bits and children of the top floor.
    @usableFromInline let root: UnsafeMutableRawPointer
    /// A list of empty pages through their first words.
    @usableFromInline var sparePages: UnsafeMutableRawPointer?
    /// A list of empty branches through their first words.
    @usableFromInline var spareBranches: UnsafeMutableRawPointer?
    /// The pages in use.
    @usableFromInline var pages = 0
    /// The pages that there is memory for.
    @usableFromInline var pagesMade = 0

    @usableFromInline
    init() {
        root = PriceLevels.makeBranch()
        bestLevel = PriceLevels.levels(root)
        lastLevels = bestLevel
    }

    @usableFromInline
    static func makeBranch() -> UnsafeMutableRawPointer {
        zeroed(PriceBits.bytes + 1_024 * MemoryLayout<UnsafeMutableRawPointer?>.stride)
    }

    @usableFromInline
    static func makePage() -> UnsafeMutableRawPointer {
        zeroed(PriceBits.bytes + 1_024 * MemoryLayout<PriceLevel>.stride)
    }

    private static func zeroed(_ bytes: Int) -> UnsafeMutableRawPointer {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        memory.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        return memory
    }

    @inlinable
    static func levels(_ page: UnsafeMutableRawPointer) -> UnsafeMutablePointer<PriceLevel> {
        (page + PriceBits.bytes).assumingMemoryBound(to: PriceLevel.self)
    }

    @inlinable
    static func children(_ branch: UnsafeMutableRawPointer) -> UnsafeMutablePointer<UnsafeMutableRawPointer?> {
        (branch + PriceBits.bytes).assumingMemoryBound(to: UnsafeMutableRawPointer?.self)
    }

    /// The bits of the page used last.
    @inlinable
    var lastBits: PriceBits { PriceBits(UnsafeMutableRawPointer(lastLevels) - PriceBits.bytes) }

    /// The level of a key, in a page that is made where there is none; an order must be put there.
    @inlinable
    mutating func level(_ key: UInt32) -> UnsafeMutablePointer<PriceLevel> {
        if key >> 10 != lastStretch { visit(key >> 10) }
        return lastLevels + Int(key & 1_023)
    }

    /// Whether a page holds the level of a key.
    @inlinable
    func hasPage(_ key: UInt32) -> Bool {
        key >> 10 == lastStretch || page(key >> 10) != nil
    }

    /// The level of a key whose page exists.
    @usableFromInline
    func presentLevel(_ key: UInt32) -> UnsafeMutablePointer<PriceLevel>? {
        guard key <= PriceLevels.mask, let page = page(key >> 10) else { return nil }
        return PriceLevels.levels(page) + Int(key & 1_023)
    }

    /// The page of a stretch, if there is one.
    @usableFromInline
    func page(_ stretch: UInt32) -> UnsafeMutableRawPointer? {
        guard let branch = PriceLevels.children(root)[Int(stretch >> 10)] else { return nil }
        return PriceLevels.children(branch)[Int(stretch & 1_023)]
    }

    /// Makes a stretch the last one used; makes its page where there is none.
    @usableFromInline @inline(never)
    mutating func visit(_ stretch: UInt32) {
        let high = Int(stretch >> 10)
        let low = Int(stretch & 1_023)
        let branch: UnsafeMutableRawPointer
        if let present = PriceLevels.children(root)[high] {
            branch = present
        } else {
            branch = PriceLevels.take(from: &spareBranches) ?? PriceLevels.makeBranch()
            PriceLevels.children(root)[high] = branch
            PriceBits(root).insert(high)
        }
        let page: UnsafeMutableRawPointer
        if let present = PriceLevels.children(branch)[low] {
            page = present
        } else {
            if sparePages == nil { pagesMade += 1 }
            page = PriceLevels.take(from: &sparePages) ?? PriceLevels.makePage()
            PriceLevels.children(branch)[low] = page
            PriceBits(branch).insert(low)
            pages += 1
        }
        lastStretch = stretch
        lastLevels = PriceLevels.levels(page)
    }

    /// Marks the level of a key, whose page was used last, as occupied.
    @inlinable
    mutating func occupy(_ key: UInt32, _ level: UnsafeMutablePointer<PriceLevel>) {
        lastBits.insert(Int(key & 1_023))
        if key < bestKey {
            bestKey = key
            bestLevel = level
        }
    }

    /// Marks the level of a key as empty, lets go of its page with the last one, and finds the best level again.
    @usableFromInline @inline(never)
    mutating func vacate(_ key: UInt32) {
        if key >> 10 != lastStretch { visit(key >> 10) }
        let bits = lastBits
        bits.remove(Int(key & 1_023))
        if bits.isEmpty {
            release(key >> 10)
            if key == bestKey { findBest() }
        } else if key == bestKey {
            // The best key lies in the first page.
            let place = bits.first
            bestKey = key & ~1_023 | UInt32(place)
            bestLevel = lastLevels + place
        }
    }

    private mutating func release(_ stretch: UInt32) {
        let high = Int(stretch >> 10)
        let low = Int(stretch & 1_023)
        guard let branch = PriceLevels.children(root)[high], let page = PriceLevels.children(branch)[low] else {
            return
        }
        PriceLevels.children(branch)[low] = nil
        PriceBits(branch).remove(low)
        PriceLevels.give(page, to: &sparePages)
        pages -= 1
        lastStretch = PriceLevels.noKey
        if PriceBits(branch).isEmpty {
            PriceLevels.children(root)[high] = nil
            PriceBits(root).remove(high)
            PriceLevels.give(branch, to: &spareBranches)
        }
    }

    private mutating func findBest() {
        bestKey = firstKey(from: 0)
        if bestKey != PriceLevels.noKey { bestLevel = level(bestKey) }
    }

    /// The first occupied key at or after `key`; `noKey` for none.
    @usableFromInline
    func firstKey(from key: UInt32) -> UInt32 {
        var high = Int(key >> 20)
        var low = Int(key >> 10 & 1_023)
        var place = Int(key & 1_023)
        while let at = PriceBits(root).first(from: high), let branch = PriceLevels.children(root)[at] {
            if at > high { (low, place) = (0, 0) }
            while let below = PriceBits(branch).first(from: low), let page = PriceLevels.children(branch)[below] {
                if below > low { place = 0 }
                if let found = PriceBits(page).first(from: place) {
                    return UInt32(at << 20 | below << 10 | found)
                }
                (low, place) = (below + 1, 0)
            }
            (high, low, place) = (at + 1, 0, 0)
        }
        return PriceLevels.noKey
    }

    /// A spare piece of memory, all zero.
    private static func take(from list: inout UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let first = list else { return nil }
        list = first.load(as: UnsafeMutableRawPointer?.self)
        first.storeBytes(of: 0, as: UInt.self)
        return first
    }

    private static func give(_ memory: UnsafeMutableRawPointer, to list: inout UnsafeMutableRawPointer?) {
        memory.storeBytes(of: list, as: UnsafeMutableRawPointer?.self)
        list = memory
    }

    /// Gives all memory back to the system.
    @usableFromInline
    mutating func deallocate() {
        for high in 0..<1_024 {
            guard let branch = PriceLevels.children(root)[high] else { continue }
            for low in 0..<1_024 { PriceLevels.children(branch)[low]?.deallocate() }
            branch.deallocate()
        }
        root.deallocate()
        while let page = PriceLevels.take(from: &sparePages) { page.deallocate() }
        while let branch = PriceLevels.take(from: &spareBranches) { branch.deallocate() }
    }
}
