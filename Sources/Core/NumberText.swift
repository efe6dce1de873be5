extension Double {
    /// The fewest digits that read back to the same double, without a needless `.0`: `100000`, `0.1`, `1e-07`.
    ///
    /// - Edge cases: `nan`, `inf` and `-inf` are written so; negative zero is `-0`.
    public var shortestText: String {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: NumberPrinter.room) { text in
            guard let start = text.baseAddress else { return "" }
            let end = NumberPrinter().write(self, at: start)
            return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        }
    }
}

extension NumberPrinter {
    /// Writes what the standard library prints, without a needless `.0`.
    static func writeDescription(
        of value: Double, at place: UnsafeMutablePointer<UInt8>
    ) -> UnsafeMutablePointer<UInt8> {
        var text = value.description
        return text.withUTF8 { text in
            var count = text.count
            if count > 2, text[count - 1] == UInt8(ascii: "0"), text[count - 2] == UInt8(ascii: ".") { count -= 2 }
            for offset in 0..<count { place[offset] = text[offset] }
            return place + count
        }
    }
}
