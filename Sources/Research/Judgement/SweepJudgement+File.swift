import Foundation
import Reports

extension SweepJudgement {
    /// Writes `judgement.json` into the folder of the first sweep, whole or not at all.
    ///
    /// - Throws: `FolderError`.
    public func write() throws(FolderError) {
        let file = trials.sweeps[0].folder.url.appendingPathComponent("judgement.json")
        do { try Data(document.prettyText.utf8).write(to: file, options: .atomic) } catch {
            throw FolderError(
                path: file.relativePath, reason: FolderWriter.reason(error),
                remedy: "the judgement stands on standard output; make the folder writable to keep it")
        }
    }
}
