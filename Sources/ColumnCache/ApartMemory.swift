import Core
import Glibc
import Synchronization

/// Makes sure of memory that serves one array and nothing after it.
public enum ApartMemory {
    /// Whether all long arrays are to be kept apart until the process ends.
    private static let isForGood = Mutex(false)

    /// Makes `malloc` give each array of `LongArray.leastBytes` and more a mapping of its own, which is unmapped with it:
    /// so pages that were put in its place or are watched never come to lie under other memory.
    ///
    /// - Returns: Whether the C library does so.
    public static func keepsLongArrays() -> Bool {
        isForGood.withLock { $0 = true }
        return setThreshold(LongArray.leastBytes)
    }

    /// Makes an array in a mapping of its own; `nil` where the C library gives none.
    ///
    /// - Parameter body: Makes the array and tells whether it lies apart.
    static func array<Element>(_ body: () -> (array: [Element], isApart: Bool)) -> [Element]? {
        guard setThreshold(LongArray.leastBytes) else { return nil }
        // Memory that the allocator holds already comes first: what is taken of it is given back at the end.
        var others: [[Element]] = []
        var found: [Element]?
        while found == nil, others.count < 64 {
            let (array, isApart) = body()
            if isApart { found = array } else { others.append(array) }
        }
        // To what the library comes by itself when long arrays come and go: they are quicker to get where it has some.
        if !isForGood.withLock({ $0 }) { _ = setThreshold(32 << 20) }
        return found
    }

    private static func setThreshold(_ bytes: Int) -> Bool {
        guard let address = dlsym(nil, "mallopt") else { return false }
        let mallopt = unsafeBitCast(address, to: (@convention(c) (Int32, Int32) -> Int32).self)
        let mmapThreshold: Int32 = -3
        return mallopt(mmapThreshold, Int32(bytes)) == 1
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
