import Core
import Foundation
public import Reports
import StrategyKit

/// Where two runs part, and why.
public struct RunDifference: Sendable {
    /// What made two runs differ.
    public enum Cause: String, Sendable {
        /// The bars.
        case data
        /// The config.
        case config
        /// The seed.
        case seed
        /// The version of the program.
        case version
        /// Nothing that the manifests know: the engine, or the code of a strategy in Swift.
        case engine
        /// A log that was changed after its run.
        case changedLog = "changed-log"
    }

    /// The first line in which the event logs differ.
    public struct Parting: Hashable, Sendable {
        /// Its number, from 1.
        public var line: Int
        /// It in the first log; `nil` where that has ended.
        public var first: String?
        /// It in the second log; `nil` where that has ended.
        public var second: String?
    }

    /// A key that two configs do not set alike.
    public struct Setting: Hashable, Sendable {
        /// The dotted path: `broker.slippage.basis_points`.
        public var key: String
        /// Its value in the first config; `nil` where it is not there.
        public var first: String?
        /// Its value in the second config; `nil` where it is not there.
        public var second: String?

        /// The change in a line: `broker.cash: 1 → 2`, `+ broker.cash: 2`, `- broker.cash: 1`.
        public var text: String {
            switch (first, second) {
            case (nil, let second?): "+ \(key): \(second)"
            case (let first?, nil): "- \(key): \(first)"
            default: "\(key): \(first ?? "") → \(second ?? "")"
            }
        }
    }

    /// The runs.
    public let first: RunRecord
    /// The runs.
    public let second: RunRecord
    /// Where the event logs part; `nil` where they are equal.
    public let parting: Parting?
    /// What differs between what the runs were made of; where nothing does and the logs differ, the engine.
    public let causes: [Cause]
    /// The keys of the resolved configs that are not set alike.
    public let settings: [Setting]
    /// Files that bars were read from and that differ.
    public let sourceLines: [String]

    /// Whether the runs did the same on the same bars.
    ///
    /// Another version or a config that changes nothing is no difference.
    public var isEqual: Bool { parting == nil && !causes.contains(.data) && !causes.contains(.changedLog) }

    /// Compares two runs.
    public init(_ first: RunRecord, _ second: RunRecord) throws(RunRecordError) {
        self.first = first
        self.second = second
        let logs = (try first.bytes("events.jsonl"), try second.bytes("events.jsonl"))
        parting = RunDifference.parting(logs.0, logs.1)
        var causes: [Cause] = []
        for (run, log) in [(first, logs.0), (second, logs.1)] {
            var hash = SHA256()
            log.withUnsafeBytes { hash.update($0) }
            if hash.hexDigest() != run.eventsHash, causes.isEmpty { causes.append(.changedLog) }
        }
        if first.dataHash != second.dataHash { causes.append(.data) }
        if first.configHash != second.configHash { causes.append(.config) }
        if first.seed != second.seed { causes.append(.seed) }
        if first.version != second.version { causes.append(.version) }
        if causes.isEmpty, parting != nil { causes.append(.engine) }
        self.causes = causes
        settings = try RunDifference.settings(first, second)
        sourceLines = RunDifference.lines(
            first.sources.map { "\($0.path) \($0.sha256)" }.joined(separator: "\n"),
            second.sources.map { "\($0.path) \($0.sha256)" }.joined(separator: "\n"))
    }

    private static func parting(_ a: Data, _ b: Data) -> Parting? {
        guard a != b else { return nil }
        let (linesA, linesB) = (a.split(separator: 0x0a), b.split(separator: 0x0a))
        let count = max(linesA.count, linesB.count)
        let place = (0..<count).first { place in
            place >= linesA.count || place >= linesB.count || linesA[place] != linesB[place]
        }
        func text(_ lines: [Data]) -> String? {
            place.flatMap { $0 < lines.count ? String(decoding: lines[$0], as: UTF8.self) : nil }
        }
        return Parting(line: (place ?? count) + 1, first: text(linesA), second: text(linesB))
    }

