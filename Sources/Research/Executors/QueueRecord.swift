import Foundation

/// What is kept of a queue in the folder of a sweep, `queue.json`, so that whoever goes on with it knows what is still
/// waiting or running there: `backtest.sweep-queue/1`.
///
/// A submission is written down before it is made, under a name of its own, so that none is lost between.
public struct QueueRecord: Codable, Sendable, Hashable {
    /// Tasks that were submitted in one piece.
    struct Submission: Codable, Sendable, Hashable {
        /// Its name in the queue, which no other has.
        var name: String
        /// What the queue calls it; `nil` as long as that is not known.
        var job: String?
        /// What is added to the queue's index of a task to get its chunk.
        var offset: Int
        /// Its chunks.
        var chunks: [Int]

        private enum CodingKeys: String, CodingKey { case name, job, offset, chunks }

        init(name: String, job: String? = nil, offset: Int, chunks: [Int]) {
            (self.name, self.job, self.offset, self.chunks) = (name, job, offset, chunks)
        }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: CodingKeys.self)
            name = try values.decode(String.self, forKey: .name)
            job = try values.decodeIfPresent(String.self, forKey: .job)
            offset = try values.decode(Int.self, forKey: .offset)
            guard let chunks = NumberRanges.numbers(try values.decode(String.self, forKey: .chunks)) else {
                throw DecodingError.dataCorruptedError(
                    forKey: .chunks, in: values, debugDescription: "these are no ranges of numbers")
            }
            self.chunks = chunks
        }

        func encode(to encoder: any Encoder) throws {
            var values = encoder.container(keyedBy: CodingKeys.self)
            try values.encode(name, forKey: .name)
            try values.encodeIfPresent(job, forKey: .job)
            try values.encode(offset, forKey: .offset)
            try values.encode(NumberRanges.text(chunks), forKey: .chunks)
        }
    }

    private static let schema = "backtest.sweep-queue/1"

    private var schema = QueueRecord.schema
    /// What kind of queue it is: `slurm` or `command`.
    public var executor: String
    /// The hash of the sweep.
    public var sweep: String
    /// How many trials a task has.
    public var chunk: Int
    /// How many submissions there were; it numbers them.
    var count = 0
    /// Sets the names of this record's submissions apart from those of all others.
    var mark: String
    /// The submissions of which the queue may still know, in the order of time.
    var submissions: [Submission] = []

    /// A record of nothing yet.
    public init(executor: String, sweep: String, chunk: Int) {
        (self.executor, self.sweep, self.chunk) = (executor, sweep, chunk)
        mark = UUID().uuidString.prefix(8).lowercased()
    }

    /// What is kept in a folder; `nil` where nothing is, or nothing that reads: at worst tasks then run twice.
    public static func read(_ folder: SweepFolder) -> QueueRecord? {
        guard let data = FileManager.default.contents(atPath: file(folder).path),
            let record = try? JSONDecoder().decode(QueueRecord.self, from: data),
            record.schema == QueueRecord.schema, record.chunk >= 1
        else { return nil }
        return record
    }

    static func file(_ folder: SweepFolder) -> URL { folder.url.appendingPathComponent("queue.json") }

    /// Whether nothing is in the queue.
    public var isEmpty: Bool { submissions.isEmpty }

    /// The chunks of which the queue may still know, in ascending order.
    var chunks: [Int] { Set(submissions.flatMap(\.chunks)).sorted() }

    /// Adds a submission to be made, and names it.
    mutating func add(_ chunks: [Int], offset: Int) {
        submissions.append(
            Submission(name: "backtest-\(sweep.prefix(8))-\(mark)-\(count)", offset: offset, chunks: chunks))
        count += 1
    }

    /// Writes it; the file is the old or the new one at any time.
    func write(to folder: SweepFolder) throws(QueueError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = QueueRecord.file(folder)
        do { try encoder.encode(self).write(to: file, options: .atomic) } catch {
            throw .sweep(
                .folder(
                    FolderError(
                        path: file.path, reason: FolderWriter.reason(error),
                        remedy: "what was done is kept; make room and go on with --resume")))
        }
    }

    /// Takes the file away.
    static func remove(from folder: SweepFolder) { try? FileManager.default.removeItem(at: file(folder)) }
}
