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

    private static let (before, behind) = ("folds-", ".json")

    /// The files of folds by their numbers, ascending: each writing makes one.
    private var writings: [(number: Int, file: URL)] {
        files.compactMap { file -> (number: Int, file: URL)? in
            let name = file.lastPathComponent
            guard name.hasPrefix(FoldArchive.before), name.hasSuffix(FoldArchive.behind),
                let number = Int(name.dropFirst(FoldArchive.before.count).dropLast(FoldArchive.behind.count))
            else { return nil }
            return (number, file)
        }.sorted { $0.number < $1.number }
    }

    /// The folds that are done, by their numbers, of each as it was kept last; none of another training, nor of a file that
    /// was cut short.
    public func read() -> [Int: FoldOutcome] {
        var known: [Int: FoldOutcome] = [:]
        for (_, file) in writings {
            let outcomes: [FoldOutcome] = content(file) ?? []
            for outcome in outcomes { known[outcome.number] = outcome }
        }
        return known
    }

    /// Keeps folds, all in one file.
    ///
    /// - Throws: `StudyError.folder` where it cannot be written.
    public func write(_ outcomes: [FoldOutcome]) throws(StudyError) {
        guard !outcomes.isEmpty else { return }
        let number = (writings.last?.number ?? 0) + 1
        let file = folder.appendingPathComponent("\(FoldArchive.before)\(number)\(FoldArchive.behind)")
        do { try keep(outcomes, in: file) } catch {
            throw .folder(FolderError(path: file.path, reason: FolderWriter.reason(error)))
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
    public var count: Int { read().values.count { $0.failure == nil } }

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

    /// Writes what waits: where a training ends before its end, and nowhere else.
    ///
    /// - Throws: `StudyError.folder`.
    func write() throws(StudyError) {
        try archive?.write(waiting)
        waiting.removeAll()
        lastWritten = ContinuousClock.now
    }
}
