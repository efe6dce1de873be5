import DataSources

/// An answer to a request, before it becomes HTTP.
struct ServerAnswer: Equatable, Sendable {
    /// The status.
    var status: Int
    /// Header fields besides the length and the date.
    var headers: [String: String] = [:]
    /// The body.
    var body: [UInt8] = []
    /// Whether the connection ends: what else the client sends is not wanted.
    var endsConnection = false

    /// What the listener calls itself: clients tell from it that tags and fields may be what InfluxDB 1.8 takes.
    static let version = "1.8.10-backtest"

    /// Without a body.
    static func empty(_ status: Int) -> ServerAnswer { ServerAnswer(status: status) }

    /// With a text of JSON as body.
    static func json(_ status: Int, _ text: String, headers: [String: String] = [:]) -> ServerAnswer {
        var headers = headers
        headers["Content-Type"] = "application/json"
        return ServerAnswer(status: status, headers: headers, body: Array(text.utf8))
    }

    /// With a plain text as body.
    static func text(_ status: Int, _ text: String, headers: [String: String] = [:]) -> ServerAnswer {
        var headers = headers
        headers["Content-Type"] = "text/plain; charset=utf-8"
        return ServerAnswer(status: status, headers: headers, body: Array(text.utf8))
    }
}
