internal import Glibc
internal import HTTPClient

/// Where a secret comes from: never from a config itself.
public enum CredentialSource: Hashable, Sendable {
    /// An environment variable.
    case environment(String)
    /// The first line of a file.
    case file(String)

    /// The secret as it stands there.
    ///
    /// - Throws: `InfluxError.credentials` where it cannot be had or is empty.
    public func secret() throws(InfluxError) -> String {
        let text: String
        switch self {
        case .environment(let variable):
            guard CredentialSource.isVariable(variable) else { throw .credentials(.noName(variable.count)) }
            guard let value = getenv(variable) else { throw .credentials(.noVariable(variable)) }
            text = String(cString: value)
        case .file(let path): text = try CredentialSource.firstLine(of: path)
        }
        guard !text.isEmpty else { throw .credentials(.empty(place)) }
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

    /// The secret as a part of a header or an address, blanks and line breaks around it left out.
    ///
    /// - Throws: `InfluxError.credentials`; also for blanks, control characters and letters beyond ASCII, which no key has.
    public func token() throws(InfluxError) -> String {
        let text = try secret()
        let blanks: [UInt8] = [9, 10, 13, 32]
        let inner = text.utf8.drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed()
        guard !inner.isEmpty else { throw .credentials(.empty(place)) }
        guard inner.allSatisfy({ $0 > 32 && $0 < 127 }) else { throw .credentials(.unfit(place)) }
        return String(decoding: Array(inner), as: UTF8.self)
    }

    /// Where it stands, for messages.
    private var place: String {
        switch self {
        case .environment(let variable): "the environment variable \(variable)"
        case .file(let path): path
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
        var line = bytes[..<count].prefix { $0 != 10 && $0 != 13 }
        // What some editors of Windows put before a text is no part of it.
        if line.starts(with: [0xef, 0xbb, 0xbf]) { line = line.dropFirst(3) }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw .credentials(.unreadable(path: path, reason: "it is no text in UTF-8"))
        }
        return text
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

    /// Finds out whether they can be had, before anybody is asked.
    ///
    /// - Throws: `InfluxError.credentials`.
    public func check() throws(InfluxError) { _ = try resolved(for: .v1) }

    /// What is sent to a server of a kind.
    func resolved(for kind: InfluxKind) throws(InfluxError) -> HTTPCredentials {
        switch self {
        case .none: .none
        case .user(let name, let password): .basic(user: name, password: try password.secret())
        case .token(let source): kind == .v2 ? .token(try source.token()) : .bearer(try source.token())
        }
    }
}
