import CRows
import Core

/// How many rows a source can have, told from parts of it.
struct RowEstimate {
    let source: SourceBytes
    let rowsOffset: Int

    private static let partSize = 64 << 10
    private static let parts = 16

    /// A number that few sources exceed and that exceeds few by much; exact where the source is small.
    ///
    /// Room for a row that is not there costs addresses, not memory; where rows turn out to be more, they are counted.
    func mostRows() -> Int {
        let size = source.bytes.count - rowsOffset
        let all = RowEstimate.partSize * RowEstimate.parts
        if size <= all { return lines(rowsOffset..<(rowsOffset + size)) + 1 }
        var found = 0
        for part in 0..<RowEstimate.parts {
            let start = rowsOffset + (size - RowEstimate.partSize) / (RowEstimate.parts - 1) * part
            found += lines(start..<(start + RowEstimate.partSize))
        }
        return Int(Double(size) / Double(all) * Double(found + RowEstimate.parts) * 1.1) + 1
    }

    /// The line breaks in a range of bytes.
    func lines(_ range: Range<Int>) -> Int {
        var count = 0
        withUnsafeTemporaryAllocation(byteCount: RowEstimate.partSize, alignment: 64) { memory in
            guard let base = memory.baseAddress else { return }
            for start in stride(from: range.lowerBound, to: range.upperBound, by: RowEstimate.partSize) {
                let part = start..<min(start + RowEstimate.partSize, range.upperBound)
                // What is not there any more is said where it is read.
                guard source.copy(part, to: base) else { return }
                var hasQuote: Int32 = 0
                count += crows_count_lines(base.assumingMemoryBound(to: UInt8.self), part.count, &hasQuote)
            }
        }
        return count
    }
}
