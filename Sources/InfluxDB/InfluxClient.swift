public import Core
internal import HTTPClient
internal import Synchronization

/// A client of InfluxDB 1.x, 2.x and 3.
///
/// Queries hand their rows on in batches while they come in, so that memory does not grow with the answer.
///
/// - Verified by: `InfluxDBTests`, against the real server of 1.x and recorded answers of the others.
public final class InfluxClient: Sendable {
    /// What answers.
    public let server: InfluxIdentity
    let options: InfluxOptions
    let base: String
    let http: HTTPClient
    /// What one answer leaves to the next.
    let spare = SpareColumns()
    private let date = Mutex<String?>(nil)

    /// The server's clock as the last answer to a query showed it, to the second; `nil` where none did.
    public var serverTime: Timestamp? { date.withLock { $0 }.flatMap { HTTPDate.instant($0) } }

    /// Gets credentials and, where the kind is not declared, asks the server for it.
    ///
    /// - Throws: `InfluxError.credentials`, `.unknownServer` or what becomes of the request.
    public init(_ options: InfluxOptions) throws(InfluxError) {
        self.options = options
        var base = options.url
        while base.last == "/" { base.removeLast() }
        guard ["http://", "https://"].contains(where: { base.lowercased().hasPrefix($0) && base.count > $0.count })
        else {
            throw .option(
                name: "url", found: "'\(ShownText.field(HTTPRequest.printable(base)))'",
                expected: "an address such as http://127.0.0.1:8086")
        }
        guard !base.contains("?"), !base.contains("#"), !HTTPRequest.hasUser(base) else {
            throw .option(
                name: "url", found: "\(HTTPRequest.printable(base)) with a user, a query or a fragment",
                expected: "an address without them; credentials come from the environment or a file")
        }
        self.base = base
        if let kind = options.kind {
            server = InfluxIdentity(kind: kind, version: "")
        } else {
            // Only 2.x has tokens of its own form, and 3 accepts that form too.
            let credentials = try options.credentials.resolved(for: .v2)
            server = try InfluxClient.identify(base, HTTPClient(options.http, credentials: credentials))
        }
        http = HTTPClient(options.http, credentials: try options.credentials.resolved(for: server.kind))
    }

    /// Tells the generations apart by `/ping`: 1.x and 2.x answer 204 with their version in a header, 3 answers 200 and
    /// JSON.
    private static func identify(_ base: String, _ http: HTTPClient) throws(InfluxError) -> InfluxIdentity {
        let url = base + "/ping"
        let answer: (head: HTTPHead, body: [UInt8])
        do throws(HTTPError) { answer = try http.body(of: HTTPRequest(url: url), limit: 1 << 20) } catch {
            throw InfluxClient.error(error)
        }
        let body = answer.body.withUnsafeBufferPointer { ServerMessage($0) }
        let version = answer.head["x-influxdb-version"] ?? body?.version ?? ""
        let number = version.drop { $0 == "v" }
        if number.hasPrefix("1.") { return InfluxIdentity(kind: .v1, version: version) }
        if number.hasPrefix("2.") { return InfluxIdentity(kind: .v2, version: version) }
        if number.hasPrefix("3.") || body?.productName != nil { return InfluxIdentity(kind: .v3, version: version) }
        let found = version.isEmpty ? "an answer \(answer.head.status) without a version" : "version '\(version)'"
        throw .unknownServer(url: HTTPRequest.printable(url), found: found)
    }

    /// An error of the transport in the terms of the database.
    static func error(_ error: HTTPError) -> InfluxError {
        guard case .status(let url, let status, let body) = error else { return .http(error) }
        let message = body.withUnsafeBufferPointer { ServerMessage($0) }
        var words = message?.text ?? ""
        if words.isEmpty {
            // HTML of a proxy, or plain text.
            let line = String(decoding: body, as: UTF8.self).split(whereSeparator: \.isNewline).joined(separator: " ")
            words = line.isEmpty || line == "{}" ? "no reason given" : line
            if (300..<400).contains(status) {
                words = "it sends elsewhere, where credentials do not follow; give the address that it sends to"
            }
        }
        return InfluxError.refused(url: url, status: status, code: message?.code, message: words)
            .shown { ShownText.field($0, most: 300) }
    }

    /// The address of a path with a query.
    func url(_ path: String, _ items: [(name: String, value: String)]) -> String {
        base + path + (items.isEmpty ? "" : "?" + HTTPRequest.query(items))
    }

    /// Sends a query and reads its answer as it comes.
    func stream(
        _ request: HTTPRequest, builder: BatchBuilder, cancellation: Cancellation?, mayBeEmpty: Bool = true,
        answerFor: (String) -> (any InfluxAnswer)?
    ) throws(InfluxError) {
        var answer: (any InfluxAnswer)?
        var fault: InfluxError?
        let url = HTTPRequest.printable(request.url)
        func reader(_ head: HTTPHead) throws(InfluxError) -> any InfluxAnswer {
            let type = (head["content-type"] ?? "").prefix { $0 != ";" }.lowercased()
            guard let answer = answerFor(type) else {
                throw .unknownServer(
                    url: url, found: type.isEmpty ? "an answer without a type" : "an answer in \(type)")
            }
            return answer
        }
        let head: HTTPHead
        do throws(HTTPError) {
            head = try http.send(request, cancellation: cancellation) { head, piece in
                do throws(InfluxError) {
                    if answer == nil { answer = try reader(head) }
                    try answer?.take(piece)
                } catch {
                    fault = error
                }
                return fault == nil && !builder.isStopped
            }
        } catch {
            throw fault.map(safe) ?? InfluxClient.error(error)
        }
        if let date = head["date"] { self.date.withLock { $0 = date } }
        if let fault { throw safe(fault) }
        if builder.isStopped { return }
        // Flux and 3 say "no rows" by an empty body, which may come without a type; InfluxQL always answers something.
        if answer == nil, !mayBeEmpty || head["content-type"] != nil { answer = try reader(head) }
        do throws(InfluxError) { try answer?.finish() } catch { throw safe(error) }
    }

    /// An error whose words of the server show no secret, should it have been echoed, and cannot move a terminal's cursor.
    private func safe(_ error: InfluxError) -> InfluxError {
        error.shown { ShownText.field(http.redacting($0), most: 300) }
    }

    /// Joins the batches of a query to whole series.
    static func tables(
        _ query: (@escaping (InfluxBatch) -> Bool) throws(InfluxError) -> Void
    ) throws(InfluxError) -> [InfluxTable] {
        let gathered = GatheredTables()
        try query { gathered.take($0) }
        if let fault = gathered.fault { throw fault }
        return gathered.tables
    }
}
