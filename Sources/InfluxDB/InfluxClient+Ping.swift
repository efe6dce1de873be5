public import Core
internal import HTTPClient

extension InfluxClient {
    /// Asks whether a server is there at all, with little patience.
    ///
    /// - Parameter options: Where it is; no credentials are shown to it.
    /// - Parameter seconds: The most that may pass without a connection or an answer.
    /// - Returns: The server's clock, to the second, where its answer shows it. A server that refuses is there.
    /// - Throws: `InfluxError.http` where nobody answers.
    public static func ping(_ options: InfluxOptions, within seconds: Double) throws(InfluxError) -> Timestamp? {
        var http = options.http
        http.connectTimeout = min(http.connectTimeout, seconds)
        http.idleTimeout = min(http.idleTimeout, seconds)
        http.totalTimeout = seconds
        http.retries = .never
        var base = options.url
        while base.last == "/" { base.removeLast() }
        do throws(HTTPError) {
            let answer = try HTTPClient(http).body(of: HTTPRequest(url: base + "/ping"), limit: 1 << 20)
            return answer.head["date"].flatMap { HTTPDate.instant($0) }
        } catch {
            guard case .status = error else { throw .http(error) }
            return nil
        }
    }
}
