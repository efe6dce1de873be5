import Core

/// A task that is given up: each time that it was submitted it ended without results.
public struct FailedTask: Sendable, Hashable, CustomStringConvertible {
    /// Its chunk.
    public var chunk: Int
    /// The trials of the chunk that are not done.
    public var trials: [Int]
    /// How often it was submitted without any result.
    public var submissions: Int
    /// How it ended the last time, in the queue's words.
    public var cause: String
    /// What it left.
    public var trace: TaskTrace

    /// A line for a person.
    public var description: String {
        let word = trials.count == 1 ? "trial" : "trials"
        let text =
            "task \(chunk), \(word) \(NumberRanges.text(trials, most: 10)), submitted \(submissions) time"
            + (submissions == 1 ? "" : "s") + ": \(ShownText.field(cause, most: 200)); "
        return text + trace.description
    }
}
