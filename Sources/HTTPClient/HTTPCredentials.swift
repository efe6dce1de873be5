/// What proves to a server who is asking.
///
/// No description of it shows a secret.
public struct HTTPCredentials: Sendable {
    enum Form: Sendable {
        case none
        case basic(user: String, password: String)
        case scheme(String, secret: String)
    }

    let form: Form

    /// No credentials.
    public static let none = HTTPCredentials(form: .none)

    /// A user and a password (RFC 7617).
    public static func basic(user: String, password: String) -> HTTPCredentials {
        HTTPCredentials(form: .basic(user: user, password: password))
    }

    /// `Authorization: Token …`, as InfluxDB 2.x has it.
    public static func token(_ token: String) -> HTTPCredentials {
        HTTPCredentials(form: .scheme("Token", secret: token))
    }

    /// `Authorization: Bearer …` (RFC 6750).
    public static func bearer(_ token: String) -> HTTPCredentials {
        HTTPCredentials(form: .scheme("Bearer", secret: token))
    }

    /// What a server says with the secret taken out, should it have been echoed: as it is, as it stands in the header
    /// (base64), in an address (percent-encoded) and in a text of JSON.
    func redacting(_ bytes: [UInt8]) -> [UInt8] {
        let needles = needles
        guard !needles.isEmpty, !bytes.isEmpty else { return bytes }
        var kept: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if let needle = needles.first(where: { bytes[place...].starts(with: $0) }) {
                kept.append(contentsOf: "***".utf8)
                place += needle.count
            } else {
                kept.append(bytes[place])
                place += 1
            }
        }
        return kept
    }

    /// The forms in which the secret may come back, the longest first.
    private var needles: [[UInt8]] {
        let secret: String
        var encoded: [String] = []
        switch form {
        case .none: return []
        case .basic(let user, let password):
            secret = password
            encoded = [HTTPCredentials.base64(Array("\(user):\(password)".utf8))]
        case .scheme(_, let token): secret = token
        }
        guard !secret.isEmpty else { return encoded.map { Array($0.utf8) } }
        encoded.append(secret)
        encoded.append(HTTPRequest.percentEncoded(secret))
        encoded.append(HTTPCredentials.base64(Array(secret.utf8)))
        // JSON escapes quotes and backslashes, and may escape slashes and what HTML gives a meaning.
        let quoted = secret.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        encoded.append(quoted)
        encoded.append(quoted.replacing("/", with: "\\/"))
        encoded.append(
            quoted.replacing("<", with: "\\u003c").replacing(">", with: "\\u003e").replacing("&", with: "\\u0026"))
        return Set(encoded.map { Array($0.utf8) }).sorted { $0.count > $1.count }
    }

    /// RFC 4648, section 4, with padding.
    private static func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            bits <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let letter = letters[Int(bits >> UInt32(18 - 6 * place) & 63)]
                text.append(place <= group.count ? letter : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

extension HTTPCredentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The kind only: `basic`, `Token`, `Bearer` or `none`.
    public var description: String {
        switch form {
        case .none: "none"
        case .basic: "basic"
        case .scheme(let name, _): name
        }
    }

    /// The same as `description`.
    public var debugDescription: String { description }

    /// Nothing, so that `dump` shows no secret either.
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
