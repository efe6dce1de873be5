import Core
import DataSources

/// The answer to statements, in the form that the client accepts.
struct QueryAnswer: Equatable, Sendable {
    /// What a statement gives.
    enum Result: Equatable, Sendable {
        /// Nothing but that it was done.
        case done
        /// Names of databases.
        case databases([String])
        /// Why it was not done.
        case refused(String)
    }

    /// The results in the order of the statements.
    var results: [Result]

    /// The answer, as MessagePack where the header `Accept` asks for it, else as JSON.
    func answer(accept: String?) -> ServerAnswer {
        if accept?.contains("application/x-msgpack") ?? false {
            return ServerAnswer(status: 200, headers: ["Content-Type": "application/x-msgpack"], body: packed)
        }
        return .json(200, json + "\n")
    }

    private var json: String {
        let texts = results.enumerated().map { place, result in
            switch result {
            case .done: "{\"statement_id\":\(place)}"
            case .refused(let text): "{\"statement_id\":\(place),\"error\":\(JSONText.quoted(text))}"
            case .databases(let names):
                "{\"statement_id\":\(place),\"series\":[{\"name\":\"databases\",\"columns\":[\"name\"]"
                    + (names.isEmpty ? "" : ",\"values\":[" + list(names) + "]") + "}]}"
            }
        }
        return "{\"results\":[\(texts.joined(separator: ","))]}"
    }

    private func list(_ names: [String]) -> String {
        names.map { "[\(JSONText.quoted($0))]" }.joined(separator: ",")
    }

    /// The same in MessagePack.
    private var packed: [UInt8] {
        var pack = MessagePack()
        pack.map(1)
        pack.string("results")
        pack.array(results.count)
        for (place, result) in results.enumerated() {
            pack.map(result == .done ? 1 : 2)
            pack.string("statement_id")
            pack.unsigned(place)
            switch result {
            case .done: break
            case .refused(let text):
                pack.string("error")
                pack.string(text)
            case .databases(let names):
                pack.string("series")
                pack.array(1)
                pack.map(names.isEmpty ? 2 : 3)
                pack.string("name")
                pack.string("databases")
                pack.string("columns")
                pack.array(1)
                pack.string("name")
                if names.isEmpty { continue }
                pack.string("values")
                pack.array(names.count)
                for name in names {
                    pack.array(1)
                    pack.string(name)
                }
            }
        }
        return pack.bytes
    }
}
