/// What takes tasks of a sweep, each of them a chunk of its trials, and runs them somewhere at some time.
///
/// A queue may forget tasks, be wrong about them and be away for a while: `QueuedSweep` believes results alone. A conformer
/// passes where, of any chunk that was submitted and not cancelled, `states` says that it is alive as long as the queue has
/// it, and in the end no more; and where a process that goes on in the folder of one that was killed finds in `kept` the
/// chunks that the queue may still have.
public protocol TaskQueue {
    /// The chunks that an earlier process submitted and of which the queue may still know, in ascending order.
    var kept: [Int] { get }
    /// Why tasks wait, in the queue's words; `nil` where they do not, or for their turn alone.
    var waitReason: String? { get }

    /// Asks for what must be known before anything is submitted.
    mutating func begin() throws(QueueError)
    /// How many more tasks may be submitted while so many have no end yet.
    func room(beside outstanding: Int) -> Int
    /// Submits tasks: as many of the chunks, from the first on, as go in one piece.
    ///
    /// - Parameter chunks: Not empty, in ascending order.
    /// - Returns: How many were taken.
    /// - Throws: `QueueError.refused` or `.unreachable`: nothing was submitted.
    mutating func submit(_ chunks: [Int]) throws(QueueError) -> Int
    /// How the tasks of chunks stand; those that the queue does not know are left out.
    mutating func states(of chunks: [Int]) throws(QueueError) -> [Int: TaskState]
    /// Ends all tasks that have no end yet.
    ///
    /// - Returns: What could not be ended and how to do it, in a clause; `nil` where all was.
    mutating func cancel() -> String?
    /// What the last task of a chunk left.
    func trace(of chunk: Int) -> TaskTrace
    /// How long to wait before it is asked again, when it has been watched for so long.
    func pause(after watched: Duration) -> Duration
    /// Ends what is left of tasks when all results are there, and takes away what it kept in the folder, but for logs that
    /// say something.
    mutating func close()
}
