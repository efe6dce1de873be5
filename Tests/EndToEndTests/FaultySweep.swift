import Foundation
import TestSupport
import Testing

/// Sweeps over a strategy that goes wrong in some trials, by a program that brings it: a user's own package.
enum FaultySweep {
    /// The program `FaultyStrategies`, which is built beside the tests.
    static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        .appendingPathComponent("FaultyStrategies").path

    /// A folder with a config `x.yaml` of 200 daily bars.
    ///
    /// - Parameters:
    ///   - fault: What goes wrong.
    ///   - each: In the last of so many trials.
    ///   - pause: Microseconds that a trial takes at least.
    static func folder(_ fault: String, each: Int = 10, pause: Int = 0, more: String = "") throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            name: faulty
            data: { source: csv, path: goog.csv, calendar: XNYS, to: 2005-06-03 }
            strategy: { type: faulty, parameters: { fault: \(fault), each: \(each), pause: \(pause) } }
            benchmark: none
            \(more)
            """, to: "x.yaml")
        try FileManager.default.copyItem(
            at: SharedFolder.projectRoot.appendingPathComponent("Data/daily/goog.csv"),
            to: folder.url.appendingPathComponent("goog.csv"))
        return folder
    }

    /// Runs the program to its end.
    static func run(_ arguments: [String], in folder: TemporaryFolder) throws -> Program.Outcome {
        try Program.run(arguments, in: folder.url, executable: program)
    }

    /// Runs a sweep over so many numbers.
    @discardableResult
    static func sweep(
        _ count: Int, in folder: TemporaryFolder, out: String, _ more: [String] = []
    ) throws -> Program.Outcome {
        try run(["sweep", "x.yaml", "--grid", "number=0:\(count - 1):1", "--out", out] + more, in: folder)
    }

    /// The lines of a sweep's `trials.csv`, without the heading.
    static func lines(_ folder: TemporaryFolder, _ out: String) throws -> [Substring] {
        try folder.read("\(out)/trials.csv").split(separator: "\n").dropFirst().map { $0 }
    }

    /// The files of a sweep that do not depend on clock or host.
    static func files(_ folder: TemporaryFolder, _ out: String) throws -> [String: Data] {
        let url = folder.url.appendingPathComponent(out)
        var files: [String: Data] = [:]
        for name in try FileManager.default.subpathsOfDirectory(atPath: url.path)
        where ![".lock", "manifest.json", "manifest.jsonl", "columns"].contains(name) {
            files[name] = FileManager.default.contents(atPath: url.appendingPathComponent(name).path)
        }
        return files
    }

    /// How many trials the ledger counts, each once.
    static func counted(_ folder: TemporaryFolder) throws -> Int {
        try run(["ledger", "export", "--without-repeats"], in: folder).output.split(separator: "\n").count
    }

    /// The processes whose command line names a folder.
    static func workers(of folder: TemporaryFolder) throws -> [pid_t] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }.filter { number in
            let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") ?? Data()
            let words = line.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            return words.dropFirst().starts(with: ["sweep", "worker"])
                && words.contains { $0.contains(folder.url.lastPathComponent) }
        }
    }

    /// Waits for something, for half a minute at most.
    static func waits(_ isThere: () throws -> Bool) throws -> Bool {
        for _ in 0..<3_000 {
            if try isThere() { return true }
            usleep(10_000)
        }
        return false
    }
}

/// The program while it runs.
struct RunningProgram {
    let process = Process()
    private let errorFile: URL

    init(_ arguments: [String], in folder: TemporaryFolder, executable: String = FaultySweep.program) throws {
        errorFile = folder.url.appendingPathComponent("errors-\(UUID().uuidString)")
        try "".write(to: errorFile, atomically: false, encoding: .utf8)
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments = arguments
        process.currentDirectoryURL = folder.url
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: errorFile)
        try process.run()
    }

    /// What it has said on standard error.
    var errors: String { (try? String(contentsOf: errorFile, encoding: .utf8)) ?? "" }

    /// Ends it with SIGKILL.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Waits for its end.
    func status() -> Int32 {
        process.waitUntilExit()
        return process.terminationStatus
    }
}
