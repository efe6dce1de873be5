import Foundation
public import Reports

/// The chart library as Debian installs it (`libjs-dygraphs`).
public enum InstalledCharts {
    /// Where it lies.
    public static let folder = "/usr/share/javascript/dygraphs"

    /// The library's text; `nil` where it is not installed: reports then keep their still pictures.
    public static func dygraphs() -> ChartLibrary? {
        guard let script = try? String(contentsOfFile: "\(folder)/dygraph.min.js", encoding: .utf8),
            let style = try? String(contentsOfFile: "\(folder)/dygraph.min.css", encoding: .utf8)
        else { return nil }
        let version = script.firstMatch(of: /VERSION="([0-9.]+)"/).map { String($0.1) } ?? ""
        return ChartLibrary(
            script: script, style: style, licence: "dygraphs, MIT licence, Dan Vanderkam and contributors",
            version: version)
    }
}
