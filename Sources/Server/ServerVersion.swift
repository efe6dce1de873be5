import Core
import DataSources
import LineProtocol

/// Whose endpoint was asked: each version of InfluxDB says in its own words what went wrong.
///
/// - Source: answers of InfluxDB 1.6.7; the write API of InfluxDB 2 (`http/errors.go`, codes of `kit/platform/errors`);
///   `influxdb3_server/src/http.rs` of InfluxDB 3.
enum ServerVersion: Sendable {
    /// `/write` and `/query`.
    case one
    /// `/api/v2/…`.
    case two
    /// `/api/v3/…`.
    case three

    /// An answer that says what went wrong.
    func failure(_ status: Int, _ message: String, headers: [String: String] = [:]) -> ServerAnswer {
        var headers = headers
        switch self {
        case .one:
            headers["X-Influxdb-Error"] = ServerVersion.headerText(message)
            return .json(status, "{\"error\":\(JSONText.quoted(message))}\n", headers: headers)
        case .two:
            let code = ServerVersion.code(status)
            headers["X-Platform-Error-Code"] = code
            return .json(
                status, "{\"code\":\(JSONText.quoted(code)),\"message\":\(JSONText.quoted(message))}",
                headers: headers)
        case .three:
            return .json(status, "{\"error\":\(JSONText.quoted(message))}", headers: headers)
        }
    }

    /// No or wrong credentials.
    ///
    /// - Parameter isMissing: Whether there were none.
    func unauthorised(isMissing: Bool) -> ServerAnswer {
        switch self {
        case .one:
            failure(
                401, isMissing ? "unable to parse authentication credentials" : "authorization failed",
                headers: ["WWW-Authenticate": "Basic realm=\"InfluxDB\""])
        case .two: failure(401, "unauthorized access")
        case .three: .json(401, "{\"error\": \"the request was not authenticated\"}")
        }
    }

    /// A body beyond the limit.
    func tooLarge(limit: Int) -> ServerAnswer {
        var answer =
            switch self {
            case .one: failure(413, "Request Entity Too Large")
            case .two: failure(413, "unable to read data: points batch is too large")
            case .three: failure(413, "max request size (\(limit) bytes) exceeded")
            }
        answer.endsConnection = true
        return answer
    }

    /// A database or bucket that is none of those that there are.
    func noDatabase(_ name: String) -> ServerAnswer {
        switch self {
        case .one: failure(404, "database not found: \"\(name)\"")
        case .two: failure(404, "bucket \"\(name)\" not found")
        case .three: failure(404, "database not found: \(name)")
        }
    }

    /// Lines that are no line protocol.
    ///
    /// - Parameters:
    ///   - lines: The lines, at least one of them bad.
    ///   - keptCount: How many good lines beside them were kept.
    ///   - acceptsPartial: Whether good lines are kept beside bad ones.
    func badLines(_ lines: WrittenLines, keptCount: Int, acceptsPartial: Bool) -> ServerAnswer {
        let errors = lines.errors
        var reasons = errors.map(\.influxText).joined(separator: "\n")
        if lines.errorCount > errors.count { reasons += "\nand \(lines.errorCount - errors.count) lines more" }
        switch self {
        case .one:
            return failure(400, keptCount > 0 ? "partial write: \(reasons) dropped=0" : reasons)
        case .two: return failure(400, reasons)
        case .three:
            let lines = errors.map { error in
                "{\"original_line\":\(JSONText.quoted(error.text)),\"line_number\":\(error.line),"
                    + "\"error_message\":\(JSONText.quoted(error.influx3Reason))}"
            }
            let data = acceptsPartial ? "[\(lines.joined(separator: ","))]" : lines.first ?? "null"
            let text =
                acceptsPartial ? "partial write of line protocol occurred" : "parsing failed for write_lp endpoint"
            return .json(400, "{\"error\":\"\(text)\",\"data\":\(data)}")
        }
    }

    /// What is said where more is being written than can be kept.
    static let throttled = "request throttled, too much is being written at once"

    /// There is no room for the request now, or it came too slowly: nothing was kept, and sending it again helps.
    ///
    /// It is 503 and never 429 or 408: Telegraf's output for InfluxDB 1.x drops what it gets a status of 4xx for.
    func busy(_ message: String) -> ServerAnswer {
        var answer = failure(503, message, headers: ["Retry-After": "1"])
        answer.endsConnection = true
        return answer
    }

    /// The disk refuses: nothing was kept, and sending it again may help.
    func notKept(_ error: IngestError) -> ServerAnswer {
        switch self {
        case .one, .three: failure(500, "\(error)")
        case .two: failure(503, "\(error)", headers: ["Retry-After": "10"])
        }
    }

    private static func code(_ status: Int) -> String {
        switch status {
        case 400: "invalid"
        case 401: "unauthorized"
        case 403: "forbidden"
        case 404: "not found"
        case 405: "method not allowed"
        case 413: "request too large"
        case 503: "unavailable"
        default: "internal error"
        }
    }

    /// A text as a header can hold it: one line of ASCII.
    private static func headerText(_ text: String) -> String {
        let ascii = text.unicodeScalars.map { $0.value < 32 ? " " : $0.isASCII ? String($0) : "?" }.joined()
        return String(ascii.prefix(1_000))
    }
}
