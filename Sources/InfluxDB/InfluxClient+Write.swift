internal import Compression
internal import HTTPClient

/// What became of one request that writes.
enum WriteOutcome {
    /// All of it is stored.
    case stored
    /// These lines of the batch, from 1, are not; the others are.
    case rejected([(number: Int, reason: String)])
    /// Some lines or all are not stored, and the server does not say which.
    case unclear(message: String)
    /// The body is too long for the server.
    case tooLarge
}

extension InfluxClient {
    /// Sends lines as one request, again where it is not known to have arrived: points of the same measurement, tags and
    /// time replace one another.
    func write(
        _ lines: [UInt8], to target: WriteTarget, gzipLevel: Int?, cancellation: Cancellation?
    ) throws(InfluxError) -> WriteOutcome {
        var headers: [(name: String, value: String)] = [("Content-Type", "text/plain; charset=utf-8")]
        var body = lines
        if let gzipLevel {
            do throws(Gzip.Failure) { body = try Gzip.deflate(lines, level: gzipLevel) } catch {
                throw .option(name: "gzip", found: error.text, expected: "a packed body")
            }
            headers.append(("Content-Encoding", "gzip"))
        }
        let request = HTTPRequest(
            method: "POST", url: try writeURL(target), headers: headers, body: body,
            isIdempotent: true)
        do throws(HTTPError) {
            _ = try http.body(of: request, cancellation: cancellation, limit: 1 << 20)
            return .stored
        } catch {
            guard case .status(_, let status, let body) = error else { throw .http(error) }
            if status == 413 { return .tooLarge }
            guard status == 400 || status == 422, let message = body.withUnsafeBufferPointer({ ServerMessage($0) })
            else {
                throw InfluxClient.error(error)
            }
            if !message.lines.isEmpty { return .rejected(message.lines.map { ($0.number, $0.reason) }) }
            guard server.kind != .v3, InfluxClient.speaksOfLines(message.text) else { throw InfluxClient.error(error) }
            return .unclear(message: message.text)
        }
    }

    /// Whether a refusal is about lines, not about the request.
    private static func speaksOfLines(_ message: String) -> Bool {
        [
            "partial write", "unable to parse", "conflict", "beyond retention", "max series", "max-values",
            "time outside",
        ]
        .contains { message.contains($0) }
    }

    private func writeURL(_ target: WriteTarget) throws(InfluxError) -> String {
        switch server.kind {
        case .v1:
            // 1.x calls nanoseconds n and microseconds u.
            let unit = ["ns": "n", "us": "u"][target.precision.short] ?? target.precision.short
            var items: [(name: String, value: String)] = [("db", target.database), ("precision", unit)]
            if let policy = target.retentionPolicy { items.append(("rp", policy)) }
            return url("/write", items)
        case .v2:
            return url(
                "/api/v2/write",
                [try organisation(), ("bucket", target.database), ("precision", target.precision.short)])
        case .v3:
            return url(
                "/api/v3/write_lp",
                [
                    ("db", target.database), ("precision", target.precision.rawValue), ("accept_partial", "true"),
                    ("no_sync", "false"),
                ])
        }
    }
}
