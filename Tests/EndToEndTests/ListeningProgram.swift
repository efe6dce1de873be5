import Foundation
import TestSupport

/// `backtest data listen` as a process of its own, on a free port, and a client of it.
final class ListeningProgram {
    /// Why it does not listen.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// An answer over HTTP.
    struct Answer: Equatable {
        var status: Int
        /// Names in lower case.
        var headers: [String: String]
        var body: String
        var bytes: [UInt8]
    }

    /// Whether both programs have been built.
    static let isPresent = Program.isPresent && FileManager.default.isExecutableFile(atPath: serverPath)
    static let serverPath = URL(fileURLWithPath: Program.path).deletingLastPathComponent()
        .appendingPathComponent("backtest-server").path
    static let absentNote = "needs the programs: swift build -c release"

    let folder: TemporaryFolder
    private(set) var port = 0
    private var process = Process()
    private let arguments: [String]
    private let prefix: String

    /// Starts it.
    ///
    /// - Parameters:
    ///   - arguments: What follows `data listen --out … --bind …`.
    ///   - folder: Where it works; bars go to `bars` in it.
    ///   - prefix: What the shell does first.
    init(_ arguments: [String] = [], in folder: TemporaryFolder? = nil, prefix: String = "") throws {
        self.folder = try folder ?? TemporaryFolder()
        self.arguments = arguments
        self.prefix = prefix
        try start()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Bars are kept here.
    var bars: String { folder.url.appendingPathComponent("bars").path }
    /// What it printed on standard output since it was started.
    var output: String { (try? folder.read("out")) ?? "" }
    /// What it said on standard error since it was started.
    var errors: String { (try? folder.read("err")) ?? "" }
    var processIdentifier: Int32 { process.processIdentifier }

    /// Starts it, or starts it again on the same folder.
    func start() throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/bash")
        process.arguments =
            ["-c", "\(prefix) exec \"$@\"", "listen", Program.path, "data", "listen", "--out", bars]
            + (arguments.contains("--bind") ? [] : ["--bind", "127.0.0.1:0"]) + arguments
        process.currentDirectoryURL = folder.url
        for name in ["out", "err"] { try folder.write("", to: name) }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent("out"))
        process.standardError = try FileHandle(forWritingTo: folder.url.appendingPathComponent("err"))
        try process.run()
        for _ in 0..<6_000 {
            if let line = errors.split(separator: "\n").first(where: { $0.hasPrefix("listening on ") }),
                errors.contains("\(line)\n"), let number = line.split(separator: ":").last.flatMap({ Int($0) })
            {
                port = number
                return
            }
            guard process.isRunning else { break }
            Thread.sleep(forTimeInterval: 0.02)
        }
        throw Failure(description: "it does not listen: \(errors)")
    }

    /// Ends it at once, as a power cut would.
    func kill9() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Asks it to end, and waits.
    func stop(_ signal: Int32 = SIGTERM) -> Int32 {
        kill(process.processIdentifier, signal)
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Waits until something is so.
    func waits(seconds: Double = 120, _ isSo: () -> Bool) -> Bool {
        let end = Date().addingTimeInterval(seconds)
        while Date() < end {
            if isSo() { return true }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return isSo()
    }

    /// Connects, sends bytes, and reads all that comes until the other side ends the connection.
    func exchange(_ bytes: [UInt8], pieces: Int = 1, port: Int? = nil) throws -> [UInt8] {
        let socket = try connect(port: port)
        defer { close(socket) }
        let step = max(1, bytes.count / pieces)
        for start in stride(from: 0, to: bytes.count, by: step) {
            var rest = bytes[start..<min(bytes.count, start + step)]
            while !rest.isEmpty {
                let sent = rest.withUnsafeBytes { Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                // Who sends too much is not listened to any more.
                guard sent > 0 else { return ListeningProgram.receive(socket) }
                rest = rest.dropFirst(sent)
            }
        }
        return ListeningProgram.receive(socket)
    }

    /// A connection to it, or to another server.
    func connect(port other: Int? = nil) throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(other ?? port)).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, length) }
        }
        guard result == 0 else {
            close(descriptor)
            throw Failure(description: "no connection: \(String(cString: strerror(errno)))")
        }
        var limit = timeval(tv_sec: 300, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        return descriptor
    }

    static func receive(_ socket: Int32) -> [UInt8] {
        var bytes: [UInt8] = []
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = recv(socket, &block, block.count, 0)
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: block[..<count])
        }
    }

    /// Sends one request on a connection of its own, to it or to another server.
    func request(
        _ method: String, _ target: String, _ body: [UInt8] = [], headers: [String: String] = [:],
        isChunked: Bool = false, pieces: Int = 1, port: Int? = nil
    ) throws -> Answer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        var bytes: [UInt8]
        if isChunked {
            bytes = Array((head + "Transfer-Encoding: chunked\r\n\r\n").utf8)
            for start in stride(from: 0, to: body.count, by: 1_000) {
                let chunk = body[start..<min(body.count, start + 1_000)]
                bytes += Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [13, 10]
            }
            bytes += Array("0\r\n\r\n".utf8)
        } else {
            bytes = Array((head + "Content-Length: \(body.count)\r\n\r\n").utf8) + body
        }
        return try ListeningProgram.answer(try exchange(bytes, pieces: pieces, port: port))
    }

    /// Writes lines.
    func write(
        _ text: String, to target: String = "/write?db=d", headers: [String: String] = [:]
    ) throws -> Answer {
        try request("POST", target, Array(text.utf8), headers: headers)
    }

    static func answer(_ bytes: [UInt8]) throws -> Answer {
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: [13, 10, 13, 10]) }) else {
            throw Failure(description: "no answer: \(String(decoding: bytes, as: UTF8.self))")
        }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] =
                line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let body = Array(bytes[(end + 4)...])
        return Answer(
            status: Int(lines[0].split(separator: " ")[1]) ?? 0, headers: headers,
            body: String(decoding: body, as: UTF8.self), bytes: body)
    }
}
