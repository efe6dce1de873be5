public import HTTPClient

/// Writes line protocol in batches and tells how much of it the server has.
///
/// A batch that was not acknowledged stays and is sent again by the next call; sending it twice does no harm, because
/// points of the same measurement, tags and time replace one another. A later run goes on behind
/// `Progress.acknowledgedLines`.
///
/// - Verified by: `WriterTests`, with a server that is killed in the middle of a batch.
public final class InfluxWriter {
    /// Sizes and limits.
    public struct Options: Sendable {
        /// Lines of a batch at most.
        public var batchLines: Int
        /// Bytes of a batch at most; 1.x refuses 25,000,000.
        ///
        /// A longer line is a batch of its own.
        public var batchBytes: Int
        /// 1 to 9 packs the bodies; `nil` does not, which is quicker on a near network.
        public var gzipLevel: Int?
        /// Rejected lines beyond which the writer gives up.
        public var mostRejected: Int
        /// Lines of the input that are passed over, because an earlier run has written them.
        public var skippedLines: Int

        /// Options.
        public init(
            batchLines: Int = 5_000, batchBytes: Int = 16_000_000, gzipLevel: Int? = nil, mostRejected: Int = 100,
            skippedLines: Int = 0
        ) {
            self.batchLines = batchLines
            self.batchBytes = batchBytes
            self.gzipLevel = gzipLevel
            self.mostRejected = mostRejected
            self.skippedLines = skippedLines
        }
    }

    /// How far it has come.
    public struct Progress: Hashable, Sendable {
        /// Lines of the input, from its beginning, that need not be sent again: stored, rejected or skipped.
        public var acknowledgedLines = 0
        /// Bytes of those that were sent.
        public var acknowledgedBytes = 0
        /// Requests, again-sent parts included.
        public var requests = 0
        /// Lines that the server does not take.
        public var rejected: [RejectedLine] = []
    }

    /// How far it has come.
    public private(set) var progress = Progress()
    private let client: InfluxClient
    private let target: WriteTarget
    private let options: Options
    private let cancellation: Cancellation?
    private let report: (Progress) -> Void
    private var pending: [UInt8] = []
    /// Bytes at the beginning of `pending` that are done with.
    private var done = 0
    /// Ends of the whole lines in `pending` behind `done`.
    private var ends: [Int] = []
    private var toSkip: Int

    /// A writer to a database.
    ///
    /// - Parameter report: Is called after each batch.
    public init(
        _ client: InfluxClient, to target: WriteTarget, options: Options = Options(),
        cancellation: Cancellation? = nil, report: @escaping (Progress) -> Void = { _ in }
    ) {
        self.client = client
        self.target = target
        self.options = options
        self.cancellation = cancellation
        self.report = report
        toSkip = options.skippedLines
    }

    /// Takes the next bytes of the input, which may end in the middle of a line, and sends the batches that are full.
    ///
    /// - Throws: `InfluxError`; the bytes are kept, and `flush()` sends them again.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(InfluxError) {
        pending.append(contentsOf: bytes)
        findLines()
        while isFull { try sendBatch() }
    }

    /// Takes the next bytes of the input.
    public func append(_ bytes: [UInt8]) throws(InfluxError) {
        pending.append(contentsOf: bytes)
        findLines()
        while isFull { try sendBatch() }
    }

    /// Sends all whole lines.
    public func flush() throws(InfluxError) {
        while !ends.isEmpty { try sendBatch() }
    }

    /// Sends everything, a last line without a line break included.
    ///
    /// - Returns: How far it has come; lines that the server does not take are in `rejected`, not thrown.
    @discardableResult
    public func finish() throws(InfluxError) -> Progress {
        if pending.count > linesEnd {
            pending.append(10)
            findLines()
            // A text that never ends makes a last line that the server is to judge.
            if toSkip == 0, pending.count > linesEnd { ends.append(pending.count) }
        }
        try flush()
        return progress
    }

    private var linesEnd: Int { ends.last ?? done }

    private func findLines() {
        var start = linesEnd
        pending.withUnsafeBufferPointer { bytes in
            while let end = LineEnds.end(of: bytes, from: start) {
                if toSkip > 0 {
                    toSkip -= 1
                    done = end
                    progress.acknowledgedLines += 1
                } else {
                    ends.append(end)
                }
                start = end
            }
        }
        compact()
    }

    private var isFull: Bool { ends.count >= options.batchLines || linesEnd - done >= options.batchBytes }

    private func sendBatch() throws(InfluxError) {
        var count = min(ends.count, max(1, options.batchLines))
        while count > 1, ends[count - 1] - done > options.batchBytes { count -= 1 }
        let end = ends[count - 1]
        let batch = WriteBatch(
            bytes: Array(pending[done..<end]), ends: ends[..<count].map { $0 - done },
            first: progress.acknowledgedLines)
        var search = RejectionSearch(client: client, target: target, options: options, cancellation: cancellation)
        let rejected: [RejectedLine]
        do throws(InfluxError) { rejected = try search.store(batch) } catch {
            progress.requests += search.requests
            throw error
        }
        progress.acknowledgedLines += count
        progress.acknowledgedBytes += end - done
        progress.requests += search.requests
        progress.rejected += rejected
        done = end
        ends.removeFirst(count)
        compact()
        if progress.rejected.count > options.mostRejected { throw .rejected(progress.rejected) }
        report(progress)
    }

    /// Gives back what is done with, seldom enough that long inputs are not moved over and over.
    private func compact() {
        guard done > pending.count / 2 else { return }
        pending.removeFirst(done)
        for index in ends.indices { ends[index] -= done }
        done = 0
    }
}
