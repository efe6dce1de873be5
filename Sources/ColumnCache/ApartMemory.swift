import Core
import Glibc

/// Makes sure of memory that serves one array and nothing after it.
public enum ApartMemory {
    /// Makes `malloc` give each array of `LongArray.leastBytes` and more a mapping of its own, which is unmapped with it:
    /// so pages that were put in its place or are watched never come to lie under other memory.
    ///
    /// - Returns: Whether the C library does so.
    public static func keepsLongArrays() -> Bool {
        guard let address = dlsym(nil, "mallopt") else { return false }
        let mallopt = unsafeBitCast(address, to: (@convention(c) (Int32, Int32) -> Int32).self)
        let mmapThreshold: Int32 = -3
        return mallopt(mmapThreshold, Int32(LongArray.leastBytes)) == 1
    }

    /// Whether the elements of an array lie in a mapping of its own.
    ///
    /// Before the elements stand the 32 bytes of Swift's array and the 16 of glibc's chunk, of which the last word is its
    /// size with bit 1 for a mapping. Any other layout does not pass for one.
    static func holds(_ elements: UnsafeMutableRawBufferPointer) -> Bool {
        guard let base = elements.baseAddress else { return false }
        let page = UInt(sysconf(Int32(_SC_PAGESIZE)))
        let chunk = UInt(bitPattern: base) - 48
        // The page of the elements can be read from its beginning.
        guard chunk % page == 0 else { return false }
        let word = (base - 40).load(as: UInt.self)
        let size = word & ~7
        return word & 2 != 0 && size % page == 0 && size >= UInt(elements.count) + 48
    }
}
