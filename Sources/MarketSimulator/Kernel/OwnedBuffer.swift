/// Memory for a number of values that has exactly one owner.
///
/// The loop of the market changes its participants, orders and events in place: there is no reference count to look at
/// and no copy to fear.
struct OwnedBuffer<Element: ~Copyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Element>
    private(set) var count: Int
    private var capacity: Int

    /// No elements, with room for so many.
    init(capacity: Int) {
        count = 0
        self.capacity = max(1, capacity)
        base = .allocate(capacity: self.capacity)
    }

    deinit {
        base.deinitialize(count: count)
        base.deallocate()
    }

    /// The element at a place.
    subscript(place: Int) -> Element {
        @inline(__always) _read {
            assert(place >= 0 && place < count, "place \(place) of \(count)")
            yield base[place]
        }
        @inline(__always) _modify {
            assert(place >= 0 && place < count, "place \(place) of \(count)")
            yield &base[place]
        }
    }

    /// Adds an element; memory grows twofold, so that a warm market allocates nothing.
    @inline(__always)
    mutating func append(_ element: consuming Element) {
        if count == capacity { grow() }
        (base + count).initialize(to: element)
        count += 1
    }

    /// Removes the last element.
    @inline(__always)
    mutating func removeLast() -> Element {
        assert(count > 0, "nothing to remove")
        count -= 1
        return (base + count).move()
    }

    /// Removes all elements and keeps the memory.
    mutating func removeAll() {
        base.deinitialize(count: count)
        count = 0
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}

extension OwnedBuffer {
    /// The elements of an array.
    init(_ elements: [Element]) {
        self.init(capacity: elements.count)
        for element in elements { append(element) }
    }
}
