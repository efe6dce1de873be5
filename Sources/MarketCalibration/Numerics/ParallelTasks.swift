internal import Glibc
internal import Synchronization

/// Runs numbered tasks on several threads.
///
/// Which thread takes which task is left to chance, so that tasks must not depend on each other; each has its own slot for
/// what it makes.
enum ParallelTasks {
    private final class Work: Sendable {
        let next = Atomic<Int>(0)
        let done = Atomic<Int>(0)
        let count: Int
        let task: @Sendable (Int) -> Void

        init(_ count: Int, _ task: @escaping @Sendable (Int) -> Void) { (self.count, self.task) = (count, task) }

        /// Does all tasks that nobody else takes, and tells after each how many are done by all.
        func run(_ report: (_ done: Int) -> Void) {
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < count else { return }
                task(place)
                report(done.wrappingAdd(1, ordering: .relaxed).newValue)
            }
        }
    }

    /// Runs `task` for `0..<count`, on the calling thread and up to `threads − 1` others, and waits for all.
    ///
    /// Where the system gives fewer threads, those that are there do the work.
    ///
    /// - Parameter report: Told on the calling thread, after each task that it did itself, how many are done.
    static func run(
        _ count: Int, threads: Int, report: (_ done: Int) -> Void = { _ in },
        _ task: @escaping @Sendable (Int) -> Void
    ) {
        let work = Work(count, task)
        var others: [pthread_t] = []
        for _ in stride(from: 1, to: min(threads, count), by: 1) {
            var thread = pthread_t()
            let reference = Unmanaged.passRetained(work)
            let status = pthread_create(
                &thread, nil,
                { pointer in
                    if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run { _ in } }
                    return nil
                }, reference.toOpaque())
            if status == 0 { others.append(thread) } else { reference.release() }
        }
        work.run(report)
        for thread in others { pthread_join(thread, nil) }
    }
}
