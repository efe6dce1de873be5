import Core
public import DataSources
public import Foundation
public import Reports
import StrategyKit

/// The folder that a run leaves.
public struct RunFolder {
    /// Which rows `equity.csv` has.
    public enum EquityRows: String, CaseIterable, Sendable {
        /// One a session.
        case sessions
        /// One a bar.
        case bars
    }

    /// Where it is.
    public let url: URL

    /// The folder of a result: a given one, or `runs/<name>-<short hash of data, config, seed and version>`.
    public init(_ result: StudyResult, at path: String? = nil, under base: String = "runs") {
        url = URL(fileURLWithPath: path ?? "\(base)/\(RunFolder.name(of: result))")
    }

    /// The folder's name: the study's name in plain letters, and a short hash of what the result is a function of.
    public static func name(of result: StudyResult) -> String {
        let identity = [
            result.hashes.data, result.hashes.config, String(result.configuration.seed), Version.current,
        ].joined(separator: "\n")
        return
            "\(PlainName.of(result.configuration.name, or: "run").prefix(60))-\(SHA256.hexDigest(of: identity).prefix(8))"
    }

    /// Refuses a place that holds something else.
    ///
    /// A folder that an equal run left may be replaced; one that another run left, with `force`; one that no run left,
    /// never.
    ///
    /// - Throws: `FolderError` with the remedy.
    public func checkPlace(for result: StudyResult, force: Bool) throws(FolderError) {
        let hashes = [result.hashes.data, result.hashes.config, result.hashes.events]
        let place = FolderPlace(url: url, kind: ("run", "backtest.manifest/1"), other: "another run")
        try place.check(force: force) { manifest in hashes.allSatisfy(manifest.contains) }
    }

    /// Writes all files of a run, or none.
    ///
    /// - Parameters:
    ///   - arguments: The command that reproduces the run.
    ///   - timings: What took how long, for the manifest.
    ///   - pages: The memory in which bars and accounts lie, for the manifest.
    ///   - trace: The inputs and signals at every decision, for `trace.csv`; `nil` for no such file.
    ///   - addingMore: Adds further files, last of all.
    public func write(
        _ result: StudyResult, command: String, equity: EquityRows, history: ReportHistory,
        timings: [(label: String, seconds: Double)], trace: StudyTrace? = nil, pages: PagedMemory? = nil,
        addingMore: (FolderWriter) throws(FolderError) -> Void = { _ in }
    ) throws(FolderError) {
        let folder = try FolderWriter(target: url)
        let content = result.reportContent(run: url.lastPathComponent, command: command, history: history)
        try folder.write(content.html(charts: InstalledCharts.dygraphs()), to: "report.html")
        try folder.write(result.document.prettyText, to: "result.json")
        try folder.write(EquityRow.csv(result.equityRows(everyBar: equity == .bars)), to: "equity.csv")
        try folder.write(TradeRow.csv(content.trades), to: "trades.csv")
        if !result.strategies.isEmpty {
            try folder.write(result.strategiesCSV, to: "strategies.csv")
            try folder.write(result.strategyTradesCSV, to: "strategy_trades.csv")
        }
        if let market = result.market {
            try folder.write(market.executionsCSV(result.data.panel), to: "executions.csv")
        }
        if !result.models.isEmpty { try folder.write(result.predictionsCSV, to: "predictions.csv") }
        try folder.write(FillRow.csv(result.fillRows), to: "fills.csv")
        try folder.write(OrderRow.csv(result.orderRows), to: "orders.csv")
        try folder.write(result.eventBytes, to: "events.jsonl")
        if let trace {
            try trace.write { bytes throws(FolderError) in try folder.append(bytes, to: "trace.csv") }
        }
        try folder.write(result.configuration.canonicalYAML, to: "config.yaml")
        try folder.write(
            manifest(of: result, command: command, timings: timings, pages: pages).prettyText, to: "manifest.json")
        try addingMore(folder)
        try folder.finish()
    }

    private func manifest(
        of result: StudyResult, command: String, timings: [(label: String, seconds: Double)], pages: PagedMemory?
    ) -> JSONValue {
        [
            "schema": "backtest.manifest/1",
            "name": .string(result.configuration.name),
            "version": .string(Version.current),
            "seed": .integer(Int(truncatingIfNeeded: result.configuration.seed)),
            "command": .string(command),
            "path": .string(result.run.isFast ? "fast" : "plain"),
            "hashes": [
                "data": .string(result.hashes.data), "config": .string(result.hashes.config),
                "events": .string(result.hashes.events),
            ],
            "models": .array(result.trainings.map { .string($0.hash) }),
            "sources": .array(
                result.data.sources.map { source in
                    [
                        "path": .string(source.path), "sha256": .string(source.sha256),
                        "bytes": .integer(source.byteCount),
                    ]
                }),
            "data_notes": .array(result.data.notes.map { .string($0) }),
            "host": .host(),
            "memory": [
                "paged": .bool(pages != nil), "limit": pages.map { .integer($0.budget) } ?? .null,
                "pages": .integer(pages?.byteCount ?? 0),
                "most_resident": .integer(PagedMemory.mostResidentBytes),
            ],
            "seconds": .seconds(timings),
        ]
    }
}
