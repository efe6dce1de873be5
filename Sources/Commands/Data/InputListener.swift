import Core
import DataSources
import Foundation
import LineProtocol

/// Reads line protocol from standard input as it comes, and prints bars as they complete.
///
/// Telegraf's execd speaks to it: what is read is taken at once, a line that ends in the middle is noted and dropped, the
/// end of the input is the end of the work, and nothing but bars is printed on standard output.
struct InputListener {
    private let settings: ListenSettings

    init(_ settings: ListenSettings) { self.settings = settings }

    func run() throws {
        Interrupt.listen()
        signal(SIGPIPE, SIG_IGN)
        do throws(IngestError) {
            let output = BarOutput(settings.printing)
            // A reader of bars that has stopped reading must not keep the program from ending.
            Thread.detachNewThread {
                while !Interrupt.isRequested { usleep(50_000) }
                output.end()
            }
            let ingest = try PointIngest(
                settings.mapping, folder: settings.folder, grace: settings.grace, segmentLimit: settings.segmentLimit,
                keptTime: settings.keptTime, now: now, receive: output.write)
            if let cut = ingest.cut {
                Console.note("\(cut.path): cut off \(cut.count) bytes of points that had not been acknowledged")
            }
            try read(into: ingest)
            if !Interrupt.isRequested { ingest.end(at: now) }
            Console.note("\(Interrupt.isRequested ? "stopped" : "end of input"): \(ingest.counts)")
            if let failure = ingest.barFailure { throw failure }
        } catch {
            throw CommandFailure(.failed, "\(error)")
        }
    }

    private var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * Timestamp.second + Int64(time.tv_nsec))
    }

    private func read(into ingest: PointIngest) throws(IngestError) {
        // A quote that is not closed must not swallow the lines that follow.
        let options = LineOptions(precision: settings.defaultPrecision, allowsBreaksInStrings: false)
        var decoder = LineDecoder(options)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !Interrupt.isRequested {
            var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            let wait = ingest.nextDeadline.map { max(0, min(60_000, ($0 - now) / 1_000_000 + 1)) } ?? 60_000
            let ready = poll(&descriptor, 1, Int32(wait))
            if ready < 0, errno != EINTR { throw .file(path: "<stdin>", reason: String(cString: strerror(errno))) }
            if ready <= 0 {
                ingest.advance(to: now)
                continue
            }
            let count = Foundation.read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw .file(path: "<stdin>", reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            var lines = WrittenLines()
            lines.decode(buffer.span.extracting(0..<count), with: &decoder)
            try take(lines, options, into: ingest)
        }
        var lines = WrittenLines()
        lines.finish(&decoder, .cutsLine)
        try take(lines, options, into: ingest)
    }

    private func take(_ lines: WrittenLines, _ options: LineOptions, into ingest: PointIngest) throws(IngestError) {
        for error in lines.errors { Console.note(error.text(in: "<stdin>")) }
        if lines.errorCount > lines.errors.count {
            Console.note("<stdin>: \(lines.errorCount - lines.errors.count) bad lines more")
        }
        if lines.goodCount > 0 {
            try ingest.accept([lines.record(received: now, options: options)], now: now)
        } else {
            ingest.advance(to: now)
        }
    }
}
