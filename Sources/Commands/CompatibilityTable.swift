import Core
import Research
import Statistics

/// The default figures of another tool for a run (S65).
enum CompatibilityTable {
    /// The names that `--compat` takes.
    static var toolNames: String { CompatibilityProfile.all.map(\.id).joined(separator: ", ") }

    static func knows(_ tool: String) -> Bool { CompatibilityProfile.profile(tool) != nil }

    /// A line for each of the tool's figures.
    static func text(for result: StudyResult, tool: String) -> String {
        guard let profile = CompatibilityProfile.profile(tool) else { return "" }
        var rows = [["As \(profile.tool) has it", "", ""]]
        for (declaration, value) in zip(profile.metrics, profile.evaluate(result.performance)) {
            rows.append([declaration.id, value.value?.shortestText ?? value.reason ?? "n/a", declaration.formula])
        }
        return "\n" + TextTable.text(rows)
    }
}
