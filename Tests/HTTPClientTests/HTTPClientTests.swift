import Foundation
import HTTPClient
import Synchronization
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    /// A policy that writes its waits down instead of waiting.
    final class Waits: Sendable {
        private let seconds = Mutex<[Double]>([])
        var list: [Double] { seconds.withLock { $0 } }
        func policy(attempts: Int = 4) -> RetryPolicy {
            RetryPolicy(attempts: attempts, jitter: { 1 }) { [self] wait, _ in seconds.withLock { $0.append(wait) } }
        }
    }

    static func client(_ retries: RetryPolicy = .never, idle: Double = 60, total: Double? = nil) -> HTTPClient {
        HTTPClient(HTTPClient.Options(connectTimeout: 60, idleTimeout: idle, totalTimeout: total, retries: retries))
    }

    static func error(_ work: () throws -> Void) -> HTTPError? {
        do { try work() } catch { return error as? HTTPError }
        return nil
    }

    @Test func piecesComeAsTheyAreSentAndOneConnectionIsKept() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.chunked([Array("one ".utf8), Array("two".utf8)], headers: ["X-Kind: test"])
        }
        defer { server.stop() }
        let client = HTTPClientTests.client()
        for _ in 0..<5 {
            let (head, body) = try client.body(of: HTTPRequest(url: server.url + "/a?x=%20y"))
            #expect(head.status == 200)
            #expect(head["x-kind"] == "test")
            #expect(String(decoding: body, as: UTF8.self) == "one two")
        }
        #expect(server.connectionCount == 1)
        #expect(server.requests[0].query == ["x": " y"])
    }

    @Test func aBodyArrivesToTheByteWithItsHeaders() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(204) }
        defer { server.stop() }
        let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let client = HTTPClient(HTTPClient.Options(), credentials: .token("abc"))
        let request = HTTPRequest(
            method: "POST", url: server.url + "/w", headers: [("Content-Type", "text/plain")], body: body)
        #expect(try client.body(of: request).head.status == 204)
        #expect(server.requests[0].body == body)
        #expect(server.requests[0].headers["authorization"] == "Token abc")
        #expect(server.requests[0].headers["content-type"] == "text/plain")
        #expect(server.requests[0].headers["expect"] == nil)
    }

    @Test func theReceiverMayStop() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.chunked((0..<200).map { _ in [UInt8](repeating: 65, count: 10_000) }, pause: 0.005)
        }
        defer { server.stop() }
        var pieces = 0
        try HTTPClientTests.client().send(HTTPRequest(url: server.url)) { _, _ in
            pieces += 1
            return pieces < 3
        }
        #expect(pieces == 3)
    }

    @Test func retriesWaitLongerAndRespectRetryAfter() throws {
        let server = try LoopbackServer { _, number in
            switch number {
            case 0: LoopbackServer.answer(503)
            case 1: LoopbackServer.answer(429, headers: ["Retry-After: 7"])
            case 2: LoopbackServer.answer(502)
            default: LoopbackServer.answer(200, "done")
            }
        }
        defer { server.stop() }
        let waits = Waits()
        let (_, body) = try HTTPClientTests.client(waits.policy()).body(of: HTTPRequest(url: server.url))
        #expect(String(decoding: body, as: UTF8.self) == "done")
        #expect(waits.list == [0.25, 7, 1])
    }

    @Test func whatIsNotIdempotentIsSentOnce() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(503, "busy") }
        defer { server.stop() }
        let waits = Waits()
        let client = HTTPClientTests.client(waits.policy())
        let error = HTTPClientTests.error { _ = try client.body(of: HTTPRequest(method: "POST", url: server.url)) }
        #expect(error == .status(url: server.url, status: 503, body: Array("busy".utf8)))
        #expect(error?.description == "\(server.url): the server answers 503: busy")
        #expect(server.requests.count == 1)
        let again = HTTPRequest(method: "POST", url: server.url, isIdempotent: true)
        _ = HTTPClientTests.error { _ = try client.body(of: again) }
        #expect(server.requests.count == 5)
        #expect(waits.list == [0.25, 0.5, 1])
    }

    @Test func anAnswerThatBeganIsNeverAskedForTwice() throws {
        let server = try LoopbackServer { _, _ in
            LoopbackServer.chunked([Array("half".utf8)], isWhole: false)
        }
        defer { server.stop() }
        let waits = Waits()
        let error = HTTPClientTests.error {
            _ = try HTTPClientTests.client(waits.policy()).body(of: HTTPRequest(url: server.url))
        }
        guard case .cutOff(server.url, 4, _) = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
        #expect(server.requests.count == 1)
        #expect(waits.list.isEmpty)
    }

    @Test func aDeadPortAndAnUnknownHostAreToldApart() throws {
        let port = try LoopbackServer.freePort()
        let waits = Waits()
        let refused = HTTPClientTests.error {
            _ = try HTTPClientTests.client(waits.policy(attempts: 3)).body(
                of: HTTPRequest(url: "http://me:secret@127.0.0.1:\(port)/q?p=secret"))
        }
        guard case .unreachable("http://127.0.0.1:\(port)/q", _) = refused else {
            Issue.record("found \(String(describing: refused))")
            return
        }
        #expect(!"\(String(describing: refused))".contains("secret"))
        #expect(waits.list.count == 2)
        let unknown = HTTPClientTests.error {
            _ = try HTTPClientTests.client().body(of: HTTPRequest(url: "http://no-such-host.invalid/"))
        }
        guard case .unresolved = unknown else {
            Issue.record("found \(String(describing: unknown))")
            return
        }
    }

    @Test func limitsOfTimeAreKept() throws {
        let server = try LoopbackServer { request, _ in
            request.path == "/stalls"
                ? [.stall]
                : LoopbackServer.chunked((0..<1_000).map { _ in [65] }, pause: 0.05)
        }
        defer { server.stop() }
        let idle = HTTPClientTests.error {
            _ = try HTTPClientTests.client(idle: 0.3).body(of: HTTPRequest(url: server.url + "/stalls"))
        }
        #expect(idle == .timedOut(url: server.url + "/stalls", limit: .idle, seconds: 0.3))
        let total = HTTPClientTests.error {
            _ = try HTTPClientTests.client(total: 0.4).body(of: HTTPRequest(url: server.url + "/drips"))
        }
        #expect(total == .timedOut(url: server.url + "/drips", limit: .total, seconds: 0.4))
    }

    @Test func anotherThreadCancels() throws {
        let cancellation = Cancellation()
        // From the thread of the server, when the request is on its way.
        let server = try LoopbackServer { _, _ in
            cancellation.cancel()
            return [.stall]
        }
        defer { server.stop() }
        let error = HTTPClientTests.error {
            _ = try HTTPClientTests.client().body(of: HTTPRequest(url: server.url), cancellation: cancellation)
        }
        #expect(error == .cancelled(url: server.url))
    }

    @Test func noDescriptionShowsASecret() throws {
        for credentials in [
            HTTPCredentials.basic(user: "u", password: "hush-1"), .token("hush-1"), .bearer("hush-1"),
        ] {
            var dumped = ""
            dump(credentials, to: &dumped)
            for text in ["\(credentials)", String(reflecting: credentials), dumped] { #expect(!text.contains("hush")) }
            let server = try LoopbackServer { _, _ in LoopbackServer.answer(401, "no: hush-1 is wrong") }
            defer { server.stop() }
            let client = HTTPClient(HTTPClient.Options(retries: .never), credentials: credentials)
            let error = HTTPClientTests.error { _ = try client.body(of: HTTPRequest(url: server.url)) }
            #expect(error == .status(url: server.url, status: 401, body: Array("no: *** is wrong".utf8)))
        }
    }

    @Test(arguments: [
        HTTPRequest(url: "http://127.0.0.1:1/a b"), HTTPRequest(url: "ftp://127.0.0.1:1/"),
        HTTPRequest(url: "http://127.0.0.1:1/", headers: [("A", "b\r\nC: d")]), HTTPRequest(url: "http://[oops/"),
    ]) func whatCannotBeSentIsRefused(request: HTTPRequest) {
        let error = HTTPClientTests.error { _ = try HTTPClientTests.client().body(of: request) }
        guard case .badRequest = error else {
            Issue.record("found \(String(describing: error))")
            return
        }
    }

    @Test func aRequestThatNamesItsOwnAgentIsSentWithoutTheClients() throws {
        let server = try LoopbackServer { _, _ in LoopbackServer.answer(204) }
        defer { server.stop() }
        let client = HTTPClientTests.client()
        try client.send(HTTPRequest(url: server.url)) { _, _ in true }
        try client.send(HTTPRequest(url: server.url, headers: [("user-agent", "me/1")])) { _, _ in true }
        #expect(server.requests.map { $0.headers["user-agent"] } == ["backtest", "me/1"])
    }

    @Test func namesAndValuesOfAQueryAreEncoded() {
        #expect(HTTPRequest.query([("q", "a&b=c +é"), ("x", "~")]) == "q=a%26b%3Dc%20%2B%C3%A9&x=~")
    }
}
