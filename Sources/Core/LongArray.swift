import Glibc

/// Makes the arrays that are as long as the data: columns of bars, curves of equity.
///
/// Where a run is told to stay within a bound of memory, what makes them is given a home whose pages the system may take
/// away and bring back (`home`); everywhere else they are arrays like any other.
public enum LongArray {
    /// Told of the memory of a new array before it holds anything; it may put other pages in its place.
    public typealias Home = @Sendable (UnsafeMutableRawBufferPointer) -> Void

    /// The home of long arrays that are made in this task; `nil` for ordinary memory.
    @TaskLocal public static var home: Home?

    /// Arrays of fewer bytes stay where they are.
    public static let leastBytes = 1 << 20

    /// An array with room for so many elements, of which `fill` initialises the first and tells how many.
    @inlinable
    public static func make<Element: BitwiseCopyable>(
        _ capacity: Int, _ fill: (UnsafeMutableBufferPointer<Element>) throws -> Int
    ) rethrows -> [Element] {
        try [Element](unsafeUninitializedCapacity: capacity) { elements, count in
            settle(elements)
            count = try fill(elements)
        }
    }

    /// An array of one element, so many times.
    @inlinable
    public static func repeating<Element: BitwiseCopyable>(_ element: Element, count: Int) -> [Element] {
        guard home != nil else { return [Element](repeating: element, count: count) }
        return make(count) { elements in
            elements.initialize(repeating: element)
            return count
        }
    }

    /// The elements of a sequence that knows how many it has, each changed.
    @inlinable
    public static func map<Source: Sequence, Element: BitwiseCopyable>(
        _ source: Source, _ transform: (Source.Element) -> Element
    ) -> [Element] {
        guard home != nil else { return source.map(transform) }
        let count = source.underestimatedCount
        return make(count) { elements in
            var place = 0
            for element in source {
                precondition(place < count, "a sequence that has more elements than it said")
                elements.initializeElement(at: place, to: transform(element))
                place += 1
            }
            return place
        }
    }

    /// The elements of a collection.
    @inlinable
    public static func copy<Source: Collection>(_ source: Source) -> [Source.Element]
    where Source.Element: BitwiseCopyable {
        guard home != nil else { return Array(source) }
        return make(source.count) { elements in
            _ = elements.initialize(fromContentsOf: source)
            return source.count
        }
    }

    /// An empty array with room for so many elements.
    @inlinable
    public static func room<Element: BitwiseCopyable>(for count: Int, of type: Element.Type) -> [Element] {
        make(count) { _ in 0 }
    }

    /// Lends memory that is not initialised yet to the home; without one, asks for large pages for much of it.
    @inlinable
    public static func settle<Element: BitwiseCopyable>(_ elements: UnsafeMutableBufferPointer<Element>) {
        guard elements.count * MemoryLayout<Element>.stride >= leastBytes else { return }
        let memory = UnsafeMutableRawBufferPointer(elements)
        if let home { home(memory) } else { useLargePages(memory) }
    }

    /// Asks for large pages where memory holds whole ones: small pages cost more to get than the data to write.
    @usableFromInline
    package static func useLargePages(_ memory: UnsafeMutableRawBufferPointer) {
        let large: UInt = 2 << 20
        guard let base = memory.baseAddress else { return }
        let first = (UInt(bitPattern: base) + large - 1) / large * large
        let last = (UInt(bitPattern: base) + UInt(memory.count)) / large * large
        guard last > first, let start = UnsafeMutableRawPointer(bitPattern: first) else { return }
        // Where the system does not give them, small pages do.
        madvise(start, Int(last - first), MADV_HUGEPAGE)
    }
}
