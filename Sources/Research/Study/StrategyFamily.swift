import Core
import Foundation
public import StrategyKit

/// Strategies that differ in their numbers alone, and whether one of them was run here before.
///
/// A family that was seen leaves a small file in `runs/.seen`, or beside the ledger that `BACKTEST_LEDGER` names.
/// Nothing that a run writes depends on it.
public struct StrategyFamily {
    /// The rules, or the type with the names of its parameters, without numbers.
    public let text: String

    /// The family of a study's strategy.
    public init(_ configuration: StudyConfiguration) {
        text = StrategyFamily.withoutNumbers(configuration.strategyYAML)
    }

    /// Notes the family as seen, and tells whether that is new.
    ///
    /// Where nothing can be written every time is the first.
    public func isNew() -> Bool { isNew(ledger: ProcessInfo.processInfo.environment["BACKTEST_LEDGER"]) }

    /// The same with the ledger's path.
    func isNew(ledger: String?) -> Bool {
        let folder =
            ledger.map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
            ?? URL(fileURLWithPath: "runs")
        let seen = folder.appendingPathComponent(".seen")
        let file = seen.appendingPathComponent(String(SHA256.hexDigest(of: "\(Version.current)\n\(text)").prefix(16)))
        if FileManager.default.fileExists(atPath: file.path) { return false }
        try? FileManager.default.createDirectory(at: seen, withIntermediateDirectories: true)
        try? Data(text.utf8).write(to: file, options: .atomic)
        return true
    }

    /// A text in which each number outside of a name is `#`.
    static func withoutNumbers(_ text: String) -> String {
        var result = ""
        var isInName = false
        var isInNumber = false
        for scalar in text.unicodeScalars {
            let isDigit = ("0"..."9").contains(scalar)
            if isInNumber && (isDigit || scalar == "." || scalar == "_") { continue }
            isInNumber = isDigit && !isInName
            isInName = isInName && isDigit || scalar == "_" || scalar.properties.isAlphabetic
            result += isInNumber ? "#" : String(scalar)
        }
        return result
    }
}
