internal import Glibc
internal import Synchronization

/// Runs numbered pieces of work on a stated number of threads, the calling one among them.
///
/// Which thread does a piece is chance: pieces must not depend on each other, and what they make is put together by
/// their number. Where the system gives fewer threads than asked, there are fewer.
enum WorkerThreads {
    private final class Work: Sendable {
        let pieces: Int
        let body: @Sendable (Int) -> Void
        let next = Atomic(0)

        init(pieces: Int, body: @escaping @Sendable (Int) -> Void) {
            (self.pieces, self.body) = (pieces, body)
        }

        func drain() {
            while true {
                let piece = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard piece < pieces else { return }
                body(piece)
            }
        }
    }

    /// Calls `body` once with each of `0..<pieces` and comes back when all are done.
    static func run(pieces: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
        guard workers > 1, pieces > 1 else {
            for piece in 0..<pieces { body(piece) }
            return
        }
        withoutActuallyEscaping(body) { body in
            let work = Work(pieces: pieces, body: body)
            var threads: [pthread_t] = []
            for _ in 1..<min(workers, pieces) {
                var thread = pthread_t()
                let lent = Unmanaged.passRetained(work)
                let status = pthread_create(
                    &thread, nil,
                    { context in
                        if let context { Unmanaged<Work>.fromOpaque(context).takeRetainedValue().drain() }
                        return nil
                    }, lent.toOpaque())
                if status == 0 { threads.append(thread) } else { lent.release() }
            }
            work.drain()
            for thread in threads { pthread_join(thread, nil) }
        }
    }

    /// What `body` gives for each of `0..<count`, in that order.
    static func map<Value: Sendable>(_ count: Int, workers: Int, _ body: @Sendable (Int) -> Value) -> [Value] {
        [Value](unsafeUninitializedCapacity: count) { buffer, initialised in
            nonisolated(unsafe) let places = buffer
            run(pieces: count, workers: workers) { places.initializeElement(at: $0, to: body($0)) }
            initialised = count
        }
    }
}
