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

    /// A text of a server with the secret taken out, should it have been echoed.
    public func redacting(_ text: String) -> String {
        let secret: String
        switch form {
        case .none: return text
        case .basic(_, let password): secret = password
        case .scheme(_, let token): secret = token
        }
        guard !secret.isEmpty else { return text }
        let needle = Array(secret.utf8)
        let bytes = Array(text.utf8)
        var kept: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes.count - place >= needle.count, bytes[place..<place + needle.count].elementsEqual(needle) {
                kept.append(contentsOf: "***".utf8)
                place += needle.count
            } else {
                kept.append(bytes[place])
                place += 1
            }
        }
        return String(decoding: kept, as: UTF8.self)
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
