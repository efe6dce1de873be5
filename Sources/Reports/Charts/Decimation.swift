import Core

/// Thins long columns so that what the eye sees stays: the least and the greatest value of every stretch are kept.
///
/// Stretches are 2^level points long and begin at multiples of that, with the lowest level that keeps the limit. So the
/// result depends on nothing but the values and the limit, and a coarser level joins stretches of a finer one.
/// - Verified by: `DecimationTests`.
enum Decimation {
    /// The most points that a zoomable chart of the page holds.
    static let pageLimit = 20_000

    /// The places to keep of several columns of equal length, ascending.
    ///
    /// Kept are the first and the last place, and for each column and stretch the first places of its least and its
    /// greatest value, so the extremes of the whole column are kept too.
    ///
    /// - Parameters:
    ///   - columns: The columns, each of the same length; `nan` is passed over.
    ///   - count: The length of the columns.
    ///   - limit: The most places to keep, at least 4 for each column.
    /// - Returns: All places where `count` is at most `limit`.
    /// - Complexity: O(`count` × columns).
    static func keptPlaces(of columns: [[Double]], count: Int, limit: Int = pageLimit) -> [Int] {
        guard count > limit else { return Array(0..<count) }
        let perStretch = 2 * max(1, columns.count)
        let length = stretchLength(count: count, stretches: max(1, (limit - 2) / perStretch))
        var places: [Int] = []
        places.reserveCapacity(limit)
        for start in stride(from: 0, to: count, by: length) {
            let stretch = start..<min(count, start + length)
            var kept: [Int] = start == 0 ? [0] : []
            for column in columns { kept += extremes(of: column, in: stretch) }
            if stretch.upperBound == count { kept.append(count - 1) }
            kept.sort()
            for place in kept where places.last != place { places.append(place) }
        }
        return places
    }

    /// The lowest power of two such that `count` points make at most `stretches` stretches.
    static func stretchLength(count: Int, stretches: Int) -> Int {
        var length = 1
        while (count + length - 1) / length > stretches { length *= 2 }
        return length
    }

    /// The first places of the least and the greatest value of a stretch; none where all values are `nan`.
    private static func extremes(of column: [Double], in stretch: Range<Int>) -> [Int] {
        column.withUnsafeBufferPointer { values in
            var (least, greatest) = (-1, -1)
            var (low, high) = (Double.infinity, -Double.infinity)
            for place in stretch {
                let value = values[place]
                if value < low || (least < 0 && value == low) { (low, least) = (value, place) }
                if value > high || (greatest < 0 && value == high) { (high, greatest) = (value, place) }
            }
            return [least, greatest].filter { $0 >= 0 }
        }
    }
}
