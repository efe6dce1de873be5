import Foundation
import TestSupport
import Testing

/// The report in a real browser: headless Chromium, where it is installed.
@Suite(
    .enabled(
        if: Program.isPresent && FileManager.default.isExecutableFile(atPath: "/usr/bin/chromium"),
        "needs the program and Debian's chromium"), .serialized)
struct ReportPageTests {
    /// Runs a study and opens its report.
    ///
    /// - Returns: The page after its scripts ran, and what the browser's console said.
    static func open(_ config: String, width: Int, isDark: Bool) throws -> (page: String, console: [String]) {
        let folder = try TemporaryFolder()
        let run = try Program.run(["run", "-", "--out", "x", "--quiet"], in: folder.url, input: config)
        try #require(run.status == 0, "\(run.errors)")
        let browser = try Program.run(
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.url.path)/profile",
                "--enable-logging=stderr", "--v=0", "--window-size=\(width),2000", "--virtual-time-budget=20000",
                isDark ? "--blink-settings=preferredColorScheme=0" : "--blink-settings=preferredColorScheme=1",
                "--dump-dom", "file://\(folder.url.path)/x/report.html",
            ], in: folder.url, executable: "/usr/bin/chromium")
        let console = browser.errors.split(separator: "\n").map { String($0) }.filter { $0.contains("CONSOLE") }
        return (browser.output, console)
    }

    @Test(arguments: [(1400, false), (1400, true), (400, false), (400, true)])
    func thePageOpensWithoutConsoleMessagesAndDrawsItsCharts(width: Int, isDark: Bool) throws {
        let (page, console) = try ReportPageTests.open(RunTests.config(), width: width, isDark: isDark)
        #expect(console.isEmpty, "\(console)")
        #expect(page.contains("Worst drawdowns"))
        if FileManager.default.fileExists(atPath: "/usr/share/javascript/dygraphs/dygraph.min.js") {
            #expect(page.contains("<canvas"), "no chart was drawn by the script")
        }
    }

    @Test func aHostileNameStaysText() throws {
        let (page, console) = try ReportPageTests.open(
            RunTests.config(name: "\"</script><script>document.title='taken'</script>\""), width: 1400, isDark: false)
        #expect(console.isEmpty, "\(console)")
        #expect(!page.contains("<title>taken"))
    }
}
