import Hummingbird
import NIOCore

/// What is known of a request beside itself: the connection, so that it can be ended.
struct ListenContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// Ends the connection after the answer has had a second to arrive, whatever the client still sends.
    func endConnectionSoon() {
        let channel = channel
        channel.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    }
}
