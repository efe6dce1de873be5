import DataSources
public import Foundation
public import Reports
import StrategyKit

/// The folder that a walk-forward test leaves: that of a run, with `windows.csv`, `walk_forward.json` and, below
/// `windows/`, a folder of a sweep for each window.
///
/// The sweeps are made in a hidden folder beside it, so that an interrupted test goes on with what is done, and the folder
/// itself appears whole or not at all.
public struct WalkForwardFolder: Sendable {
    /// Where it will be.
    public let url: URL
    /// Where the sweeps are made.
    public let work: URL
    private let hash: String
    private let digits: Int

    /// The folder of a test: a given one, or `runs/<name>-walk-forward-<short hash>`.
    public init(_ test: WalkForwardTest, at path: String? = nil, under base: String = "runs") {
        hash = test.hash
        let name = PlainName.of(test.plan.sweep.configuration.name, or: "run").prefix(60)
        url = URL(fileURLWithPath: path ?? "\(base)/\(name)-walk-forward-\(hash.prefix(8))")
        work = url.deletingLastPathComponent().appendingPathComponent(
            ".\(url.lastPathComponent).\(hash.prefix(8)).windows")
        digits = max(2, String(test.windows.count).count)
    }

    /// Refuses a place that holds something else.
    ///
    /// - Throws: `FolderError` with the remedy.
    public func checkPlace(force: Bool) throws(FolderError) {
        let place = FolderPlace(url: url, kind: ("run", "backtest.manifest/1"), other: "another run")
        try place.check(force: force) { _ in
            let kept = try? String(contentsOf: url.appendingPathComponent("walk_forward.json"), encoding: .utf8)
            return kept?.contains("\"walk_forward\": \"\(hash)\"") ?? false
        }
    }

    /// Where the sweep of a window is made.
    public func sweep(_ window: WalkForwardWindow) -> SweepFolder {
        let number = String(window.number)
        let name = String(repeating: "0", count: max(0, digits - number.count)) + number
        return SweepFolder(at: work.appendingPathComponent(name).path)
    }

    /// Writes all files, or none.
    ///
    /// - Parameters:
    ///   - command: The command that reproduces the test.
    ///   - timings: What took how long.
    /// - Throws: `FolderError`.
    public func write(
        _ result: WalkForwardResult, command: String, equity: RunFolder.EquityRows, history: ReportHistory,
        timings: [(label: String, seconds: Double)]
    ) throws(FolderError) {
        try RunFolder(result.run, at: url.path).write(
            result.run, command: command, equity: equity, history: history, timings: timings,
            pages: result.test.study.pages
        ) { folder throws(FolderError) in
            try folder.write(result.windowsCSV, to: "windows.csv")
            try folder.write(result.document.prettyText, to: "walk_forward.json")
            try folder.adopt(work, as: "windows")
        }
    }
}
