public import DataSources
import Dispatch
import Foundation
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// The server behind `backtest data listen`: HTTP on one side, points and bars on the other.
public enum ListenServer {
    /// Why it does not run; the text is for people.
    public struct Failure: Error, CustomStringConvertible {
        /// The reason.
        public var description: String
    }

    /// Listens until a SIGTERM or SIGINT, then finishes the requests that have begun.
    ///
    /// - Throws: `Failure` where the credentials, the folder or the address cannot be used.
    public static func run(_ settings: ListenSettings) async throws(Failure) {
        signal(SIGPIPE, SIG_IGN)
        let queue: IngestQueue
        let access: ServerAccess
        let output = BarOutput(settings.printing)
        do {
            access = try ServerAccess(tokenFile: settings.tokenFile, userFile: settings.userFile)
            let ingest = try PointIngest(
                settings.mapping, folder: settings.folder, grace: settings.grace, segmentLimit: settings.segmentLimit,
                keptTime: settings.keptTime, now: IngestQueue.now, receive: output.write)
            if let cut = ingest.cut {
                note("\(cut.path): cut off \(cut.count) bytes of points that had not been acknowledged")
            }
            queue = IngestQueue(ingest, note: note)
        } catch {
            throw Failure(description: "\(error)")
        }
        let responder = ListenResponder(settings, access: access) { record throws(IngestError) in
            try await queue.accept(record)
        }
        let listener = HTTPListener(
            responder: responder, longestBody: settings.longestBody, timeoutSeconds: settings.timeoutSeconds)
        var logger = Logger(label: "backtest-server")
        logger.logLevel = .error
        let application = Application(
            responder: listener,
            server: .http1(configuration: .init(idleTimeout: .nanoseconds(Int64(settings.timeoutSeconds * 1e9)))),
            configuration: .init(
                address: .hostname(settings.host, port: settings.port),
                availableConnectionsDelegate: MaximumAvailableConnections(settings.connectionLimit)),
            onServerRunning: { channel in
                note("listening on \(settings.host):\(channel.localAddress?.port ?? settings.port)")
            }, logger: logger)
        let ticking = Task {
            while !Task.isCancelled {
                try await Task.sleep(for: .milliseconds(100))
                await queue.tick()
            }
        }
        defer { ticking.cancel() }
        // A reader of bars that has stopped reading must not keep the program from ending.
        let signals = [SIGTERM, SIGINT].map { number in
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { output.end() }
            source.resume()
            return source
        }
        defer { for source in signals { source.cancel() } }
        do {
            try await application.runService()
        } catch {
            throw Failure(description: "\(settings.host):\(settings.port): error: \(error)")
        }
        let (counts, failure) = queue.finish()
        note("stopped: \(counts)")
        // The points are kept, and their bars are made at the next start; whoever looks at the status should know.
        if let failure { throw Failure(description: "\(failure)") }
    }

    /// Says something to people.
    @Sendable static func note(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
