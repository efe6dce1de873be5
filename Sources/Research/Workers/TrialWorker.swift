import Foundation

/// A worker as the sweep sees it: its process, and the trials that it was handed.
final class TrialWorker {
    /// Whether it has read plan and bars.
    var isReady = false
    /// Whether it was asked to give trials back, and has not done so yet.
    private(set) var isAsked = false
    /// Trials handed out of which nothing has come back, in the order in which they are run.
    private(set) var handed: [WorkerTrial] = []
    /// How many trials it shall have at hand.
    private(set) var window = TrialWorker.leastWindow
    /// When it was last handed something, or last sent something.
    private(set) var touched = WorkerNotice.now
    /// What it printed since its present trial began.
    private(set) var words = LastWords()
    /// Whether it prints so much that somebody must read all the time.
    private(set) var isChatty = false

    /// So many, so that it has one to go on with.
    static let leastWindow = 2
    private static let mostWindow = 1_024

    private let process: WorkerProcess
    private var reader = WorkerFrameReader()
    private var outgoing: [UInt8] = []
    private var notice: WorkerNotice?

    /// A new worker, which begins by reading plan and bars.
    init(_ program: WorkerProgram) throws(SweepError) { process = try WorkerProcess.start(program) }

    /// Hands it trials.
    func hand(_ trials: [WorkerTrial]) {
        guard !trials.isEmpty else { return }
        handed += trials
        touched = WorkerNotice.now
        for trial in trials { WorkerFrame.trial(trial).append(to: &outgoing) }
        send()
    }

    /// Asks for trials that have not begun.
    func askBack() {
        isAsked = true
        WorkerFrame.giveBack.append(to: &outgoing)
        send()
    }

    /// Takes trials that came back out of its hands.
    func takeBack(_ numbers: [UInt32]) -> [WorkerTrial] {
        isAsked = false
        touched = WorkerNotice.now
        let numbers = Set(numbers)
        let back = handed.filter { numbers.contains($0.number) }
        handed.removeAll { numbers.contains($0.number) }
        return back
    }

    /// Takes trials that are done out of its hands.
    ///
    /// - Returns: Whether they are the next ones that it was handed.
    func complete(_ numbers: [UInt32]) -> Bool {
        guard handed.lazy.map(\.number).starts(with: numbers) else { return false }
        handed.removeFirst(numbers.count)
        touched = WorkerNotice.now
        // What it does between two answers, twice: it does not run dry while an answer is on its way. Where it has, more.
        let wanted = handed.isEmpty ? 2 * max(window, numbers.count) : 2 * numbers.count
        window = min(TrialWorker.mostWindow, max(TrialWorker.leastWindow, wanted))
        return true
    }

    /// The place among the trials in its hands of the one that it is at, and when that began; `nil` between two.
    var current: (place: Int, begun: UInt64)? {
        guard let notice, let place = handed.firstIndex(where: { $0.number == notice.trial }) else { return nil }
        return (place, notice.begun)
    }

    /// What to wait for.
    var waits: [pollfd] {
        var waits = [
            pollfd(fd: process.frames, events: Int16(outgoing.isEmpty ? POLLIN : POLLIN | POLLOUT), revents: 0)
        ]
        if isChatty { waits.append(pollfd(fd: process.errors, events: Int16(POLLIN), revents: 0)) }
        return waits
    }

    /// Whether its process has ended of itself.
    var hasEnded: Bool { process.hasEnded }

    /// Ends its process, where it has not ended.
    func end() -> WorkerDeath { process.end() }

    /// Sends what waits to be sent, as far as there is room.
    func send() {
        while !outgoing.isEmpty {
            let sent = outgoing.withUnsafeBytes { bytes in
                Foundation.send(process.frames, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
            }
            if sent < 0, errno == EINTR { continue }
            // That it has ended shows where frames are read.
            guard sent > 0 else { return }
            outgoing.removeFirst(sent)
        }
    }

    /// Reads what has come.
    ///
    /// - Returns: The frames, and whether no more will come.
    func receive() -> (frames: [WorkerFrame], isOver: Bool) {
        let isOver = TrialWorker.read(process.frames, isSocket: true) { reader.append($0) }
        var frames: [WorkerFrame] = []
        do throws(WorkerFrameReader.Malformed) {
            while let frame = try reader.next() { frames.append(frame) }
        } catch {
            // Something else writes where it should: nothing behind that can be told.
            return (frames, true)
        }
        return (frames, isOver)
    }

    /// Reads its notices, and what it has printed.
    func listen() {
        _ = TrialWorker.read(process.notices, isSocket: false) { bytes in
            let whole = bytes.count / WorkerNotice.byteCount
            guard whole > 0 else { return }
            let last = (whole - 1) * WorkerNotice.byteCount
            notice = WorkerNotice(UnsafeRawBufferPointer(rebasing: bytes[last...]))
        }
        var printed = 0
        _ = TrialWorker.read(process.errors, isSocket: false) { bytes in
            printed += bytes.count
            words.append(bytes)
        }
        isChatty = printed > 4_096
    }

    /// Reads what has come, without waiting.
    ///
    /// - Returns: Whether no more will come.
    private static func read(
        _ descriptor: Int32, isSocket: Bool, _ take: (UnsafeRawBufferPointer) -> Void
    ) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { room in
            // What prints without end is not listened to without end.
            for _ in 0..<256 {
                let count =
                    isSocket
                    ? recv(descriptor, room.baseAddress, room.count, Int32(MSG_DONTWAIT))
                    : Foundation.read(descriptor, room.baseAddress, room.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count == 0 || errno != EAGAIN }
                take(UnsafeRawBufferPointer(rebasing: room[..<count]))
            }
            return false
        }
    }
}
