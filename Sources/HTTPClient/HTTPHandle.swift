internal import CCurl
internal import Glibc

/// A libcurl handle with the connections that it keeps open.
final class HTTPHandle {
    private let easy: UnsafeMutableRawPointer
    private let multi: UnsafeMutableRawPointer
    private let words: UnsafeMutablePointer<CChar>

    /// Bytes from which on an answer is a long one.
    ///
    /// A server that computes while it sends wakes its reader for every few kilobytes; of a long answer a millisecond's
    /// worth is taken at once, which halves the processor time of reading and delays nobody.
    private static let longAnswer: curl_off_t = 256 << 10
    /// Bytes at once from which on the sender is faster than its reader, who then does not wait.
    private static let fairGain: curl_off_t = 128 << 10

    private static let library: CURLcode = curl_global_init(3)

    init?() {
        guard HTTPHandle.library == CURLE_OK, let easy = curl_easy_init() else { return nil }
        guard let multi = curl_multi_init() else {
            curl_easy_cleanup(easy)
            return nil
        }
        self.easy = easy
        self.multi = multi
        words = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        words.deallocate()
    }

    /// Carries out one attempt.
    ///
    /// - Returns: Seconds of `Retry-After`, 0 where there is none, and what went wrong.
    func perform(
        _ transfer: HTTPTransfer, options: HTTPClient.Options, credentials: HTTPCredentials,
        cancellation: Cancellation?
    ) -> (retryAfter: Double, error: HTTPError?) {
        let url = HTTPRequest.printable(transfer.request.url)
        if let reason = HTTPHandle.fault(of: transfer.request, credentials) {
            return (0, .badRequest(url: url, reason: reason))
        }
        // What the last request set is forgotten; its connection stays open.
        curl_easy_reset(easy)
        words[0] = 0
        var lines: UnsafeMutablePointer<curl_slist>? = nil
        for line in HTTPHandle.headerLines(of: transfer.request, credentials, options) {
            lines = curl_slist_append(lines, line) ?? lines
        }
        defer { curl_slist_free_all(lines) }
        set(transfer, options, credentials)
        ccurl_set_list(easy, CURLOPT_HTTPHEADER, lines)
        return transfer.request.body.withUnsafeBytes { body in
            if transfer.request.method == "HEAD" {
                ccurl_set_long(easy, CURLOPT_NOBODY, 1)
            } else if transfer.request.method != "GET" || !body.isEmpty {
                ccurl_set_long(easy, CURLOPT_POST, 1)
                ccurl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
                // No pointer would have libcurl ask for the body by a callback.
                ccurl_set_pointer(
                    easy, CURLOPT_POSTFIELDS,
                    body.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) } ?? UnsafeMutableRawPointer(words))
                ccurl_set_string(easy, CURLOPT_CUSTOMREQUEST, transfer.request.method)
            }
            guard curl_multi_add_handle(multi, easy) == CURLM_OK else {
                return (0, .failed(url: url, reason: "libcurl takes no request"))
            }
            let result = PipeSignal.withoutIt {
                wait(for: transfer, url: url, options: options, cancellation: cancellation)
            }
            var seconds: curl_off_t = 0
            ccurl_get_size(easy, CURLINFO_RETRY_AFTER, &seconds)
            curl_multi_remove_handle(multi, easy)
            return (Double(max(0, seconds)), result)
        }
    }

    private func set(_ transfer: HTTPTransfer, _ options: HTTPClient.Options, _ credentials: HTTPCredentials) {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        ccurl_set_string(easy, CURLOPT_URL, transfer.request.url)
        ccurl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        ccurl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        ccurl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        ccurl_set_long(easy, CURLOPT_BUFFERSIZE, 512 << 10)
        ccurl_set_long(easy, CURLOPT_UPLOAD_BUFFERSIZE, 512 << 10)
        ccurl_set_long(easy, CURLOPT_TCP_NODELAY, 1)
        ccurl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
        ccurl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, max(1, Int(options.connectTimeout * 1_000)))
        ccurl_set_pointer(easy, CURLOPT_ERRORBUFFER, UnsafeMutableRawPointer(words))
        ccurl_set_receiver(easy, CURLOPT_HEADERFUNCTION, HTTPTransfer.takeHeader)
        ccurl_set_pointer(easy, CURLOPT_HEADERDATA, context)
        ccurl_set_receiver(easy, CURLOPT_WRITEFUNCTION, HTTPTransfer.takeBody)
        ccurl_set_pointer(easy, CURLOPT_WRITEDATA, context)
        if let file = options.certificateAuthorityFile { ccurl_set_string(easy, CURLOPT_CAINFO, file) }
        if HTTPHandle.isLoopback(transfer.request.url) { ccurl_set_string(easy, CURLOPT_PROXY, "") }
        if case .basic(let user, let password) = credentials.form {
            ccurl_set_long(easy, CURLOPT_HTTPAUTH, 1)
            ccurl_set_string(easy, CURLOPT_USERNAME, user)
            ccurl_set_string(easy, CURLOPT_PASSWORD, password)
        }
    }

    /// Lets libcurl work until the request is done, watching the limits.
    private func wait(
        for transfer: HTTPTransfer, url: String, options: HTTPClient.Options, cancellation: Cancellation?
    ) -> HTTPError? {
        let clock = ContinuousClock()
        let start = clock.now
        var (lastChange, lastCount, lastDown) = (start, curl_off_t(0), curl_off_t(0))
        while true {
            if cancellation?.isCancelled == true { return .cancelled(url: url) }
            var running: Int32 = 0
            let status = curl_multi_perform(multi, &running)
            guard status == CURLM_OK else {
                return .failed(url: url, reason: String(cString: curl_multi_strerror(status)))
            }
            if running == 0 { return result(of: transfer, url: url, options: options) }
            let now = clock.now
            var (down, up): (curl_off_t, curl_off_t) = (0, 0)
            ccurl_get_size(easy, CURLINFO_SIZE_DOWNLOAD_T, &down)
            ccurl_get_size(easy, CURLINFO_SIZE_UPLOAD_T, &up)
            let count = down + up + curl_off_t(transfer.head.headers.count)
            if count != lastCount { (lastChange, lastCount) = (now, count) }
            if let limit = options.totalTimeout, now - start > .seconds(limit) {
                return .timedOut(url: url, limit: .total, seconds: limit)
            }
            if now - lastChange > .seconds(options.idleTimeout) {
                return .timedOut(url: url, limit: .idle, seconds: options.idleTimeout)
            }
            let gain = down - lastDown
            lastDown = down
            if down > HTTPHandle.longAnswer, gain > 0, gain < HTTPHandle.fairGain { usleep(1_000) }
            var count32: Int32 = 0
            curl_multi_poll(multi, nil, 0, 50, &count32)
        }
    }

    private func result(of transfer: HTTPTransfer, url: String, options: HTTPClient.Options) -> HTTPError? {
        var left: Int32 = 0
        guard let message = curl_multi_info_read(multi, &left) else {
            return .failed(url: url, reason: "libcurl reports no result")
        }
        let code = message.pointee.data.result
        if code == CURLE_OK || transfer.isStopped { return nil }
        let said = String(cString: words)
        let reason = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .unresolved(url: url, reason: reason)
        case CURLE_COULDNT_CONNECT: return .unreachable(url: url, reason: reason)
        case CURLE_OPERATION_TIMEDOUT: return .timedOut(url: url, limit: .connect, seconds: options.connectTimeout)
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: return .badRequest(url: url, reason: reason)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CIPHER:
            return .insecure(url: url, reason: reason)
        case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR:
            return .cutOff(url: url, received: transfer.received, reason: reason)
        default: return .failed(url: url, reason: reason)
        }
    }

    /// Why a request would carry something that nobody wrote: a line break in a header ends it.
    private static func fault(of request: HTTPRequest, _ credentials: HTTPCredentials) -> String? {
        func isBroken(_ text: String) -> Bool { text.utf8.contains { $0 < 32 && $0 != 9 || $0 == 127 } }
        if request.url.utf8.contains(where: { $0 <= 32 || $0 == 127 }) {
            return "the address holds a space or a control character"
        }
        if let header = request.headers.first(where: { isBroken($0.name) || isBroken($0.value) }) {
            return "the header \(header.name.prefix(40)) holds a control character"
        }
        switch credentials.form {
        case .none: return nil
        case .basic(let user, let password):
            return isBroken(user) || isBroken(password) ? "the credentials hold a control character" : nil
        case .scheme(_, let secret): return isBroken(secret) ? "the token holds a control character" : nil
        }
    }

    private static func headerLines(
        of request: HTTPRequest, _ credentials: HTTPCredentials, _ options: HTTPClient.Options
    ) -> [String] {
        // Without a wait for "100 Continue", and without a form's content type.
        var lines = ["Expect:"]
        func isGiven(_ name: String) -> Bool { request.headers.contains { $0.name.lowercased() == name } }
        if !isGiven("user-agent") { lines.append("User-Agent: \(options.userAgent)") }
        if !isGiven("content-type") { lines.append("Content-Type:") }
        for header in request.headers {
            // A semicolon stands for an empty value.
            lines.append(header.value.isEmpty ? "\(header.name);" : "\(header.name): \(header.value)")
        }
        if case .scheme(let name, let secret) = credentials.form { lines.append("Authorization: \(name) \(secret)") }
        return lines
    }

    /// Whether an address leads to this machine, where no proxy of the environment belongs in between.
    private static func isLoopback(_ url: String) -> Bool {
        let text = HTTPRequest.printable(url)
        return ["://127.", "://localhost", "://[::1]"].contains { text.drop { $0 != ":" }.hasPrefix($0) }
    }
}
