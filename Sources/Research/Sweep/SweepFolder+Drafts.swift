import Foundation

extension SweepFolder {
    /// Whether a name is that of a file which is written, and gets its own name when it is whole.
    static func isDraft(_ name: String) -> Bool {
        // Those of this folder's streams, and those of `Data.write(to:options: .atomic)`.
        name.hasPrefix(".") && name.hasSuffix(".part") || name.hasPrefix(".dat.nosync")
    }

    /// Takes away what a killed process had begun to write; only for who keeps others out.
    func removeDrafts() {
        for folder in [url, url.appendingPathComponent("columns")] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
            for name in names where SweepFolder.isDraft(name) {
                try? FileManager.default.removeItem(at: folder.appendingPathComponent(name))
            }
        }
    }
}
