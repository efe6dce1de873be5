extension RollingStatistics {
    /// Growth over a stretch of returns, its highest and lowest wealth from 1 at its start, and its deepest fall.
    private struct Path {
        var growth = 1.0
        var (high, low) = (1.0, 1.0)
        var depth = 0.0

        init() {}

        init(_ value: Double) {
            growth = 1 + value
            high = max(1, growth)
            low = min(1, growth)
            depth = low - 1
        }

        /// This stretch and then another: the deepest fall is in either, or from the first's peak to the other's low.
        func followed(by next: Path) -> Path {
            var both = Path()
            both.growth = growth * next.growth
            both.high = max(high, growth * next.high)
            both.low = min(low, growth * next.low)
            both.depth = min(min(depth, next.depth), growth * next.low / high - 1)
            return both
        }
    }

    /// The deepest fall inside each window, its first wealth being a peak.
    ///
    /// - Parameters:
    ///   - returns: Returns above −1, shape `[n]`.
    ///   - window: The number of returns in a window, positive.
    /// - Returns: Negative fractions, 0 without a fall, `nan` before the first full window. Shape `[n]`.
    /// - Complexity: O(n) whatever the window.
    public static func maxDrawdown(_ returns: [Double], window: Int) -> [Double] {
        var result = [Double](repeating: .nan, count: returns.count)
        guard window > 0, returns.count >= window else { return result }
        var ends = [Path](repeating: Path(), count: window)
        for block in stride(from: 0, to: returns.count, by: window) {
            var beginning = Path()
            for index in block..<min(block + window, returns.count) {
                beginning = beginning.followed(by: Path(returns[index]))
                let first = index - window + 1
                guard first >= 0 else { continue }
                let whole = first == block ? beginning : ends[first - (block - window)].followed(by: beginning)
                result[index] = whole.depth
            }
            guard block + window <= returns.count else { break }
            var end = Path()
            for index in (block..<(block + window)).reversed() {
                end = Path(returns[index]).followed(by: end)
                ends[index - block] = end
            }
        }
        return result
    }
}
