import CPageFaults
import Core
import Glibc
import Synchronization

/// Fills arrays while they are used: whoever first touches a page of one waits until a thread has verified the blocks of
/// the column that it belongs to and put 1 MiB of it in place.
///
/// The arrays are ordinary ones of Swift. Their memory has a mapping of its own, because it is large; its pages are
/// watched by userfaultfd(2) of Linux from before anything is in them, and are ordinary memory as soon as all are there.
/// The system tells when the memory of one is given back.
final class LazyPages: Sendable {
    /// Arrays of fewer bytes are not worth it.
    static let leastBytes = 4 << 20
    /// The pages supplied at once, in bytes.
    private static let windowBytes = 1 << 20

    /// The one of the process; `nil` where the system does not offer it.
    static let shared: LazyPages? = LazyPages()

    /// An array that is not complete yet.
    private struct Region: Sendable {
        /// The whole pages inside the elements.
        var pages: Range<UInt>
        /// The address of the first element.
        var elements: UInt
        var column: CachedColumn
        /// The windows that have been supplied.
        var isSupplied: [Bool]
        var missing: Int
        var recover: @Sendable (CacheError) -> ColumnData
        /// The column read from its source, where a block was damaged.
        var replacement: ColumnData?
    }

    private let descriptor: Int32
    private let page: UInt
    private let regions = Mutex<[Region]>([])

    private init?() {
        page = UInt(sysconf(Int32(_SC_PAGESIZE)))
        descriptor = cpagefaults_open()
        guard descriptor >= 0 else { return nil }
        let server = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<LazyPages>.fromOpaque(argument).takeUnretainedValue().serve()
                return nil
            }, server.toOpaque())
        guard status == 0 else {
            close(descriptor)
            return nil
        }
        pthread_detach(thread)
    }

    /// An array of the elements of a column; `nil` where its memory cannot be watched.
    func array<Element: ColumnElement>(
        of column: CachedColumn, as element: Element.Type, recover: @escaping @Sendable (CacheError) -> ColumnData
    ) -> [Element]? {
        // Else the allocator might use the memory of an array again without giving it back.
        ApartMemory.array {
            var isWatched = false
            let array = [Element](unsafeUninitializedCapacity: column.count) { elements, count in
                isWatched = watch(UnsafeMutableRawBufferPointer(elements), column, recover)
                count = isWatched ? column.count : 0
            }
            return (array, isWatched)
        }
    }

    private func watch(
        _ memory: UnsafeMutableRawBufferPointer, _ column: CachedColumn,
        _ recover: @escaping @Sendable (CacheError) -> ColumnData
    ) -> Bool {
        guard let base = memory.baseAddress, ApartMemory.holds(memory) else { return false }
        let size = column.elements.count
        let first = UInt(bitPattern: base)
        let pages = (first + page - 1) / page * page..<(first + UInt(size)) / page * page
        guard !pages.isEmpty, let start = UnsafeMutableRawPointer(bitPattern: pages.lowerBound) else { return false }
        let windows = (pages.count + LazyPages.windowBytes - 1) / LazyPages.windowBytes
        let region = Region(
            pages: pages, elements: first, column: column, isSupplied: [Bool](repeating: false, count: windows),
            missing: windows, recover: recover, replacement: nil)
        regions.withLock { $0.append(region) }
        guard cpagefaults_watch(descriptor, start, pages.count) == 0 else {
            regions.withLock { $0.removeAll { $0.pages == pages } }
            return false
        }
        // A large page may have come with the head of the array: it shall be empty again.
        madvise(start, pages.count, MADV_DONTNEED)
        let head = Int(pages.lowerBound - first)
        let tail = Int(pages.upperBound - first)
        memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: column.elements[..<head]))
        UnsafeMutableRawBufferPointer(rebasing: memory[tail...]).copyMemory(
            from: UnsafeRawBufferPointer(rebasing: column.elements[tail...]))
        return true
    }

    private func serve() {
        // Touches that could not be served while memory was being given back.
        var waiting: [UInt] = []
        while true {
            guard cpagefaults_wait(descriptor, waiting.isEmpty ? -1 : 1) == 0 else { return }
            var touched: UInt?
            let event = regions.withLock { regions -> Int32 in
                var (start, end): (UInt, UInt) = (0, 0)
                let event = cpagefaults_next(descriptor, &start, &end)
                if event == Int32(cpagefaults_touched) {
                    touched = start
                } else if event == Int32(cpagefaults_unmapped) {
                    // Under the lock: who gave the memory back goes on as soon as the event is read, and may get the same
                    // addresses again for another array.
                    regions.removeAll { $0.pages.overlaps(start..<end) }
                }
                return event
            }
            guard event >= 0 else { return }
            if let touched { waiting.append(touched) }
            waiting.removeAll { supply($0) }
        }
    }

    /// Puts the pages around an address in place.
    ///
    /// - Returns: `false` where it must be tried again.
    private func supply(_ address: UInt) -> Bool {
        guard let region = regions.withLock({ $0.first { $0.pages.contains(address) } }) else { return true }
        let size = UInt(LazyPages.windowBytes)
        let window = Int((address - region.pages.lowerBound) / size)
        let first = region.pages.lowerBound + UInt(window) * size
        let last = min(first + size, region.pages.upperBound)
        guard let target = UnsafeMutableRawPointer(bitPattern: first) else { return true }
        let bytes = Int(first - region.elements)..<Int(last - region.elements)
        func put(_ elements: UnsafeRawBufferPointer) -> Int32 {
            guard let source = elements.baseAddress else { return 0 }
            while true {
                let result = cpagefaults_supply(descriptor, target, source + bytes.lowerBound, bytes.count, Int(page))
                // Whoever touched the page cannot go on without it.
                guard result == -ENOMEM else { return result }
                usleep(1_000)
            }
        }
        var result: Int32
        if let replacement = region.replacement {
            result = replacement.withBytes { put($0) }
        } else {
            do throws(CacheError) {
                try region.column.verify(bytes: bytes)
                result = put(region.column.elements)
            } catch {
                let replacement = region.recover(error)
                regions.withLock { regions in
                    if let place = regions.firstIndex(where: { $0.pages == region.pages }) {
                        regions[place].replacement = replacement
                    }
                }
                result = replacement.withBytes { put($0) }
            }
        }
        if result == -EAGAIN { return false }
        note(window, of: region)
        return true
    }

    /// Ends the watch over an array when the last of its pages has been supplied.
    private func note(_ window: Int, of region: Region) {
        let done = regions.withLock { regions -> Region? in
            guard let place = regions.firstIndex(where: { $0.pages == region.pages }),
                !regions[place].isSupplied[window]
            else { return nil }
            regions[place].isSupplied[window] = true
            regions[place].missing -= 1
            return regions[place].missing == 0 ? regions.remove(at: place) : nil
        }
        guard let done, let start = UnsafeMutableRawPointer(bitPattern: done.pages.lowerBound) else { return }
        _ = cpagefaults_release(descriptor, start, done.pages.count)
    }
}
