import Foundation

/// A request, after its body has arrived.
struct ServerRequest: Sendable {
    /// The name of the method.
    var method: String
    /// The path without the query.
    var path: String
    /// The query's names and values, decoded; of a name that stands twice the first.
    var parameters: [String: String] = [:]
    /// Header fields by name in lower case.
    var headers: [String: String] = [:]
    /// The body.
    var body: [UInt8] = []

    /// Names and values of a query or a form: `a=1&b=2`, with `+` and `%20` for spaces.
    static func parameters(_ text: String) -> [String: String] {
        var parameters: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map { half in
                let spaced = half.replacing("+", with: " ")
                return spaced.removingPercentEncoding ?? String(spaced)
            }
            if parameters[halves[0]] == nil { parameters[halves[0]] = halves.count > 1 ? halves[1] : "" }
        }
        return parameters
    }
}
