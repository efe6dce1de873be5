internal import Glibc
internal import Synchronization

/// Runs numbered tasks on several threads.
///
/// Which thread takes which task is left to chance, so that tasks must not depend on each other; each has its own slot for
/// what it makes.
enum ParallelTasks {
    private final class Work: Sendable {
        let next = Atomic<Int>(0)
        let count: Int
        let task: @Sendable (Int) -> Void

        init(_ count: Int, _ task: @escaping @Sendable (Int) -> Void) { (self.count, self.task) = (count, task) }

        func run() {
            while true {
                let place = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard place < count else { return }
                task(place)
            }
        }
    }

    /// Runs `task` for `0..<count`, on the calling thread and up to `threads − 1` others, and waits for all.
    ///
    /// Where the system gives fewer threads, those that are there do the work.
    static func run(_ count: Int, threads: Int, _ task: @escaping @Sendable (Int) -> Void) {
        let work = Work(count, task)
        var others: [pthread_t] = []
        for _ in stride(from: 1, to: min(threads, count), by: 1) {
            var thread = pthread_t()
            let reference = Unmanaged.passRetained(work)
            let status = pthread_create(
                &thread, nil,
                { pointer in
                    if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().run() }
                    return nil
                }, reference.toOpaque())
            if status == 0 { others.append(thread) } else { reference.release() }
        }
        work.run()
        for thread in others { pthread_join(thread, nil) }
    }
}
