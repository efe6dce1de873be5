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

    /// What a file holds, with whose it is.
    private struct Kept<Content: Codable>: Codable {
        var identity: String
        var content: Content
    }

    /// The content of a file; `nil` for what is absent, cut short or another training's.
    private func content<Content: Codable>(_ file: URL) -> Content? {
        guard let data = try? Data(contentsOf: file),
            let kept = try? JSONDecoder().decode(Kept<Content>.self, from: data), kept.identity == identity
        else { return nil }
        return kept.content
    }

    private func keep(_ content: some Codable, in file: URL) throws {
        try JSONEncoder().encode(Kept(identity: identity, content: content)).write(to: file, options: .atomic)
    }

    private func file(_ number: Int) -> URL { folder.appendingPathComponent("fold-\(number).json") }

    /// The fold of a number, where it is done; `nil` for what is absent, cut short or another training's.
    public func read(_ number: Int) -> FoldOutcome? { content(file(number)) }

    /// Keeps a fold.
    ///
    /// - Throws: `StudyError.folder` where it cannot be written.
    public func write(_ outcome: FoldOutcome) throws(StudyError) {
        do { try keep(outcome, in: file(outcome.number)) } catch {
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

    private func stateFile(_ number: Int) -> URL { folder.appendingPathComponent("state-\(number).json") }

    /// How far the fit of a fold had come; `nil` where nothing was kept, or what was is another training's.
    func unfinished(_ number: Int) -> Unfinished? { content(stateFile(number)) }

    /// Keeps how far the fit of a fold has come; a place that cannot be written costs time after an interruption, and no
    /// more.
    func keep(_ unfinished: Unfinished, of number: Int) { try? keep(unfinished, in: stateFile(number)) }

    /// Forgets how far the fit of a fold had come.
    func forgetUnfinished(_ number: Int) { try? FileManager.default.removeItem(at: stateFile(number)) }

    private var files: [URL] {
        (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    }

    /// How many folds of this training are kept already.
    public var count: Int {
        files.count { file in
            guard file.lastPathComponent.hasPrefix("fold-"), let outcome: FoldOutcome = content(file) else {
                return false
            }
            return outcome.failure == nil
        }
    }

    /// Forgets the folds.
    public func clear() { for file in files { try? FileManager.default.removeItem(at: file) } }

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
