/// The program that runs trials in a process of its own.
public struct WorkerProgram: Sendable, Hashable {
    /// The file that is executed.
    public var path: String
    /// Its command line, its own name first.
    public var arguments: [String]

    /// A program.
    ///
    /// - Parameters:
    ///   - path: The file that is executed; by default the one that runs now, even where another lies in its place by then.
    ///   - arguments: The command line, the program's name first. The process must call `WorkerLoop.begin()`.
    public init(path: String = "/proc/self/exe", arguments: [String]) {
        self.path = path
        self.arguments = arguments
    }
}
