public import Foundation

/// The built program, run as a user runs it.
public struct Program {
    /// What a run of it left.
    public struct Outcome {
        /// The exit status.
        public var status: Int32
        /// Standard output.
        public var output: String
        /// Standard error.
        public var errors: String
    }

    /// Where the program lies: `$BACKTEST_BINARY`, or the release build beside the sources.
    public static let path: String = {
        ProcessInfo.processInfo.environment["BACKTEST_BINARY"]
            ?? SharedFolder.projectRoot.appendingPathComponent(".build/release/backtest").path
    }()

    /// Whether it has been built.
    public static let isPresent = FileManager.default.isExecutableFile(atPath: path)

    /// What a skipped test says.
    public static let absentNote: String = "needs the program: swift build -c release --product backtest"

    /// Runs it to its end.
    ///
    /// - Parameters:
    ///   - arguments: The command line.
    ///   - folder: The working folder; by default the project's root.
    ///   - input: Standard input.
    ///   - interruptAfter: Seconds after which it gets a SIGINT; `nil` for never.
    public static func run(
        _ arguments: [String], in folder: URL = SharedFolder.projectRoot, input: String = "",
        executable: String = path, interruptAfter: Double? = nil
    ) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        // Files instead of pipes: no output is too long to be taken.
        let base = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: base, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: base) }
        for name in ["in", "out", "err"] {
            let text = name == "in" ? input : ""
            try text.write(to: base.appendingPathComponent(name), atomically: false, encoding: .utf8)
        }
        process.standardInput = try FileHandle(forReadingFrom: base.appendingPathComponent("in"))
        process.standardOutput = try FileHandle(forWritingTo: base.appendingPathComponent("out"))
        process.standardError = try FileHandle(forWritingTo: base.appendingPathComponent("err"))
        try process.run()
        if let interruptAfter {
            Thread.sleep(forTimeInterval: interruptAfter)
            process.interrupt()
        }
        process.waitUntilExit()
        func text(_ name: String) throws -> String {
            String(decoding: try Data(contentsOf: base.appendingPathComponent(name)), as: UTF8.self)
        }
        return Outcome(status: process.terminationStatus, output: try text("out"), errors: try text("err"))
    }
}

/// A folder that lives as long as a test.
public final class TemporaryFolder {
    /// Where it is.
    public let url: URL

    /// A new, empty folder.
    public init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent("backtest-test-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// Writes a file in it and tells its path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        let file = url.appendingPathComponent(name)
        try text.write(to: file, atomically: false, encoding: .utf8)
        return file.path
    }

    /// Reads a file in it.
    public func read(_ name: String) throws -> String {
        try String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
    }

    /// The names in it without a folder `runs` that holds the ledger of trials alone.
    public var namesBesideLedger: [String] {
        let runs = url.appendingPathComponent("runs").path
        let inRuns = (try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []
        let isLedger = !inRuns.isEmpty && inRuns.allSatisfy { $0.hasPrefix("ledger.sqlite") }
        return names.filter { $0 != "runs" || !isLedger }
    }

    /// The names in it, hidden ones too, sorted.
    public var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []).sorted()
    }
}
