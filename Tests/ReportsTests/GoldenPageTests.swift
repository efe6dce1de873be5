import Foundation
import TestSupport
import Testing

@testable import Reports

/// The page against `Tests/Golden/Reports/report.html`, without the style and the script that every page shares.
///
/// `UPDATE_GOLDEN=1 swift test` rewrites the file and fails, so that recording is never a pass.
@Suite struct GoldenPageTests {
    static let url = SharedFolder.projectRoot.appendingPathComponent("Tests/Golden/Reports/report.html")

    @Test func aSmallReportIsTheGoldenPage() throws {
        let page = SmallReport.content().html(charts: nil)
            .replacing(ReportStyle.text, with: "…").replacing(ReportScript.text, with: "…")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
            try page.write(to: GoldenPageTests.url, atomically: true, encoding: .utf8)
            Issue.record("rewrote \(GoldenPageTests.url.path): look at it, then run without UPDATE_GOLDEN")
            return
        }
        let golden = try String(contentsOf: GoldenPageTests.url, encoding: .utf8)
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = golden.split(separator: "\n", omittingEmptySubsequences: false)
        for (number, (line, wanted)) in zip(lines, expected).enumerated() where line != wanted {
            Issue.record("line \(number + 1) of the page is\n\(line)\nand not\n\(wanted)")
            return
        }
        #expect(lines.count == expected.count)
    }
}
