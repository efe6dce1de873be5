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

    /// What a server says with the secret taken out, should it have been echoed.
    func redacting(_ bytes: [UInt8]) -> [UInt8] {
        let secret: String
        switch form {
        case .none: return bytes
        case .basic(_, let password): secret = password
        case .scheme(_, let token): secret = token
        }
        guard let first = secret.utf8.first else { return bytes }
        let needle = Array(secret.utf8)
        var kept: [UInt8] = []
        var place = 0
        while place < bytes.count {
            if bytes[place] == first, bytes[place...].starts(with: needle) {
                kept.append(contentsOf: "***".utf8)
                place += needle.count
            } else {
                kept.append(bytes[place])
                place += 1
            }
        }
        return kept
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
