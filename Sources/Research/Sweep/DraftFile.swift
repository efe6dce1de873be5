import Foundation

/// A file that is written piece by piece and appears whole or not at all.
final class DraftFile {
    private let url: URL
    private let draft: URL
    private let handle: FileHandle
    private var isFinished = false

    /// Begins a file; nothing is seen of it under its name before it is finished.
    ///
    /// - Throws: `SweepError.folder`.
    init(_ url: URL) throws(SweepError) {
        self.url = url
        draft = url.deletingLastPathComponent().appendingPathComponent(
            ".\(url.lastPathComponent).\(ProcessInfo.processInfo.processIdentifier).part")
        do { try Data().write(to: draft) } catch {
            throw .folder(FolderError(path: url.path, reason: FolderWriter.reason(error)))
        }
        guard let handle = FileHandle(forWritingAtPath: draft.path) else {
            throw .folder(FolderError(path: url.path, reason: "it cannot be opened"))
        }
        self.handle = handle
    }

    deinit {
        try? handle.close()
        if !isFinished { try? FileManager.default.removeItem(at: draft) }
    }

    /// Adds bytes.
    func add(_ bytes: [UInt8]) throws(SweepError) {
        do { try handle.write(contentsOf: bytes) } catch { throw failure(error) }
    }

    /// Gives the file its name.
    func finish() throws(SweepError) {
        guard rename(draft.path, url.path) == 0 else {
            throw failure(NSError(domain: NSPOSIXErrorDomain, code: Int(errno)))
        }
        isFinished = true
    }

    private func failure(_ error: any Error) -> SweepError {
        .folder(FolderError(path: url.path, reason: FolderWriter.reason(error)))
    }
}
