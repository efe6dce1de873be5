public import Foundation

/// The folder of real data and third-party figures beside the project, where there is one.
///
/// Tests that need it carry `.enabled(if: SharedFolder.isPresent, SharedFolder.absentNote)` and so are skipped visibly
/// where it is absent.
public enum SharedFolder {
    /// The project's root, found from this file's place.
    public static let projectRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder, whether it exists or not.
    public static let url = projectRoot.deletingLastPathComponent().appendingPathComponent("shared")

    /// Whether the folder is there.
    public static let isPresent = FileManager.default.fileExists(atPath: url.appendingPathComponent("oracles").path)

    /// What a skipped test says.
    public static let absentNote = "needs the folder ../shared with real data and third-party figures"

    /// The path of a file in the folder.
    public static func path(_ relative: String) -> String { url.appendingPathComponent(relative).path }
}
