/// One request: a method, an address, headers and a body.
public struct HTTPRequest: Sendable {
    /// The name of the method: `GET` or `POST`.
    public var method: String
    /// The whole address, query included; credentials never stand in it.
    public var url: String
    /// Header names and values beside those that the client writes itself.
    public var headers: [(name: String, value: String)]
    /// What is sent after the head; empty for none.
    public var body: [UInt8]
    /// Whether the request may be sent again where it is not known to have arrived.
    public var isIdempotent: Bool

    /// A request.
    ///
    /// - Parameter isIdempotent: `nil` for the rule of RFC 9110 section 9.2.2: yes for `GET`, `HEAD`, `PUT`, `DELETE` and
    ///   `OPTIONS`.
    public init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        isIdempotent: Bool? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.isIdempotent = isIdempotent ?? ["GET", "HEAD", "PUT", "DELETE", "OPTIONS"].contains(method)
    }

    /// A text as one name or value of an address's query: every byte but letters, digits and `-._~` as `%XX`
    /// (RFC 3986 section 2.3).
    public static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digits[Int(byte >> 4)])
                bytes.append(digits[Int(byte & 15)])
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Names and values as a query: `a=1&b=2`.
    public static func query(_ items: [(name: String, value: String)]) -> String {
        items.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }.joined(separator: "&")
    }

    /// An address as it may stand in a message: without user, password, query and fragment.
    public static func printable(_ url: String) -> String {
        let text = url.prefix { $0 != "?" && $0 != "#" }
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return String(text) }
        let start = text.index(colon, offsetBy: 3)
        let authority = text[start...].prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(text) }
        return String(text[..<start] + text[text.index(after: at)...])
    }
}

extension HTTPRequest {
    /// Whether an address holds a user, with or without a password.
    public static func hasUser(_ url: String) -> Bool {
        printable(url) != String(url.prefix { $0 != "?" && $0 != "#" })
    }
}
