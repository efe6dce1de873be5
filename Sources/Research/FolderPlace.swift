import Foundation
import Reports

/// Where a folder of results is to be written: nothing is lost there.
struct FolderPlace {
    /// The folder.
    let url: URL
    /// What kind of results it must hold, where it holds anything: `run`, of which the manifest has this schema.
    let kind: (name: String, schema: String)
    /// What other results of this kind are called: `another run`.
    let other: String

    /// Refuses a folder that holds other files, or other results without `force`.
    ///
    /// - Parameter isSame: Whether results with this manifest are those that are to be written.
    func check(force: Bool, isSame: (_ manifest: String) -> Bool) throws(FolderError) {
        let files = FileManager.default
        guard files.fileExists(atPath: url.path) else { return }
        let contents = (try? files.contentsOfDirectory(atPath: url.path)) ?? ["?"]
        if contents.isEmpty { return }
        guard let manifest = try? String(contentsOf: url.appendingPathComponent("manifest.json"), encoding: .utf8),
            manifest.contains("\"schema\": \"\(kind.schema)\"")
        else {
            throw FolderError(
                path: url.path, reason: "it holds files that no \(kind.name) left",
                remedy: "choose another folder with --out")
        }
        guard force || isSame(manifest) else {
            throw FolderError(
                path: url.path, reason: "it holds \(other)",
                remedy: "choose another folder with --out, or --force to replace it")
        }
    }
}