    /// The keys that two configs do not set alike, those of the first in its order before those that only the second has.
    private static func settings(_ a: RunRecord, _ b: RunRecord) throws(RunRecordError) -> [Setting] {
        func read(_ run: RunRecord) throws(RunRecordError) -> [ConfigSetting] {
            let text = try run.text("config.yaml")
            do { return try ConfigSetting.list(yaml: text, file: "\(run.path)/config.yaml") } catch {
                throw RunRecordError(path: "\(run.path)/config.yaml", reason: "this is no config of a run")
            }
        }
        let (first, second) = (try read(a), try read(b))
        func values(_ settings: [ConfigSetting]) -> [String: String] {
            Dictionary(settings.map { ($0.path, $0.value) }, uniquingKeysWith: { _, last in last })
        }
        let (old, new) = (values(first), values(second))
        let paths = first.map(\.path) + second.map(\.path).filter { old[$0] == nil }
        return paths.filter { old[$0] != new[$0] }.map { Setting(key: $0, first: old[$0], second: new[$0]) }
    }

    /// The lines that only one of two texts has, in the order of the texts.
    private static func lines(_ a: String, _ b: String) -> [String] {
        let (linesA, linesB) = (a.split(separator: "\n"), b.split(separator: "\n"))
        guard linesA != linesB else { return [] }
        let changes = linesB.difference(from: linesA)
        let removed = changes.removals.map { change -> String in
            if case .remove(_, let line, _) = change { "- \(line)" } else { "" }
        }
        let added = changes.insertions.map { change -> String in
            if case .insert(_, let line, _) = change { "+ \(line)" } else { "" }
        }
        return removed + added
    }
}

extension RunDifference {
    /// What is said to people.
    public var text: String {
        var lines = ["- \(first.path): \(first.name)", "+ \(second.path): \(second.name)", ""]
        let rows = [
            ("data", first.dataHash, second.dataHash), ("config", first.configHash, second.configHash),
            ("seed", first.seed, second.seed), ("version", first.version, second.version),
            ("events", first.eventsHash, second.eventsHash),
        ]
        for (name, a, b) in rows {
            let label = name + String(repeating: " ", count: 9 - name.count)
            lines.append(label + (a == b ? "the same" : "\(a.prefix(12)) and \(b.prefix(12))"))
        }
        if !settings.isEmpty { lines += ["", "Config:"] + settings.map { "  \($0.text)" } }
        if !sourceLines.isEmpty { lines += ["", "Sources:"] + sourceLines.map { "  \($0)" } }
        lines.append("")
        if let parting {
            lines.append("The event logs part at line \(parting.line):")
            lines.append("- \(parting.first ?? "(the log has ended)")")
            lines.append("+ \(parting.second ?? "(the log has ended)")")
        } else {
            lines.append("The event logs are equal.")
        }
        if !isEqual { lines.append("Cause: " + causes.map(causeText).joined(separator: "; ") + ".") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func causeText(_ cause: Cause) -> String {
        switch cause {
        case .data: "the data differ"
        case .config: "the configs differ"
        case .seed: "the seeds differ"
        case .version: "the versions differ"
        case .engine:
            "data, config, seed and version are the same: the engine, or the code of the strategy"
        case .changedLog: "an event log is not the one that its manifest names: it was changed after the run"
        }
    }

    /// The comparison as JSON, `backtest.diff/1`.
    public var document: JSONValue {
        func run(_ one: RunRecord) -> JSONValue {
            [
                "path": .string(one.path), "name": .string(one.name), "version": .string(one.version),
                "seed": .string(one.seed), "data": .string(one.dataHash), "config": .string(one.configHash),
                "events": .string(one.eventsHash),
            ]
        }
        let place: JSONValue =
            parting.map { parting in
                [
                    "line": .integer(parting.line), "first": parting.first.map { .string($0) } ?? .null,
                    "second": parting.second.map { .string($0) } ?? .null,
                ]
            } ?? .null
        return [
            "schema": "backtest.diff/1", "equal": .bool(isEqual), "first": run(first), "second": run(second),
            "causes": .array(causes.map { .string($0.rawValue) }), "parting": place,
            "config": .array(settings.map { .string($0.text) }),
            "settings": .array(
                settings.map { one in
                    [
                        "key": .string(one.key), "first": one.first.map { .string($0) } ?? .null,
                        "second": one.second.map { .string($0) } ?? .null,
                    ]
                }),
            "sources": .array(sourceLines.map { .string($0) }),
        ]
    }
}
