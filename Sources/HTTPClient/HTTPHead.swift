/// The head of an answer.
public struct HTTPHead: Hashable, Sendable {
    /// The status code, such as 200 or 404.
    public var status: Int
    /// Names in lower case and values, in the order of the answer.
    public var headers: [Header]

    /// One line of a head.
    public struct Header: Hashable, Sendable {
        /// The name in lower case.
        public var name: String
        /// The value without spaces around it.
        public var value: String
    }

    /// A head.
    public init(status: Int = 0, headers: [Header] = []) {
        self.status = status
        self.headers = headers
    }

    /// Whether the request was carried out: 200 to 299.
    public var isSuccess: Bool { status / 100 == 2 }

    /// The first value of a header, whatever the case of its name.
    public subscript(name: String) -> String? {
        let name = name.lowercased()
        return headers.first { $0.name == name }?.value
    }

    /// Takes one line of a head; a status line begins a new head, so that `100 Continue` leaves nothing.
    mutating func take(_ line: String) {
        if line.hasPrefix("HTTP/") {
            self = HTTPHead(status: Int(line.split(separator: " ").dropFirst().first ?? "") ?? 0)
            return
        }
        guard let colon = line.firstIndex(of: ":") else { return }
        var value = line[line.index(after: colon)...]
        while let last = value.last, last.isWhitespace { value.removeLast() }
        headers.append(
            Header(name: line[..<colon].lowercased(), value: String(value.drop { $0.isWhitespace })))
    }
}
