import Compression
import CMappedFiles
import Core
import Glibc
import Synchronization

/// The bytes of a source, held mapped or in memory: a file, a gzip file unpacked, or standard input.
final class SourceBytes: @unchecked Sendable {
    /// The path as given; `<stdin>` for standard input.
    let path: String
    /// The bytes to parse: unpacked where the source was compressed.
    let bytes: UnsafeRawBufferPointer
    /// The bytes as they lie in the source.
    let raw: UnsafeRawBufferPointer
    /// The open file that is mapped; `nil` where the bytes are in memory.
    private let descriptor: Int32?
    /// What the file was when it was opened.
    private let status: stat
    private let ownsUnpacked: Bool
    /// The file that holds a large unpacked text.
    private let unpackedDescriptor: Int32?
    private var isMapped: Bool { descriptor != nil }

    private init(path: String, raw: UnsafeRawBufferPointer, descriptor: Int32? = nil) throws(DataError) {
        self.path = path
        var status = stat()
        if let descriptor { fstat(descriptor, &status) }
        self.status = status
        self.raw = raw
        self.descriptor = descriptor
        if SourceBytes.isPacked(raw) {
            do throws(Gzip.Failure) {
                (bytes, unpackedDescriptor) = try UnpackedText.make(raw)
            } catch {
                SourceBytes.release(raw, descriptor: descriptor)
                throw .file(path: path, .damagedGzip(error.text))
            }
            ownsUnpacked = true
        } else {
            bytes = raw
            unpackedDescriptor = nil
            ownsUnpacked = false
        }
    }

