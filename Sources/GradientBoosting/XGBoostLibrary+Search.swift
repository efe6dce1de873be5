internal import Foundation
internal import Learning
internal import Synchronization

/// The libraries that were opened, by the file that was asked for; the system's under the empty name.
private let opened = Mutex<[String: XGBoostLibrary]>([:])

extension XGBoostLibrary {
    /// The variable that names the library's file.
    static let variable = "BACKTEST_XGBOOST"

    /// Where the library is looked for, in order: one file where one is named, else what the loader finds and where
    /// distributions put it.
    static func candidates(file: String?, environment: [String: String]) -> [String] {
        if let named = file ?? environment[variable], !named.isEmpty { return [named] }
        let folders = [
            "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/local/lib", "/usr/lib",
            "/opt/homebrew/lib",
        ]
        let names = ["libxgboost.so", "libxgboost.so.0"]
        return names + folders.flatMap { folder in names.map { "\(folder)/\($0)" } }
            + ["libxgboost.dylib", "/opt/homebrew/lib/libxgboost.dylib"]
    }

    /// The library, opened when it is first asked for.
    ///
    /// - Parameter file: Its file; `nil` for the one that `$BACKTEST_XGBOOST` names, else the system's.
    /// - Throws: `LearningError.library` with all that was tried and the remedy.
    static func found(file: String?) throws(LearningError) -> XGBoostLibrary {
        let tried = candidates(file: file, environment: ProcessInfo.processInfo.environment)
        let key = tried.count == 1 ? tried[0] : ""
        return try opened.withLock { (opened) throws(LearningError) in
            if let library = opened[key] { return library }
            let library = try first(of: tried)
            opened[key] = library
            return library
        }
    }

    private static func first(of tried: [String]) throws(LearningError) -> XGBoostLibrary {
        var reasons: [String] = []
        for path in tried {
            do {
                return try XGBoostLibrary(opening: path)
            } catch {
                // Of a file that is there the reason says more than that nothing was found.
                if case .library(_, let message) = error, tried.count == 1 || !path.contains("/") || exists(path) {
                    reasons.append(message)
                }
            }
        }
        throw error(
            "the library can not be used: \(reasons.joined(separator: "; ")); tried \(tried.joined(separator: ", ")); "
                + "install it with 'apt-get install libxgboost-dev', or name its file in $\(variable)")
    }

    private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
