/// Whole answers in steps.
extension LoopbackServer {
    /// An answer of known length.
    public static func answer(
        _ status: Int = 200, _ body: String = "", headers: [String] = [], type: String = "application/json"
    ) -> [Step] {
        var head = ["HTTP/1.1 \(status) Status", "Content-Type: \(type)"] + headers
        if status != 204 { head.append("Content-Length: \(body.utf8.count)") }
        return [.send(Array((head.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))]
    }

    /// An answer in chunks (RFC 9112 section 7.1), each sent on its own after a short pause.
    ///
    /// - Parameter isWhole: Whether the last chunk is sent; without it the connection is cut.
    public static func chunked(
        _ pieces: [[UInt8]], status: Int = 200, headers: [String] = [], type: String = "application/json",
        pause: Double = 0.002, isWhole: Bool = true
    ) -> [Step] {
        let head = ["HTTP/1.1 \(status) Status", "Content-Type: \(type)", "Transfer-Encoding: chunked"] + headers
        var steps: [Step] = [.send(Array((head.joined(separator: "\r\n") + "\r\n\r\n").utf8))]
        for piece in pieces where !piece.isEmpty {
            steps.append(.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + Array("\r\n".utf8)))
            if pause > 0 { steps.append(.pause(pause)) }
        }
        steps.append(isWhole ? .send(Array("0\r\n\r\n".utf8)) : .close)
        return steps
    }

    /// A text in pieces of so many bytes.
    public static func pieces(_ bytes: [UInt8], of count: Int) -> [[UInt8]] {
        stride(from: 0, to: bytes.count, by: count).map { Array(bytes[$0..<min(bytes.count, $0 + count)]) }
    }
}
