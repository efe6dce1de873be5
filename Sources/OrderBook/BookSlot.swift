/// An order that lies in the book: 32 bytes, so that two share a cache line and none lies on two.
@usableFromInline @frozen
struct BookSlot {
    /// The identifier that its sender gave it.
    @usableFromInline var identifier: UInt64
    /// The lots that are displayed; of hidden orders, stops and market orders that wait, all lots.
    @usableFromInline var remaining: Int64
    /// The key of its price, times four; plus two where there is a `BookReserve`; plus its side.
    @usableFromInline var word: UInt32
    /// Who sent it.
    @usableFromInline var participant: UInt32
    /// The slot of the order behind it at its price, of a free slot the next free one; 0 for none.
    @usableFromInline var next: UInt32
    /// The slot of the order before it at its price; 0 for none.
    @usableFromInline var previous: UInt32

    @inlinable
    init(identifier: UInt64, remaining: Int64, word: UInt32, participant: UInt32, next: UInt32, previous: UInt32) {
        self.identifier = identifier
        self.remaining = remaining
        self.word = word
        self.participant = participant
        self.next = next
        self.previous = previous
    }

    /// The key of its price: of two keys of a side the smaller is the better.
    @inlinable
    var key: UInt32 { word >> 2 }

    /// 0 for a buy, 1 for a sell.
    @inlinable
    var side: Int { Int(word & 1) }

    /// Whether it is more than a limit order displayed in full.
    @inlinable
    var isSpecial: Bool { word & 2 != 0 }
}
