import Core

/// Finding orders in a book, which holds them by ascending number.
extension Venue {
    /// The first order that was sent after another and fits; `nil` where none does.
    ///
    /// A walk over a book with it takes time in proportion to the book, whatever is filled, cancelled or added on the way.
    ///
    /// - Complexity: O(log n + orders that do not fit).
    @inline(__always)
    func nextSlot(_ place: Int, after id: OrderID, where fits: (Order) -> Bool) -> Int? {
        var slot = firstSlot(place, after: id)
        while slot < books[place].count {
            if fits(books[place][slot]) { return slot }
            slot += 1
        }
        return nil
    }

    /// The place of the first order with a number above another's.
    @inline(__always)
    private func firstSlot(_ place: Int, after id: OrderID) -> Int {
        var (low, high) = (0, books[place].count)
        while low < high {
            let middle = (low + high) / 2
            if books[place][middle].id <= id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
