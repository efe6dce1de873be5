import DataSources
import Foundation

/// Who may write: everyone, or those who bring a token or a password.
struct ServerAccess: Sendable {
    /// What a request brings.
    enum Credentials: Equatable, Sendable {
        /// Nothing that can be read.
        case none
        /// `Authorization: Token …` or `Bearer …`.
        case token(String)
        /// `Authorization: Basic …`, or the parameters `u` and `p`.
        case user(String, password: String)
    }

    /// Why credentials cannot be read.
    struct Failure: Error, CustomStringConvertible {
        /// The reason.
        var description: String
    }

    private var token: [UInt8]?
    private var users: [[UInt8]] = []

    /// Nobody is asked.
    init() {}

    /// Those that files name.
    init(tokenFile: String?, userFile: String?) throws(Failure) {
        if let tokenFile {
            guard let line = try ServerAccess.lines(of: tokenFile).first else {
                throw Failure(description: "\(tokenFile):1: error: found nothing, expected a token")
            }
            token = Array(line.utf8)
        }
        if let userFile {
            for (place, line) in try ServerAccess.lines(of: userFile).enumerated() {
                guard let colon = line.firstIndex(of: ":"), colon > line.startIndex else {
                    // What stands there may be a password.
                    throw Failure(description: "\(userFile):\(place + 1): error: found no ':', expected user:password")
                }
                users.append(Array(line.utf8))
            }
            guard !users.isEmpty else {
                throw Failure(description: "\(userFile):1: error: found nothing, expected user:password")
            }
        }
    }

    private static func lines(of path: String) throws(Failure) -> [String] {
        let text: String
        do {
            text = try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(description: "\(path): error: it cannot be read, or is no UTF-8")
        }
        return text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty }
    }

    /// Whether nobody is asked.
    var isOpen: Bool { token == nil && users.isEmpty }

    /// Whether credentials will do.
    ///
    /// A token may also come as the password of any user, and `user:password` as a token, as clients of 1.8 and 3 send
    /// them.
    func admits(_ credentials: Credentials) -> Bool {
        if isOpen { return true }
        var isAdmitted = false
        func look(_ known: [UInt8], _ text: String) {
            if ServerAccess.isEqual(known, Array(text.utf8)) { isAdmitted = true }
        }
        switch credentials {
        case .none: return false
        case .token(let text):
            if let token { look(token, text) }
            for user in users { look(user, text) }
        case .user(let name, let password):
            if let token { look(token, password) }
            for user in users { look(user, "\(name):\(password)") }
        }
        return isAdmitted
    }

    /// Compares in a time that does not tell where two texts differ.
    static func isEqual(_ known: [UInt8], _ text: [UInt8]) -> Bool {
        var difference: UInt8 = known.count == text.count ? 0 : 1
        for place in text.indices { difference |= text[place] ^ known[place % known.count] }
        return difference == 0
    }

    /// What the header `Authorization` and the parameters of a request bring.
    static func credentials(authorization: String?, parameters: [String: String]) -> Credentials {
        if let user = parameters["u"], let password = parameters["p"] { return .user(user, password: password) }
        guard let authorization, let space = authorization.firstIndex(of: " ") else { return .none }
        let rest = authorization[authorization.index(after: space)...].trimmingCharacters(in: .whitespaces)
        switch authorization[..<space].lowercased() {
        case "token", "bearer": return rest.isEmpty ? .none : .token(rest)
        case "basic":
            guard let bytes = Data(base64Encoded: rest), let text = String(data: bytes, encoding: .utf8),
                let colon = text.firstIndex(of: ":")
            else { return .none }
            return .user(String(text[..<colon]), password: String(text[text.index(after: colon)...]))
        default: return .none
        }
    }
}
