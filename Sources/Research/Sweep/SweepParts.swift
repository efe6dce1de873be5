import Core
public import Foundation

/// What is done of a sweep, in files that appear whole or not at all, until it is gathered.
///
/// Any number of processes add files at once. A trial that stands in several is the same in all.
public struct SweepParts: Sendable {
    /// The folder of the files.
    public let folder: URL
    /// The hash of the sweep.
    public let sweep: String

    private static let suffix = ".trials"

    /// The files of a sweep below a folder.
    public init(in folder: URL, sweep: String) {
        self.folder = folder.appendingPathComponent("parts")
        self.sweep = sweep
    }

    /// Adds a file.
    ///
    /// - Throws: `SweepError.folder` where it cannot be written.
    func write(_ batch: TrialBatch) throws(SweepError) {
        let (least, greatest) = (batch.numbers.min() ?? 0, batch.numbers.max() ?? 0)
        let name = "\(least)-\(greatest)-\(UUID().uuidString.prefix(8))"
        let file = folder.appendingPathComponent(name + SweepParts.suffix)
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data(try batch.bytes(sweep: sweep)).write(to: file, options: .atomic)
        } catch {
            throw .folder(
                FolderError(
                    path: file.path, reason: FolderWriter.reason(error),
                    remedy: "what was done before is kept; make room and go on with --resume"))
        }
    }

    /// The files, in the order of their names.
    private var files: [URL] {
        let all = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
        return all.filter { $0.lastPathComponent.hasSuffix(SweepParts.suffix) }
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    /// Between which trials a file of this name holds some; `nil` for a name of another kind.
    private static func trials(in name: String) -> ClosedRange<Int>? {
        let parts = name.split(separator: "-")
        guard parts.count == 3, let least = Int(parts[0]), let greatest = Int(parts[1]), least <= greatest else {
            return nil
        }
        return least...greatest
    }

    /// All trials that are done, each once, in no order; what does not read, or is another sweep's, is not done.
    ///
    /// - Parameter wanted: The trials of interest: a file that by its name holds none of them is not opened.
    func read(
        _ columns: TrialColumns, sessionCount: Int, among wanted: ClosedRange<Int>? = nil
    ) throws(SweepError) -> TrialBatch {
        var all = TrialBatch(columns: columns, sessionCount: sessionCount)
        var seen: Set<UInt32> = []
        for file in files {
            if let wanted, let held = SweepParts.trials(in: file.lastPathComponent), !held.overlaps(wanted) { continue }
            guard let data = try? Data(contentsOf: file),
                let batch = TrialBatch(
                    bytes: Array(data), sweep: sweep, columns: columns, sessionCount: sessionCount)
            else { continue }
            all.append(batch) { seen.insert($0).inserted }
        }
        return all
    }

    /// The trials of files that were not seen before, a trial once for each file; what does not read is looked at again.
    func readNew(
        _ columns: TrialColumns, sessionCount: Int, seen: inout Set<String>
    ) -> TrialBatch {
        var all = TrialBatch(columns: columns, sessionCount: sessionCount)
        for file in files where !seen.contains(file.lastPathComponent) {
            guard let data = try? Data(contentsOf: file),
                let batch = TrialBatch(
                    bytes: Array(data), sweep: sweep, columns: columns, sessionCount: sessionCount)
            else { continue }
            seen.insert(file.lastPathComponent)
            all.append(batch) { _ in true }
        }
        return all
    }

    /// All trials that are done, of several places, in the order of their numbers.
    public static func gathered(
        _ places: [SweepParts], _ plan: SweepPlan, sessionCount: Int
    ) throws(SweepError) -> TrialBatch {
        var all = TrialBatch(columns: plan.columns, sessionCount: sessionCount)
        var seen: Set<UInt32> = []
        for place in places {
            all.append(try place.read(plan.columns, sessionCount: sessionCount)) {
                Int($0) < plan.count && seen.insert($0).inserted
            }
        }
        return all.sorted()
    }

    /// Takes the files away, once what they hold stands elsewhere.
    func remove() { try? FileManager.default.removeItem(at: folder) }
}
