import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Turns HTTP into requests and answers into HTTP.
struct HTTPListener: HTTPResponder {
    let responder: ListenResponder
    let longestBody: Int
    let timeoutSeconds: Double

    func respond(to request: Request, context: ListenContext) async throws -> Response {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        var plain = ServerRequest(
            method: request.method.rawValue, path: request.uri.path,
            parameters: ServerRequest.parameters(request.uri.query ?? ""), headers: headers)
        if var refusal = responder.refusal(plain) {
            // A body that nobody reads must not hold the connection.
            if request.method == .post { refusal.endsConnection = true }
            return response(refusal, of: plain, context)
        }
        let version = ListenResponder.version(of: plain.path)
        var taken = 0
        defer { responder.budget.give(taken) }
        let deadline = ContinuousClock.now + .seconds(timeoutSeconds)
        for try await piece in request.body {
            if plain.body.count + piece.readableBytes > longestBody {
                return response(version.tooLarge(limit: longestBody), of: plain, context)
            }
            // A sender that is silent is cut off by the idle timeout, one that drips here.
            if ContinuousClock.now > deadline {
                return response(
                    version.busy("the request took longer than \(timeoutSeconds) s"), of: plain, context)
            }
            guard responder.budget.take(piece.readableBytes) else {
                return response(version.busy(ServerVersion.throttled), of: plain, context)
            }
            taken += piece.readableBytes
            plain.body.append(contentsOf: piece.readableBytesView)
        }
        return response(await responder.answer(plain), of: plain, context)
    }

    private func response(_ answer: ServerAnswer, of request: ServerRequest, _ context: ListenContext) -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers.sorted(by: { $0.key < $1.key }) {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        for (name, value) in [("X-Influxdb-Version", ServerAnswer.version), ("X-Influxdb-Build", "OSS")] {
            if let name = HTTPField.Name(name) { headers[name] = value }
        }
        if answer.endsConnection {
            headers[.connection] = "close"
            context.endConnectionSoon()
        }
        let body = request.method == "HEAD" ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body))
        return Response(status: HTTPResponse.Status(code: answer.status), headers: headers, body: body)
    }
}
