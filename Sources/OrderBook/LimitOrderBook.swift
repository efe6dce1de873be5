import Core

/// A limit order book of one instrument: price–time priority in whole ticks and lots.
///
/// Each method takes one message and tells the sink what it did, in order; a message that is refused is an event too, and
/// changes nothing. Nothing is thrown and nothing traps, whatever the numbers are.
///
/// The common case, limit and market orders and cancellations in a continuous market without price bands, self-trade
/// prevention, sleeping stops and orders that show less than they are, has a path of its own (`LimitOrderBook+Plain`),
/// chosen by one test of `rare`. `LimitOrderBook+Matching` says what the book does in general; both do the same, and
/// `NaiveBookTests` holds them to a book of plain arrays.
///
/// The memory: orders lie in slots of 32 bytes, in lists through the slots, one for each price (`PriceLevels`), and are
/// found by identifier in `OrderTable`. All of it grows as the book does and is used again, so that a message allocates
/// nothing once the book has been as large before. It is freed with the book.
public struct LimitOrderBook: ~Copyable {
    /// What is fixed for the life of the book.
    public let configuration: BookConfiguration
    /// What the market does with orders at present.
    @inlinable
    public var phase: BookPhase { currentPhase }
    /// The prices between which continuous trading takes place; `nil` for any.
    public internal(set) var bands: PriceBands?
    /// What went through the book since it was made.
    @inlinable
    public var counts: BookCounts { tally }

    @usableFromInline var currentPhase = BookPhase.continuous
    @usableFromInline var tally = BookCounts()
    /// Bids, asks, sleeping buy stops and sell stops.
    @usableFromInline let sides: UnsafeMutablePointer<PriceLevels>
    /// The orders; slot 0 is none, and takes the writes to the neighbours of the first and last.
    @usableFromInline var slots: UnsafeMutablePointer<BookSlot>
    /// What special orders have besides, by slot.
    @usableFromInline var reserves: UnsafeMutablePointer<BookReserve>
    @usableFromInline var table: OrderTable
    /// The slots there is memory for, slot 0 included.
    @usableFromInline var slotCapacity: Int
    /// The first free slot, 0 for none.
    @usableFromInline var freeSlot: UInt32
    /// The orders in the book, stops included.
    @usableFromInline var orderCount = 0
    /// Those of them that are special and no stops.
    @usableFromInline var specialCount = 0
    /// The sleeping stops.
    @usableFromInline var stopCount = 0
    /// The price of the last trade, 0 for none.
    @usableFromInline var lastPrice: UInt32 = 0
    /// The lowest and highest price of the trades that may wake stops.
    @usableFromInline var (lowestTrade, highestTrade): (UInt32, UInt32) = (.max, 0)
    /// Why the plain path may not be taken; 0 where it may.
    @usableFromInline var rare: UInt32 = 0
    /// The messages since the last check of everything.
    @usableFromInline var uncheckedMessages = 0

    /// An empty book in continuous trading.
    ///
    /// - Precondition: `maximumOrders` from 1 to 2³⁰ − 1, `maximumPages` and `reservedOrders` positive.
    public init(_ configuration: BookConfiguration = BookConfiguration()) {
        invariant(
            1..<1 << 30 ~= configuration.maximumOrders && configuration.maximumPages > 0
                && configuration.reservedOrders > 0, "a book for no orders, or for more than 2³⁰ − 1: \(configuration)")
        self.configuration = configuration
        sides = .allocate(capacity: 4)
        for side in 0..<4 { (sides + side).initialize(to: PriceLevels()) }
        let reserved = min(configuration.reservedOrders, configuration.maximumOrders)
        let bits = max(4, Int.bitWidth - (2 * reserved + 1).leadingZeroBitCount)
        table = OrderTable(bits: bits)
        slotCapacity = min(1 << (bits - 1), configuration.maximumOrders + 1)
        slots = .allocate(capacity: slotCapacity)
        reserves = .allocate(capacity: slotCapacity)
        freeSlot = 0
        slots[0] = BookSlot(identifier: 0, remaining: 0, word: 0, participant: 0, next: 0, previous: 0)
        reserves[0] = BookReserve()
        freeSlots(from: 1)
        updateRare()
    }

    deinit {
        for side in 0..<4 { sides[side].deallocate() }
        sides.deallocate()
        slots.deallocate()
        reserves.deallocate()
        table.entries.deallocate()
    }

    /// Puts the slots from `first` on into the list of free ones, the first at its front.
    private mutating func freeSlots(from first: Int) {
        for slot in (first..<slotCapacity).reversed() {
            slots[slot] = BookSlot(
                identifier: 0, remaining: 0, word: 0, participant: 0, next: freeSlot, previous: 0)
            reserves[slot] = BookReserve()
            freeSlot = UInt32(slot)
        }
    }

    /// Makes memory for more orders; false where the configuration allows none.
    @usableFromInline @inline(never)
    mutating func growSlots() -> Bool {
        let larger = min(2 * slotCapacity, configuration.maximumOrders + 1)
        guard larger > slotCapacity else { return false }
        let moved = UnsafeMutablePointer<BookSlot>.allocate(capacity: larger)
        moved.moveInitialize(from: slots, count: slotCapacity)
        slots.deallocate()
        slots = moved
        let reserved = UnsafeMutablePointer<BookReserve>.allocate(capacity: larger)
        reserved.moveInitialize(from: reserves, count: slotCapacity)
        reserves.deallocate()
        reserves = reserved
        let before = slotCapacity
        slotCapacity = larger
        freeSlots(from: before)
        table.grow(bits: Int.bitWidth - (2 * larger - 1).leadingZeroBitCount)
        return true
    }

    /// Finds out again why the plain path may not be taken.
    @usableFromInline
    mutating func updateRare() {
        rare =
            (phase == .continuous ? 0 : 1) | (bands == nil ? 0 : 2)
            | (configuration.selfTradePrevention == .none ? 0 : 4) | (stopCount == 0 ? 0 : 8)
            | (specialCount == 0 ? 0 : 16)
    }
}

/// The book is the only one to hold its memory, so that it may go from one thread to another as a whole.
extension LimitOrderBook: @unchecked Sendable {}
