internal import Core

/// Numbers in random order.
enum RandomOrder {
    /// The first of the numbers below a bound in random order; fewer where the bound is less.
    ///
    /// - Source: Durstenfeld (1964), "Algorithm 235: Random permutation", from the front.
    static func first(_ count: Int, below bound: Int, from stream: inout RandomStream) -> [UInt32] {
        var numbers = Array(0..<UInt32(bound))
        let count = min(count, bound)
        for place in 0..<count { numbers.swapAt(place, place + stream.below(bound - place)) }
        return Array(numbers.prefix(count))
    }
}
