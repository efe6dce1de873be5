public import Foundation

/// The built program while it runs.
public final class StartedProgram {
    private let process = Process()
    private let folder: TemporaryFolder

    /// Starts it.
    ///
    /// - Parameters:
    ///   - arguments: The command line.
    ///   - working: The working folder.
    ///   - environment: The environment.
    public init(_ arguments: [String], in working: URL, environment: [String: String]) throws {
        folder = try TemporaryFolder()
        for name in ["out", "err"] { try folder.write("", to: name) }
        process.executableURL = URL(fileURLWithPath: Program.path)
        process.arguments = arguments
        process.currentDirectoryURL = working
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.url.appendingPathComponent("out"))
        process.standardError = try FileHandle(forWritingTo: folder.url.appendingPathComponent("err"))
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    /// Whether it still runs.
    public var isRunning: Bool { process.isRunning }

    /// Sends it a signal.
    public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Why there is no end.
    public struct Endless: Error, CustomStringConvertible {
        /// What it said until then.
        public var description: String
    }

    /// Waits for its end.
    ///
    /// - Parameters:
    ///   - seconds: How long; then it is killed.
    ///   - meanwhile: Done again and again until then.
    /// - Throws: `Endless` where it was killed.
    public func outcome(within seconds: Double = 300, meanwhile: () throws -> Void = {}) throws -> Program.Outcome {
        let end = Date(timeIntervalSinceNow: seconds)
        while process.isRunning {
            guard Date() < end else {
                send(SIGKILL)
                process.waitUntilExit()
                throw Endless(description: "no end within \(seconds) s: \(try folder.read("err").suffix(2_000))")
            }
            try meanwhile()
            Thread.sleep(forTimeInterval: 0.05)
        }
        return Program.Outcome(
            status: process.terminationStatus, output: try folder.read("out"), errors: try folder.read("err"))
    }
}
