internal import CCurl
internal import Synchronization

/// A blocking client for HTTP and HTTPS that hands answers on as they come.
///
/// It may be used from several threads; connections are kept open between requests. It follows no redirections: an
/// address that has moved is to be written down anew, and credentials stay with the host that they were meant for.
///
/// - Verified by: `HTTPClientTests` against a loopback server that cuts, stalls and refuses.
public final class HTTPClient: Sendable {
    /// Limits, trust and names.
    public struct Options: Sendable {
        /// Seconds until a connection stands, name and TLS included.
        public var connectTimeout: Double
        /// Seconds without a byte in either direction.
        public var idleTimeout: Double
        /// Seconds for one attempt in all; `nil` for no limit.
        public var totalTimeout: Double?
        /// A PEM file of the authorities that are trusted instead of the system's.
        public var certificateAuthorityFile: String?
        /// How the client calls itself.
        public var userAgent: String
        /// When a request is sent again.
        public var retries: RetryPolicy

        /// Options.
        public init(
            connectTimeout: Double = 10, idleTimeout: Double = 60, totalTimeout: Double? = nil,
            certificateAuthorityFile: String? = nil, userAgent: String = "backtest",
            retries: RetryPolicy = RetryPolicy()
        ) {
            self.connectTimeout = connectTimeout
            self.idleTimeout = idleTimeout
            self.totalTimeout = totalTimeout
            self.certificateAuthorityFile = certificateAuthorityFile
            self.userAgent = userAgent
            self.retries = retries
        }
    }

    /// The options that it was made with.
    public let options: Options
    private let credentials: HTTPCredentials
    private let idle = Mutex<[Idle]>([])

    /// A handle that no request uses; only whoever took it out of the list touches it.
    private struct Idle: @unchecked Sendable {
        let handle: HTTPHandle
    }

    /// A client that shows the same credentials to every address that it is given.
    public init(_ options: Options = Options(), credentials: HTTPCredentials = .none) {
        self.options = options
        self.credentials = credentials
    }

    /// Sends a request and hands the body of its answer on, piece by piece.
    ///
    /// - Parameters:
    ///   - request: What to send.
    ///   - cancellation: Ends the request from another thread.
    ///   - receive: Gets the head and a piece of the body, valid during the call; `false` ends the request without an
    ///     error. Only bodies of statuses 200 to 299 get there.
    /// - Returns: The head of the answer.
    /// - Throws: `HTTPError`; a status outside 200 to 299 is one, with its body up to a mebibyte.
    @discardableResult
    public func send(
        _ request: HTTPRequest, cancellation: Cancellation? = nil,
        receive: (HTTPHead, UnsafeRawBufferPointer) -> Bool
    ) throws(HTTPError) -> HTTPHead {
        try exchange(request, cancellation: cancellation, receive: receive).get()
    }

    /// Sends a request and gathers the body of its answer.
    ///
    /// - Parameter limit: Bytes beyond which the answer is refused.
    public func body(
        of request: HTTPRequest, cancellation: Cancellation? = nil, limit: Int = 64 << 20
    ) throws(HTTPError) -> (head: HTTPHead, body: [UInt8]) {
        var body: [UInt8] = []
        var isTooLong = false
        let head = try send(request, cancellation: cancellation) { _, piece in
            isTooLong = body.count + piece.count > limit
            if !isTooLong { body.append(contentsOf: piece) }
            return !isTooLong
        }
        if isTooLong {
            throw .failed(url: HTTPRequest.printable(request.url), reason: "the answer is longer than \(limit) bytes")
        }
        return (head, body)
    }

    /// A text of the server with the secret of this client taken out, in whatever form it was echoed.
    ///
    /// Bodies of errors come so already; this is for words that a server says under a status of success.
    public func redacting(_ text: String) -> String {
        String(decoding: credentials.redacting(Array(text.utf8)), as: UTF8.self)
    }

    private func exchange(
        _ request: HTTPRequest, cancellation: Cancellation?, receive: (HTTPHead, UnsafeRawBufferPointer) -> Bool
    ) -> Result<HTTPHead, HTTPError> {
        let url = HTTPRequest.printable(request.url)
        guard let handle = idle.withLock({ $0.popLast()?.handle }) ?? HTTPHandle() else {
            return .failure(.failed(url: url, reason: "libcurl cannot be started"))
        }
        defer {
            let kept = Idle(handle: handle)
            idle.withLock { $0.append(kept) }
        }
        return withoutActuallyEscaping(receive) { receive in
            var attempt = 0
            while true {
                let transfer = HTTPTransfer(request, receive: receive)
                let outcome = handle.perform(
                    transfer, options: options, credentials: credentials, cancellation: cancellation)
                guard let error = outcome.error ?? refusal(transfer, url: url) else { return .success(transfer.head) }
                attempt += 1
                guard request.isIdempotent, !transfer.hasDelivered, attempt < options.retries.attempts,
                    RetryPolicy.isWorthRepeating(error),
                    let wait = options.retries.wait(after: attempt - 1, retryAfter: outcome.retryAfter)
                else { return .failure(error) }
                options.retries.tell?(error, wait)
                options.retries.wait(wait, cancellation)
                if cancellation?.isCancelled == true { return .failure(.cancelled(url: url)) }
            }
        }
    }

    private func refusal(_ transfer: HTTPTransfer, url: String) -> HTTPError? {
        guard !transfer.head.isSuccess else { return nil }
        return .status(url: url, status: transfer.head.status, body: credentials.redacting(transfer.refusal))
    }
}
