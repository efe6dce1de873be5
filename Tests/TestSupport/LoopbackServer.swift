import Foundation
import Synchronization

/// A small HTTP server on loopback that answers as a test tells it to, faults included.
///
/// Each connection has a thread of its own and may carry several requests.
public final class LoopbackServer: Sendable {
    /// What a client sent.
    public struct Request: Sendable {
        /// The name of the method.
        public var method: String
        /// The path without the query.
        public var path: String
        /// The query's names and values, decoded.
        public var query: [String: String]
        /// Names in lower case; the values of lines of one name are joined by commas.
        public var headers: [String: String]
        /// The body.
        public var body: [UInt8]
    }

    /// A step of an answer.
    public enum Step: Sendable {
        /// These bytes as they are.
        case send([UInt8])
        /// Nothing for so many seconds.
        case pause(Double)
        /// Nothing until the other side goes away.
        case stall
        /// The connection ends.
        case close
    }

    private struct State {
        var isStopped = false
        var requests: [Request] = []
        var connections: [Int32] = []
        var accepted = 0
    }

    /// The port that it listens on.
    public let port: Int
    private let listener: Int32
    private let state = Mutex(State())
    private let answer: @Sendable (Request, Int) -> [Step]

    /// Starts a server.
    ///
    /// - Parameter answer: The steps for a request; the number counts the requests from 0.
    public init(_ answer: @escaping @Sendable (_ request: Request, _ number: Int) -> [Step]) throws {
        let (descriptor, port) = try LoopbackServer.listen()
        listener = descriptor
        self.port = port
        self.answer = answer
        Thread.detachNewThread { [self] in accept() }
    }

    /// `http://127.0.0.1:PORT`.
    public var url: String { "http://127.0.0.1:\(port)" }

    /// The requests so far.
    public var requests: [Request] { state.withLock { $0.requests } }

    /// The number of connections so far.
    public var connectionCount: Int { state.withLock { $0.accepted } }

    /// Closes everything.
    public func stop() {
        // Only the thread that waits on a socket closes it: its number may be another server's the moment after.
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            shutdown(listener, Int32(SHUT_RDWR))
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
            state.connections = []
        }
    }

    /// A port on loopback that nobody listens on now.
    ///
    /// It lies below those that the kernel gives to connections and to listeners on port 0, so that no other test takes it
    /// before whoever asked for it does.
    public static func freePort() throws -> Int {
        for _ in 0..<100 {
            guard let (descriptor, port) = try? listen(on: UInt16.random(in: 10_000..<32_000)) else { continue }
            close(descriptor)
            return port
        }
        throw POSIXError(.EADDRINUSE)
    }

    private static func listen(on port: UInt16 = 0) throws -> (descriptor: Int32, port: Int) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port.bigEndian)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound else {
            let reason = POSIXErrorCode(rawValue: errno) ?? .EIO
            close(descriptor)
            throw POSIXError(reason)
        }
        return (descriptor, Int(in_port_t(bigEndian: address.sin_port)))
    }

    private func accept() {
        defer {
            state.withLock { state in
                state.isStopped = true
                close(listener)
            }
        }
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            let isOpen = state.withLock { state in
                if !state.isStopped {
                    state.connections.append(connection)
                    state.accepted += 1
                }
                return !state.isStopped
            }
            guard isOpen else {
                close(connection)
                return
            }
            Thread.detachNewThread { [self] in
                serve(connection)
                state.withLock { state in
                    state.connections.removeAll { $0 == connection }
                    close(connection)
                }
            }
        }
    }

    private func serve(_ connection: Int32) {
        var rest: [UInt8] = []
        while let request = next(connection, &rest) {
            let number = state.withLock { state in
                state.requests.append(request)
                return state.requests.count - 1
            }
            for step in answer(request, number) {
                switch step {
                case .pause(let seconds): Thread.sleep(forTimeInterval: seconds)
                case .close: return
                case .stall:
                    var byte: UInt8 = 0
                    while recv(connection, &byte, 1, 0) > 0 {}
                    return
                case .send(let bytes):
                    var sent = 0
                    while sent < bytes.count {
                        let count = bytes[sent...].withUnsafeBytes {
                            send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                        }
                        guard count > 0 else { return }
                        sent += count
                    }
                }
            }
        }
    }

    /// Reads one request; `nil` at the end of the connection.
    private func next(_ connection: Int32, _ rest: inout [UInt8]) -> Request? {
        func readMore() -> Bool {
            var block = [UInt8](repeating: 0, count: 1 << 16)
            let count = recv(connection, &block, block.count, 0)
            if count > 0 { rest.append(contentsOf: block[..<count]) }
            return count > 0
        }
        var end: Int?
        while true {
            end = rest.indices.first { $0 + 4 <= rest.count && rest[$0..<$0 + 4].elementsEqual([13, 10, 13, 10]) }
            if end != nil { break }
            guard readMore() else { return nil }
        }
        guard let end else { return nil }
        let lines = String(decoding: rest[..<end], as: UTF8.self).components(separatedBy: "\r\n")
        rest.removeFirst(end + 4)
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            // Lines of one name are one value (RFC 9110 section 5.2).
            headers[name] = headers[name].map { "\($0), \(value)" } ?? value
        }
        let length = Int(headers["content-length"] ?? "") ?? 0
        while rest.count < length { guard readMore() else { return nil } }
        let body = Array(rest[..<length])
        rest.removeFirst(length)
        let words = lines[0].components(separatedBy: " ")
        let target = URLComponents(string: words.count > 1 ? words[1] : "/")
        var query: [String: String] = [:]
        for item in target?.queryItems ?? [] { query[item.name] = item.value ?? "" }
        return Request(method: words[0], path: target?.path ?? "", query: query, headers: headers, body: body)
    }
}
