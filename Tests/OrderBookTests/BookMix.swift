/// What messages a random sequence consists of.
struct BookMix {
    /// One message in so many changes the phase; 0 for none.
    var phases = 400
    /// One message in so many sets or lifts price bands; 0 for none.
    var bands = 300
    /// Out of a hundred orders, those that are limit or market orders with nothing special.
    var plain = 50
    /// Out of a hundred orders, stops of both kinds.
    var stops = 10
    /// Prices lie around this one.
    var middle: Int64 = 1_020
    /// Out of a hundred messages, cancellations; the fewer, the fuller the book.
    var cancellations = 30
    /// One number in so many is not sound, or far away; 0 for none.
    var odd = 100
}