    /// Opens a file; `-` is standard input.
    static func open(_ path: String) throws(DataError) -> SourceBytes {
        if path == "-" { return try SourceBytes(path: "<stdin>", raw: readAll(0, path: "<stdin>")) }
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .file(path: path, errno == ENOENT ? .missing : .refused(String(cString: strerror(errno))))
        }
        var isKept = false
        defer { if !isKept { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw .file(path: path, .refused(String(cString: strerror(errno))))
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .file(path: path, .directory)
        case S_IFREG where status.st_size > 0:
            let size = Int(status.st_size)
            guard let address = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), address != MAP_FAILED else {
                throw .file(path: path, .refused(String(cString: strerror(errno))))
            }
            madvise(address, size, MADV_SEQUENTIAL)
            // From here on a page that the file loses reads as zeros, and `hasChanged` tells.
            cmapped_guard(address, size)
            mapped.withLock { $0.append((UInt(bitPattern: address), size)) }
            isKept = true
            return try SourceBytes(
                path: path, raw: UnsafeRawBufferPointer(start: address, count: size), descriptor: descriptor)
        case S_IFCHR where isatty(descriptor) == 0 && path != "/dev/null", S_IFBLK:
            throw .file(path: path, .refused("it is a device; expected a file or a pipe"))
        default:
            // Pipes, terminals, and files that claim no size, as those of /proc do.
            return try SourceBytes(path: path, raw: readAll(descriptor, path: path))
        }
    }

    /// Whether the file was cut or written to since it was opened.
    var hasChanged: Bool {
        guard let descriptor else { return false }
        var now = stat()
        guard fstat(descriptor, &now) == 0 else { return true }
        return now.st_size != status.st_size || now.st_mtim.tv_sec != status.st_mtim.tv_sec
            || now.st_mtim.tv_nsec != status.st_mtim.tv_nsec
    }

    /// A copy of bytes that lie in memory already.
    ///
    /// - Parameter name: What they are called in messages.
    static func copy(of bytes: [UInt8], name: String) throws(DataError) -> SourceBytes {
        guard let memory = malloc(max(1, bytes.count)) else { throw .file(path: name, .refused("not enough memory")) }
        bytes.withUnsafeBytes { source in
            if let base = source.baseAddress { memory.copyMemory(from: base, byteCount: source.count) }
        }
        return try SourceBytes(path: name, raw: UnsafeRawBufferPointer(start: memory, count: bytes.count))
    }

    /// Gives pages that have been read back to the system, so that a mapped file does not fill memory.
    func forget(_ range: Range<Int>) {
        guard isMapped, !ownsUnpacked, let base = bytes.baseAddress else { return }
        let page = 4_096
        let first = (range.lowerBound + page - 1) / page * page
        let last = range.upperBound / page * page
        guard last > first else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + first), last - first, MADV_DONTNEED)
    }

    /// Copies bytes to memory; those of a file are read, not mapped.
    ///
    /// - Returns: `false` where the file does not have them any more.
    func copy(_ range: Range<Int>, to memory: UnsafeMutableRawPointer) -> Bool {
        guard let descriptor = ownsUnpacked ? unpackedDescriptor : descriptor else {
            if let base = bytes.baseAddress { memory.copyMemory(from: base + range.lowerBound, byteCount: range.count) }
            return true
        }
        var place = range.lowerBound
        while place < range.upperBound {
            let got = pread(descriptor, memory + (place - range.lowerBound), range.upperBound - place, off_t(place))
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return false }
            place += got
        }
        return true
    }

    /// The files that are mapped now: addresses and lengths.
    private static let mapped = Mutex<[(start: UInt, count: Int)]>([])

    /// Gives all pages of mapped files back to the system.
    static func forgetAll() {
        // None is unmapped while its pages are given back.
        mapped.withLock { mapped in
            for file in mapped {
                if let start = UnsafeMutableRawPointer(bitPattern: file.start) {
                    madvise(start, file.count, MADV_DONTNEED)
                }
            }
        }
    }

    /// The number of the line that holds a byte, from 1.
    func line(at offset: Int) -> Int {
        guard let base = bytes.baseAddress else { return 1 }
        var count = 1
        var place = 0
        while place < offset, let found = memchr(base + place, 10, offset - place) {
            count += 1
            place = UnsafeRawPointer(found) - base + 1
        }
        return count
    }

    /// The SHA-256 of the bytes as they lie in the source.
    func hash() -> String {
        var hash = SHA256()
        let block = 8 << 20
        var place = 0
        while place < raw.count {
            let end = min(place + block, raw.count)
            hash.update(UnsafeRawBufferPointer(rebasing: raw[place..<end]))
            if end < raw.count { forget(place..<end) }
            place = end
        }
        return hash.hexDigest()
    }

    private static let pipeVariable = "BACKTEST_PIPE_BYTES"

    /// The most bytes of a pipe, which is held in memory until it ends: `$BACKTEST_PIPE_BYTES`, else a quarter of the
    /// machine's memory, so that the columns made of them find room beside them.
    ///
    /// - Parameter text: What the environment says.
    static func pipeLimit(_ text: String?) throws(DataError) -> Int {
        guard let text, !text.isEmpty else {
            return sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE)) / 4
        }
        guard let bytes = Int(text), bytes > 0 else {
            throw .option(
                path: "environment", .badValue(key: pipeVariable, found: text, allowed: "a number of bytes"))
        }
        return bytes
    }

    private static func readAll(_ descriptor: Int32, path: String) throws(DataError) -> UnsafeRawBufferPointer {
        let most = try pipeLimit(getenv(pipeVariable).map { String(cString: $0) })
        var capacity = 1 << 20
        var count = 0
        var memory = malloc(capacity)
        while true {
            if count == capacity {
                capacity *= 2
                memory = realloc(memory, capacity)
            }
            guard let memory else { throw .file(path: path, .refused("not enough memory")) }
            let got = read(descriptor, memory + count, capacity - count)
            if got < 0 {
                if errno == EINTR { continue }
                let words = String(cString: strerror(errno))
                free(memory)
                throw .file(path: path, .refused(words))
            }
            if got == 0 { return UnsafeRawBufferPointer(start: memory, count: count) }
            let line = RowBlockText.longestLine
            if count < line, count + got >= line, memchr(memory, 10, line) == nil,
                !isPacked(UnsafeRawBufferPointer(start: memory, count: count + got))
            {
                free(memory)
                throw .row(path: path, line: 1, .lineTooLong(most: line))
            }
            count += got
            guard count <= most else {
                free(memory)
                throw .file(path: path, .endlessPipe(most: most))
            }
        }
    }

    private static func isPacked(_ raw: UnsafeRawBufferPointer) -> Bool {
        raw.count >= 2 && raw[0] == 0x1f && raw[1] == 0x8b
    }

    private static func release(_ raw: UnsafeRawBufferPointer, descriptor: Int32?) {
        let memory = UnsafeMutableRawPointer(mutating: raw.baseAddress)
        guard let descriptor else {
            free(memory)
            return
        }
        close(descriptor)
        cmapped_release(memory)
        mapped.withLock { $0.removeAll { $0.start == UInt(bitPattern: memory) } }
        munmap(memory, raw.count)
    }

    deinit {
        SourceBytes.release(raw, descriptor: descriptor)
        guard ownsUnpacked else { return }
        if let unpackedDescriptor {
            munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
            close(unpackedDescriptor)
        } else {
            free(UnsafeMutableRawPointer(mutating: bytes.baseAddress))
        }
    }
}
