import Core
public import Foundation
import Learning

/// Where the folds of a training are kept as they are done, so that an interrupted one goes on where it was.
///
/// It belongs to one training: a function of data, config and version.
public struct FoldArchive: Sendable {
    /// The folder.
    public let folder: URL
    private let identity: String

    /// The archive of a training, in a folder of its own beside what the training will leave.
    ///
    /// What another training left there is not read.
    ///
    /// - Parameter identity: What the training is a function of.
    /// - Throws: `StudyError.folder` where it cannot be made.
    public init(folder: URL, identity: String) throws(StudyError) {
        self.folder = folder
        self.identity = SHA256.hexDigest(of: identity)
        do { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) } catch {
            throw .folder(FolderError(path: folder.path, reason: FolderWriter.reason(error)))
        }
    }

    private struct Kept: Codable {
        var identity: String
        var outcome: FoldOutcome
    }

    private func file(_ number: Int) -> URL { folder.appendingPathComponent("fold-\(number).json") }

    /// The fold of a number, where it is done; `nil` for what is absent, cut short or another training's.
    public func read(_ number: Int) -> FoldOutcome? { outcome(file(number)) }

    private func outcome(_ file: URL) -> FoldOutcome? {
        guard let data = try? Data(contentsOf: file),
            let kept = try? JSONDecoder().decode(Kept.self, from: data), kept.identity == identity
        else { return nil }
        return kept.outcome
    }

    /// Keeps a fold.
    ///
    /// - Throws: `StudyError.folder` where it cannot be written.
    public func write(_ outcome: FoldOutcome) throws(StudyError) {
        let encoder = JSONEncoder()
        encoder.nonConformingFloatEncodingStrategy = .throw
        do {
            try encoder.encode(Kept(identity: identity, outcome: outcome)).write(
                to: file(outcome.number), options: .atomic)
        } catch {
            throw .folder(FolderError(path: file(outcome.number).path, reason: FolderWriter.reason(error)))
        }
    }

    /// How far the fit of a fold had come.
    struct Unfinished: Codable, Sendable {
        /// The state from which it goes on.
        var state: StoredModel
        /// The epochs that were told by then.
        var epochs: [FoldOutcome.Epoch]
    }

    private struct KeptState: Codable {
        var identity: String
        var unfinished: Unfinished
    }

    private func stateFile(_ number: Int) -> URL { folder.appendingPathComponent("state-\(number).json") }

    /// How far the fit of a fold had come; `nil` where nothing was kept, or what was is another training's.
    func unfinished(_ number: Int) -> Unfinished? {
        guard let data = try? Data(contentsOf: stateFile(number)),
            let kept = try? JSONDecoder().decode(KeptState.self, from: data), kept.identity == identity
        else { return nil }
        return kept.unfinished
    }

    /// Keeps how far the fit of a fold has come; a place that cannot be written costs time after an interruption, and no
    /// more.
    func keep(_ unfinished: Unfinished, of number: Int) {
        try? JSONEncoder().encode(KeptState(identity: identity, unfinished: unfinished)).write(
            to: stateFile(number), options: .atomic)
    }

    /// Forgets how far the fit of a fold had come.
    func forgetUnfinished(_ number: Int) { try? FileManager.default.removeItem(at: stateFile(number)) }

    private var files: [URL] {
        let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (all ?? []).filter { $0.lastPathComponent.hasPrefix("fold-") }
    }

    /// How many folds of this training are kept already.
    public var count: Int { files.count { file in outcome(file).map { $0.failure == nil } ?? false } }

    /// Forgets the folds.
    public func clear() {
        let all = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        for file in all ?? [] { try? FileManager.default.removeItem(at: file) }
    }

    /// Removes the folder.
    public func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// Gathers folds that are done quickly, so that a training does not wait for the disk at each.
final class FoldGatherer {
    private let archive: FoldArchive?
    private var waiting: [FoldOutcome] = []
    private var lastWritten = ContinuousClock.now

    init(_ archive: FoldArchive?) { self.archive = archive }

    /// Takes a fold; writes what waits where the last writing is two seconds ago.
    ///
    /// - Throws: `StudyError.folder`.
    func add(_ outcome: FoldOutcome) throws(StudyError) {
        guard archive != nil else { return }
        waiting.append(outcome)
        if ContinuousClock.now - lastWritten > .seconds(2) { try write() }
    }

    /// Writes what waits.
    ///
    /// - Throws: `StudyError.folder`.
    func write() throws(StudyError) {
        guard let archive else { return }
        for outcome in waiting { try archive.write(outcome) }
        waiting.removeAll()
        lastWritten = ContinuousClock.now
    }
}
