import Core
import Foundation
import Synchronization

/// What a worker process does: it runs the trials that a sweep hands it, one after the other.
///
/// It ends when the sweep does, however that ended and whatever it is at.
public final class WorkerLoop: Sendable {
    private struct Queue {
        var trials: [WorkerTrial] = []
        var place = 0
        var isWaited = false
    }

    private let queue = Mutex(Queue())
    private let arrived = DispatchSemaphore(value: 0)
    private let sending = Mutex(())

    /// What is done is told when it is so old, or so much.
    private static let longestSilence = Duration.milliseconds(25)
    private static let mostTrials = 1_024

    private init() {}

    /// Begins to listen to the sweep that has started this process; `nil` where none has.
    public static func begin() -> WorkerLoop? {
        for descriptor in [WorkerProcess.Descriptor.frames, WorkerProcess.Descriptor.notices] {
            var status = stat()
            let kind = descriptor == WorkerProcess.Descriptor.frames ? S_IFSOCK : S_IFIFO
            guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == kind else { return nil }
            // What strategies start does not keep the sweep waiting.
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        // A batch queue that ends a sweep tells all its processes; what a worker is at did not fail.
        for number in [SIGINT, SIGTERM, SIGHUP] { signal(number, SIG_IGN) }
        // No file of a gigabyte for each trap; and where memory runs out, workers go first.
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        try? "500".write(toFile: "/proc/self/oom_score_adj", atomically: false, encoding: .utf8)
        let loop = WorkerLoop()
        let listener = Thread { loop.listen() }
        listener.name = "sweep"
        listener.start()
        return loop
    }

    /// Tells the sweep that this process can run nothing, and ends it.
    public func refuse(_ message: String) -> Never {
        send(.refused(message))
        exit(1)
    }

    /// Runs trials for as long as the sweep lasts.
    ///
    /// - Parameters:
    ///   - evaluator: Runs a trial.
    ///   - sweep: The hash of the sweep.
    ///   - limit: How long a trial may take; `nil` for as long as it takes.
    public func work(_ evaluator: TrialEvaluator, sweep: String, limit: Duration?) -> Never {
        send(.ready)
        var batch = TrialBatch(columns: evaluator.columns, sessionCount: evaluator.sessionDates.count)
        var oldest = ContinuousClock.now
        // Where only parameters differ, the sweep knows as much itself.
        let identifies = !evaluator.axes.allSatisfy(\.isDirect)
        while true {
            if batch.count > 0,
                isIdle || batch.count >= WorkerLoop.mostTrials
                    || ContinuousClock.now - oldest > WorkerLoop.longestSilence
            {
                do { send(.done(try batch.bytes(sweep: sweep))) } catch { refuse("error: \(error)") }
                batch.removeAll()
            }
            let trial = take()
            if batch.count == 0 { oldest = .now }
            announce(trial)
            _ = evaluator.run(
                Int(trial.number), trial.values, into: &batch, keepsReturns: trial.keepsReturns, limit: limit,
                isStopped: { false })
            if identifies, let known = evaluator.identity(of: trial.values, sweep: sweep) {
                send(.identified(WorkerIdentity(number: trial.number, config: known.config, study: known.study)))
            }
        }
    }

    /// Says which trial begins, and that what is printed from now on is its own.
    private func announce(_ trial: WorkerTrial) {
        withUnsafeBytes(of: LastWords.separator) { _ = write(STDERR_FILENO, $0.baseAddress, 1) }
        WorkerNotice(trial: trial.number).withBytes { bytes in
            _ = write(WorkerProcess.Descriptor.notices, bytes.baseAddress, bytes.count)
        }
    }

    private var isIdle: Bool { queue.withLock { $0.place == $0.trials.count } }

    /// The next trial, when there is one.
    private func take() -> WorkerTrial {
        while true {
            let trial = queue.withLock { queue -> WorkerTrial? in
                guard queue.place < queue.trials.count else {
                    queue.isWaited = true
                    return nil
                }
                defer { queue.place += 1 }
                return queue.trials[queue.place]
            }
            if let trial { return trial }
            arrived.wait()
        }
    }

    /// Listens to the sweep; when nobody is there any more, the process ends.
    private func listen() {
        var reader = WorkerFrameReader()
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { room in
            while true {
                let count = recv(WorkerProcess.Descriptor.frames, room.baseAddress, room.count, 0)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { _exit(0) }
                reader.append(UnsafeRawBufferPointer(rebasing: room[..<count]))
                do throws(WorkerFrameReader.Malformed) {
                    while let frame = try reader.next() { take(frame) }
                } catch { _exit(1) }
            }
        }
    }

    private func take(_ frame: WorkerFrame) {
        switch frame {
        case .trial(let trial):
            let isWaited = queue.withLock { queue in
                if queue.place == queue.trials.count || queue.place > WorkerLoop.mostTrials {
                    queue.trials.removeFirst(queue.place)
                    queue.place = 0
                }
                queue.trials.append(trial)
                defer { queue.isWaited = false }
                return queue.isWaited
            }
            if isWaited { arrived.signal() }
        case .giveBack:
            let back = queue.withLock { queue in
                defer { queue.trials.removeSubrange(queue.place...) }
                return queue.trials[queue.place...].map(\.number)
            }
            send(.gaveBack(back))
        case .ready, .refused, .identified, .done, .gaveBack: _exit(1)
        }
    }

    private func send(_ frame: WorkerFrame) {
        var bytes: [UInt8] = []
        frame.append(to: &bytes)
        sending.withLock { _ in
            bytes.withUnsafeBytes { bytes in
                var rest = bytes[...]
                while !rest.isEmpty {
                    let part = UnsafeRawBufferPointer(rebasing: rest)
                    let sent = Foundation.send(
                        WorkerProcess.Descriptor.frames, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
                    if sent < 0, errno == EINTR { continue }
                    guard sent > 0 else { _exit(0) }
                    rest = rest.dropFirst(sent)
                }
            }
        }
    }
}
