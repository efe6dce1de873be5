internal import CCurl
internal import Glibc

/// One attempt at a request: what libcurl's callbacks fill.
final class HTTPTransfer {
    let request: HTTPRequest
    let receive: (HTTPHead, UnsafeRawBufferPointer) -> Bool
    var head = HTTPHead()
    /// The body of an answer that is no success, as far as it is short.
    var refusal: [UInt8] = []
    /// Bytes of the body so far.
    var received = 0
    /// Whether anything of a success was handed on.
    var hasDelivered = false
    /// Whether the receiver wanted no more.
    var isStopped = false

    static let longestRefusal = 1 << 20

    init(_ request: HTTPRequest, receive: @escaping (HTTPHead, UnsafeRawBufferPointer) -> Bool) {
        self.request = request
        self.receive = receive
    }

    /// Takes a line of the head.
    static let takeHeader: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
        let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
        transfer.head.take(String(decoding: line, as: UTF8.self))
        return size * count
    }

    /// Takes a piece of the body.
    static let takeBody: @convention(c) (UnsafeMutablePointer<CChar>?, Int, Int, UnsafeMutableRawPointer?) -> Int = {
        bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let transfer = Unmanaged<HTTPTransfer>.fromOpaque(context).takeUnretainedValue()
        let piece = UnsafeRawBufferPointer(start: bytes, count: size * count)
        transfer.received += piece.count
        guard transfer.head.isSuccess else {
            let room = HTTPTransfer.longestRefusal - transfer.refusal.count
            transfer.refusal.append(contentsOf: piece.prefix(max(0, room)))
            return piece.count
        }
        transfer.hasDelivered = true
        if transfer.receive(transfer.head, piece) { return piece.count }
        transfer.isStopped = true
        // Any other number than was given ends the transfer.
        return 0
    }
}
