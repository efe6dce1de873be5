extension RandomAccessCollection where Index == Int {
    /// The first place from which on a condition holds; `endIndex` where it holds nowhere.
    ///
    /// - Precondition: where it holds for an element it holds for all after it, as of what ascends.
    /// - Complexity: O(log `count`).
    @inlinable
    public func firstPlace(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
