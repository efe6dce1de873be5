internal import Glibc
internal import HTTPClient

/// Where a secret comes from: never from a config itself.
public enum CredentialSource: Hashable, Sendable {
    /// An environment variable.
    case environment(String)
    /// The first line of a file.
    case file(String)

    /// The secret.
    func secret() throws(InfluxError) -> String {
        let (text, name): (String, String)
        switch self {
        case .environment(let variable):
            guard CredentialSource.isVariable(variable) else { throw .credentials(.noName(variable.count)) }
            guard let value = getenv(variable) else { throw .credentials(.noVariable(variable)) }
            (text, name) = (String(cString: value), "the environment variable \(variable)")
        case .file(let path):
            (text, name) = (try CredentialSource.firstLine(of: path), path)
        }
        guard !text.isEmpty else { throw .credentials(.empty(name)) }
        return text
    }

    /// Whether a text can name an environment variable (POSIX, "Environment Variables", 8.1); a secret put in the place of
    /// the name mostly does not, and is then shown nowhere.
    public static func isVariable(_ name: String) -> Bool {
        name.first?.isNumber == false
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
                    || byte == 0x5f
            }
    }

    private static func firstLine(of path: String) throws(InfluxError) -> String {
        func unreadable(_ number: Int32) -> InfluxError {
            .credentials(.unreadable(path: path, reason: String(cString: strerror(number))))
        }
        guard let file = fopen(path, "re") else { throw unreadable(errno) }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        guard ferror(file) == 0 else { throw unreadable(errno) }
        let line = bytes[..<count].prefix { $0 != 10 && $0 != 13 }
        return String(decoding: line, as: UTF8.self)
    }
}

/// Who asks a database, and where the proof lies.
public enum InfluxCredentials: Hashable, Sendable {
    /// Nobody in particular.
    case none
    /// A user of 1.x with a password.
    case user(String, password: CredentialSource)
    /// A token: of 2.x and 3, or a JWT of 1.x.
    case token(CredentialSource)

    /// What is sent to a server of a kind.
    func resolved(for kind: InfluxKind) throws(InfluxError) -> HTTPCredentials {
        switch self {
        case .none: .none
        case .user(let name, let password): .basic(user: name, password: try password.secret())
        case .token(let source): kind == .v2 ? .token(try source.secret()) : .bearer(try source.secret())
        }
    }
}
