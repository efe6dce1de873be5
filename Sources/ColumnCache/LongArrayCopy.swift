import Core

/// Copies bytes into arrays as long as the data, where those shall lie.
enum LongArrayCopy {
    static func of<Element: BitwiseCopyable>(
        _ source: UnsafeRawBufferPointer, _ bytes: Range<Int>, as element: Element.Type
    ) -> [Element] {
        let count = bytes.count / MemoryLayout<Element>.stride
        return LongArray.make(count) { elements in
            UnsafeMutableRawBufferPointer(elements).copyMemory(from: UnsafeRawBufferPointer(rebasing: source[bytes]))
            return count
        }
    }
}
