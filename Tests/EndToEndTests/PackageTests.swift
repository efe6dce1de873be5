import Foundation
import TestSupport
import Testing

/// A package of a user's own, made by `backtest new --package` and built against a tagged clone of this project.
///
/// Builds every dependency anew, so it runs with `Tests/run --long` only.
@Suite(
    .enabled(
        if: Program.isPresent && ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == "1",
        "builds a whole package: runs with Tests/run --long"))
struct PackageTests {
    @Test func aPackageWithItsOwnStrategyBuildsAndRuns() throws {
        let folder = try TemporaryFolder()
        let root = SharedFolder.projectRoot.path
        let clone = folder.url.appendingPathComponent("backtest").path
        func git(_ arguments: [String], in place: URL) throws {
            let outcome = try Program.run(arguments, in: place, executable: "/usr/bin/git")
            try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
        }
        try git(["clone", "--quiet", root, clone], in: folder.url)
        let version = try Program.run(["--version"]).output.split(separator: "\n")[0]
        try git(["tag", "--force", String(version)], in: URL(fileURLWithPath: clone))
        let made = try Program.run(
            ["new", "FallThenRise", "--package", "--url", "file://\(clone)"], in: folder.url)
        #expect(made.status == 0, "\(made.errors)")
        let package = folder.url.appendingPathComponent("FallThenRise")
        let build = try Program.run(
            ["swift", "build", "-c", "release", "--product", "fall-then-rise"], in: package, executable: "/usr/bin/env")
        try #require(build.status == 0, "\(build.output)\(build.errors)")
        let program = package.appendingPathComponent(".build/release/fall-then-rise").path
        let listed = try Program.run(["list", "strategies"], in: package, executable: program)
        #expect(listed.output.contains("fall-then-rise") && listed.output.contains("buy-and-hold"))
        try FileManager.default.copyItem(atPath: RunTests.goog, toPath: package.path + "/prices.csv")
        let run = try Program.run(
            ["run", "fall-then-rise.yaml", "--json", "--set", "falls=4"], in: package, executable: program)
        #expect(run.status == 0, "\(run.errors)")
        let trades = try RunTests.object(run.output)["trades"] as? [String: Any]
        #expect((trades?["count"] as? Int ?? 0) > 10)
    }
}
