internal import CColumns

/// A truth value for each bar, 64 to a word.
public struct BitColumn: Hashable, Sendable {
    /// The number of bars.
    public let count: Int
    /// Bar `i` is bit `i % 64` of word `i / 64`; bits past the last bar are 0.
    @usableFromInline var words: [UInt64]

    /// A column with the same value at every bar.
    public init(repeating value: Bool = false, count: Int) {
        self.count = count
        words = [UInt64](repeating: value ? .max : 0, count: (count + 63) / 64)
        if value { clearTail() }
    }

    /// A column whose words are all written by `fill`, which leaves bits past the last bar 0.
    private init(count: Int, fill: (UnsafeMutableBufferPointer<UInt64>) -> Void) {
        let wordCount = (count + 63) / 64
        self.count = count
        words = [UInt64](unsafeUninitializedCapacity: wordCount) { words, written in
            written = wordCount
            if wordCount > 0 { fill(UnsafeMutableBufferPointer(rebasing: words[..<wordCount])) }
        }
    }

    /// A column of given values.
    public init(_ values: [Bool]) {
        self.init(count: values.count)
        for (index, value) in values.enumerated() where value { words[index >> 6] |= 1 << UInt64(index & 63) }
    }

    private mutating func clearTail() {
        if count & 63 != 0 { words[words.count - 1] &= (1 << UInt64(count & 63)) - 1 }
    }

    /// The value at a bar.
    @inlinable
    public subscript(index: Int) -> Bool {
        precondition(index >= 0 && index < count, "no such bar")
        return words[index >> 6] >> UInt64(index & 63) & 1 != 0
    }

    /// The first true bar at or after a place; `count` where there is none.
    @inlinable
    public func first(from place: Int) -> Int {
        guard place < count else { return count }
        return words.withUnsafeBufferPointer { words in
            var index = place >> 6
            var word = words[index] & (UInt64.max << UInt64(place & 63))
            while word == 0 {
                index += 1
                if index == words.count { return count }
                word = words[index]
            }
            return index << 6 + word.trailingZeroBitCount
        }
    }

    /// The number of true bars.
    public var trueCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// Whether any bar is true.
    public var isAnyTrue: Bool { words.contains { $0 != 0 } }

    /// Whether every bar is true.
    public var isAllTrue: Bool { trueCount == count }

    /// The values so many bars later; the first bars are false.
    public func delayed(by bars: Int = 1) -> BitColumn {
        guard bars < count else { return BitColumn(count: count) }
        let (whole, rest) = (bars >> 6, UInt64(bars & 63))
        var result = BitColumn(count: count) { late in
            words.withUnsafeBufferPointer { early in
                for index in 0..<whole { late[index] = 0 }
                late[whole] = early[0] << rest
                // Whole words have nothing of the word before: shifted by 64 it is 0.
                for index in whole + 1..<max(whole + 1, late.count) {
                    late[index] = early[index - whole] << rest | early[index - whole - 1] >> (64 - rest)
                }
            }
        }
        result.clearTail()
        return result
    }

    /// Where this is true, and at the bar before was false though it could have been true.
    ///
    /// - Parameter defined: Where it can be true.
    public func onsets(where defined: BitColumn) -> BitColumn {
        precondition(count == defined.count, "columns of different length")
        return BitColumn(count: count) { result in
            words.withUnsafeBufferPointer { holds in
                defined.words.withUnsafeBufferPointer { defined in
                    result[0] = holds[0] & ((defined[0] & ~holds[0]) << 1)
                    for index in 1..<max(1, result.count) {
                        let before = defined[index - 1] & ~holds[index - 1]
                        let here = defined[index] & ~holds[index]
                        result[index] = holds[index] & (here << 1 | before >> 63)
                    }
                }
            }
        }
    }

    /// Where both are true.
    public static func & (lhs: BitColumn, rhs: BitColumn) -> BitColumn { lhs.combined(rhs) { $0 & $1 } }

    /// Where either is true.
    public static func | (lhs: BitColumn, rhs: BitColumn) -> BitColumn { lhs.combined(rhs) { $0 | $1 } }

    /// Where the first is true and the second is not.
    public func excluding(_ other: BitColumn) -> BitColumn { combined(other) { $0 & ~$1 } }

    @inline(__always)
    private func combined(_ other: BitColumn, _ operation: (UInt64, UInt64) -> UInt64) -> BitColumn {
        precondition(count == other.count, "columns of different length")
        return BitColumn(count: count) { result in
            words.withUnsafeBufferPointer { own in
                other.words.withUnsafeBufferPointer { others in
                    for index in result.indices { result[index] = operation(own[index], others[index]) }
                }
            }
        }
    }
}

extension BitColumn {
    /// Where a column is above another, and where below; neither where one of the two is `nan`.
    public static func comparing(_ a: [Double], _ b: [Double]) -> (above: BitColumn, below: BitColumn) {
        precondition(a.count == b.count, "columns of different length")
        return filled(a) { ccolumns_compare($0, b, $1, $2, $3) }
    }

    /// Where a column is above another, and where below, from both in single precision too: the same with half the memory
    /// read.
    ///
    /// - Parameters:
    ///   - a: A column, and the same rounded.
    ///   - b: Another.
    public static func comparing(
        _ a: (values: [Double], rounded: RoundedColumn), _ b: (values: [Double], rounded: RoundedColumn)
    ) -> (above: BitColumn, below: BitColumn) {
        let count = a.values.count
        precondition(
            b.values.count == count && a.rounded.count == count && b.rounded.count == count,
            "columns of different length")
        return filled(a.values) { values, count, above, below in
            a.rounded.withValues { first in
                b.rounded.withValues { second in
                    ccolumns_compare_rounded(first, second, values, b.values, count, above, below)
                }
            }
        }
    }

    /// Where a column is above a number, and where below; neither where one of the two is `nan`.
    public static func comparing(_ a: [Double], to number: Double) -> (above: BitColumn, below: BitColumn) {
        filled(a) { ccolumns_compare_number($0, number, $1, $2, $3) }
    }

    /// Where a column is not `nan`.
    public static func defined(_ a: [Double]) -> BitColumn {
        BitColumn(count: a.count) { ccolumns_defined(a, a.count, $0.baseAddress) }
    }

    private static func filled(
        _ a: [Double],
        _ compare: (UnsafePointer<Double>, Int, UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<UInt64>) -> Void
    ) -> (above: BitColumn, below: BitColumn) {
        var below = BitColumn(count: 0)
        let above = BitColumn(count: a.count) { above in
            below = BitColumn(count: a.count) { below in
                if let above = above.baseAddress, let below = below.baseAddress { compare(a, a.count, above, below) }
            }
        }
        return (above, below)
    }
}
