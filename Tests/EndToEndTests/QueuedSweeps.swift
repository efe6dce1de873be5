import Foundation
import TestSupport

/// Sweeps that run through a queue, beside the same sweep that ran here.
struct QueuedSweeps {
    /// Why the sweep did not run here.
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// A token in the environment of every sweep.
    static let secret = "token-that-stays-secret"

    let folder: TemporaryFolder
    /// The command of the sweep.
    let words: [String]
    let trials: Int
    var url: URL { folder.url }

    /// A folder with a config and its bars, in which the sweep ran here; its own ledger counts that.
    init(_ axes: [String], trials: Int) throws {
        folder = try AveragesFolder.make(AveragesFolder.config + "benchmark: none\n")
        words = ["sweep", "x.yaml"] + axes
        self.trials = trials
        let here = try StartedProgram(
            words + ["--out", "here", "--quiet"], in: url, environment: environment(ledger: "here.sqlite")
        ).outcome()
        guard here.status == 0 else { throw Failure(description: here.errors) }
    }

    /// The environment of a program that counts in a ledger of this folder.
    func environment(_ base: [String: String] = ProcessInfo.processInfo.environment, ledger: String = "ledger.sqlite")
        -> [String: String]
    {
        var environment = base
        environment["INFLUX_TOKEN"] = QueuedSweeps.secret
        environment["BACKTEST_LEDGER"] = folder.url.appendingPathComponent(ledger).path
        return environment
    }

    /// Starts the sweep.
    ///
    /// - Parameter path: Where programs are looked for first.
    func start(_ arguments: [String], on cluster: SlurmCluster? = nil, path: String? = nil) throws -> StartedProgram {
        var base = cluster?.environment ?? ProcessInfo.processInfo.environment
        if let path { base["PATH"] = path + ":" + (base["PATH"] ?? "") }
        return try StartedProgram(words + arguments, in: folder.url, environment: environment(base))
    }

    /// How many files of results lie in a sweep's folder.
    func parts(_ name: String) -> Int {
        let names = try? FileManager.default.contentsOfDirectory(
            atPath: folder.url.appendingPathComponent("\(name)/parts").path)
        return names?.count { $0.hasSuffix(".trials") } ?? 0
    }

    /// Waits, a minute at most, until so many files of results lie in a sweep's folder.
    func waitForParts(_ count: Int, in name: String) -> Bool {
        for _ in 0..<1_200 {
            if parts(name) >= count { return true }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return false
    }

    /// Which files of a sweep differ from those of the sweep that ran here; `manifest.json` may.
    ///
    /// - Parameter mayHaveLogs: Whether a node that died may have left a log that says so.
    func differences(_ name: String, mayHaveLogs: Bool = false) throws -> [String] {
        func files(_ name: String) throws -> [String: Data] {
            let base = folder.url.appendingPathComponent(name)
            var files: [String: Data] = [:]
            for path in try FileManager.default.subpathsOfDirectory(atPath: base.path)
            where path != "manifest.json" && !(mayHaveLogs && path.hasPrefix("logs")) {
                files[path] = FileManager.default.contents(atPath: base.appendingPathComponent(path).path) ?? Data()
            }
            return files
        }
        let (here, there) = (try files("here"), try files(name))
        guard here.count > 20 else { return ["here: \(here.count) files"] }
        return Set(here.keys).union(there.keys).filter { here[$0] != there[$0] }.sorted()
    }

    /// How many trials the ledger has, repeats included.
    func counted() throws -> Int {
        let outcome = try StartedProgram(["ledger", "export"], in: folder.url, environment: environment()).outcome()
        return outcome.output.split(separator: "\n").count
    }
}
