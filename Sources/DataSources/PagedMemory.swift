public import Core
import Glibc
import Synchronization

/// Memory for long arrays that may be larger than what may stay resident: their pages lie in a file without a name, and
/// are given back to the system whenever the process has become too large.
///
/// An array stays an array: what is put in its place are the pages of its elements, which the file backs from then on.
/// Nothing can be lost by giving pages back, because the system brings them in again when they are touched. When the array
/// is freed its pages leave with it, whoever unmaps them; the file's space is free again when the process ends, however
/// it ends.
public final class PagedMemory: Sendable {
    /// The most that shall stay resident, in bytes.
    public let budget: Int
    /// The folder whose disk holds the file.
    public let folder: String
    private let descriptor: Int32
    private let inode: UInt64
    private let length = Mutex(0)
    private let isOver = Mutex(false)

    private static let page = 4_096

    /// Pages in a new file, which has no name any more, in a folder that is made where it is not there.
    ///
    /// - Throws: Where no file can be made there.
    public init(budget: Int, folder: String) throws(DataError) {
        self.budget = budget
        self.folder = folder
        mkdir(folder, 0o777)
        let path = "\(folder)/.pages-\(getpid())"
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .output(path: path, reason: String(cString: strerror(errno))) }
        unlink(path)
        var status = stat()
        fstat(descriptor, &status)
        inode = UInt64(status.st_ino)
        guard PagedMemory.keepsLongArraysApart() else {
            throw .output(path: folder, reason: "this C library has no mallopt, which paging needs")
        }
        keepWatch()
    }

    deinit { close(descriptor) }

    /// Where long arrays are to be made: `LongArray.$home.withValue(memory.home) { … }`.
    public var home: LongArray.Home { { [self] in adopt($0) } }

    /// The bytes of the file.
    public var byteCount: Int { length.withLock { $0 } }

    /// Ends the watch over the resident size; what is there stays usable.
    public func finish() { isOver.withLock { $0 = true } }

    /// Makes `malloc` give each array of that length and more a mapping of its own, which is unmapped with it: so pages
    /// of the file never come to lie under other memory.
    private static func keepsLongArraysApart() -> Bool {
        guard let address = dlsym(nil, "mallopt") else { return false }
        let mallopt = unsafeBitCast(address, to: (@convention(c) (Int32, Int32) -> Int32).self)
        let mmapThreshold: Int32 = -3
        return mallopt(mmapThreshold, Int32(LongArray.leastBytes)) == 1
    }

    /// Puts pages of the file in the place of those of uninitialised memory, but for the parts of pages at its ends.
    private func adopt(_ memory: UnsafeMutableRawBufferPointer) {
        guard let base = memory.baseAddress else { return }
        let first =
            (UInt(bitPattern: base) + UInt(PagedMemory.page) - 1) / UInt(PagedMemory.page) * UInt(PagedMemory.page)
        let last = (UInt(bitPattern: base) + UInt(memory.count)) / UInt(PagedMemory.page) * UInt(PagedMemory.page)
        guard last > first, let address = UnsafeMutableRawPointer(bitPattern: first) else { return }
        let size = Int(last - first)
        let offset = length.withLock { length -> Int in
            let offset = length
            length += size
            return offset
        }
        // Where the disk has no room the array stays where it is: the bound is lost, the run is not.
        guard posix_fallocate(descriptor, off_t(offset), off_t(size)) == 0 else { return }
        _ = mmap(address, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, descriptor, off_t(offset))
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
                while !memory.isOver.withLock({ $0 }) {
                    // What was given back and is needed comes back at once: then there is no use in hurrying.
                    usleep(memory.shrink() ? 20_000 : 1_000)
                }
                return nil
            }, watch.toOpaque())
        if status == 0 { pthread_detach(thread) } else { watch.release() }
    }

    /// Gives all pages back where too many are resident; tells whether that did not help.
    private func shrink() -> Bool {
        let limit = budget / 2
        guard PagedMemory.residentBytes > limit else { return false }
        for range in mappedRanges() { madvise(range.baseAddress, range.count, pageOut) }
        return PagedMemory.residentBytes > limit
    }

    /// Asks for pages to be written and taken away, which loses nothing (Linux 5.4).
    private var pageOut: Int32 { 21 }

    /// The ranges of addresses that the file backs now.
    private func mappedRanges() -> [UnsafeMutableRawBufferPointer] {
        guard let file = fopen("/proc/self/maps", "re") else { return [] }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        var ranges: [UnsafeMutableRawBufferPointer] = []
        while getline(&line, &capacity, file) > 0, let text = line {
            // from-to rights offset device inode path
            let fields = String(cString: text).split(separator: " ", maxSplits: 5)
            guard fields.count > 4, UInt64(fields[4]) == inode else { continue }
            let bounds = fields[0].split(separator: "-").compactMap { UInt(String($0), radix: 16) }
            guard bounds.count == 2, let start = UnsafeMutableRawPointer(bitPattern: bounds[0]) else { continue }
            ranges.append(UnsafeMutableRawBufferPointer(start: start, count: Int(bounds[1] - bounds[0])))
        }
        return ranges
    }
}
