/// Why a request came to nothing.
///
/// The texts name the address without credentials and query.
public enum HTTPError: Error, Hashable, Sendable {
    /// The request cannot be sent as it stands.
    case badRequest(url: String, reason: String)
    /// The host's name has no address.
    case unresolved(url: String, reason: String)
    /// Nobody answers at the address.
    case unreachable(url: String, reason: String)
    /// No secure connection: an unknown issuer, another name, an unreadable CA file.
    case insecure(url: String, reason: String)
    /// The connection ended before the answer did, after so many bytes of the body.
    case cutOff(url: String, received: Int, reason: String)
    /// A limit was reached.
    case timedOut(url: String, limit: Limit, seconds: Double)
    /// The server answers with another status than 200 to 299, and this body, in whatever form it has.
    case status(url: String, status: Int, body: [UInt8])
    /// `Cancellation.cancel()` was called.
    case cancelled(url: String)
    /// Anything else, in libcurl's words.
    case failed(url: String, reason: String)

    /// The limits of time.
    public enum Limit: String, Hashable, Sendable {
        /// Until a connection stands.
        case connect
        /// Without a byte in either direction.
        case idle
        /// For all of it.
        case total
    }
}

extension HTTPError: CustomStringConvertible {
    /// One line for people.
    public var description: String {
        switch self {
        case .badRequest(let url, let reason): "\(url): the request cannot be sent: \(reason)"
        case .unresolved(let url, let reason): "\(url): the host's name has no address: \(reason)"
        case .unreachable(let url, let reason): "\(url): no connection: \(reason)"
        case .insecure(let url, let reason):
            "\(url): no secure connection: \(reason); a server with its own certificate needs the CA file named"
        case .cutOff(let url, let received, let reason):
            "\(url): the connection ended after \(received) bytes of the answer, before its end: \(reason)"
        case .timedOut(let url, .connect, let seconds): "\(url): no connection within \(seconds.short) s"
        case .timedOut(let url, .idle, let seconds): "\(url): nothing came or went for \(seconds.short) s"
        case .timedOut(let url, .total, let seconds): "\(url): not finished within \(seconds.short) s"
        case .status(let url, let status, let body):
            "\(url): the server answers \(status)"
                + (body.isEmpty ? "" : ": \(String(decoding: body.prefix(300), as: UTF8.self))")
        case .cancelled(let url): "\(url): cancelled"
        case .failed(let url, let reason): "\(url): \(reason)"
        }
    }
}

extension Double {
    fileprivate var short: String { self == rounded() && magnitude < 1e9 ? String(Int(self)) : String(self) }
}
