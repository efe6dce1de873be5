import Core
import Foundation
import ParameterSearch

/// The trials of a sweep, each form in a file of its own.
extension SweepFolder {
    /// `trials.csv`.
    func writeTable(_ result: SweepResult) throws(SweepError) {
        let table = try draft("trials.csv")
        try result.writeCSV(table.add)
        try table.finish()
    }

    /// `trials.jsonl`.
    func writeLines(_ result: SweepResult) throws(SweepError) {
        let lines = try draft("trials.jsonl")
        try result.writeJSONLines(lines.add)
        try lines.finish()
    }

    /// Columns for Python: an `.npy` file for each figure and each axis of numbers, and the returns.
    func writeColumns(_ result: SweepResult) throws(SweepError) {
        let folder = url.appendingPathComponent("columns")
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw .folder(FolderError(path: folder.path, reason: FolderWriter.reason(error)))
        }
        let trials = result.trials
        try lay(NPYFile.bytes(trials.numbers.map { Int64($0) }), at: "columns/trial.npy")
        for (place, axis) in result.plan.axes.enumerated() {
            let values = trials.numbers.map { number in
                SearchValue(yaml: result.plan.values(of: Int(number))[place]).number ?? .nan
            }
            try lay(NPYFile.bytes(values), at: "columns/set.\(PlainName.of(axis.name, or: "axis\(place)")).npy")
        }
        for (column, name) in trials.columns.names.enumerated() {
            let values = (0..<trials.count).map { trials.figures[$0 * trials.columns.count + column] }
            try lay(NPYFile.bytes(values), at: "columns/\(name).npy")
        }
        let kept = (0..<trials.count).filter { trials.returnRows[$0] >= 0 }
        try lay(NPYFile.bytes(kept.map { Int64(trials.numbers[$0]) }), at: "columns/returns.trial.npy")
        // The one file that is as large as memory may be: row by row.
        let returns = try draft("columns/returns.npy")
        var bytes = NPYFile.header(rows: kept.count, columns: trials.sessionCount)
        for place in kept {
            trials.returns(of: place)?.withUnsafeBytes { bytes.append(contentsOf: $0) }
            if bytes.count > 1 << 20 {
                try returns.add(bytes)
                bytes.removeAll(keepingCapacity: true)
            }
        }
        try returns.add(bytes)
        try returns.finish()
        try lay(
            NPYFile.bytes(days: result.sessionDates.map { Int64($0.daysSinceEpoch) }),
            at: "columns/returns.session.npy")
    }
}
