import ColumnCache
public import Core
import Glibc
import Synchronization

/// Memory for long arrays that may be larger than what may stay resident: their pages lie in a file without a name, and
/// are given back to the system whenever the process has become too large.
///
/// An array stays an array: only the pages of its elements are put in the place of those that `malloc` gave, and the file
/// backs them from then on. Nothing is lost when pages are given back, because they come in again when they are touched.
/// A thread of its own watches the resident size and gives back what the file backs. It asks the system to map a range of
/// the file anew where that range is mapped, which refuses where an array was freed in the meantime and its addresses
/// serve something else: so it can disturb nothing. The space on disk is free again when the process ends, however it ends.
public final class PagedMemory: Sendable {
    /// The most that shall stay resident, in bytes.
    public let budget: Int
    /// The folder whose disk holds the file.
    public let folder: String
    private let descriptor: Int32
    private let inode: UInt64
    private let length = Mutex(0)
    /// Held while ranges of addresses come to lie in a file or are given back, of all such memories: what one frees may
    /// become another's between a look at the ranges and giving them back.
    private static let ranges = Mutex(())
    private let isOver = Mutex(false)

    private static let page = 4_096

    /// Pages in a new file, which has no name any more, on the disk of a folder that need not be there.
    ///
    /// - Throws: Where no file can be made there.
    public init(budget: Int, folder: String) throws(DataError) {
        self.budget = budget
        self.folder = folder
        let isNew = mkdir(folder, 0o777) == 0
        let path = "\(folder)/.pages-\(getpid())"
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .output(
                path: path,
                reason:
                    "\(String(cString: strerror(errno))); pages of what exceeds data.memory go below \(folder)/: let it be "
                    + "a folder with room, or give more data.memory")
        }
        unlink(path)
        // The file needs no folder any more, and a run that is refused leaves none.
        if isNew { rmdir(folder) }
        var status = stat()
        fstat(descriptor, &status)
        inode = UInt64(status.st_ino)
        guard PagedMemory.remapFilePages != nil, ApartMemory.keepsLongArrays() else {
            throw .output(path: folder, reason: "this C library lacks mallopt or remap_file_pages, which paging needs")
        }
        keepWatch()
    }

    deinit { close(descriptor) }

    /// Pages for a load that is estimated to take more than a limit; `nil` where it takes less.
    ///
    /// - Parameter limit: In bytes; half of the machine's memory where `nil`.
    public static func needed(for estimate: Int, limit: Int?, folder: String) throws(DataError) -> PagedMemory? {
        let limit = limit ?? sysconf(Int32(_SC_PHYS_PAGES)) * page / 2
        return estimate > limit ? try PagedMemory(budget: limit, folder: folder) : nil
    }

    /// Does something with long arrays made in such memory, or in ordinary memory where there is none.
    public static func using<Value, Failure: Error>(
        _ pages: PagedMemory?, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        guard let pages else { return try body() }
        // The task's value takes closures that throw anything or nothing.
        return try LongArray.$home.withValue(pages.home) {
            Result { () throws(Failure) -> Value in try body() }
        }.get()
    }

    /// Where long arrays are to be made: `LongArray.$home.withValue(memory.home) { … }`.
    public var home: LongArray.Home { { [self] in adopt($0) } }

    /// The bytes of the file.
    public var byteCount: Int { length.withLock { $0 } }

    /// Ends the watch over the resident size; what is there stays usable.
    public func finish() { isOver.withLock { $0 = true } }

    /// Puts pages of the file in the place of those of uninitialised memory, but for the parts of pages at its ends.
    private func adopt(_ memory: UnsafeMutableRawBufferPointer) {
        guard let base = memory.baseAddress else { return }
        let first =
            (UInt(bitPattern: base) + UInt(PagedMemory.page) - 1) / UInt(PagedMemory.page) * UInt(PagedMemory.page)
        let last = (UInt(bitPattern: base) + UInt(memory.count)) / UInt(PagedMemory.page) * UInt(PagedMemory.page)
        guard last > first, let address = UnsafeMutableRawPointer(bitPattern: first) else { return }
        // The watch may be late where other processes want the processor.
        shrink()
        let size = Int(last - first)
        PagedMemory.ranges.withLock { _ in
            length.withLock { length in
                // Where the disk has no room the array stays where it is: the bound is lost, the run is not.
                guard posix_fallocate(descriptor, off_t(length), off_t(size)) == 0 else { return }
                _ = mmap(address, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, descriptor, off_t(length))
                length += size
            }
        }
    }
}

/// The watch over the resident size.
extension PagedMemory {
    /// Bytes of this process that are resident now.
    public static var residentBytes: Int {
        var text = [UInt8](repeating: 0, count: 128)
        let file = Glibc.open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        let count = read(file, &text, text.count)
        let fields = text.prefix(max(0, count)).split(separator: 32)
        return fields.count > 1 ? (Int(String(decoding: fields[1], as: UTF8.self)) ?? 0) * page : 0
    }

    /// The most bytes of this process that were ever resident.
    public static var mostResidentBytes: Int {
        var usage = rusage()
        getrusage(0, &usage)
        return usage.ru_maxrss * 1_024
    }

    private func keepWatch() {
        // The thread holds on to the memory until it is told that all is over.
        let watch = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let status = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let memory = Unmanaged<PagedMemory>.fromOpaque(argument).takeRetainedValue()
                // Where that is allowed: a watch that comes late watches nothing.
                setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, -10)
                while !memory.isOver.withLock({ $0 }) {
                    memory.shrink()
                    usleep(300)
                }
                return nil
            }, watch.toOpaque())
        if status == 0 { pthread_detach(thread) } else { watch.release() }
    }

    /// Gives all pages back where so much is resident that the budget could be reached before the next look.
    private func shrink() {
        guard PagedMemory.residentBytes > max(budget / 3, min(budget / 2, budget - 120_000_000)) else { return }
        SourceBytes.forgetAll()
        PagedMemory.ranges.withLock { _ in
            for range in mappedRanges() {
                _ = PagedMemory.remapFilePages?(range.start, range.count, 0, range.page, mapNonBlock)
            }
        }
    }

    /// What maps a range of a shared mapping anew, and fails on any other; not among the functions that Swift imports.
    private typealias Remap = @convention(c) (UnsafeMutableRawPointer, Int, Int32, Int, Int32) -> Int32
    private static let remapFilePages: Remap? = dlsym(nil, "remap_file_pages").map {
        unsafeBitCast($0, to: Remap.self)
    }

    /// Asks for no page to be read in at once.
    private var mapNonBlock: Int32 { 0x10000 }

    /// The ranges of addresses that the file backs now, and the page of the file where each begins.
    private func mappedRanges() -> [(start: UnsafeMutableRawPointer, count: Int, page: Int)] {
        guard let file = fopen("/proc/self/maps", "re") else { return [] }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        var ranges: [(start: UnsafeMutableRawPointer, count: Int, page: Int)] = []
        while getline(&line, &capacity, file) > 0, let text = line {
            // from-to rights offset device inode path
            let fields = String(cString: text).split(separator: " ", maxSplits: 5)
            guard fields.count > 4, UInt64(fields[4]) == inode else { continue }
            let bounds = fields[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
            guard bounds.count == 2, let start = UnsafeMutableRawPointer(bitPattern: bounds[0]),
                let offset = Int(String(fields[2]), radix: 16)
            else { continue }
            ranges.append((start, Int(bounds[1] - bounds[0]), offset / PagedMemory.page))
        }
        return ranges
    }
}
