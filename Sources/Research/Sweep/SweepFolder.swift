import Core
public import Foundation
import ParameterSearch
import Reports
import StrategyKit

/// The folder that a sweep leaves: `sweep.json`, `trials.csv`, `trials.jsonl`, `columns/`, `report.html`, `plan.json`
/// and `manifest.json`.
///
/// While it runs there are `plan.json` and `parts/`; `sweep.json` comes last and says that all trials are done.
public struct SweepFolder: Sendable {
    /// Where it is.
    public let url: URL

    /// A folder that is given.
    public init(at path: String) { url = URL(fileURLWithPath: path) }

    /// The folder of a manifest or plan, or the folder itself.
    public init(holding path: String) {
        let url = URL(fileURLWithPath: path)
        self.url = ["jsonl", "json"].contains(url.pathExtension) ? url.deletingLastPathComponent() : url
    }

    /// The folder of a plan: a given one, or `runs/<name>-sweep-<short hash>`.
    ///
    /// - Parameter sweep: The hash of the sweep.
    public init(_ plan: SweepPlan, sweep: String, at path: String? = nil, under base: String = "runs") {
        let name = PlainName.of(plan.configuration.name, or: "sweep").prefix(60)
        url = URL(fileURLWithPath: path ?? "\(base)/\(name)-sweep-\(sweep.prefix(8))")
    }

    /// The plan's file.
    public var planFile: URL { url.appendingPathComponent("plan.json") }

    /// What a folder holds of sweeps.
    public enum Content: Sendable, Equatable {
        /// Nothing, or no folder.
        case nothing
        /// A sweep that is not finished, by its hash.
        case unfinished(sweep: String)
        /// A finished sweep, by its hash.
        case finished(sweep: String)
        /// Files that no sweep left.
        case other
    }

    /// What it holds.
    public var content: Content {
        let files = FileManager.default
        guard files.fileExists(atPath: url.path) else { return .nothing }
        let names = ((try? files.contentsOfDirectory(atPath: url.path)) ?? ["?"]).filter {
            $0 != ".lock" && !SweepFolder.isDraft($0)
        }
        if names.isEmpty { return .nothing }
        struct Plan: Decodable {
            struct Hashes: Decodable { var sweep: String }
            var schema: String
            var hashes: Hashes
        }
        guard let data = files.contents(atPath: planFile.path),
            let plan = try? JSONDecoder().decode(Plan.self, from: data), plan.schema == SweepPlan.schema
        else { return .other }
        return names.contains("sweep.json")
            ? .finished(sweep: plan.hashes.sweep) : .unfinished(sweep: plan.hashes.sweep)
    }

