import Core
import DataSources
import Dispatch
import Foundation
import Synchronization

/// Keeps what requests bring on one thread, many requests by one write and one flush of the disk.
final class IngestQueue: Sendable {
    private struct Waiting: Sendable {
        var record: JournalRecord
        var resume: @Sendable (Result<Void, IngestError>) -> Void
    }

    /// The points, which only the queue's thread touches.
    private final class Owner: @unchecked Sendable {
        let ingest: PointIngest
        var said: IngestError?
        init(_ ingest: PointIngest) { self.ingest = ingest }
    }

    private let owner: Owner
    private let queue = DispatchQueue(label: "points")
    private let waiting = Mutex<[Waiting]>([])
    private let note: @Sendable (String) -> Void

    /// A queue that owns the points.
    ///
    /// - Parameter note: Gets what is to be said to people.
    init(_ ingest: sending PointIngest, note: @escaping @Sendable (String) -> Void) {
        owner = Owner(ingest)
        self.note = note
    }

    /// The wall clock.
    static var now: Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(nanoseconds: Int64(time.tv_sec) * Timestamp.second + Int64(time.tv_nsec))
    }

    /// Keeps a record; returns when the disk has it.
    func accept(_ record: JournalRecord) async throws(IngestError) {
        let result = await withCheckedContinuation { continuation in
            waiting.withLock { $0.append(Waiting(record: record) { continuation.resume(returning: $0) }) }
            queue.async { self.keepWaiting() }
        }
        try result.get()
    }

    /// Forwards the bars that are complete by the wall clock.
    func tick() async {
        await withCheckedContinuation { continuation in
            queue.async {
                if self.owner.ingest.nextDeadline.map({ $0 <= IngestQueue.now }) ?? (self.owner.said != nil) {
                    self.owner.ingest.advance(to: IngestQueue.now)
                    self.sayBarFailure()
                }
                continuation.resume()
            }
        }
    }

    /// What has happened, once all that waits is kept, and why bars could not be written.
    func finish() -> (counts: BarAssembler.Counts, failure: IngestError?) {
        queue.sync {
            keepWaiting()
            owner.ingest.advance(to: IngestQueue.now)
            sayBarFailure()
            return (owner.ingest.counts, owner.ingest.barFailure)
        }
    }

    private func keepWaiting() {
        let batch = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        if batch.isEmpty { return }
        let result: Result<Void, IngestError>
        do throws(IngestError) {
            try owner.ingest.accept(batch.map(\.record), now: IngestQueue.now)
            result = .success(())
        } catch {
            note("\(error)")
            result = .failure(error)
        }
        for one in batch { one.resume(result) }
        sayBarFailure()
    }

    /// Says once that bars cannot be written, and once that they can again.
    private func sayBarFailure() {
        let failure = owner.ingest.barFailure
        defer { owner.said = failure }
        if let failure, failure != owner.said {
            note("\(failure); the points are kept, and bars are written when it can be")
        }
        if failure == nil, owner.said != nil { note("bars are written again") }
    }
}