    /// Makes the folder ready for a sweep: its plan is written, and nobody else gathers in it.
    ///
    /// - Parameters:
    ///   - data: The hash of the bars.
    ///   - isResumed: Whether an unfinished sweep may lie there, which goes on.
    ///   - force: Whether another sweep may be replaced.
    /// - Returns: Keeps others out until it is given up.
    /// - Throws: `SweepError.folder` or `.notThisSweep`, with the remedy.
    public func begin(_ plan: SweepPlan, data: String, isResumed: Bool, force: Bool) throws(SweepError) -> FolderLock {
        let sweep = plan.hash(data: data)
        switch content {
        case .nothing: break
        case .other:
            throw .folder(
                FolderError(
                    path: url.path, reason: "it holds files that no sweep left",
                    remedy: "choose another folder with --out"))
        case .unfinished(sweep), .finished(sweep):
            break
        case .unfinished, .finished:
            guard force else {
                throw .folder(
                    FolderError(
                        path: url.path, reason: "it holds another sweep",
                        remedy: "choose another folder with --out, or --force to replace it"))
            }
        }
        do { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) } catch {
            throw .folder(FolderError(path: url.path, reason: FolderWriter.reason(error)))
        }
        let lock = try FolderLock(url)
        removeDrafts()
        let parts = SweepParts(in: url, sweep: sweep)
        switch content {
        case .unfinished(sweep):
            guard isResumed || force else {
                throw .notThisSweep(
                    path: url.path,
                    reason:
                        "an unfinished run of this sweep lies here; go on with --resume \(url.relativePath), or begin "
                        + "anew with --force")
            }
            if !isResumed { parts.remove() }
        case .finished(sweep) where isResumed && !force:
            // It was stopped between its last file and the end: the trials that still lie there are not run again.
            break
        case .unfinished, .finished: removeAll()
        case .nothing, .other: break
        }
        try write(plan.document(data: data).prettyText, to: "plan.json")
        return lock
    }

    /// Takes away what another sweep, or an earlier run of this one, left, but for its plan, which is replaced: a folder
    /// whose process is killed meanwhile is still that of a sweep.
    private func removeAll() {
        for name in SweepFolder.files + ["parts", "columns", "logs"] {
            try? FileManager.default.removeItem(at: url.appendingPathComponent(name))
        }
    }

    private static let files = [
        "sweep.json", "trials.csv", "trials.jsonl", "manifest.json", "manifest.jsonl", "judgement.json", "report.html",
        "task.sh",
    ]

    private func write(_ text: String, to name: String) throws(SweepError) { try write(Array(text.utf8), to: name) }

    private func write(_ bytes: [UInt8], to name: String) throws(SweepError) {
        let file = url.appendingPathComponent(name)
        do { try Data(bytes).write(to: file, options: .atomic) } catch {
            throw .folder(FolderError(path: file.path, reason: FolderWriter.reason(error)))
        }
    }

    /// Writes a file that is whole or not there, though a power cut may take it before `bringToDisk`.
    func lay(_ bytes: [UInt8], at name: String) throws(SweepError) {
        let file = try draft(name)
        try file.add(bytes)
        try file.finish()
    }

    /// Writes the manifest of a plan: a line a trial, with what it sets.
    ///
    /// - Returns: The file.
    /// - Throws: `SweepError.folder`.
    @discardableResult
    public func writeManifest(_ plan: SweepPlan) throws(SweepError) -> URL {
        let file = try draft("manifest.jsonl")
        var lines: [UInt8] = []
        for trial in 0..<plan.count {
            let line: JSONValue = ["trial": .integer(trial), "set": plan.settings(of: trial)]
            line.append(to: &lines)
            lines.append(UInt8(ascii: "\n"))
            if lines.count > 1 << 20 {
                try file.add(lines)
                lines.removeAll(keepingCapacity: true)
            }
        }
        try file.add(lines)
        try file.finish()
        return url.appendingPathComponent("manifest.jsonl")
    }

    func draft(_ name: String) throws(SweepError) -> DraftFile {
        try DraftFile(url.appendingPathComponent(name))
    }

    /// What a finished sweep leaves beside `sweep.json`; the longest work first.
    private enum Part: CaseIterable {
        case lines, table, report, columns, manifest
    }

    /// Writes all files of a sweep whose trials are done; `sweep.json` last.
    ///
    /// - Parameters:
    ///   - command: The command that repeats it.
    ///   - timings: What took how long.
    /// - Throws: `SweepError.folder`: what was done is kept.
    public func finish(
        _ result: SweepResult, command: String, jobs: Int, timings: [(label: String, seconds: Double)]
    ) throws(SweepError) {
        let manifest = manifest(of: result, command: command, jobs: jobs, timings: timings)
        try writeAtOnce(Part.allCases) { part throws(SweepError) in
            switch part {
            case .lines: try writeLines(result)
            case .table: try writeTable(result)
            case .report: try lay(Array(result.report.html.utf8), at: "report.html")
            case .columns: try writeColumns(result)
            case .manifest: try lay(Array(manifest.prettyText.utf8), at: "manifest.json")
            }
        }
        // What `sweep.json` speaks for must outlive a power cut that it outlives; once for all is faster than file by file.
        try bringToDisk()
        try write(result.document.prettyText, to: "sweep.json")
        SweepParts(in: url, sweep: result.hashes.sweep).remove()
    }

    private func manifest(
        of result: SweepResult, command: String, jobs: Int, timings: [(label: String, seconds: Double)]
    ) -> JSONValue {
        [
            "schema": "backtest.sweep-manifest/1",
            "name": .string(result.plan.configuration.name),
            "version": .string(Version.current),
            "command": .string(command),
            "hashes": [
                "sweep": .string(result.hashes.sweep), "config": .string(result.hashes.config),
                "data": .string(result.hashes.data),
            ],
            "jobs": .integer(jobs),
            "host": .host(),
            "seconds": .seconds(timings),
        ]
    }
}
